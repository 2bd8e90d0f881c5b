#include "deploy/helm/without_texts.h"

#include <fmt/format.h>

namespace fairlead {

std::string without_texts(std::string_view words) {
  std::string made;
  for (std::size_t at = 0; at < words.size();) {
    const char quote = words[at];
    const std::size_t end = quote == '"' || quote == '\'' ? words.find(quote, at + 1) : words.npos;
    if (end == words.npos) {
      made += words[at++];
      continue;
    }
    const std::string_view inside = words.substr(at + 1, end - at - 1);
    const bool is_name = quote == '"' && inside.size() < 80 &&
                         inside.find_first_not_of(
                             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
                             "WXYZ0123456789._-/") == inside.npos;
    made += is_name ? words.substr(at, end + 1 - at) : fmt::format("{0}…{0}", quote);
    at = end + 1;
  }
  return made;
}

}  // namespace fairlead
