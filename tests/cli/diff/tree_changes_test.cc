// What differs between two objects.
#include "cli/diff/tree_changes.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "cli/diff/common_lines.h"
#include "tree/document.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

class TreeChanges : public ::testing::Test {
 protected:
  Ref tree(std::string text) {
    const Tree read = read_yaml(arena_, sources_, sources_.add_written("a", std::move(text)));
    return Ref(read.documents.front().root);
  }
  /// "path: before -> after", of what is a collection its leaves.
  std::vector<std::string> changes(std::string before, std::string after) {
    std::vector<std::string> all;
    for (const TreeChange& each : tree_changes(tree(std::move(before)), tree(std::move(after))))
      all.push_back(fmt::format("{}: {} -> {}", each.path, words(each.before), words(each.after)));
    return all;
  }

 private:
  static std::string words(Ref value) {
    if (!value) return "nothing";
    std::string all;
    for (const TreeLeaf& leaf : leaves_of(value, ""))
      all += fmt::format("{}{}{}{}", all.empty() ? "" : ", ", leaf.path,
                         leaf.path.empty() ? "" : " ", scalar_words(leaf.value));
    return all;
  }
  Arena arena_;
  SourceMap sources_;
};

TEST_F(TreeChanges, AreValuesAndWhatOneSideAloneHas) {
  EXPECT_THAT(changes("a: 1\nb: {c: x}\nd: [1]\n", "b: {c: z, e: {f: 1}}\nd: []\na: 1\n"),
              ElementsAre("b.c: x -> z", "b.e: nothing -> .f 1", "d[0]: 1 -> nothing"));
}

TEST_F(TreeChanges, ATypeIsPartOfAValue) {
  EXPECT_THAT(changes("a: 1\nb: yes\nc: 'x'\n", "a: '1'\nb: true\nc: x\n"),
              ElementsAre("a: 1 -> \"1\""));
}

TEST_F(TreeChanges, AValueThatBecomesAnotherThing) {
  EXPECT_THAT(changes("a: {b: 1}\n", "a: x\n"),
              ElementsAre("a: .b 1 -> nothing", "a: nothing -> x"));
}

TEST_F(TreeChanges, ItemsAreTheSameByTheirNames) {
  EXPECT_THAT(changes("env: [{name: A, value: 1}, {name: B, value: 2}]\n",
                      "env: [{name: C, value: 3}, {name: B, value: 4}]\n"),
              ElementsAre("env[C]: nothing -> .name C, .value 3", "env[B].value: 2 -> 4",
                          "env[A]: .name A, .value 1 -> nothing"));
  EXPECT_THAT(changes("env: [{name: A}, {name: B}]\n", "env: [{name: B}, {name: A}]\n"), IsEmpty());
}

TEST_F(TreeChanges, ItemsWithoutNamesByWhatStaysInOrder) {
  EXPECT_THAT(changes("args: [a, b, c, d]\n", "args: [x, a, c, e]\n"),
              ElementsAre("args[0]: nothing -> x", "args[1]: b -> nothing", "args[3]: d -> e"));
  EXPECT_THAT(changes("rules: [{verbs: [get]}]\n", "rules: [{verbs: [get, list]}]\n"),
              ElementsAre("rules[0].verbs[1]: nothing -> list"));
}

TEST_F(TreeChanges, KeysWithDotsStandInBrackets) {
  EXPECT_THAT(changes("data: {redis.conf: a}\n", "data: {redis.conf: b}\n"),
              ElementsAre("data[redis.conf]: a -> b"));
}

TEST(CommonItems, AreTheMostThatBothHaveInOrder) {
  using Words = std::vector<std::string>;
  EXPECT_THAT(common_items(Words{"a", "b", "c", "d"}, Words{"a", "c", "b", "d"}),
              ElementsAre(Pair(0, 0), Pair(2, 1), Pair(3, 3)));
  EXPECT_THAT(common_items(Words{}, Words{"a"}), IsEmpty());
  EXPECT_THAT(common_items(Words{"a", "a"}, Words{"a"}), ElementsAre(Pair(0, 0)));
}

TEST(CommonItems, OfLongListsTheBeginsAndEnds) {
  std::vector<std::string> before(3000, "x"), after(3000, "y");
  before.front() = after.front() = "begin";
  before.back() = after.back() = "end";
  EXPECT_THAT(common_items(before, after), ElementsAre(Pair(0, 0), Pair(2999, 2999)));
}

}  // namespace
}  // namespace fairlead::testing
