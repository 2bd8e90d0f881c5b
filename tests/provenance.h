#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "tree/document.h"

namespace fairlead::testing {

inline std::uint32_t number(Ref value) {
  return static_cast<std::uint32_t>(std::stoul(std::string(value.text())));
}

/// A scalar of a file that was changed to see what comes otherwise.
struct Leaf {
  std::string file;  ///< or how its path ends
  std::uint32_t begin = 0, end = 0;
  std::optional<std::uint32_t> whole = {};  ///< the size of the file, which may be copied as it is

  bool holds(Ref place) const {
    return place[0].text().ends_with(file) && number(place[1]) >= begin && number(place[2]) <= end;
  }
  bool is_among(Ref places) const {
    return std::ranges::any_of(places.items(), [&](const Node* each) {
      const Ref place(each);
      const bool is_all = whole && number(place[1]) == 0 && number(place[2]) == *whole;
      return holds(place) || (is_all && place[0].text().ends_with(file));
    });
  }
  /// The same once `written` stands there instead.
  Leaf as(std::string_view written) const {
    Leaf other = *this;
    other.end = begin + static_cast<std::uint32_t>(written.size());
    if (whole) other.whole = *whole + other.end - end;
    return other;
  }
};

/// How many of the scalars that a real engine made otherwise are blamed on the leaf.
struct ProvenanceTally {
  std::size_t held = 0, held_right = 0, other = 0, other_right = 0;
  std::vector<std::size_t> others;

  /// `said` is what HelmAnswer::documents says of a scalar.
  void add(const Leaf& leaf, Ref said, bool holds_marker, const std::string& what) {
    const bool right =
        said && (holds_marker ? leaf.holds(said["edit"])
                              : leaf.is_among(said["trace"]) || leaf.is_among(said["conditions"]));
    (holds_marker ? held : other) += 1;
    (holds_marker ? held_right : other_right) += right ? 1 : 0;
    if (said) others.push_back(said["others"].items().size());
    if (!right)
      fmt::print("{}: {} does not name the leaf\n", what, holds_marker ? "edit" : "no place");
  }

  /// A recorded case: its `scalars` are [where it was, where it is, whether it holds the marker]; a
  /// place is the number of a document and a JSON pointer, or null. `before` and `after` are the
  /// documents of the answers to what was there before the change and after it.
  void add_case(Ref line, const Leaf& leaf, Ref before, Ref after, const std::string& name) {
    const Leaf changed = leaf.as(line["written"].text());
    for (const Node* each : line["scalars"].items()) {
      const Ref scalar(each);
      const bool is_gone = scalar[1]->is_null();
      const Ref at = scalar[is_gone ? 0 : 1];
      const Ref document = (is_gone ? before : after)[number(at[0])];
      add(is_gone ? leaf : changed, document["scalars"][at[1].text()], scalar[2].boolean(),
          fmt::format("{} {} {}", name, line["at"].text(), at[1].text()));
    }
  }

  void expect_right() {
    EXPECT_GE(100 * held_right, 99 * held) << held_right << " of " << held;
    EXPECT_GE(100 * other_right, 95 * other) << other_right << " of " << other;
    ASSERT_FALSE(others.empty());
    std::ranges::sort(others);
    EXPECT_LE(others[others.size() / 2], 3u) << "blaming everything is blaming nobody";
  }
};

/// Calls `each` with the JSON object of each line of a text.
template <typename Each>
void for_each_line(std::string_view text, const Each& each) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    SourceMap sources;
    Arena arena;
    const Tree tree =
        read_json(arena, sources, sources.add_written("case", std::string(text.substr(0, end))));
    each(Ref(tree.documents.front().root));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace fairlead::testing
