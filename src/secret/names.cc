#include "secret/names.h"

#include <algorithm>
#include <span>
#include <string>

#include "address/url.h"
#include "base/name_words.h"
#include "base/text.h"
#include "facts/connect/credential.h"
#include "redis/command/commands.h"
#include "redis/config/directives.h"

namespace fairlead {
namespace {

/// Words of names of what an address is made of, and of what else is no credential.
constexpr std::string_view of_addresses =
    " host hosts hostname port address addr master queue nodes stream group namespace ";
constexpr std::string_view of_others = " server servers service name h n user kind image version ";

/// Programs and words of scripts.
constexpr std::string_view of_scripts =
    " redis-server redis-cli redis-sentinel valkey-server valkey-cli valkey-sentinel sh bash -c "
    "exec echo cat sed grep if then fi else for do done set export sleep curl printf celery worker "
    "python python3 node npm allkeys-lru noeviction volatile-lru ";

/// Whether a list, its words between blanks, holds a word.
bool holds(std::string_view list, std::string_view word) {
  for (auto at = list.find(word); at != list.npos; at = list.find(word, at + 1)) {
    if (at > 0 && list[at - 1] == ' ' && list.substr(at + word.size(), 1) == " ") return true;
  }
  return false;
}

bool holds_any(std::string_view list, std::span<const std::string> words) {
  return std::ranges::any_of(words, [&](const std::string& word) { return holds(list, word); });
}

}  // namespace

bool announces(std::string_view name) {
  constexpr std::size_t shortest = 8, longest = 16, slips = 2;
  constexpr std::string_view own[] = {"requirepass", "masterauth", "primaryauth", "auth-pass",
                                      "sentinel-pass"};
  if (const redis::Directive* known = redis::find_directive(name)) return known->secret;
  if (names_credential(name)) return true;
  if (name.size() < shortest || name.size() > longest) return false;
  const std::string word = lower(name);
  return std::ranges::any_of(
      own, [&](std::string_view each) { return edit_distance(word, each, slips) <= slips; });
}

bool names_place(std::string_view name) {
  const std::vector<std::string> words = name_words(name);
  return holds_any(of_addresses, words) || holds_any(of_others, words);
}

bool is_address(std::string_view key, std::string_view value) {
  constexpr std::size_t longest_number = 5;
  if (names_credential(key)) return false;
  if (value.size() <= longest_number && value.find_first_not_of("0123456789") == value.npos)
    return true;
  if (redis::parse_url(value)) return true;  // its password is hidden where it stands
  const std::vector<std::string> words = name_words(key);
  return holds_any(of_addresses, words) && !has_word(words, "key");
}

bool is_known_word(std::string_view word) {
  return holds(of_scripts, word.substr(word.rfind('/') + 1)) || redis::find_directive(word) ||
         redis::known_command(lower(word));
}

}  // namespace fairlead
