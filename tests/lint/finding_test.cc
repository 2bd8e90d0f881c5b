#include <gmock/gmock.h>

#include "lint/node_path.h"
#include "lint/runner.h"
#include "tree/document.h"

namespace fairlead {
namespace {

using ::testing::ElementsAre;

constexpr RuleInfo rule_of(std::string_view id, Severity severity) {
  return {id, "title", severity, Confidence::high, "0.1.0", {}, {}, {}, {}, {}, {}, {}, nullptr};
}
constexpr RuleInfo rule_a = rule_of("a/a", Severity::error);
constexpr RuleInfo rule_b = rule_of("b/b", Severity::warning);

class Merging : public ::testing::Test {
 protected:
  Finding finding(const RuleInfo& rule, Span at, std::string message) const {
    Finding made;
    made.rule = &rule;
    made.severity = rule.severity;
    made.at = at;
    made.message = std::move(message);
    return made;
  }

  std::vector<std::string> messages(std::vector<Finding> findings) const {
    std::vector<std::string> all;
    for (const Finding& merged : merge_findings(std::move(findings), sources_)) {
      all.push_back(merged.message);
    }
    return all;
  }

  SourceMap sources_;
  // Ids are not in the order of paths: only names may count.
  SourceId late_ = sources_.add_written("z.yaml", "abcdefgh\n");
  SourceId early_ = sources_.add_written("a.yaml", "abcdefgh\n");
};

TEST_F(Merging, SortsByPathOffsetRuleMessage) {
  EXPECT_THAT(
      messages({finding(rule_a, {late_, 0, 1}, "6"), finding(rule_b, {early_, 2, 3}, "5"),
                finding(rule_a, {early_, 2, 3}, "4"), finding(rule_b, {early_, 0, 4}, "3"),
                finding(rule_b, {early_, 0, 2}, "1"), finding(rule_a, {early_, 0, 4}, "2")}),
      ElementsAre("1", "2", "3", "4", "5", "6"));
}

TEST_F(Merging, SaysOnceWhatSeveralUnitsSay) {
  Finding first = finding(rule_b, {early_, 0, 4}, "same");
  first.labels = {{{late_, 0, 1}, "here"}};
  first.resource = "Deployment prod/a";
  Finding second = first;
  second.resource = "Deployment dev/a";
  second.severity = Severity::error;
  second.labels.push_back({{late_, 3, 4}, "and there"});
  for (const auto& order : {std::vector{first, second}, std::vector{second, first}}) {
    const std::vector<Finding> merged = merge_findings(order, sources_);
    ASSERT_EQ(merged.size(), 1u);
    EXPECT_EQ(merged[0].severity, Severity::error);
    EXPECT_EQ(merged[0].resource, "Deployment dev/a");
    ASSERT_EQ(merged[0].labels.size(), 2u);
    EXPECT_EQ(merged[0].labels[1].text, "and there");
  }
}

TEST_F(Merging, KeepsApartWhatDiffersInRuleOrPlace) {
  EXPECT_THAT(messages({finding(rule_a, {early_, 0, 4}, "x"), finding(rule_b, {early_, 0, 4}, "y"),
                        finding(rule_a, {early_, 0, 3}, "w"), finding(rule_a, {late_, 0, 4}, "z")}),
              ElementsAre("w", "x", "y", "z"));
}

TEST(Names, SeveritiesAndConfidences) {
  EXPECT_EQ(severity_named("error"), Severity::error);
  EXPECT_EQ(severity_named("off"), std::nullopt);
  EXPECT_EQ(severity_name(Severity::note), "note");
  EXPECT_EQ(confidence_named("medium"), Confidence::medium);
  EXPECT_EQ(confidence_name(Confidence::high), "high");
}

class NodePath : public ::testing::Test {
 protected:
  std::string path(std::string_view of) const {
    const std::string_view text = sources_.text(source_);
    const auto begin = static_cast<std::uint32_t>(text.find(of));
    return NodePaths().path(*tree_.documents.at(0).root,
                            {source_, begin, begin + static_cast<std::uint32_t>(of.size())});
  }

  SourceMap sources_;
  SourceId source_ = sources_.add_written("a.yaml",
                                          "# before\n"
                                          "spec:\n"
                                          "  containers:\n"
                                          "    - name: web\n"
                                          "      env: [{name: A, value: one}, {name: B}]\n"
                                          "  empty:\n"
                                          "data:\n"
                                          "  redis.conf: |\n"
                                          "    port 1\n");
  Arena arena_;
  Tree tree_ = read_yaml(arena_, sources_, source_);
};

TEST_F(NodePath, NamesTheInnermostValue) {
  EXPECT_EQ(path("one"), "spec.containers[0].env[0].value");
  EXPECT_EQ(path("{name: B}"), "spec.containers[0].env[1]");
  EXPECT_EQ(path("name: web"), "spec.containers[0]");
  EXPECT_EQ(path("empty"), "spec.empty");
  EXPECT_EQ(path("port 1"), "data[\"redis.conf\"]");
  EXPECT_EQ(path("# before"), "");
}

TEST_F(NodePath, GoesThroughMappingsOfSeveralTexts) {
  const SourceId patch_source = sources_.add_written("patch.yaml", "image: web:2\n");
  const Tree patch = read_yaml(arena_, sources_, patch_source);
  const Entry patched = patch.documents.at(0).root->entries()[0];
  const Ref spec = Ref(tree_.documents.at(0).root)["spec"];
  const Entry first = spec->entries()[0];
  const Node both[] = {*first.key, *first.value, *patched.key, *patched.value};
  const auto* merged = arena_.make<Node>(
      Node::mapping(Style::block, Span{}, arena_.copy(std::span<const Node>(both))));
  EXPECT_EQ(NodePaths().path(*merged, patched.value->span()), "image");
  const Span name = spec["containers"][0]["name"].span();
  EXPECT_EQ(NodePaths().path(*merged, name), "containers[0].name")
      << "the same line begins in both texts";
}

// Of a long list or mapping one part is looked at for each place.
TEST(NodePaths, FindOneOfMany) {
  SourceMap sources;
  std::string text = "list: [&x x0";
  for (int i = 1; i < 100; ++i) text += fmt::format(", x{}", i);
  text += ", *x, ]\nmap:\n";
  for (int i = 0; i < 100; ++i) text += fmt::format("  k{0}: {{v: y{0}}}\n", i);
  const SourceId source = sources.add_written("a.yaml", text);
  Arena arena;
  const Tree tree = read_yaml(arena, sources, source);
  NodePaths paths;
  const auto path = [&](std::string_view of) {
    const auto begin = static_cast<std::uint32_t>(text.find(of));
    return paths.path(*tree.documents.at(0).root,
                      {source, begin, begin + static_cast<std::uint32_t>(of.size())});
  };
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(path(fmt::format("x{}", i)), fmt::format("list[{}]", i));
    EXPECT_EQ(path(fmt::format("y{}", i)), fmt::format("map.k{}.v", i));
    EXPECT_EQ(path(fmt::format("k{}", i)), fmt::format("map.k{}", i));
    EXPECT_EQ(path(fmt::format("k{0}: {{v: y{0}}}", i)), "map");
  }
  EXPECT_EQ(path("*x"), "list[100]");
  EXPECT_EQ(path("x3, x4"), "list");
  EXPECT_LT(paths.steps(), 4000u);
}

}  // namespace
}  // namespace fairlead
