#include <fmt/format.h>
#include <gmock/gmock.h>

#include "deploy/helm/chart/ignore.h"
#include "deploy/helm/chart/load.h"
#include "helm/packed.h"

namespace fairlead::testing {
namespace {

using helm::ChartFile;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string sub = "apiVersion: v2\nname: cache\nversion: 1.0.0\n";
const std::string app = "apiVersion: v2\nname: app\nversion: 1.0.0\n";

/// A chart out of files in memory.
class Loaded {
 public:
  Loaded(std::map<std::string, std::string> files, const std::string& path,
         helm::LoadOptions options = {})
      : files_(std::move(files)),
        chart(helm::ChartLoader(files_, sources, arena_, std::move(options)).load(path)) {}

  std::string words() const {
    return chart ? "" : fmt::format("{}: {}", name_of(chart.error().stage), chart.error().message);
  }
  static std::vector<std::string> names(const std::vector<ChartFile>& files) {
    std::vector<std::string> all;
    for (const ChartFile& file : files) all.push_back(file.name);
    return all;
  }
  std::string place(Span at) const {
    const Position position = sources.position(at.source, at.begin);
    return fmt::format("{}:{}:{}", sources.name(at.source), position.line, position.column);
  }

 private:
  MemoryFiles files_;
  Arena arena_;

 public:
  SourceMap sources;
  helm::Outcome<helm::Chart> chart;
};

TEST(HelmChart, IsReadFromItsDirectory) {
  const Loaded loaded({{"c/Chart.yaml", app},
                       {"c/values.yaml", "a: 1\n---\nb: 2\n"},
                       {"c/values.schema.json", "{}"},
                       {"c/templates/b.yaml", ""},
                       {"c/templates/_a.tpl", ""},
                       {"c/templates/.hidden", ""},
                       {"c/.helmignore", "*.md\n/docs/\n"},
                       {"c/README.md", ""},
                       {"c/docs/x", ""},
                       {"c/config/x.conf", ""},
                       {"c/charts/cache/Chart.yaml", sub},
                       {"c/charts/cache/values.yaml", "x: 1\n"},
                       {"c/charts/_old/x", ""}},
                      "c");
  ASSERT_EQ(loaded.words(), "");
  const helm::Chart& chart = *loaded.chart;
  EXPECT_EQ(chart.metadata.name, "app");
  EXPECT_EQ(chart.values.size(), 2u);
  EXPECT_EQ(chart.schema.name, "values.schema.json");
  EXPECT_THAT(Loaded::names(chart.templates), ElementsAre("templates/_a.tpl", "templates/b.yaml"));
  EXPECT_THAT(Loaded::names(chart.files), ElementsAre(".helmignore", "config/x.conf"));
  ASSERT_EQ(chart.subcharts.size(), 1u);
  EXPECT_EQ(chart.subcharts[0].path, "c/charts/cache");
  EXPECT_FALSE(chart.subcharts[0].foreign);
}

TEST(HelmChart, MayBePacked) {
  const std::string inner =
      gzipped(tar_of({{"cache/Chart.yaml", sub}, {"cache/values.yaml", "x: 1\n"}}));
  const std::string packed =
      gzipped(tar_of({{"app/Chart.yaml", app}, {"app/charts/cache-1.tgz", inner}}));
  const Loaded loaded({{"app-1.tgz", packed}}, "app-1.tgz");
  ASSERT_EQ(loaded.words(), "");
  ASSERT_EQ(loaded.chart->subcharts.size(), 1u);
  const helm::Chart& cache = loaded.chart->subcharts[0];
  EXPECT_TRUE(cache.foreign);
  EXPECT_EQ(loaded.place(cache.values[0]->span()), "app-1.tgz!charts/cache-1.tgz!values.yaml:1:1");
}

TEST(HelmChart, TakesDependenciesOfTheRepository) {
  const std::map<std::string, std::string> files = {
      {"app/Chart.yaml",
       app + "dependencies:\n- {name: cache, version: '*', repository: file://../lib}\n"
             "- {name: far, version: '*', repository: https://x}\n"},
      {"lib/Chart.yaml", sub},
      {"other/far/Chart.yaml", "apiVersion: v2\nname: far\nversion: 1.0.0\n"}};
  helm::LoadOptions options;
  options.find = [](const helm::Dependency& dependency) -> std::optional<std::string> {
    return "other/" + dependency.name;
  };
  const Loaded loaded(files, "app", options);
  ASSERT_EQ(loaded.words(), "");
  ASSERT_EQ(loaded.chart->subcharts.size(), 2u);
  EXPECT_EQ(loaded.chart->subcharts[0].path, "lib");
  EXPECT_FALSE(loaded.chart->subcharts[0].foreign);
  EXPECT_EQ(loaded.chart->subcharts[1].path, "other/far");
  EXPECT_TRUE(loaded.chart->subcharts[1].foreign);
  options = {};
  options.follow_file_urls = false;
  EXPECT_THAT(Loaded(files, "app", options).chart->subcharts, IsEmpty());
}

TEST(HelmChart, MayNotHoldItself) {
  const auto depends = [](const char* name, const char* on) {
    return fmt::format(
        "apiVersion: v2\nname: {}\nversion: 1.0.0\ndependencies:\n"
        "- {{name: {}, version: '*', repository: file://../{}}}\n",
        name, on, on);
  };
  const Loaded loaded({{"a/Chart.yaml", depends("a", "b")}, {"b/Chart.yaml", depends("b", "a")}},
                      "a");
  EXPECT_THAT(loaded.words(), ::testing::StartsWith("declined: "));
}

TEST(HelmChart, SaysWhereItIsWrong) {
  const Loaded version({{"Chart.yaml", "apiVersion: v2\nname: app\nversion: one\n"}}, "");
  EXPECT_EQ(version.words(), "load: validation: chart.metadata.version \"one\" is invalid");
  EXPECT_EQ(version.place(version.chart.error().at), "Chart.yaml:3:10");
  const Loaded values({{"Chart.yaml", app}, {"values.yaml", "a: 1\nb: {c\n"}}, "");
  EXPECT_THAT(values.words(), ::testing::StartsWith("load: cannot load values.yaml: "));
  EXPECT_EQ(Loaded({{"x", ""}}, "").words(), "load: Chart.yaml file is missing");
  EXPECT_EQ(Loaded({{"Chart.yaml", app}, {"charts/s/values.yaml", ""}}, "").words(),
            "load: error unpacking subchart s in app: Chart.yaml file is missing");
  EXPECT_EQ(Loaded({{"Chart.yaml", app}, {".helmignore", "a/**\n"}}, "").words(),
            "load: double-star (**) syntax is not supported");
  EXPECT_EQ(Loaded({{"values.yaml", "a: 1\n"}}, "values.yaml").words(),
            "load: file 'values.yaml' seems to be a YAML file, but expected a gzipped archive");
  EXPECT_EQ(Loaded({}, "gone").words(), "load: stat gone: no such file or directory");
}

TEST(HelmIgnore, MatchesAsGoDoes) {
  using helm::go_path_matches;
  EXPECT_TRUE(go_path_matches("*.txt", "a.txt"));
  EXPECT_FALSE(go_path_matches("*.txt", "b/a.txt"));
  EXPECT_TRUE(go_path_matches("a/*/c", "a/b/c"));
  EXPECT_TRUE(go_path_matches("[a-c]?[^x]", "b1y"));
  EXPECT_FALSE(go_path_matches("[^a-c]", "b"));
  EXPECT_TRUE(go_path_matches("\\*", "*"));
  EXPECT_FALSE(go_path_matches("[a", "a"));
  EXPECT_FALSE(go_path_matches("a*b*c", "axbx"));
  EXPECT_TRUE(go_path_matches("a*b*c", "axbbxc"));
}

TEST(HelmIgnore, DecidesByTheFirstRuleThatFits) {
  const auto rules = helm::IgnoreRules::read("# comment\n*.bak\nsecret/\n/top\nsub/x*\n");
  ASSERT_TRUE(rules);
  EXPECT_TRUE(rules->ignores("a/b.bak", false));
  EXPECT_TRUE(rules->ignores("secret", true));
  EXPECT_FALSE(rules->ignores("secret", false));
  EXPECT_TRUE(rules->ignores("top", false));
  EXPECT_FALSE(rules->ignores("a/top", false));
  EXPECT_TRUE(rules->ignores("sub/xy", false));
  EXPECT_TRUE(rules->ignores("templates/.swp", false));
  const auto negated = helm::IgnoreRules::read("!*.yaml\n");
  ASSERT_TRUE(negated);
  EXPECT_TRUE(negated->ignores("a.txt", false));
  EXPECT_FALSE(negated->ignores("a.yaml", false));
}

}  // namespace
}  // namespace fairlead::testing
