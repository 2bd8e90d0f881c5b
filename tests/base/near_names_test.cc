#include "base/near_names.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "base/text.h"

namespace fairlead {
namespace {

std::vector<std::size_t> found(const NearNames& names, std::string_view text, std::size_t edits) {
  std::vector<std::size_t> all;
  NearNames::Search search(names, text, edits);
  while (const auto number = search.next()) all.push_back(*number);
  return all;
}

/// Short texts of few letters, of which many are near to each other.
std::string any_text(std::mt19937& random) {
  std::string text = random() % 2 ? "shop-" : "";
  for (std::size_t size = random() % 9; text.size() < size;) text += "abc-"[random() % 4];
  return text;
}

TEST(NearNames, FindsWhatALookAtEachOfThemFinds) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < random() % 40; ++i) texts.push_back(any_text(random));
    const std::vector<std::string_view> names(texts.begin(), texts.end());
    const NearNames index(names);
    const std::string wanted = any_text(random);
    for (std::size_t edits = 0; edits <= NearNames::most; ++edits) {
      std::vector<std::size_t> expected;
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (edit_distance(wanted, names[i], edits) <= edits) expected.push_back(i);
      }
      EXPECT_EQ(found(index, wanted, edits), expected) << wanted << ", " << edits << " edits";
    }
    EXPECT_EQ(index.nearest(wanted, "none"), nearest(wanted, names)) << wanted;
  }
}

TEST(NearNames, PassesOverOne) {
  const NearNames names({"cache-a", "cache-b", "cache-b"});
  EXPECT_EQ(names.nearest("cache-b", "none"), "cache-b");
  EXPECT_EQ(names.nearest("cache-b", "cache-b"), "cache-a");
  EXPECT_EQ(names.nearest("something else", "none"), "");
  EXPECT_EQ(NearNames({}).nearest("a", "none"), "");
}

TEST(NearNames, TakesLongTextsAndNames) {
  const std::string longer(1000, 'x');
  const NearNames names({longer, "x"});
  EXPECT_EQ(found(names, longer + "yz", 2), std::vector<std::size_t>{0});
  EXPECT_EQ(names.nearest(longer, "none"), "") << "nobody mistypes it";
}

}  // namespace
}  // namespace fairlead
