// Where dependencies are found that a chart's own charts/ lacks.
#include "deploy/helm/chart/chart_path.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;

std::string chart(std::string_view name, std::string_view version) {
  return fmt::format("apiVersion: v2\nname: {}\nversion: {}\n", name, version);
}

TEST(ChartPath, TheNewestOfTheRangeIsFound) {
  const MemoryFiles files({{"a/cache/Chart.yaml", chart("cache", "1.2.0")},
                           {"a/old-cache/Chart.yaml", chart("cache", "1.10.0")},
                           {"b/cache-2.0.0.tgz", ""},
                           {"b/cache-of-mail-1.0.0.tgz", ""},
                           {"b/notes.txt", ""},
                           {"b/broken/Chart.yaml", "{"}});
  const helm::ChartPath path(files, {"a", "b", "nowhere"});
  EXPECT_EQ(path.find("cache", ""), "b/cache-2.0.0.tgz");
  EXPECT_EQ(path.find("cache", "~1"), "a/old-cache");
  EXPECT_EQ(path.find("cache", "1.2.x"), "a/cache");
  EXPECT_EQ(path.find("cache", ">=3"), std::nullopt);
  EXPECT_EQ(path.find("cache-of-mail", "1.0.0"), "b/cache-of-mail-1.0.0.tgz");
  EXPECT_EQ(path.find("mail", ""), std::nullopt);
}

/// What is found in a chart whose dependency lies elsewhere.
std::vector<std::string> found(const std::vector<std::string>& chart_path) {
  const MemoryFiles files(
      {{"web/Chart.yaml",
        chart("web", "1.0.0") +
            "dependencies: [{name: cache, version: 1.x, repository: 'oci://x'}]\n"},
       {"web/templates/cm.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: {{ include "
        "\"cache.word\" . }}, a: c}\n"},
       {"store/cache/Chart.yaml", chart("cache", "1.2.0")},
       {"store/cache/templates/_word.tpl", "{{ define \"cache.word\" }}b{{ end }}"}});
  RunOptions options;
  options.paths = {"web"};
  options.chart_path = chart_path;
  const auto result = run(files, options);
  return found_places(result);
}

TEST(ChartPath, LintRendersWithIt) {
  EXPECT_THAT(found({}), ElementsAre("web/Chart.yaml cache")) << "it is missing";
  EXPECT_THAT(found({"store"}), ElementsAre("web/templates/cm.yaml a"));
}

}  // namespace
}  // namespace fairlead::testing
