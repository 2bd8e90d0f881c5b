#include <span>

#include "base/text.h"
#include "facts/build.h"

namespace fairlead {

std::size_t most_urls(std::string_view text) {
  constexpr std::size_t bytes_walked = 2u << 20, fewest = 4;
  return std::max(fewest, bytes_walked / (text.size() + 1));
}

std::vector<std::string> name_words(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool upper_case = c >= 'A' && c <= 'Z';
    const bool letter = upper_case || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool after_lower = i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if ((!letter || (upper_case && after_lower)) && !words.back().empty()) words.emplace_back();
    if (letter) words.back() += upper_case ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool has_word(std::span<const std::string> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace fairlead
