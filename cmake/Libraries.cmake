# Third-party libraries, each as one imported target with a plain name, so that the static release and
# the dynamic build differ here and nowhere else.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# fairlead_import(NAME ARCHIVE): a target that links ARCHIVE, statically in the static build.
function(fairlead_import name library)
  add_library(${name} INTERFACE)
  if(FAIRLEAD_STATIC)
    find_library(FAIRLEAD_LIB_${library} lib${library}.a REQUIRED)
  else()
    find_library(FAIRLEAD_LIB_${library} ${library} REQUIRED)
  endif()
  target_link_libraries(${name} INTERFACE ${FAIRLEAD_LIB_${library}})
endfunction()

fairlead_import(lib_yaml yaml)
fairlead_import(lib_re2 re2)
target_link_libraries(lib_re2 INTERFACE Threads::Threads)
fairlead_import(lib_md md)
fairlead_import(lib_cares cares)
fairlead_import(lib_z z)
fairlead_import(lib_yaml-cpp yaml-cpp)

# Debian ships no static archive of fmt: src/base/fmt_instances.cc instantiates it for every build.
add_library(lib_fmt INTERFACE)
