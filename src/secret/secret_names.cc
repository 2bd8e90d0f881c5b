#include "secret/secret_names.h"

#include <algorithm>
#include <array>

#include "address/url.h"
#include "base/name_words.h"
#include "base/text.h"
#include "facts/connect/credential.h"

namespace fairlead {
namespace {

/// Whether a text is one of the names, or one of them with two slips: what stands behind a misspelt
/// directive is a password all the same.
bool is_nearly(std::string_view text, std::span<const std::string_view> names) {
  constexpr std::size_t shortest = 8, longest = 16, slips = 2;
  if (text.size() < shortest || text.size() > longest) return false;
  const std::string name = lower(text);
  return std::ranges::any_of(
      names, [&](std::string_view each) { return edit_distance(name, each) <= slips; });
}

}  // namespace

bool is_password_directive(std::string_view word, bool misspelt) {
  static constexpr std::string_view names[] = {"requirepass",
                                               "masterauth",
                                               "primaryauth",
                                               "auth-pass",
                                               "sentinel-pass",
                                               "tls-key-file-pass",
                                               "tls-client-key-file-pass"};
  static constexpr std::string_view own[] = {"requirepass", "masterauth", "primaryauth"};
  const auto same = [&](std::string_view name) { return equal_ignoring_case(word, name); };
  return std::ranges::any_of(names, same) || (misspelt && is_nearly(word, own));
}

std::string_view without_dashes(std::string_view word) {
  for (const std::string_view dash : {"--", "-", "\u2014", "\u2013"}) {
    if (word.size() > dash.size() + 1 && word.starts_with(dash)) return word.substr(dash.size());
  }
  return word;
}

bool is_sentinel_password(std::string_view word, bool begins) {
  static constexpr std::string_view names[] = {"auth-pass", "sentinel-pass"};
  static constexpr std::string_view others[] = {"auth-user", "sentinel-user"};
  const std::string name = lower(word);
  if (std::ranges::find(others, std::string_view(name)) != std::end(others)) return false;
  return contains(name, "pass") || contains(name, "pasw") || is_nearly(name, names) ||
         (begins && is_password_name(word));
}

bool is_password_option(std::string_view word) {
  const std::string_view name = without_dashes(word);
  return name.size() < word.size() && !contains(name, "=") && is_password_name(name);
}

bool is_password_name(std::string_view name) {
  return names_credential(name) || is_password_directive(name, true);
}

bool resembles_credential(std::string_view name) {
  // Whatever stands before them; these end so and are something else.
  static constexpr std::string_view ends[] = {"PASS",   "PASSWORDS", "PWD",     "TOKEN",
                                              "TOKENS", "PASSCODE",  "APIKEYS", "API_KEYS"};
  static constexpr std::string_view others[] = {
      "COMPASS",   "BYPASS", "TRESPASS", "OVERPASS",   "UNDERPASS",  "SURPASS",   "MULTIPASS",
      "ENCOMPASS", "PWD",    "OLDPWD",   "MAX_TOKENS", "NUM_TOKENS", "MIN_TOKENS"};
  static constexpr std::string_view words[] = {"jwt",  "salt",   "cookie", "otp",
                                               "hmac", "pepper", "bearer"};
  const bool variable = name.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
  if (!variable || name.size() < 3) return false;
  for (const std::string_view other : others) {
    if (name.ends_with(other) && (other != "PWD" || name == other)) return false;
  }
  if (std::ranges::any_of(ends, [&](std::string_view end) { return name.ends_with(end); }))
    return true;
  const std::vector<std::string> all = name_words(name);
  return !all.empty() && std::ranges::find(words, std::string_view(all.back())) != std::end(words);
}

bool is_structural(std::string_view name) {
  static constexpr std::string_view names[] = {"apiVersion", "kind",       "metadata", "name",
                                               "namespace",  "type",       "data",     "stringData",
                                               "labels",     "annotations"};
  return std::ranges::find(names, name) != std::end(names);
}

bool is_said(std::string_view word) {
  static constexpr std::string_view words[] = {
      "the",    "a",       "an",       "in",      "at",         "via",      "from",
      "set",    "unset",   "never",    "not",     "now",        "only",     "always",
      "still",  "used",    "unused",   "true",    "false",      "valid",    "invalid",
      "empty",  "missing", "required", "enabled", "disabled",   "optional", "stored",
      "synced", "updated", "created",  "ignored", "configured", "provided", "generated"};
  return word.ends_with('.') || word.ends_with(':') ||
         std::ranges::find(words, lower(word)) != std::end(words);
}

bool names_single_option(std::string_view word) {
  static constexpr std::string_view names[] = {"password", "passwd",     "pass",
                                               "auth",     "token",      "secret",
                                               "authpass", "masterpass", "slavepass"};
  return std::ranges::find(names, lower(word)) != std::end(names);
}

bool is_address(std::string_view key, std::string_view value) {
  if (names_credential(key)) return false;
  if (value.size() < 6 && value.find_first_not_of("0123456789") == std::string_view::npos)
    return true;
  if (redis::parse_url(value)) return true;  // its password is marked by scalar()
  const auto words = name_words(key);
  if (has_word(words, "key")) return false;
  static constexpr std::array<std::string_view, 12> harmless = {
      "host",  "hosts", "port",   "addr",  "address", "hostname",
      "nodes", "queue", "stream", "group", "master",  "namespace"};
  return std::ranges::any_of(harmless,
                             [&](std::string_view word) { return has_word(words, word); });
}

}  // namespace fairlead
