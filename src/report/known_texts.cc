#include "report/known_texts.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

constexpr std::uint64_t factor = 0x9E3779B97F4A7C15;  // odd, with bits well spread

std::uint64_t with(std::uint64_t hash, char c) {
  return (hash + static_cast<unsigned char>(c) + 1) * factor;
}

constexpr std::size_t least_buckets = std::size_t{1} << 12;

}  // namespace

std::uint64_t KnownTexts::head(std::string_view text) {
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < shortest; ++i) hash = with(hash, text[i]);
  return hash;
}

/// The upper bits are the better ones; there are a power of two of buckets.
std::size_t KnownTexts::bucket(std::uint64_t head) const {
  return static_cast<std::size_t>(head >> 32u) & (lengths_.size() - 1);
}

std::vector<Range> merged(std::vector<Range> ranges) {
  std::ranges::sort(ranges, {}, &Range::begin);
  std::vector<Range> result;
  for (const Range& range : ranges) {
    if (!result.empty() && range.begin <= result.back().end)
      result.back().end = std::max(result.back().end, range.end);
    else
      result.push_back(range);
  }
  return result;
}

void KnownTexts::add_block(std::string_view block) {
  if (trimmed(block).size() < shortest) return;  // indentation
  std::uint64_t hash = 0;
  for (const char c : block) hash = with(hash, c);
  if (!hashes_.insert(hash).second) return;
  heads_.push_back({head(block), std::uint32_t{1} << (block.size() - 1)});
  // Where most buckets were taken, most places would look like a begin.
  const bool crowded = heads_.size() * 8 > lengths_.size();
  if (crowded) lengths_.assign(std::max(least_buckets, lengths_.size() * 2), 0);
  for (std::size_t i = crowded ? 0 : heads_.size() - 1; i < heads_.size(); ++i) {
    lengths_[bucket(heads_[i].hash)] |= heads_[i].length_bit;
  }
}

void KnownTexts::add(std::string_view text) {
  if (text.size() < shortest) return;
  if (text.size() <= longest) return add_block(text);
  for (std::size_t at = 0; at + longest <= text.size(); at += longest) {
    add_block(text.substr(at, longest));
  }
  add_block(text.substr(text.size() - longest));
}

/// The length of the longest known text at the begin of `text`, 0 for none.
std::size_t KnownTexts::longest_at(std::string_view text) const {
  std::size_t found = 0;
  std::uint64_t hash = 0;
  std::uint32_t left = lengths_[bucket(head(text))];
  for (std::size_t i = 0; left != 0 && i < text.size(); ++i, left >>= 1u) {
    hash = with(hash, text[i]);
    if ((left & 1u) != 0 && hashes_.contains(hash)) found = i + 1;
  }
  return found;
}

std::vector<Range> KnownTexts::find(std::string_view text) const {
  std::vector<Range> found;
  if (empty()) return found;
  for (std::size_t at = 0; at + shortest <= text.size(); ++at) {
    const std::size_t length = longest_at(text.substr(at));
    if (length > 0) found.push_back({at, at + length});
  }
  return merged(std::move(found));
}

}  // namespace fairlead
