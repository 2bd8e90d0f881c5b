#include "redis/config/shown.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "redis/acl/acl.h"
#include "redis/config/directives.h"

namespace fairlead::redis {
namespace {

constexpr auto none = std::string_view::npos;
/// As everything else hides what it knows.
constexpr std::string_view stars = "****";

/// Up to the password, with its sign; and nobody reads more than a line.
std::string cut(std::string_view text) {
  constexpr std::size_t longest = 200;
  const std::size_t at = glued_password(text);
  if (std::min(at, text.size()) > longest) return std::string(text.substr(0, longest)).append("…");
  if (at == none) return std::string(text);
  return std::string(text.substr(0, at + 1)).append(stars);
}

/// What people write for a directive that holds a password, and other names of one.
constexpr std::string_view password_names[] = {"requirepas", "masterpass", "slavepass",
                                               "authpass",   "auth-pass",  "sentinel-pass",
                                               "password",   "passwd"};

/// Whether a password may be glued to the name.
bool goes_beyond(std::string_view word, std::string_view name) {
  return word.size() > name.size() && equal_ignoring_case(word.substr(0, name.size()), name);
}

}  // namespace

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

std::string shown_rule(std::string_view rule) {
  if (rule.empty()) return {};
  // Two signs begin no rule: `--user app --swordfish`.
  const bool doubled =
      rule.size() > 1 && contains("+-", rule.substr(0, 1)) && contains("+-", rule.substr(1, 1));
  const bool harmless = !doubled && (contains("+-~%&@()*", rule.substr(0, 1)) || is_acl_word(rule));
  return harmless ? fmt::format("`{}`", cut(rule)) : std::string();
}

std::string shown_word(std::string_view word) { return cut(word); }

std::size_t shown_size(std::string_view word) {
  if (find_directive(word)) return word.size();
  std::size_t end = std::min(
      word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"),
      word.size());
  // `tls-key-file-pass` is known by now, `requirepass` of `requirepasswordfish` is meant.
  std::size_t name = 0;
  for (const Directive& each : all_directives()) {
    if (each.secret && goes_beyond(word, each.name)) name = std::max(name, each.name.size());
  }
  for (const std::string_view each : password_names) {
    if (goes_beyond(word, each)) name = std::max(name, each.size());
  }
  return name > 0 ? std::min(end, name) : end;
}

std::string shown_directive(std::string_view word) {
  const std::size_t end = shown_size(word);
  const std::string_view name = word.substr(0, end);
  const bool telling = find_directive(name) || !nearest_directive(name).empty() ||
                       std::ranges::find(password_names, lower(name)) != std::end(password_names);
  if (!telling) return {};
  return fmt::format("`{}{}`", name, end < word.size() ? stars : "");
}

std::string shown_name(std::string_view word, bool alone) {
  // `maxmemory=256mb`: the sign is what is wrong, and the value is none to hide.
  const std::size_t end = shown_size(word);
  const Directive* known = find_directive(word.substr(0, end));
  const bool harmless = known && !known->secret && known->name != "user" &&
                        known->name != "sentinel" && known->name != "rename-command" &&
                        contains("=:", word.substr(end, 1));
  if (harmless) return fmt::format("`{}`", cut(word));
  std::string shown = shown_directive(word);
  const bool plain = word.find_first_not_of("abcdefghijklmnopqrstuvwxyz-_.") == none;
  return shown.empty() && plain && !alone ? fmt::format("`{}`", word) : shown;
}

}  // namespace fairlead::redis
