# What `cmake --install` and the packages hold, and how CPack makes them: fairlead-<version>-linux-<machine>.tar.gz
# and fairlead_<version>_<architecture>.deb. scripts/package makes both of the static release.
include(GNUInstallDirs)
set(FAIRLEAD_MAINTAINER "fairlead maintainers <fairlead@users.noreply.github.com>")

install(TARGETS fairlead)
install(DIRECTORY rules schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/fairlead
  FILES_MATCHING PATTERN "*.yaml" PATTERN "*.md" PATTERN "*.json")
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT archive)

# What the program says of its own options. gzip -n: no time in it.
set(made ${PROJECT_BINARY_DIR}/made)
file(MAKE_DIRECTORY ${made})
add_custom_command(OUTPUT ${made}/fairlead ${made}/_fairlead ${made}/fairlead.fish ${made}/fairlead.1.gz
  COMMAND fairlead completions bash > fairlead
  COMMAND fairlead completions zsh > _fairlead
  COMMAND fairlead completions fish > fairlead.fish
  COMMAND fairlead man > fairlead.1
  COMMAND gzip -9nf fairlead.1
  DEPENDS fairlead WORKING_DIRECTORY ${made} VERBATIM COMMENT "manual page and completions")
add_custom_target(made ALL DEPENDS ${made}/fairlead)
install(FILES ${made}/fairlead DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${made}/_fairlead DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT archive)
install(FILES ${made}/fairlead.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${made}/fairlead.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

# A static program holds its libraries, whose licences ask to be handed on with it: as Debian states them.
set(copyright_files ${PROJECT_SOURCE_DIR}/cmake/debian/copyright)
if(FAIRLEAD_STATIC)
  set(held libc6-dev libstdc++-12-dev libcli11-dev rapidjson-dev libexpected-dev)
  foreach(pair lib_yaml=libyaml-dev lib_re2=libre2-dev lib_md=libmd-dev lib_fmt=libfmt-dev lib_cares=libc-ares-dev
      lib_z=zlib1g-dev lib_yaml-cpp=libyaml-cpp-dev)
    string(REPLACE "=" ";" pair ${pair})
    list(GET pair 0 target)
    list(GET pair 1 package)
    if(TARGET ${target})
      list(APPEND held ${package})
    endif()
  endforeach()
  foreach(package ${held})
    if(EXISTS /usr/share/doc/${package}/copyright)
      list(APPEND copyright_files /usr/share/doc/${package}/copyright)
    else()
      message(WARNING "no licence of ${package} to put into packages: they must not be handed on")
    endif()
  endforeach()
endif()
set(copyright "")
foreach(file ${copyright_files})
  file(READ ${file} text)
  string(APPEND copyright "${text}\n")
endforeach()
file(WRITE ${made}/copyright "${copyright}")
install(FILES ${made}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Debian alone wants these.
string(CONCAT debian_changelog "fairlead (${PROJECT_VERSION}) stable; urgency=medium\n\n"
  "  * See CHANGELOG.md beside this file.\n\n -- ${FAIRLEAD_MAINTAINER}  ")
execute_process(COMMAND date -u -R -d ${FAIRLEAD_DATE} OUTPUT_VARIABLE debian_date)
file(WRITE ${made}/changelog "${debian_changelog}${debian_date}")
execute_process(COMMAND gzip -9nf changelog WORKING_DIRECTORY ${made} COMMAND_ERROR_IS_FATAL ANY)
install(FILES ${made}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT debian EXCLUDE_FROM_ALL)
# Its zsh does not look into site-functions below /usr.
install(FILES ${made}/_fairlead DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT debian
  EXCLUDE_FROM_ALL)
install(FILES cmake/debian/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
  RENAME fairlead COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR "TGZ;DEB")
set(CPACK_BUILD_DIRECTORY ${PROJECT_BINARY_DIR})
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/cmake/PackageParts.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/PackageTimes.cmake)
set(CPACK_POST_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/PackageOrder.cmake)
set(CPACK_PACKAGE_FILE_NAME fairlead-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_PACKAGE_VENDOR fairlead)
set(CPACK_PACKAGE_CONTACT "${FAIRLEAD_MAINTAINER}")
set(CPACK_PACKAGE_HOMEPAGE_URL https://github.com/fairlead/fairlead)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "linter for how workers, queues and Redis are wired in Kubernetes")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "fairlead reads manifests, chart values and Redis files of a repository, works
out who connects to what, as whom and with which commands, and points at the
line to edit where two ends do not meet.")
if(NOT FAIRLEAD_STATIC)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
include(CPack)
