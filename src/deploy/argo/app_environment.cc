#include "deploy/argo/app_environment.h"

#include <utility>

namespace fairlead::argo {
namespace {

bool is_name(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// What stands behind a dollar, as Go's os.Expand reads it: the name, and how many bytes it takes.
std::pair<std::string_view, std::size_t> name_at(std::string_view text) {
  if (text.starts_with('{')) {
    const std::size_t end = text.find('}');
    if (end == text.npos || end == 1) return {{}, end == 1 ? 2u : 1u};
    return {text.substr(1, end - 1), end + 1};
  }
  constexpr std::string_view special = "*#$@!?-";
  if (!text.empty() && (special.find(text[0]) != text.npos || (text[0] >= '0' && text[0] <= '9')))
    return {text.substr(0, 1), 1};
  std::size_t size = 0;
  while (size < text.size() && is_name(text[size])) ++size;
  return {text.substr(0, size), size};
}

}  // namespace

std::optional<std::string> AppEnvironment::fill(std::string_view text, bool strict) const {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '$' || at + 1 == text.size()) {
      made += text[at++];
      continue;
    }
    const auto [name, size] = name_at(text.substr(at + 1));
    at += size + 1;
    if (name == "$" || (name.empty() && size == 0)) {
      made += '$';
      continue;
    }
    if (name.starts_with("ARGOCD_APP_REVISION")) return {};
    const auto value = values_.find(name);
    if (value == values_.end() && strict) return {};
    if (value != values_.end()) made += value->second;
  }
  return made;
}

}  // namespace fairlead::argo
