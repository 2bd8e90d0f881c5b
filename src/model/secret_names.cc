#include "model/secret_names.h"

#include "base/text.h"
#include "model/build.h"

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

bool is_structural(std::string_view name) {
  static constexpr std::string_view names[] = {"apiVersion", "kind",       "metadata", "name",
                                               "namespace",  "type",       "data",     "stringData",
                                               "labels",     "annotations"};
  return std::ranges::find(names, name) != std::end(names);
}

}  // namespace fairlead
