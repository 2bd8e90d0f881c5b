#include "cli/redis/shown.h"

#include <fmt/format.h>

#include "report/inert.h"
#include "report/known_texts.h"

namespace fairlead {
std::string without_passwords(std::string_view text, std::span<const std::string_view> rules) {
  KnownTexts passwords;
  for (const std::string_view rule : rules) {
    const std::size_t at = redis::glued_password(rule);
    if (at != rule.npos) passwords.add(rule.substr(at + 1));
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
