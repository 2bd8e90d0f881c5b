#include "secret/word.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;
constexpr std::size_t longest_reference = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
bool is_name_byte(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

std::size_t name_size(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_name_byte) - text.begin());
}

/// Calls `test` with each run of letters and digits; whether one of them passes.
template <typename Test>
bool any_run(std::string_view word, Test test) {
  for (std::size_t at = 0; at < word.size();) {
    std::size_t end = at;
    while (end < word.size() && (is_letter(word[end]) || is_digit(word[end]))) ++end;
    if (end > at && test(word.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

/// Letters with some digits behind them, digits alone, or a name in capitals.
bool is_plain_run(std::string_view run) {
  constexpr std::size_t most_digits = 2, longest_number = 5, longest_capitals = 8;
  const auto first = std::ranges::find_if(run, is_digit);
  const auto digits = static_cast<std::size_t>(std::ranges::count_if(run, is_digit));
  if (first == run.end()) return true;
  if (digits == run.size()) return digits <= longest_number;
  if (run.size() <= longest_capitals &&
      std::ranges::all_of(run, [](char c) { return is_upper(c) || is_digit(c); }))
    return true;
  return digits <= most_digits && std::all_of(first, run.end(), is_digit);
}

/// `5`, `1Xi`, `10s`, `0.5`, `20%`, `v1.2.3`, `10.0.0.1`, `6379:6379`.
bool is_quantity(std::string_view word) {
  constexpr std::size_t longest_number = 5, longest_unit = 3;
  if (word.starts_with('v') || word.starts_with('-') || word.starts_with('+'))
    word.remove_prefix(1);
  std::size_t digits = 0, end = 0;
  for (; end < word.size() && (is_digit(word[end]) || contains(".:/", word.substr(end, 1)));
       ++end) {
    digits = is_digit(word[end]) ? digits + 1 : 0;
    if (digits > longest_number) return false;
  }
  const std::string_view unit = word.substr(end);
  return end > 0 && is_digit(word[0]) && unit.size() <= longest_unit &&
         std::ranges::all_of(unit, [](char c) { return is_letter(c) || c == '%'; });
}

bool is_switch(std::string_view word) {
  return word == "yes" || word == "no" || word == "true" || word == "false" || word == "on" ||
         word == "off" || word == "reset" || word == "nopass";
}

/// `cache:6379`, and what ends as names inside of a cluster do.
bool is_address(std::string_view word) {
  const auto colon = word.rfind(':');
  const std::string_view host = word.substr(0, colon);
  const bool port =
      colon != none && colon + 1 < word.size() && word.size() - colon <= 6 &&
      std::all_of(word.begin() + static_cast<std::ptrdiff_t>(colon) + 1, word.end(), is_digit);
  return is_plain_name(host) && (port || (colon == none && host.ends_with(".svc")) ||
                                 host.ends_with(".svc.cluster.local"));
}

}  // namespace

std::size_t reference_size(std::string_view text) {
  text = text.substr(0, longest_reference);
  if (text.starts_with("{{")) {
    const auto end = text.find("}}");
    return end == none || text.substr(0, end).find_first_of("\"'`") != none ? 0 : end + 2;
  }
  if (text.starts_with("$$")) {  // compose, make: a dollar sign that stays
    const std::size_t rest = reference_size(text.substr(1));
    return rest == 0 ? 0 : rest + 1;
  }
  if (text.starts_with('<')) {
    const std::string_view inner = text.substr(1, text.find('>') - 1);
    const bool closed = inner.size() + 1 < text.size();
    return closed && !inner.empty() && is_plain_name(inner) ? inner.size() + 2 : 0;
  }
  if (!text.starts_with('$') || text.size() < 2) return 0;
  if (is_name_byte(text[1])) return 1 + name_size(text.substr(1));
  const char closing = text[1] == '(' ? ')' : text[1] == '{' ? '}' : '\0';
  if (closing == '\0') return 0;
  const std::size_t size = name_size(text.substr(2));
  return size > 0 && size + 2 < text.size() && text[size + 2] == closing ? size + 3 : 0;
}

bool is_reference(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = reference_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

bool is_plain_name(std::string_view word) {
  const auto in_name = [](char c) { return is_name_byte(c) || c == '-' || c == '.' || c == '/'; };
  return !word.empty() && std::ranges::all_of(word, in_name) &&
         !any_run(word, [](std::string_view run) { return !is_plain_run(run); });
}

bool is_harmless(std::string_view word) {
  if (word.size() == 1 && !is_digit(word[0])) return true;
  const auto beyond_ascii = [](char c) { return (static_cast<unsigned char>(c) & 0x80u) != 0; };
  if (std::ranges::any_of(word, beyond_ascii)) return false;
  const bool path = word.starts_with('/') || word.starts_with("./") || word.starts_with("../");
  return (path && is_plain_name(word)) || is_switch(word) || is_quantity(word) ||
         is_address(word) || !any_run(word, [](std::string_view) { return true; });
}

bool looks_made(std::string_view word) {
  constexpr std::size_t shortest = 9, shortest_mixed = 16;  // `v1alpha1` is none
  return any_run(word, [](std::string_view run) {
    if (run.size() < shortest) return false;
    std::size_t changes = 0, digits = 0;
    for (std::size_t i = 0; i < run.size(); ++i) {
      digits += is_digit(run[i]) ? 1 : 0;
      if (i > 0 && is_digit(run[i]) != is_digit(run[i - 1])) ++changes;
    }
    return changes >= 3 || (run.size() >= shortest_mixed && digits >= 2 && digits < run.size());
  });
}

bool may_hold_credential(std::string_view text) {
  constexpr std::size_t shortest = 6;
  return any_run(text, [](std::string_view run) {
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(run, is_digit));
    return run.size() >= shortest && digits > 0;
  });
}

bool is_telling(std::string_view text) {
  constexpr std::size_t shortest = 6, longest_number = 3;
  if (text.size() < shortest || is_harmless(text)) return false;
  const auto other = [](char c) { return !is_name_byte(c) && c != '-' && c != '.' && c != ' '; };
  if (std::ranges::any_of(text, other)) return !contains(text, " ") || text.size() > 20;
  // `redis-0`, `redis.conf`, `change-me`: digits at most as a part of their own.
  return any_run(text, [](std::string_view run) {
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(run, is_digit));
    return digits > 0 && (digits < run.size() || digits > longest_number);
  });
}

}  // namespace fairlead
