#include <fmt/format.h>

#include <vector>

#include "base/text.h"
#include "deploy/helm/schema/formats/formats.h"
#include "gotemplate/strconv/quote.h"
#include "gotemplate/time/moment.h"

namespace fairlead::helm {
namespace {

std::size_t digits_before(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

/// Go's strconv.Atoi of two characters: a sign counts as one.
std::optional<int> small_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || digits_before(text) != text.size()) return std::nullopt;
  int number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return negative ? -number : number;
}

/// Numbers between colons; what is wrong with them ends with `where`.
std::string read_numbers(std::string_view text, std::string_view where, std::vector<int>& numbers) {
  for (const std::string_view part : split(text, ':')) {
    const auto number = small_number(part);
    if (!number) return fmt::format("invalid {}", where);
    if (*number < 0) return fmt::format("non-positive {}", where);
    numbers.push_back(*number);
  }
  return "";
}

/// Reads `+02:00`; `shift` becomes the minutes to add.
std::string offset_refusal(std::string_view text, int& shift) {
  if (text.size() != 6) return "offset must be 6 characters long";
  if (text[0] != '+' && text[0] != '-') return "offset must begin with plus/minus";
  if (text[3] != ':') return "missing colon in offset in correct place";
  // Only the first colon divides.
  std::vector<int> numbers;
  const std::string_view minutes = text.substr(4);
  if (minutes.find(':') != minutes.npos) return "invalid hour/min in offset";
  if (auto wrong = read_numbers(text.substr(1), "hour/min in offset", numbers); !wrong.empty())
    return wrong;
  if (numbers.size() != 2 || numbers[0] > 23 || numbers[1] > 59)
    return "hour/min in offset out of range";
  shift = (numbers[0] * 60 + numbers[1]) * (text[0] == '+' ? -1 : 1);
  return "";
}

}  // namespace

std::string date_refusal(std::string_view text) {
  std::string error;
  gotemplate::parsed_moment("2006-01-02", text, error);
  return error;
}

std::string time_refusal(std::string_view text) {
  if (text.size() < 9) return "less than 9 characters long";
  if (text[2] != ':' || text[5] != ':') return "missing colon in correct place";
  std::vector<int> clock;
  if (text.substr(6, 2).find(':') != text.npos) return "invalid hour/min/sec";
  if (auto wrong = read_numbers(text.substr(0, 8), "hour/min/sec", clock); !wrong.empty())
    return wrong;
  if (clock.size() != 3) return "missing hour/min/sec";
  if (clock[0] > 23 || clock[1] > 59 || clock[2] > 60) return "hour/min/sec out of range";
  text.remove_prefix(8);
  if (text.starts_with('.')) {
    const std::size_t digits = digits_before(text.substr(1));
    if (digits == 0) return "no digits in second fraction";
    text.remove_prefix(digits + 1);
  }
  int shift = 0;
  if (text != "z" && text != "Z")
    if (auto wrong = offset_refusal(text, shift); !wrong.empty()) return wrong;
  int minutes = clock[0] * 60 + clock[1] + shift;
  if (minutes < 0) minutes += 24 * 60;
  // Only the last second of a day is ever 60 long.
  return clock[2] == 60 && minutes != 23 * 60 + 59 ? "invalid leap second" : "";
}

std::string date_time_refusal(std::string_view text) {
  if (text.size() < 20) return "less than 20 characters long";
  if (text[10] != 't' && text[10] != 'T') return "11th character must be t or T";
  if (auto wrong = date_refusal(text.substr(0, 10)); !wrong.empty())
    return "invalid date element: " + wrong;
  if (auto wrong = time_refusal(text.substr(11)); !wrong.empty())
    return "invalid time element: " + wrong;
  return "";
}

std::string duration_refusal(std::string_view text) {
  if (!text.starts_with('P')) return "must start with P";
  text.remove_prefix(1);
  if (text.empty()) return "nothing after P";
  if (text.ends_with('W')) {
    text.remove_suffix(1);
    if (text.empty()) return "no number in week";
    return digits_before(text) == text.size() ? "" : "invalid week";
  }
  constexpr std::string_view all_units[] = {"YMD", "HMS"};
  const auto parts = split(text, 'T');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0 && parts[i].empty()) return "no time elements";
    if (i >= std::size(all_units)) return "more than one T";
    std::string_view units = all_units[i], rest = parts[i];
    while (!rest.empty()) {
      const std::size_t digits = digits_before(rest);
      if (digits == 0) return "missing number";
      if (digits == rest.size()) return "missing unit";
      const char unit = rest[digits];
      const std::size_t at = units.find(unit);
      if (at == units.npos) {
        const bool known = all_units[i].find(unit) != all_units[i].npos;
        const std::string shown = gotemplate::quoted_rune(static_cast<unsigned char>(unit));
        return known ? fmt::format("unit {} out of order", shown) : "invalid unit " + shown;
      }
      units.remove_prefix(at + 1);
      rest.remove_prefix(digits + 1);
    }
  }
  return "";
}

std::string period_refusal(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos) return "missing slash";
  const std::string_view start = text.substr(0, slash), end = text.substr(slash + 1);
  const bool starts_long = start.starts_with('P');
  const bool ends_long = !starts_long && end.starts_with('P');
  const auto refusal = [](std::string_view which, std::string_view part, bool is_duration) {
    const std::string wrong = is_duration ? duration_refusal(part) : date_time_refusal(part);
    if (wrong.empty()) return wrong;
    return fmt::format("invalid {} {}: {}", which, is_duration ? "duration" : "date-time", wrong);
  };
  const std::string wrong = refusal("start", start, starts_long);
  return wrong.empty() ? refusal("end", end, ends_long) : wrong;
}

}  // namespace fairlead::helm
