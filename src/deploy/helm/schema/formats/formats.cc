#include "deploy/helm/schema/formats/formats.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/regex.h"
#include "base/text.h"
#include "gotemplate/strconv/quote.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::helm {
namespace {

using gotemplate::quoted_rune;
using gotemplate::Rune;
using gotemplate::rune_at;

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char32_t c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::string regex_refusal(std::string_view text) {
  std::string error;
  Regex::compiled(text, error);
  return error;
}

std::string json_pointer_refusal(std::string_view text) {
  if (text.empty()) return "";
  if (text[0] != '/') return "not starting with /";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (text[at] == '~' && next != '0' && next != '1') return "~ must be followed by 0 or 1";
  }
  return "";
}

std::string relative_pointer_refusal(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0) return "must start with non-negative integer";
  if (digits > 1 && text[0] == '0') return "starts with zero";
  text.remove_prefix(digits);
  return text == "#" ? "" : json_pointer_refusal(text);
}

std::string uuid_refusal(std::string_view text) {
  constexpr std::array<std::size_t, 5> sizes = {8, 4, 4, 4, 12};
  const auto groups = split(text, '-');
  if (groups.size() != sizes.size()) return "must have 5 elements";
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (groups[i].size() != sizes[i])
      return fmt::format("element {} must be {} characters long", i + 1, sizes[i]);
    for (std::size_t at = 0; at < groups[i].size();) {
      const Rune rune = rune_at(groups[i], at);
      if (!is_hex(rune.value)) return "non-hex character " + quoted_rune(rune.value);
      at += rune.size;
    }
  }
  return "";
}

/// Takes what stands behind a mark, with the mark.
std::optional<std::string_view> take_tail(std::string_view& text, char mark) {
  const std::size_t at = text.find(mark);
  if (at == text.npos) return std::nullopt;
  const std::string_view tail = text.substr(at + 1);
  text = text.substr(0, at);
  return tail;
}

/// Of a part of a semantic version: "build", "pre-release".
std::string identifiers_refusal(std::string_view part, std::string_view name, bool may_be_padded) {
  for (const std::string_view identifier : split(part, '.')) {
    if (identifier.empty()) return fmt::format("{} identifier is empty", name);
    bool all_digits = true;
    for (std::size_t at = 0; at < identifier.size();) {
      const Rune rune = rune_at(identifier, at);
      if (!is_digit(rune.value)) all_digits = false;
      if (!is_digit(rune.value) && !is_letter(rune.value) && rune.value != '-')
        return fmt::format("invalid character {} in {} identifier", quoted_rune(rune.value), name);
      at += rune.size;
    }
    if (!may_be_padded && all_digits && identifier.size() > 1 && identifier[0] == '0')
      return fmt::format("{} numeric identifier starts with zero", name);
  }
  return "";
}

std::string semver_refusal(std::string_view text) {
  if (const auto build = take_tail(text, '+')) {
    if (build->empty()) return "build is empty";
    if (auto wrong = identifiers_refusal(*build, "build", true); !wrong.empty()) return wrong;
  }
  if (const auto before = take_tail(text, '-')) {
    if (auto wrong = identifiers_refusal(*before, "pre-release", false); !wrong.empty())
      return wrong;
  }
  const auto numbers = split(text, '.');
  if (numbers.size() != 3) return "versionCore must have 3 numbers separated by dot";
  constexpr std::string_view names[] = {"major", "minor", "patch"};
  for (std::size_t i = 0; i < 3; ++i) {
    if (numbers[i].empty()) return fmt::format("{} is empty", names[i]);
    if (numbers[i].size() > 1 && numbers[i][0] == '0')
      return fmt::format("{} starts with zero", names[i]);
    if (numbers[i].find_first_not_of("0123456789") != std::string_view::npos)
      return fmt::format("{} contains non-digit", names[i]);
  }
  return "";
}

constexpr std::pair<std::string_view, FormatCheck> checks[] = {
    {"regex", regex_refusal},
    {"json-pointer", json_pointer_refusal},
    {"relative-json-pointer", relative_pointer_refusal},
    {"uuid", uuid_refusal},
    {"duration", duration_refusal},
    {"period", period_refusal},
    {"ipv4", ipv4_refusal},
    {"ipv6", ipv6_refusal},
    {"hostname", hostname_refusal},
    {"email", email_refusal},
    {"date", date_refusal},
    {"time", time_refusal},
    {"date-time", date_time_refusal},
    {"uri", uri_refusal},
    {"iri", uri_refusal},
    {"uri-reference", uri_reference_refusal},
    {"iri-reference", uri_reference_refusal},
    {"uri-template", uri_template_refusal},
    {"semver", semver_refusal},
};

}  // namespace

FormatCheck format_check(std::string_view name) {
  for (const auto& [known, check] : checks)
    if (known == name) return check;
  return nullptr;
}

}  // namespace fairlead::helm
