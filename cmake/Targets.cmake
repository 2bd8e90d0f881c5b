# One target a folder, with exactly the links that the layering allows (tests/layers_test reads the
# includes and holds the same table).

add_library(fairlead_pch OBJECT ${PROJECT_SOURCE_DIR}/cmake/pch.cc)
target_link_libraries(fairlead_pch PUBLIC fairlead_options lib_fmt)
target_precompile_headers(fairlead_pch PRIVATE ${PROJECT_SOURCE_DIR}/cmake/pch.h)

# fairlead_temper(TARGET hot|cold): what runs once a process, or only where something was found, is cold and
# built for size in the release. A precompiled header serves one set of options.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_library(fairlead_pch_cold OBJECT ${PROJECT_SOURCE_DIR}/cmake/pch.cc)
  target_link_libraries(fairlead_pch_cold PUBLIC fairlead_options lib_fmt)
  target_compile_options(fairlead_pch_cold PRIVATE -Os)
  target_precompile_headers(fairlead_pch_cold PRIVATE ${PROJECT_SOURCE_DIR}/cmake/pch.h)
endif()
function(fairlead_temper target temper)
  if(temper STREQUAL "cold" AND TARGET fairlead_pch_cold)
    target_compile_options(${target} PRIVATE -Os)
    target_precompile_headers(${target} REUSE_FROM fairlead_pch_cold)
  else()
    target_precompile_headers(${target} REUSE_FROM fairlead_pch)
  endif()
endfunction()

# fairlead_library(FOLDER hot|cold LINKS…): src/FOLDER with its folders as the target fl_FOLDER.
function(fairlead_library folder temper)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${folder}/*.cc)
  add_library(fl_${folder} STATIC ${sources})
  target_link_libraries(fl_${folder} PUBLIC fairlead_options ${ARGN})
  fairlead_temper(fl_${folder} ${temper})
endfunction()

fairlead_library(base hot lib_fmt lib_re2 lib_md)
fairlead_library(net cold fl_base lib_cares)
fairlead_library(source hot fl_base)
fairlead_library(tree hot fl_source lib_yaml)
fairlead_library(emit hot fl_tree)
fairlead_library(address hot fl_base)
fairlead_library(redis cold fl_base)
fairlead_library(client cold fl_redis)
fairlead_library(shell hot fl_tree)
fairlead_library(config cold fl_tree fl_client)
fairlead_library(gotemplate hot fl_emit)
fairlead_library(code cold fl_config fl_shell)
fairlead_library(deploy cold fl_config fl_gotemplate fl_code lib_z)
fairlead_library(product cold fl_tree)
# Every file of src/product/tables/ is a table, `<file>_products()`; nothing else names it.
file(GLOB product_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/product/tables/*.cc)
set(product_declarations "")
set(product_names "")
foreach(source ${product_sources})
  get_filename_component(name ${source} NAME_WE)
  string(APPEND product_declarations "std::span<const Product> ${name}_products();\n")
  string(APPEND product_names "${name}_products, ")
endforeach()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/product_list.cc @ONLY CONTENT
"#include \"product/settings.h\"
namespace fairlead::redis {
@product_declarations@std::vector<const Product*> listed_products() {
  std::vector<const Product*> all;
  for (const auto& table : {@product_names@}) {
    for (const Product& product : table()) all.push_back(&product);
  }
  return all;
}
}
")
target_sources(fl_product PRIVATE ${PROJECT_BINARY_DIR}/product_list.cc)
fairlead_library(facts cold fl_deploy fl_product fl_address fl_shell)
fairlead_library(wiring hot fl_facts)
fairlead_library(secret hot fl_wiring)
fairlead_library(lint cold fl_secret)
fairlead_library(report cold fl_lint)

# The catalog: rule files → catalog.cc, which takes the address of every native rule.
file(GLOB_RECURSE rule_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/rules/*.yaml)
file(GLOB_RECURSE rule_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/rules/*.cc)
if(EXISTS ${PROJECT_SOURCE_DIR}/src/rulegen/main.cc)
  add_executable(rulegen ${PROJECT_SOURCE_DIR}/src/rulegen/main.cc
    ${PROJECT_SOURCE_DIR}/src/rulegen/catalog_source.cc
    ${PROJECT_SOURCE_DIR}/src/rulegen/client_page.cc
    ${PROJECT_SOURCE_DIR}/src/rulegen/clients_source.cc
    ${PROJECT_SOURCE_DIR}/src/rulegen/literal.cc
    ${PROJECT_SOURCE_DIR}/src/rulegen/config_schema.cc
    ${PROJECT_SOURCE_DIR}/src/rulegen/schemas_source.cc)
  target_link_libraries(rulegen PRIVATE fl_report)
  fairlead_temper(rulegen cold)
  set(catalog ${PROJECT_BINARY_DIR}/catalog.cc)
  add_custom_command(OUTPUT ${catalog}
    COMMAND rulegen catalog ${PROJECT_SOURCE_DIR}/rules ${catalog}
    DEPENDS rulegen ${rule_files} VERBATIM COMMENT "catalog.cc from rules/")
  # The pages beside the rule files are committed: rewritten on request only, and a test finds stale ones.
  add_custom_target(pages COMMAND rulegen pages ${PROJECT_SOURCE_DIR}/rules VERBATIM)
  # The client libraries: rules/clients → clients.cc, a table.
  set(clients ${PROJECT_BINARY_DIR}/clients.cc)
  add_custom_command(OUTPUT ${clients}
    COMMAND rulegen clients ${PROJECT_SOURCE_DIR}/rules ${clients}
    DEPENDS rulegen ${rule_files} VERBATIM COMMENT "clients.cc from rules/clients")
  add_library(fl_catalog STATIC ${catalog} ${clients} ${rule_sources})
  target_link_libraries(fl_catalog PUBLIC fl_lint)
  fairlead_temper(fl_catalog cold)
endif()

if(EXISTS ${PROJECT_SOURCE_DIR}/src/cli/main.cc)
  fairlead_library(run cold fl_report fl_catalog fl_net Threads::Threads)
  file(GLOB_RECURSE cli_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/cli/*.cc)
  list(REMOVE_ITEM cli_sources ${PROJECT_SOURCE_DIR}/src/cli/main.cc)
  # The schemas that `fairlead schema` prints: schemas/ → schemas.cc.
  set(schemas ${PROJECT_BINARY_DIR}/schemas.cc)
  file(GLOB schema_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/schemas/*.json)
  add_custom_command(OUTPUT ${schemas}
    COMMAND rulegen schemas ${PROJECT_SOURCE_DIR}/schemas ${schemas}
    DEPENDS rulegen ${schema_files} VERBATIM COMMENT "schemas.cc from schemas/")
  add_library(fl_cli STATIC ${cli_sources} ${schemas})
  target_link_libraries(fl_cli PUBLIC fl_run PRIVATE lib_yaml-cpp)
  target_compile_definitions(fl_cli PRIVATE FAIRLEAD_VERSION="${PROJECT_VERSION}"
    FAIRLEAD_DATE="${FAIRLEAD_DATE}")
  fairlead_temper(fl_cli cold)
  # CLI11 and yaml-cpp throw.
  file(GLOB cli_options CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/cli/*options.cc)
  set_source_files_properties(${cli_options} ${PROJECT_SOURCE_DIR}/src/cli/main.cc
    ${PROJECT_SOURCE_DIR}/src/cli/project/inventory.cc PROPERTIES
    COMPILE_OPTIONS "-fexceptions;-funwind-tables" SKIP_PRECOMPILE_HEADERS ON)
  add_executable(fairlead ${PROJECT_SOURCE_DIR}/src/cli/main.cc)
  target_link_libraries(fairlead PRIVATE fl_cli)
  if(FAIRLEAD_STATIC)
    # Without the two wraps a static program registers its frames, and the first exception sorts all of them,
    # which takes longer than linting a chart; the table that the linker makes is sorted already.
    # main() says itself what is said of an exception that nobody catches; the library's words need a demangler.
    target_link_options(fairlead PRIVATE -static -s -Wl,--eh-frame-hdr
      -Wl,--wrap=__register_frame_info -Wl,--wrap=__deregister_frame_info
      -Wl,--defsym=_ZN9__gnu_cxx27__verbose_terminate_handlerEv=abort)
    # gold writes functions of the same bytes once: a twentieth of the program.
    find_program(GOLD ld.gold REQUIRED)
    target_link_options(fairlead PRIVATE -fuse-ld=gold -Wl,--icf=safe)
  endif()
  include(cmake/Package.cmake)
endif()

if(FAIRLEAD_TESTS)
  enable_testing()
  find_package(GTest REQUIRED)
  # tests/<folder>/<name>_test.cc tests src/<folder>; all are one program.
  file(GLOB_RECURSE test_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*_test.cc)
  file(GLOB test_support CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/support/*.cc)
  # What answers the jobs of a part, in a program for scripts that compare it with a real engine, answers in tests too.
  file(GLOB test_jobs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*/*_jobs.cc)
  list(APPEND test_support ${test_jobs})
  set(test_links fl_report)
  if(TARGET fl_cli)
    list(APPEND test_links fl_cli)
  endif()
  if(test_sources)
    add_executable(fairlead_tests ${test_sources} ${test_support})
    target_link_libraries(fairlead_tests PRIVATE ${test_links} GTest::gmock GTest::gtest_main)
    target_include_directories(fairlead_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(fairlead_tests PRIVATE FAIRLEAD_ROOT="${PROJECT_SOURCE_DIR}"
      FAIRLEAD_BUILD="${PROJECT_BINARY_DIR}")
    target_precompile_headers(fairlead_tests PRIVATE ${PROJECT_SOURCE_DIR}/cmake/pch.h <gtest/gtest.h>)
    if(TARGET fairlead)
      add_dependencies(fairlead_tests fairlead)
    endif()
    # A process for each of 2,600 tests took seven times as long as the tests.
    set(shards 8)
    foreach(shard RANGE 1 ${shards})
      math(EXPR index "${shard} - 1")
      add_test(NAME tests_${shard}_of_${shards} COMMAND fairlead_tests --gtest_brief=1
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
      set_tests_properties(tests_${shard}_of_${shards} PROPERTIES
        ENVIRONMENT "GTEST_TOTAL_SHARDS=${shards};GTEST_SHARD_INDEX=${index}" TIMEOUT 1200)
    endforeach()
  endif()
  # A part without all others, built on request: PART_tests, and where it has its own answers, PART_jobs, which scripts
  # compare with a real engine.
  function(fairlead_part part library)
    set(folder ${PROJECT_SOURCE_DIR}/tests/${part})
    file(GLOB sources CONFIGURE_DEPENDS ${folder}/*_test.cc)
    file(GLOB jobs CONFIGURE_DEPENDS ${folder}/${part}_jobs.cc)
    set(programs ${part}_tests)
    add_executable(${part}_tests EXCLUDE_FROM_ALL ${jobs} ${sources})
    target_link_libraries(${part}_tests PRIVATE GTest::gmock GTest::gtest_main)
    if(jobs)
      list(APPEND programs ${part}_jobs)
      add_executable(${part}_jobs EXCLUDE_FROM_ALL ${jobs} ${folder}/${part}_jobs_main.cc)
    endif()
    foreach(program ${programs})
      target_link_libraries(${program} PRIVATE ${library})
      target_include_directories(${program} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
      target_compile_definitions(${program} PRIVATE FAIRLEAD_ROOT="${PROJECT_SOURCE_DIR}")
      fairlead_temper(${program} hot)
    endforeach()
  endfunction()
  fairlead_part(gotemplate fl_gotemplate)
  fairlead_part(emit fl_emit)
  fairlead_part(code fl_code)
  fairlead_part(gitops fl_deploy)
  if(TARGET fairlead)
    fairlead_part(helm fl_cli)
    fairlead_part(kustomize fl_cli)
    add_test(NAME corpus_report
      COMMAND ${PROJECT_SOURCE_DIR}/tests/corpus_report_test.py $<TARGET_FILE:fairlead>)
  endif()
endif()

if(FAIRLEAD_BENCH)
  find_package(benchmark REQUIRED)
  file(GLOB bench_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bench/*_bench.cc)
  foreach(source ${bench_sources})
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE fl_run benchmark::benchmark_main)
  endforeach()
endif()

if(FAIRLEAD_FUZZ)
  file(GLOB fuzz_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/fuzz/*_fuzz.cc)
  foreach(source ${fuzz_sources})
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE fl_cli)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  endforeach()
endif()
