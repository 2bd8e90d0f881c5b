#include "cli/shown.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "redis/acl.h"
#include "redis/directives.h"
#include "report/inert.h"
#include "report/known_texts.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;

/// Where a password or the hash of one begins that is glued to what stands before it.
std::size_t glued_password(std::string_view text) {
  constexpr std::size_t shortest_hash = 32;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '>' || text[at] == '<') return at;
    if (text[at] != '#' && text[at] != '!') continue;
    const std::size_t end = text.find_first_not_of("0123456789abcdefABCDEF", at + 1);
    if (std::min(end, text.size()) - at > shortest_hash) return at;
  }
  return none;
}

/// Up to the password, with its sign; and nobody reads more than a line.
std::string cut(std::string_view text) {
  constexpr std::size_t longest = 200;
  const std::size_t at = glued_password(text);
  if (std::min(at, text.size()) > longest) return std::string(text.substr(0, longest)).append("…");
  if (at == none) return std::string(text);
  return std::string(text.substr(0, at + 1)).append(Mask::stars);
}

}  // namespace

std::string shown_rule(std::string_view rule) {
  if (rule.empty()) return {};
  const bool harmless = contains("+-~%&@()*", rule.substr(0, 1)) || redis::is_acl_word(rule);
  return harmless ? fmt::format("`{}`", cut(rule)) : std::string();
}

std::string shown_word(std::string_view word) { return cut(word); }

std::string shown_directive(std::string_view word) {
  std::size_t end = std::min(
      word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"),
      word.size());
  for (const redis::Directive& each : redis::all_directives()) {
    const bool longer = each.secret && word.size() > each.name.size() &&
                        equal_ignoring_case(word.substr(0, each.name.size()), each.name);
    if (longer && !redis::find_directive(word)) end = std::min(end, each.name.size());
  }
  const std::string_view name = word.substr(0, end);
  const bool telling = redis::find_directive(name) || !redis::nearest_directive(name).empty();
  if (!telling) return {};
  return fmt::format("`{}{}`", name, end < word.size() ? Mask::stars : "");
}

std::string without_passwords(std::string_view text, std::span<const std::string_view> rules) {
  KnownTexts passwords;
  for (const std::string_view rule : rules) {
    const std::size_t at = glued_password(rule);
    if (at != none) passwords.add(rule.substr(at + 1));
  }
  std::string result;
  std::size_t at = 0;
  for (const Range& range : passwords.find(text)) {
    result.append(text.substr(at, range.begin - at)).append(Mask::stars);
    at = range.end;
  }
  return result.append(text.substr(at));
}

std::string MaskedLines::safe(std::string_view line) const { return inert(mask_.words(line)); }

void MaskedLines::print(std::string_view line) const { fmt::print("{}\n", safe(line)); }

}  // namespace fairlead
