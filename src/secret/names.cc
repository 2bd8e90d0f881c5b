#include "secret/names.h"

#include <algorithm>
#include <array>
#include <string>

#include "address/url.h"
#include "base/name_words.h"
#include "base/text.h"
#include "facts/connect/credential.h"
#include "redis/command/commands.h"
#include "redis/config/directives.h"

namespace fairlead {
namespace {

template <std::size_t size>
bool any_word(std::string_view name, const std::array<std::string_view, size>& all) {
  const auto words = name_words(name);
  return std::ranges::any_of(all, [&](std::string_view each) { return has_word(words, each); });
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
  static constexpr std::array<std::string_view, 19> all = {
      "host", "hosts",  "hostname", "port",  "server", "servers",   "address",
      "addr", "master", "service",  "queue", "name",   "namespace", "h",
      "n",    "user",   "kind",     "image", "version"};
  return any_word(name, all);
}

bool is_address(std::string_view key, std::string_view value) {
  static constexpr std::array<std::string_view, 12> harmless = {
      "host",  "hosts", "port",   "addr",  "address", "hostname",
      "nodes", "queue", "stream", "group", "master",  "namespace"};
  constexpr std::size_t longest_number = 5;
  if (names_credential(key)) return false;
  if (value.size() <= longest_number && value.find_first_not_of("0123456789") == value.npos)
    return true;
  if (redis::parse_url(value)) return true;  // its password is hidden where it stands
  return !has_word(name_words(key), "key") && any_word(key, harmless);
}

bool is_known_word(std::string_view word) {
  static constexpr std::string_view programs[] = {"redis-server",
                                                  "redis-cli",
                                                  "redis-sentinel",
                                                  "valkey-server",
                                                  "valkey-cli",
                                                  "sh",
                                                  "bash",
                                                  "exec",
                                                  "echo",
                                                  "cat",
                                                  "sed",
                                                  "grep",
                                                  "if",
                                                  "then",
                                                  "fi",
                                                  "else",
                                                  "for",
                                                  "do",
                                                  "done",
                                                  "set",
                                                  "export",
                                                  "sleep",
                                                  "curl",
                                                  "printf",
                                                  "python",
                                                  "valkey-sentinel",
                                                  "allkeys-lru",
                                                  "noeviction",
                                                  "volatile-lru",
                                                  "celery",
                                                  "python3",
                                                  "node",
                                                  "npm",
                                                  "worker",
                                                  "-c"};
  const std::string_view name = word.substr(word.rfind('/') + 1);
  return std::ranges::find(programs, name) != std::end(programs) ||
         redis::find_directive(word) != nullptr || redis::known_command(lower(word));
}

}  // namespace fairlead
