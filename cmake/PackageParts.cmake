# Read by CPack once for each package: the archive has the licence, the Debian package has what Debian asks for, since
# there the licence lies in /usr/share/common-licenses.
set(part archive)
if(CPACK_GENERATOR STREQUAL "DEB")
  set(part debian)
endif()
set(CPACK_INSTALL_CMAKE_PROJECTS "${CPACK_BUILD_DIRECTORY};fairlead;Unspecified;/;${CPACK_BUILD_DIRECTORY};fairlead;${part};/")
