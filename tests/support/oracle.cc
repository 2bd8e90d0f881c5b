#include "support/oracle.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.h"

namespace fairlead::testing {

std::string oracle_folder() {
  const char* set = std::getenv("FAIRLEAD_ORACLE");
  std::string folder = set ? set : FAIRLEAD_ROOT "/../shared/oracle";
  const DiskFiles files(folder);
  return files.list("") ? folder : "";
}

rapidjson::Document oracle_json(std::string_view name) {
  constexpr std::size_t limit = 64u << 20;
  rapidjson::Document document;
  const auto text = DiskFiles(oracle_folder()).read(std::string(name), limit);
  EXPECT_TRUE(text) << name;
  if (text) document.Parse(text->data(), text->size());
  EXPECT_FALSE(document.HasParseError()) << name;
  return document;
}

redis::Version oracle_version(std::string_view name) {
  const auto version = redis::version_named(name);
  EXPECT_TRUE(version) << name;
  return version.value_or(redis::Version::redis_6_2);
}

}  // namespace fairlead::testing
