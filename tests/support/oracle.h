#pragma once
#include <rapidjson/document.h>

#include <string>
#include <string_view>

#include "redis/version.h"

namespace fairlead::testing {

/// Expected results from the real programs: the folder $FAIRLEAD_ORACLE, or ../shared/oracle beside
/// the repository. "" where it is absent, as in a fresh clone; a conformance test then skips
/// itself.
std::string oracle_folder();

/// One of its JSON files. A file that cannot be read fails the test; numbers are kept as they are.
rapidjson::Document oracle_json(std::string_view name);

/// The version that the oracle calls `7.0.15`, `valkey-9.1.2`; one that is none fails the test.
redis::Version oracle_version(std::string_view name);

inline std::string_view text_of(const rapidjson::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

}  // namespace fairlead::testing

/// At the top of a conformance test.
#define FAIRLEAD_NEED_ORACLE()                         \
  if (::fairlead::testing::oracle_folder().empty()) {  \
    GTEST_SKIP() << "no folder with expected results"; \
  }
