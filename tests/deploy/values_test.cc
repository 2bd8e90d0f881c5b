// Layers of values, merged as Helm does. tests/data/values_layers.json is what Helm 4.2.4 made of
// random layers: a chart's values.yaml, and files that are given with `-f`.
#include "deploy/types/values.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/harness.h"
#include "support/tree_text.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A tree as JSON, keys sorted, without the nulls of a source: those of a chart's own values say
/// nothing, and Helm drops them where the tree keeps them as places.
std::string json(Ref node, SourceId dropped = SourceId::none) {
  if (!node || node->is_null()) return "null";
  std::string all;
  if (node->is_mapping()) {
    std::map<std::string, std::string> entries;
    for (const Entry& entry : node.entries()) {
      const Ref value(entry.value);
      if (!value.present() && value->span().source == dropped) continue;
      entries[std::string(entry.key->text())] = json(value, dropped);
    }
    for (const auto& [key, value] : entries)
      all += fmt::format("{}\"{}\":{}", all.empty() ? "" : ",", key, value);
    return "{" + all + "}";
  }
  if (node->is_sequence()) {
    for (const Node* item : node.items())
      all += (all.empty() ? "" : ",") + json(Ref(item), dropped);
    return "[" + all + "]";
  }
  return node->is_string() ? fmt::format("\"{}\"", node.text()) : json_value(*node);
}

/// Texts as layers, the first one a chart's own, in one map of sources.
class Layers {
 public:
  explicit Layers(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      const SourceId source = sources_.add_written(fmt::format("{}", trees_.size()), text);
      trees_.push_back(read_yaml(arena_, sources_, source));
      layers_.push_back({Ref(trees_.back().documents.front().root), trees_.size() == 1});
    }
    merged_ = Ref(merged_values(layers_, sources_, arena_));
  }

  Ref root() const { return merged_; }
  SourceId first() const { return layers_.front().root->span().source; }
  /// What a value replaced, as it is written; of a mapping, what was deleted from it, too.
  std::vector<std::string> replaced(Ref at) const {
    std::vector<std::string> texts;
    for (const auto& [other, kind] : sources_.blame(at.span()).others) {
      if (kind == Related::Kind::replaced) texts.push_back(named(other));
    }
    return texts;
  }
  /// Who is to be asked about a value, or about the bytes [from, to) of a scalar.
  std::string written(Ref at) const { return named(sources_.blame(at.span()).edit); }
  std::string written(Ref at, std::size_t from, std::size_t to) const {
    return named(sources_.blame(decoded_span(sources_, *at, from, to)).edit);
  }
  LayeredValues values() const { return LayeredValues(layers_); }

 private:
  std::string named(Span at) const {
    return fmt::format("{}:{}", sources_.name(at.source), sources_.text(at));
  }

  SourceMap sources_;
  Arena arena_;
  std::vector<Tree> trees_;
  std::vector<ValuesLayer> layers_;
  Ref merged_;
};

TEST(ValuesLayers, AreMergedAsHelmDoes) {
  const FileMap data = read_directory("tests/data");
  TreeText recorded(data.at("values_layers.json"), read_json);
  ASSERT_GE(recorded.root().items().size(), 300u);
  for (const Node* item : recorded.root().items()) {
    const Ref each(item);
    std::vector<std::string> texts;
    for (const Node* layer : each["layers"].items()) texts.emplace_back(Ref(layer).text());
    const Layers layers(texts);
    EXPECT_EQ(json(layers.root(), layers.first()), json(each["values"]))
        << fmt::format("{}", fmt::join(texts, "\n"));
  }
}

TEST(ValuesLayers, AValueKnowsWhatItReplaced) {
  const Layers layers({"redis: {port: 1, host: a}\nlist: [1]\n", "redis: {port: 2}\n",
                       "redis: {port: 3, user: u}\nlist: [2]\n"});
  const Ref redis = layers.root()["redis"];
  EXPECT_EQ(layers.written(redis["port"]), "2:3");
  EXPECT_THAT(layers.replaced(redis["port"]), ElementsAre("1:2", "0:1"));
  EXPECT_EQ(layers.written(redis["host"]), "0:a");
  EXPECT_THAT(layers.replaced(redis["host"]), IsEmpty());
  EXPECT_THAT(layers.replaced(layers.root()["list"]), ElementsAre("0:[1]"));
}

TEST(ValuesLayers, AMappingKnowsWhatWasDeletedFromIt) {
  const Layers layers({"redis: {port: 1, host: a}\n", "redis: {port: ~}\n"});
  const Ref redis = layers.root()["redis"];
  EXPECT_FALSE(redis["port"]);
  EXPECT_THAT(layers.replaced(redis), ElementsAre("1:~", "0:1"));
  EXPECT_EQ(layers.values()["redis"]["port"].state(), LayeredValues::State::deleted);
}

TEST(ValuesLayers, WhatWonIsBlamedByteForByte) {
  const Layers layers({"a: 1\nb: 2\nc: 3\n", "a: \"x\\ty\"\nb: |\n  one\n  two\nc: {d: [p, q]}\n"});
  EXPECT_EQ(layers.root()["a"].text(), "x\ty");
  EXPECT_EQ(layers.written(layers.root()["a"], 1, 2), "1:\\t");
  EXPECT_EQ(layers.written(layers.root()["b"], 4, 7), "1:two");
  EXPECT_THAT(layers.replaced(layers.root()["b"]), ElementsAre("0:2"));
  const Ref inside = layers.root()["c"]["d"][1];
  EXPECT_EQ(layers.written(inside), "1:q");
  EXPECT_THAT(layers.replaced(inside), ElementsAre("0:3")) << "what it stands in won";
}

TEST(ValuesLayers, AMappingThatWasPutTogetherKnowsWhatItReplaced) {
  const Layers layers({"redis: none\n", "redis: {port: 1}\n", "redis: {host: a}\n"});
  EXPECT_THAT(layers.replaced(layers.root()["redis"]), ElementsAre("0:none"));
}

TEST(ValuesLayers, AnAnchorsValueHasItsHistoryWhereItStands) {
  const Layers layers({"a: &x 1\nb: 5\n", "b: &y 2\nc: *y\n"});
  EXPECT_THAT(layers.replaced(layers.root()["b"]), ElementsAre("0:5"));
  EXPECT_THAT(layers.replaced(layers.root()["c"]), IsEmpty());
}

TEST(ValuesLayers, WhatOneLayerSaysStaysItsOwn) {
  const Layers layers({"a: {b: {c: 1}}\n", "d: 2\n"});
  EXPECT_EQ(layers.written(layers.root()["a"]), "0:{b: {c: 1}}");
}

TEST(ValuesLayers, ANullOfAChartIsReadInTwoWays) {
  // A parent's values.yaml over its sub-chart's: Helm 4 passes over the null, Helm 3 deletes.
  TreeText below("a: 1\n"), above("a: ~\n");
  const LayeredValues at = LayeredValues({{below.root(), true}, {above.root(), true}})["a"];
  EXPECT_EQ(at.winner().text(), "1");
  EXPECT_TRUE(at.is_contested());
}

}  // namespace
}  // namespace fairlead::testing
