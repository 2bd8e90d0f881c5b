#include <fmt/format.h>

#include <algorithm>

#include "gotemplate/time/moment.h"

namespace fairlead::gotemplate {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t nanos;
};
constexpr Unit units[] = {
    {"ns", 1},         {"us", 1000},         {"\u00b5s", 1000},     {"\u03bcs", 1000},
    {"ms", 1'000'000}, {"s", 1'000'000'000}, {"m", 60'000'000'000}, {"h", 3'600'000'000'000}};

constexpr std::uint64_t most = 1ull << 63;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the digits at the begin; false where they are too many.
bool take_whole(std::string_view& text, std::uint64_t& value) {
  for (value = 0; !text.empty() && is_digit(text[0]); text.remove_prefix(1)) {
    if (value > most / 10) return false;
    value = value * 10 + static_cast<std::uint64_t>(text[0] - '0');
    if (value > most) return false;
  }
  return true;
}

/// Takes the digits behind a point, those that count.
void take_fraction(std::string_view& text, std::uint64_t& value, double& scale) {
  bool is_full = false;
  for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1)) {
    const std::uint64_t next = value * 10 + static_cast<std::uint64_t>(text[0] - '0');
    is_full = is_full || value > (most - 1) / 10 || next > most;
    if (is_full) continue;
    value = next;
    scale *= 10;
  }
}

/// Takes "1.5h" and adds it; false where something is wrong, which `error` may say.
bool take_part(std::string_view& text, std::uint64_t& sum, std::string& error) {
  if (text[0] != '.' && !is_digit(text[0])) return false;
  std::uint64_t whole = 0, fraction = 0;
  double scale = 1;
  const std::size_t before = text.size();
  if (!take_whole(text, whole)) return false;
  bool has_digits = text.size() != before;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::size_t from = text.size();
    take_fraction(text, fraction, scale);
    has_digits = has_digits || text.size() != from;
  }
  if (!has_digits) return false;
  std::size_t size = 0;
  while (size < text.size() && text[size] != '.' && !is_digit(text[size])) ++size;
  if (size == 0) {
    error = "missing unit in duration";
    return false;
  }
  const std::string_view name = text.substr(0, size);
  text.remove_prefix(size);
  const Unit* unit = std::ranges::find(units, name, &Unit::name);
  if (unit == std::end(units)) {
    error = fmt::format("unknown unit {} in duration", time_quoted(name));
    return false;
  }
  if (whole > most / unit->nanos) return false;
  whole *= unit->nanos;
  if (fraction > 0)
    whole += static_cast<std::uint64_t>(static_cast<double>(fraction) *
                                        (static_cast<double>(unit->nanos) / scale));
  if (whole > most) return false;
  sum += whole;
  return sum <= most;
}

/// "1.5" of digits whose last `places` stand behind a point.
std::string with_point(std::uint64_t value, int places) {
  std::string digits = fmt::format("{:0{}}", value, places + 1);
  std::string fraction = digits.substr(digits.size() - static_cast<std::size_t>(places));
  digits.resize(digits.size() - fraction.size());
  while (fraction.ends_with('0')) fraction.pop_back();
  return fraction.empty() ? digits : digits + "." + fraction;
}

}  // namespace

std::optional<std::int64_t> parsed_duration(std::string_view text, std::string& error) {
  const std::string_view all = text;
  error = "invalid duration";
  const auto wrong = [&] {
    error = fmt::format("time: {} {}", error, time_quoted(all));
    return std::nullopt;
  };
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return 0;
  if (text.empty()) return wrong();
  std::uint64_t sum = 0;
  while (!text.empty()) {
    if (!take_part(text, sum, error)) return wrong();
  }
  if (negative) return static_cast<std::int64_t>(0 - sum);
  if (sum > most - 1) return wrong();
  return static_cast<std::int64_t>(sum);
}

std::string duration_text(std::int64_t nanos) {
  const bool negative = nanos < 0;
  const std::uint64_t size =
      negative ? 0 - static_cast<std::uint64_t>(nanos) : static_cast<std::uint64_t>(nanos);
  const std::string sign = negative ? "-" : "";
  if (size == 0) return "0s";
  if (size < 1000) return fmt::format("{}{}ns", sign, size);
  if (size < 1'000'000) return sign + with_point(size, 3) + "\u00b5s";
  if (size < 1'000'000'000) return sign + with_point(size, 6) + "ms";
  const std::uint64_t seconds = size / 1'000'000'000;
  const std::string rest = with_point(seconds % 60 * 1'000'000'000 + size % 1'000'000'000, 9) + "s";
  if (seconds < 60) return sign + rest;
  const std::uint64_t minutes = seconds / 60;
  if (minutes < 60) return fmt::format("{}{}m{}", sign, minutes, rest);
  return fmt::format("{}{}h{}m{}", sign, minutes / 60, minutes % 60, rest);
}

}  // namespace fairlead::gotemplate
