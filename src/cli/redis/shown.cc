#include "cli/redis/shown.h"

#include <fmt/format.h>

#include "report/inert.h"
#include "secret/hiding.h"

namespace fairlead {

std::string without_passwords(std::string_view text, std::span<const std::string_view> rules) {
  Credentials passwords;
  for (const std::string_view rule : rules) {
    const std::size_t at = redis::glued_password(rule);
    if (at != rule.npos) passwords.add(rule.substr(at + 1));
  }
  return passwords.hidden_in(text);
}

MaskedLines::MaskedLines(const Inspection& file)
    : credentials_(find_credentials(file.unit.files, *file.sources).texts) {}

std::string MaskedLines::safe(std::string_view line) const {
  return inert(credentials_.hidden_in(line));
}

void MaskedLines::print(std::string_view line) const { fmt::print("{}\n", safe(line)); }

}  // namespace fairlead
