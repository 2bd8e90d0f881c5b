#include <optional>

#include "base/text.h"
#include "product/settings.h"

namespace fairlead::redis {
namespace {

bool fits_dns(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

/// The release's name in lower case, each run of other characters (with a dash before each and one
/// after all) a single dash.
std::string cleaned(std::string_view release) {
  const std::string name = lower(release);
  std::string result;
  std::size_t i = 0;
  while (i < name.size()) {
    std::size_t end = i;
    while (end < name.size()) {
      if (!fits_dns(name[end]))
        ++end;
      else if (name[end] == '-' && end + 1 < name.size() && !fits_dns(name[end + 1]))
        end += 2;
      else
        break;
    }
    if (end == i) {
      result += name[i++];
      continue;
    }
    if (end < name.size() && name[end] == '-') ++end;
    result += '-';
    i = end;
  }
  return result;
}

/// The release's name as this version of the chart takes it.
std::optional<std::string> release_name(const Product& product, std::string_view release,
                                        std::string_view version) {
  const bool clean = std::ranges::all_of(release, fits_dns);
  if (clean || product.cleans_names_since == 0) return std::string(release);
  while (!version.empty() && !(version.front() >= '0' && version.front() <= '9'))
    version.remove_prefix(1);
  const auto major = major_version(version);
  if (!major && !version.empty()) return std::nullopt;
  // Minor versions before it began to clean names are not told apart.
  if (major && *major + 1 == product.cleans_names_since) return std::nullopt;
  if (major && *major < product.cleans_names_since) return std::string(release);
  return cleaned(release);
}

}  // namespace

std::optional<std::string> full_name(const Product& product,
                                     const std::optional<std::string>& release,
                                     std::string_view chart, std::string_view version,
                                     const Lookup& settings) {
  constexpr std::size_t longest = 63;
  const Settings values(product, settings);
  const Setting whole = values.first("fullnameOverride");
  if (whole.state == Setting::State::unknown) return std::nullopt;
  if (whole.set) return cut_name(whole.text, longest);
  const Setting part = values.first("nameOverride");
  if (part.state == Setting::State::unknown || !release) return std::nullopt;
  const std::string name(part.set ? part.text : chart);
  const auto start = release_name(product, *release, version);
  if (!start) return std::nullopt;
  if (contains(*start, name)) return cut_name(*start, longest);
  return cut_name(*start + "-" + name, longest);
}

}  // namespace fairlead::redis
