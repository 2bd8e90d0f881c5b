// Every value that templates see knows the line it comes from, and what it won against.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "deploy/helm/chart/documents.h"
#include "deploy/helm/chart/load.h"
#include "deploy/helm/values/chart_release.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class Deployed {
 public:
  explicit Deployed(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  Deployed& layer(const std::string& name, const std::string& text) {
    const SourceId source = sources_.add_written(name, text);
    const Tree tree = read_yaml(arena_, sources_, source);
    given_.layers.push_back(
        *helm::values_of(tree, sources_.text(source), helm::Reading::each, helm::Stage::values));
    return *this;
  }
  Deployed& set(const std::string& text, helm::SetKind kind = helm::SetKind::set) {
    const Span at{sources_.add_written("--set", text), 0, static_cast<std::uint32_t>(text.size())};
    (kind == helm::SetKind::set ? given_.set : given_.set_json).push_back(at);
    return *this;
  }
  Deployed& make() {
    chart_ = helm::ChartLoader(files_, sources_, arena_).load("");
    EXPECT_TRUE(chart_);
    release_ = helm::make_release(*chart_, given_, {}, sources_, arena_);
    EXPECT_TRUE(release_) << release_.error().message;
    return *this;
  }
  Ref at(std::string_view path) const {
    Ref place(release_->values);
    for (std::size_t dot = path.find('.'); dot != path.npos; dot = path.find('.')) {
      place = place[path.substr(0, dot)];
      path.remove_prefix(dot + 1);
    }
    return place[path];
  }
  /// "file:line text" of the place to edit.
  std::string edit(std::string_view path) const {
    return words(sources_.blame(at(path).span()).edit);
  }
  std::vector<std::string> lost(std::string_view path, bool of_key = false) const {
    std::vector<std::string> all;
    const Span span = of_key ? at(path).key()->span() : at(path).span();
    for (const Related& other : sources_.blame(span).others)
      if (other.kind == Related::Kind::replaced) all.push_back(words(other.at));
    return all;
  }

 private:
  std::string words(Span at) const {
    if (!at.is_place()) return "nowhere";
    return fmt::format("{}:{} {}", sources_.name(at.source),
                       sources_.position(at.source, at.begin).line, sources_.text(at));
  }

  MemoryFiles files_;
  SourceMap sources_;
  Arena arena_;
  helm::Given given_;
  helm::Outcome<helm::Chart> chart_ = helm::Chart{};
  helm::Outcome<helm::ChartRelease> release_ = helm::ChartRelease{};
};

const std::map<std::string, std::string> charts = {
    {"Chart.yaml",
     "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n"
     "- name: cache\n  version: '*'\n  import-values:\n  - {child: auth, parent: login}\n"},
    {"values.yaml",
     "host: redis\nport: 6379\ngone: 1\nlist: [a, b]\nglobal:\n  zone: x\ncache:\n  auth:\n    "
     "user: me\n"},
    {"charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n"},
    {"charts/cache/values.yaml", "size: 1\nauth:\n  user: default\n  password: p\n"}};

TEST(HelmOrigins, AreTheLinesThatSayIt) {
  Deployed app(charts);
  app.layer("prod.yaml", "# production\nhost: sentinel\ngone: null\n").set("port=26379").make();
  EXPECT_EQ(app.edit("host"), "prod.yaml:2 sentinel");
  EXPECT_THAT(app.lost("host"), ElementsAre("values.yaml:1 redis"));
  EXPECT_EQ(app.edit("port"), "--set:1 26379");
  EXPECT_THAT(app.lost("port"), ElementsAre("values.yaml:2 6379"));
  EXPECT_EQ(app.edit("list"), "values.yaml:4 [a, b]");
  EXPECT_FALSE(app.at("gone"));
  EXPECT_EQ(app.edit("cache.auth.user"), "values.yaml:9 me");
  EXPECT_THAT(app.lost("cache.auth.user"), ElementsAre("charts/cache/values.yaml:3 default"));
  EXPECT_EQ(app.edit("cache.auth.password"), "charts/cache/values.yaml:4 p");
  EXPECT_THAT(app.lost("cache.auth.password"), IsEmpty());
  EXPECT_EQ(app.edit("login.user"), "values.yaml:9 me");
  EXPECT_EQ(app.edit("cache.global.zone"), "values.yaml:6 x");
}

TEST(HelmOrigins, KnowEveryLayerThatLost) {
  Deployed app(charts);
  app.layer("a.yaml", "host: a\n").layer("b.yaml", "host: b\nlist:\n- c\n").set("host=d").make();
  EXPECT_EQ(app.edit("host"), "--set:1 d");
  EXPECT_THAT(app.lost("host"),
              UnorderedElementsAre("b.yaml:1 b", "a.yaml:1 a", "values.yaml:1 redis"));
  EXPECT_EQ(app.edit("list"), "b.yaml:3 c");
  EXPECT_THAT(app.lost("list"), ElementsAre("values.yaml:4 [a, b]"));
}

TEST(HelmOrigins, HangWhatWasDeletedOnTheKeyAbove) {
  Deployed app(charts);
  app.layer("a.yaml", "cache:\n  auth:\n    password: null\n    extra: 1\n").make();
  EXPECT_FALSE(app.at("cache.auth.password"));
  EXPECT_THAT(app.lost("cache.auth", true),
              UnorderedElementsAre("a.yaml:3 null", "charts/cache/values.yaml:4 p"));
}

TEST(HelmOrigins, KnowTheBytesOfAnOption) {
  Deployed app(charts);
  app.set("a.b[1]=x,c={1,y\\,z},d=1").set("e={\"f\":[\"g\"]},h=1", helm::SetKind::set_json).make();
  EXPECT_EQ(app.edit("c"), "--set:1 c");
  EXPECT_EQ(app.edit("d"), "--set:1 1");
  EXPECT_EQ(app.at("c")->items()[1]->text(), "y,z");
  EXPECT_EQ(app.edit("h"), "--set:1 1");
  EXPECT_EQ(Ref(app.at("e.f")->items()[0]).text(), "g");
}

}  // namespace
}  // namespace fairlead::testing
