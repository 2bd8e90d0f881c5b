// What a compose file extends, includes and stands below is linted as compose puts it together.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// "path:line rule" of what is found.
std::vector<std::string> found(FileMap all) {
  const MemoryFiles files(std::move(all));
  const auto result = run(files, {});
  if (!result) return {result.error().message};
  std::vector<std::string> lines;
  for (const Finding& finding : result->report.findings) {
    const Span at = finding.at;
    lines.push_back(fmt::format("{}:{} {}", result->sources->name(at.source),
                                result->sources->position(at.source, at.begin).line,
                                finding.rule->id));
  }
  return lines;
}

constexpr const char* redis = "  redis:\n    image: redis:7\n";

TEST(ComposeFollowed, AHostThatAnExtendedServiceNames) {
  const auto with = [](const std::string& host) {
    return found({{"compose.yaml", std::string("services:\n") + redis +
                                       "  web:\n    extends:\n      file: common/base.yml\n      "
                                       "service: base\n    image: web\n"},
                  {"common/base.yml",
                   "services:\n  base:\n    environment:\n      REDIS_URL: "
                   "redis://" +
                       host + ":6379\n"}});
  };
  EXPECT_THAT(with("redis"), IsEmpty());
  EXPECT_THAT(with("rediss"), ElementsAre("common/base.yml:4 compose/unknown-host"));
}

TEST(ComposeFollowed, WhatWinsOverAnExtendedService) {
  EXPECT_THAT(
      found({{"compose.yaml", std::string("services:\n") + redis +
                                  "  base:\n    image: base\n    environment:\n      REDIS_URL: "
                                  "redis://redis:6379\n"
                                  "  web:\n    extends: base\n    environment:\n"
                                  "      - REDIS_URL=redis://rediss:6379\n"}}),
      ElementsAre("compose.yaml:11 compose/unknown-host"));
}

TEST(ComposeFollowed, AServiceThatAnIncludedFileDefines) {
  const auto with = [](const std::string& host) {
    return found({{"compose.yaml",
                   "include:\n  - cache/compose.yaml\nservices:\n  web:\n    image: "
                   "web\n    environment:\n      REDIS_URL: redis://" +
                       host + ":6379\n"},
                  {"cache/compose.yaml", "services:\n  cache:\n    image: redis:7\n"}});
  };
  EXPECT_THAT(with("cache"), IsEmpty());
  EXPECT_THAT(with("cash"), ElementsAre("compose.yaml:7 compose/unknown-host"));
}

TEST(ComposeFollowed, AHostOfAnIncludedFileThatTheOtherDefines) {
  EXPECT_THAT(
      found({{"compose.yaml", std::string("include: [web/compose.yaml]\nservices:\n") + redis},
             {"web/compose.yaml",
              "services:\n  web:\n    image: web\n    environment:\n      "
              "REDIS_URL: redis://redis:6379\n"}}),
      IsEmpty());
}

TEST(ComposeFollowed, TheOverrideBeside) {
  EXPECT_THAT(found({{"compose.yaml", std::string("services:\n") + redis +
                                          "  web:\n    image: web\n    environment:\n      "
                                          "REDIS_URL: redis://rediss:6379\n"},
                     {"compose.override.yaml",
                      "services:\n  web:\n    environment:\n      "
                      "REDIS_URL: redis://redis:6379\n"}}),
              IsEmpty());
}

TEST(ComposeFollowed, AFileThatIsNotThereLeavesItOpen) {
  EXPECT_THAT(found({{"compose.yaml", std::string("include: [other.yml]\nservices:\n") + redis +
                                          "  web:\n    image: web\n    environment:\n      "
                                          "REDIS_URL: redis://cache:6379\n"}}),
              IsEmpty());
}

TEST(ComposeFollowed, NetworksOfTwoFiles) {
  EXPECT_THAT(found({{"compose.yaml", std::string("services:\n") + redis +
                                          "  web:\n    image: web\n    networks: [front]\n    "
                                          "environment:\n      REDIS_URL: redis://redis:6379\n"
                                          "networks:\n  front:\n"},
                     {"compose.override.yaml",
                      "services:\n  redis:\n    networks: [back]\nnetworks:\n  back:\n"}}),
              ElementsAre("compose.yaml:8 compose/no-common-network"));
}

}  // namespace
}  // namespace fairlead::testing
