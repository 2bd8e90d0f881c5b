// What a compose file names by a path with variables is found where they lead.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// "path rule" of what is found.
std::vector<std::string> found(FileMap all) {
  const MemoryFiles files(std::move(all));
  const auto result = run(files, {});
  if (!result) return {result.error().message};
  std::vector<std::string> lines;
  for (const Finding& finding : result->report.findings)
    lines.push_back(
        fmt::format("{} {}", result->sources->name(finding.at.source), finding.rule->id));
  return lines;
}

TEST(ComposePaths, AnEnvFileWithAVariable) {
  const auto with = [](std::string entry, std::string env) {
    return found({{"compose.yaml",
                   "services:\n  redis: {image: 'redis:7'}\n"
                   "  web: {image: web, env_file: " +
                       entry + "}\n"},
                  {"env/dev.settings", "REDIS_URL=redis://localhost:6379\n"},
                  {".env", std::move(env)}});
  };
  EXPECT_THAT(with("env/dev.settings", ""), ElementsAre(HasSubstr("env/dev.settings ")));
  EXPECT_THAT(with("'env/${STAGE}.settings'", "STAGE=dev\n"),
              ElementsAre(HasSubstr("env/dev.settings ")));
  EXPECT_THAT(with("['env/${STAGE:-dev}.settings']", ""),
              ElementsAre(HasSubstr("env/dev.settings ")));
  EXPECT_THAT(with("'env/${STAGE}.settings'", "STAGE=prod\n"), IsEmpty());
}

TEST(ComposePaths, AMountWithAVariable) {
  const auto with = [](std::string source, std::string env) {
    return found({{"compose.yaml",
                   "services:\n  redis:\n    image: 'redis:7'\n    command: redis-server /etc/r\n"
                   "    volumes: ['" +
                       source + ":/etc/r']\n"},
                  {"conf/cache", "port 6379\nno-such-directive 1\n"},
                  {".env", std::move(env)}});
  };
  EXPECT_THAT(with("./conf/cache", ""), Contains(HasSubstr("conf/cache ")));
  EXPECT_THAT(with("./${DIR}/cache", "DIR=conf\n"), Contains(HasSubstr("conf/cache ")));
  EXPECT_THAT(with("${DIR:-./conf}/cache", ""), Contains(HasSubstr("conf/cache ")));
}

}  // namespace
}  // namespace fairlead::testing
