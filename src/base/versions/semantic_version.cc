#include "base/versions/semantic_version.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/versions/written_version.h"

namespace fairlead {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool number(std::string_view text, std::uint64_t& value) {
  if (text.empty()) return true;
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
}

bool is_number(std::string_view text, std::uint64_t& value) {
  return std::ranges::all_of(text, is_digit) && number(text, value);
}

bool has_leading_zero(std::string_view identifiers) {
  for (const std::string_view one : split(identifiers, '.')) {
    if (one.size() > 1 && one[0] == '0' && std::ranges::all_of(one, is_digit)) return true;
  }
  return false;
}

int compared_identifiers(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  if (a.empty() || b.empty()) return a.empty() ? -1 : 1;
  // Beyond 64 bits digits are letters to it.
  std::uint64_t a_number = 0, b_number = 0;
  const bool a_counts = is_number(a, a_number), b_counts = is_number(b, b_number);
  if (a_counts != b_counts) return a_counts ? -1 : 1;
  if (a_counts) return a_number < b_number ? -1 : 1;
  return a < b ? -1 : 1;
}

}  // namespace

int compared_pre_releases(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a == b ? 0 : a.empty() ? 1 : -1;
  const auto as = split(a, '.'), bs = split(b, '.');
  for (std::size_t i = 0; i < std::max(as.size(), bs.size()); ++i) {
    const int one = compared_identifiers(i < as.size() ? as[i] : "", i < bs.size() ? bs[i] : "");
    if (one != 0) return one;
  }
  return 0;
}

std::string SemanticVersion::text() const {
  return fmt::format("{}.{}.{}{}{}{}{}", major, minor, patch, pre.empty() ? "" : "-", pre,
                     metadata.empty() ? "" : "+", metadata);
}

int SemanticVersion::compared(const SemanticVersion& other) const {
  if (major != other.major) return major < other.major ? -1 : 1;
  if (minor != other.minor) return minor < other.minor ? -1 : 1;
  if (patch != other.patch) return patch < other.patch ? -1 : 1;
  return compared_pre_releases(pre, other.pre);
}

namespace {

/// Whether each part between points is there, of letters, digits and dashes alone.
bool are_identifiers(std::string_view text) {
  return text.empty() || identifiers_size(fmt::format("-{}", text), '-') == text.size() + 1;
}

}  // namespace

std::string pre_release_refusal(std::string_view text) {
  if (!are_identifiers(text)) return "invalid prerelease string";
  return has_leading_zero(text) ? "version segment starts with 0" : "";
}

std::string metadata_refusal(std::string_view text) {
  return are_identifiers(text) ? "" : "invalid metadata string";
}

std::optional<SemanticVersion> semantic_version(std::string_view text, std::string& error) {
  const WrittenVersion parts = written_version(text, is_digit);
  if (text.size() > 256)
    error = "version string is too long (max 256 bytes)";
  else if (parts.size == 0 || parts.size != text.size())
    error = "invalid semantic version";
  if (!error.empty()) return std::nullopt;
  SemanticVersion made;
  std::uint64_t* const numbers[] = {&made.major, &made.minor, &made.patch};
  for (std::size_t i = 0; i < 3; ++i) {
    if (number(parts.parts[i], *numbers[i])) continue;
    error = fmt::format(
        "error parsing version segment: strconv.ParseUint: parsing \"{}\": value out of range",
        parts.parts[i]);
    return std::nullopt;
  }
  if (!parts.pre.empty()) made.pre = parts.pre.substr(1);
  if (!parts.metadata.empty()) made.metadata = parts.metadata.substr(1);
  if (has_leading_zero(made.pre)) {
    error = "version segment starts with 0";
    return std::nullopt;
  }
  return made;
}

}  // namespace fairlead
