#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead {

/// The words of a name in lower case: `REDIS_SentinelHost` → redis, sentinel, host.
std::vector<std::string> name_words(std::string_view name);
bool has_word(std::span<const std::string> words, std::string_view word);

}  // namespace fairlead
