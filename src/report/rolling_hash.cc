#include "report/rolling_hash.h"

#include <fmt/format.h>

#include <array>
#include <unordered_map>

#include "base/text.h"
#include "report/inert.h"

namespace fairlead {
namespace {

constexpr std::size_t window = 100;
constexpr std::uint64_t base = 37;
constexpr std::uint32_t end_of_file = 65535;

constexpr std::uint64_t base_to_window() {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < window; ++i) power *= base;
  return power;
}

/// The hash over the last 100 characters, and the line that each of them starts.
class RollingHash {
 public:
  void character(std::uint32_t unit) {
    const bool after_return = std::exchange(after_return_, unit == '\r');
    if (unit == ' ' || unit == '\t' || (after_return && unit == '\n')) return;
    if (unit == '\r') unit = '\n';
    finish();
    if (line_start_) starts_line_[index_] = ++line_;
    line_start_ = unit == '\n';
    roll(unit);
  }

  std::vector<std::string> end() && {
    character(end_of_file);
    for (std::size_t i = 0; i < window; ++i) {
      finish();
      roll(0);
    }
    return std::move(hashes_);
  }

 private:
  /// The line that began 100 characters ago is complete.
  void finish() {
    const std::size_t line = std::exchange(starts_line_[index_], 0);
    if (line == 0) return;
    const std::string text = fmt::format("{:x}", hash_);
    if (hashes_.size() < line) hashes_.resize(line);
    hashes_[line - 1] = fmt::format("{}:{}", text, ++seen_[text]);
  }

  void roll(std::uint32_t unit) {
    const std::uint32_t leaving = std::exchange(units_[index_], unit);
    hash_ = base * hash_ + unit - base_to_window() * leaving;
    index_ = (index_ + 1) % window;
  }

  std::array<std::uint32_t, window> units_{};
  std::array<std::size_t, window> starts_line_{};  // 0: none
  std::uint64_t hash_ = 0;
  std::size_t index_ = 0;
  std::size_t line_ = 0;
  bool line_start_ = true;
  bool after_return_ = false;
  std::unordered_map<std::string, std::size_t> seen_;
  std::vector<std::string> hashes_;
};

/// Calls `take` with each UTF-16 code unit; an ill-formed byte is U+FFFD.
template <typename Take>
void utf16_units(std::string_view text, Take take) {
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    if (point.value >= 0x10000) {
      take(0xD800u + ((point.value - 0x10000) >> 10));
      take(0xDC00u + ((point.value - 0x10000) & 0x3FFu));
    } else {
      take(point.value);
    }
    text.remove_prefix(point.length);
  }
}

}  // namespace

std::vector<std::string> line_hashes(std::string_view text) {
  RollingHash hash;
  text.remove_prefix(byte_order_mark(text));
  utf16_units(text, [&](std::uint32_t unit) { hash.character(unit); });
  return std::move(hash).end();
}

}  // namespace fairlead
