// A file of the repository that a service mounts and that is not there.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* proxy =
    "services:\n  proxy:\n    image: proxy\n    volumes: [\"./proxy.conf:/etc/proxy.conf\"]\n";

/// "path:line message" of the mounts whose files are missing.
std::vector<std::string> missing(FileMap all) {
  const MemoryFiles files(std::move(all));
  const auto result = run(files, {});
  if (!result) return {result.error().message};
  std::vector<std::string> lines;
  for (const Finding& finding : result->report.findings)
    if (finding.rule->id == "compose/mount-missing")
      lines.push_back(fmt::format(
          "{}:{} {}", result->sources->name(finding.at.source),
          result->sources->position(finding.at.source, finding.at.begin).line, finding.message));
  return lines;
}

/// The project beside other files.
std::vector<std::string> beside(FileMap files) {
  files["compose.yaml"] = proxy;
  return missing(std::move(files));
}

TEST(MissingMounts, AreTold) {
  EXPECT_THAT(beside({}),
              ElementsAre("compose.yaml:4 service `proxy` mounts `proxy.conf` as a file, "
                          "and there is no such file"));
  EXPECT_THAT(beside({{"proxi.conf", "x"}}),
              ElementsAre("compose.yaml:4 service `proxy` mounts `proxy.conf` as a file, and there "
                          "is no such file; did you mean `proxi.conf`?"));
  EXPECT_THAT(beside({{"proxy.conf", "x"}}), IsEmpty());
}

TEST(MissingMounts, MayBeMade) {
  EXPECT_THAT(beside({{".gitignore", "*.conf\n"}}), IsEmpty());
  EXPECT_THAT(beside({{"proxy.conf.example", "x"}}), IsEmpty());
  EXPECT_THAT(beside({{"proxy.sample.conf", "x"}}), IsEmpty());
  EXPECT_THAT(beside({{"Makefile", "all:\n\tmake-it > proxy.conf\n"}}), IsEmpty());
  EXPECT_THAT(beside({{"scripts/set-up.sh", "cp x proxy.conf\n"}}), IsEmpty());
  EXPECT_THAT(beside({{".github/workflows/ci.yml", "run: touch proxy.conf\n"}}), IsEmpty());
}

TEST(MissingMounts, MayLieBelowAnotherDirectory) {
  EXPECT_THAT(missing({{"docker/compose.yaml", proxy}, {"proxy.conf", "x"}}), IsEmpty());
  EXPECT_THAT(missing({{"docker/compose.yaml", proxy}, {"docker/other/proxy.conf", "x"}}).size(),
              1u);
}

TEST(MissingMounts, OnlyOfFilesThatPeopleWrite) {
  const auto with = [](std::string_view volume) {
    return missing(
        {{"compose.yaml",
          fmt::format("services:\n  a:\n    image: a\n    volumes: [\"{}\"]\n", volume)}});
  };
  EXPECT_THAT(with("./data:/data"), IsEmpty());
  EXPECT_THAT(with("./conf.d:/etc/conf.d"), IsEmpty());
  EXPECT_THAT(with("./server.crt:/etc/server.crt"), IsEmpty());
  EXPECT_THAT(with("/etc/a.conf:/etc/a.conf"), IsEmpty());
  EXPECT_THAT(with("~/a.conf:/etc/a.conf"), IsEmpty());
  EXPECT_THAT(with("${DIR}/a.conf:/etc/a.conf"), IsEmpty());
  EXPECT_THAT(with("../a.conf:/etc/a.conf"), IsEmpty());
  EXPECT_THAT(with("a.conf:/etc/a.conf"), IsEmpty());
}

TEST(MissingMounts, NotWhereTheProgramIsElsewhereToo) {
  EXPECT_THAT(
      missing({{"compose.yaml",
                "services:\n  a:\n    build: ./a\n    volumes: [\"./a/a.conf:/a.conf\"]\n"}}),
      IsEmpty());
}

}  // namespace
}  // namespace fairlead::testing
