#include "base/filled_in.h"

#include <algorithm>
#include <span>

#include "base/text.h"

namespace fairlead {
namespace {

/// What begins something that is filled in, wherever it stands. The other end may be a word away.
constexpr std::string_view openings[] = {"${", "$(", "{{", "{%", "<%"};
/// What a whole text begins with that another tool replaces: Argo CD's vault plugin, vals, SOPS.
constexpr std::string_view beginnings[] = {"<path:", "ref+", "ENC["};

/// A whole text between two marks is a name to be replaced.
struct Around {
  std::string_view open, close;
};
constexpr Around around[] = {{"<", ">"},   {"__", "__"}, {"@", "@"},  {"%", "%"},
                             {"%(", ")s"}, {"[[", "]]"}, {"((", "))"}};

/// A format's verb as a whole text.
constexpr std::string_view verbs[] = {"%s", "%d", "%v", "%q"};

/// Parts of what engines, scripts and people fill in; each may stand in a literal text as well.
constexpr std::string_view signs[] = {"$",  "{",  "}",  "<",  ">",  "__", "@@",
                                      "[[", "]]", "((", "))", "%(", "[%", "%]"};

bool holds_any(std::string_view text, std::span<const std::string_view> marks) {
  return std::ranges::any_of(marks, [&](std::string_view mark) { return contains(text, mark); });
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           contains("_-. ", std::string_view(&c, 1));
  });
}

bool is_name_between(std::string_view text, const Around& marks) {
  const std::size_t size = marks.open.size() + marks.close.size();
  return text.size() > size && text.starts_with(marks.open) && text.ends_with(marks.close) &&
         is_name(text.substr(marks.open.size(), text.size() - size));
}

/// `MASTER_IP`, `PORT`: words that a script replaces.
bool is_capital_name(std::string_view text) {
  return text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' &&
         std::ranges::all_of(text, [](char c) {
           return c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

bool is_bracketed(std::string_view text) {
  return text.size() > 2 && text.front() == text.back() && contains("%@!#", text.substr(0, 1));
}

}  // namespace

Filling filling(std::string_view text) {
  const auto begins = [&](std::string_view word) { return text.starts_with(word); };
  if (holds_any(text, openings) || std::ranges::any_of(beginnings, begins) ||
      std::ranges::find(verbs, text) != std::end(verbs) ||
      std::ranges::any_of(around,
                          [&](const Around& marks) { return is_name_between(text, marks); }))
    return Filling::certain;
  const bool possible = holds_any(text, signs) || is_bracketed(text) || is_capital_name(text);
  return possible ? Filling::possible : Filling::none;
}

}  // namespace fairlead
