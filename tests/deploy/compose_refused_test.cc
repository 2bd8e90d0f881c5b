// A project that compose does not load is told, as far as that hangs on nothing that is not in
// view.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// "path:line message" of what compose refuses; of what is not decided "path: reason".
std::vector<std::string> refused(FileMap all, GapKind counted = GapKind::check) {
  const MemoryFiles files(std::move(all));
  const auto result = run(files, {});
  if (!result) return {result.error().message};
  std::vector<std::string> lines;
  for (const Finding& finding : result->report.findings) {
    if (finding.rule->id != "compose/build-refused") continue;
    const Span at = finding.at;
    lines.push_back(fmt::format("{}:{} {}", result->sources->name(at.source),
                                result->sources->position(at.source, at.begin).line,
                                finding.message));
  }
  for (const Gap& gap : result->report.summary.not_checked)
    if (gap.kind == counted) lines.push_back(fmt::format("{}: {}", gap.path, gap.reason));
  return lines;
}

std::vector<std::string> service(std::string_view fields, std::string_view rest = "") {
  return refused({{"compose.yaml",
                   fmt::format("services:\n  web:\n    image: web\n    {}\n{}", fields, rest)}});
}

TEST(ComposeRefused, WhatHangsOnAVariableThatNoFileGivesIsNotDecided) {
  const auto undecided = ElementsAre(HasSubstr("variables that no file gives"));
  EXPECT_THAT(service("stop_grace_period: ${GRACE}"), undecided);
  EXPECT_THAT(service("networks: [\"${NET}\"]"), undecided);
  EXPECT_THAT(service("scale: ${N}\n    container_name: web"), IsEmpty());
  EXPECT_THAT(service("environment: {A: \"${A:?is not set}\"}"), IsEmpty());
  EXPECT_THAT(service("ports: [\"${PORT}:80\"]"), IsEmpty());
  EXPECT_THAT(service("volumes: [\"${A}:/a\", \"${B}:/b\"]", "volumes: {a: {}}\n"), undecided);
  EXPECT_THAT(refused({{"compose.yaml", "services: {web: {image: \"${IMAGE}\"}}\n"}}), IsEmpty());
}

TEST(ComposeRefused, WhatAFileGivesIsJudged) {
  const std::string compose = "services:\n  web:\n    image: web\n    scale: ${N}\n";
  EXPECT_THAT(refused({{"compose.yaml", compose}, {".env", "N=2\n"}}), IsEmpty());
  EXPECT_THAT(refused({{"compose.yaml", compose}, {".env", "N=two\n"}}),
              ElementsAre(HasSubstr(":1 `services.web.scale` is of another type")));
  EXPECT_THAT(service("scale: ${N:-two}"),
              ElementsAre(HasSubstr("compose.yaml:4 `services.web.s")));
}

TEST(ComposeRefused, AnyProfileMayBeActive) {
  EXPECT_THAT(service("depends_on: [db]", "  db:\n    image: db\n    profiles: [all]\n"),
              IsEmpty());
  EXPECT_THAT(service("depends_on: [dv]\n    profiles: [all]", "  db:\n    image: db\n"),
              ElementsAre(HasSubstr("depends on `dv`")));
}

TEST(ComposeRefused, WhatAnotherFileMayBringIsNotDecided) {
  const std::string base = "services:\n  db:\n    image: db\nnetworks: {back: {}}\n";
  const std::string layer =
      "services:\n  db:\n    restart: always\n  web:\n    image: web\n    networks: [back]\n";
  const auto undecided = ElementsAre(HasSubstr("another file, given with `-f`"));
  EXPECT_THAT(refused({{"compose.yaml", base}, {"compose.prod.yaml", layer}}), undecided);
  EXPECT_THAT(refused({{"compose.yaml", base}, {"deploy/compose.prod.yaml", layer}}), undecided);
  EXPECT_THAT(refused({{"base/compose.yaml", base}, {"compose.prod.yaml", layer}}), undecided);
  EXPECT_THAT(refused({{"a/compose.yaml", base},
                       {"b/compose.prod.yaml", "services: {a: {image: a, networks: [back]}}\n"}}),
              ElementsAre(HasSubstr("b/compose.prod.yaml:1 service `a` is in the network `back`")));
  // What nobody would start by itself says nothing of what it lies over.
  EXPECT_THAT(refused({{"a/compose.yaml", base}, {"b/compose.prod.yaml", layer}}), undecided);
}

TEST(ComposeRefused, WhatAllProjectsLackIsAddedBySomething) {
  const auto app = [](std::string_view name) {
    return fmt::format(
        "services:\n  proxy: {{environment: {{HOST: {0}}}}}\n  {0}: {{image: {0}}}\n", name);
  };
  EXPECT_THAT(refused({{"apps/a/compose.yaml", app("a")}, {"apps/b/compose.yaml", app("b")}}),
              ElementsAre(HasSubstr("may add it to all"), HasSubstr("may add it to all")));
  EXPECT_THAT(refused({{"apps/a/compose.yaml", app("a")},
                       {"apps/b/compose.yaml", "services: {proxy: {image: proxy}}\n"}}),
              ElementsAre(HasSubstr("service `proxy` has neither")));
}

TEST(ComposeRefused, WhatIsNotThereMayBeMade) {
  EXPECT_THAT(service("env_file: .env.web"), IsEmpty());
  EXPECT_THAT(service("extends: {file: common.yaml, service: web}"), IsEmpty());
  EXPECT_THAT(refused({{"compose.yaml", "include: [a/compose.yaml]\nservices: {}\n"}}), IsEmpty());
}

TEST(ComposeRefused, TheOverrideBesideIsReadFirst) {
  const std::string main = "services:\n  web:\n    networks: [back]\n";
  EXPECT_THAT(
      refused({{"compose.yaml", main},
               {"compose.override.yaml", "services: {web: {build: .}}\nnetworks: {back: {}}\n"}}),
      IsEmpty());
}

TEST(ComposeRefused, WhatIsWrongWithTheTextIsToldOnce) {
  EXPECT_THAT(service("image: other"), IsEmpty());
  EXPECT_THAT(service("- [broken"), IsEmpty());
}

TEST(ComposeRefused, AFileThatOthersReadIsNoProject) {
  const std::string part = "services:\n  base:\n    restart: always\n    depends_on: [db]\n";
  const auto extending = [](std::string_view file) {
    return fmt::format(
        "services:\n  db: {{image: db}}\n  web:\n    image: web\n    extends: {{file: {}, service: "
        "base}}\n",
        file);
  };
  EXPECT_THAT(
      refused({{"compose.yaml", extending("compose.common.yml")}, {"compose.common.yml", part}},
              GapKind::aside),
      ElementsAre(HasSubstr("compose.common.yml: a compose file that others extend")));
  EXPECT_THAT(
      refused({{"a/compose.yaml", extending("../b/c/compose.yaml")}, {"b/c/compose.yaml", part}}),
      ElementsAre(HasSubstr("b/c/compose.yaml:2 service `base` has neither")));
  const std::string include = "include: [db/compose.yaml]\nservices: {web: {image: web}}\n";
  EXPECT_THAT(refused({{"compose.yaml", include},
                       {"db/compose.yaml", "services: {db: {image: db, depends_on: [web]}}\n"}}),
              IsEmpty());
}

TEST(ComposeRefused, FilesThatIncludeEachOtherAreBothProjects) {
  EXPECT_THAT(
      refused({{"a/compose.yaml", "include: [../b/compose.yaml]\nservices: {a: {image: a}}\n"},
               {"b/compose.yaml", "include: [../a/compose.yaml]\nservices: {b: {image: b}}\n"}}),
      Contains(HasSubstr("includes itself")));
}

}  // namespace
}  // namespace fairlead::testing
