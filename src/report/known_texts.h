#pragma once
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace fairlead {

/// Half-open bytes of some text.
struct Range {
  std::size_t begin = 0, end = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

/// The same bytes in ascending order, those that touch or overlap as one.
std::vector<Range> merged(std::vector<Range> ranges);

/// Finds any of many texts in another, in one pass whose cost does not grow
/// with their number: neither with what an attacker writes into the texts.
///
/// Texts are known by their hashes: up to `longest` bytes as a whole, longer
/// ones by the blocks they consist of, so that a part of a long text is found
/// as well. A chance hit hides a few bytes too much.
class KnownTexts {
 public:
  static constexpr std::size_t shortest = 6;

  /// Texts shorter than `shortest` are not taken.
  void add(std::string_view text);
  bool empty() const { return hashes_.empty(); }
  /// Where known texts stand in `text`, merged.
  std::vector<Range> find(std::string_view text) const;

 private:
  static constexpr std::size_t longest = 32;
  void add_block(std::string_view block);
  /// The begin of a known text, and how long that text is.
  struct Head {
    std::uint64_t hash = 0;
    std::uint32_t length_bit = 0;
  };
  static std::uint64_t head(std::string_view text);
  std::size_t bucket(std::uint64_t head) const;
  std::size_t longest_at(std::string_view text) const;

  std::unordered_set<std::uint64_t> hashes_;
  /// By the hash of the first `shortest` bytes, a bit for each length of such a
  /// text: most places are none of them. Empty where there is no text.
  std::vector<std::uint32_t> lengths_;
  std::vector<Head> heads_;  // what lengths_ is made of
};

}  // namespace fairlead
