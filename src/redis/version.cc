#include "redis/version.h"

#include <array>

#include "base/text.h"
#include "redis/server_program.h"

namespace fairlead::redis {
namespace {

constexpr std::array<Version, version_count> versions = {
    Version::redis_6_2,  Version::redis_7_0,  Version::redis_7_2,
    Version::redis_7_4,  Version::redis_8_0,  Version::redis_8_later,
    Version::valkey_8_0, Version::valkey_8_1, Version::valkey_9_1,
};

struct Release {
  bool valkey;
  int major;
  int first_minor,
      last_minor;  ///< -1: the tag names the major version alone, and moves to its newest
  Version version;
};
// Valkey 7.2 is Redis 7.2.4 under another name. `redis:8` moves beyond the versions we have tables
// of.
constexpr Release releases[] = {
    {false, 6, 2, 2, Version::redis_6_2},   {false, 6, -1, -1, Version::redis_6_2},
    {false, 7, 0, 0, Version::redis_7_0},   {false, 7, 2, 2, Version::redis_7_2},
    {false, 7, 4, 4, Version::redis_7_4},   {false, 7, -1, -1, Version::redis_7_4},
    {false, 8, 0, 0, Version::redis_8_0},   {false, 8, 2, 10, Version::redis_8_later},
    {true, 7, 2, 2, Version::redis_7_2},    {true, 7, -1, -1, Version::redis_7_2},
    {true, 8, 0, 0, Version::valkey_8_0},   {true, 8, 1, 1, Version::valkey_8_1},
    {true, 8, -1, -1, Version::valkey_8_1}, {true, 9, 1, 1, Version::valkey_9_1},
    {true, 9, -1, -1, Version::valkey_9_1},
};

/// The number at the front of `text`, which loses it; -1 where there is none of at most three
/// digits.
int take_number(std::string_view& text) {
  int number = -1;
  std::size_t digits = 0;
  while (digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9') {
    number = (number < 0 ? 0 : number) * 10 + (text[digits] - '0');
    ++digits;
  }
  if (digits > 3) return -1;
  text.remove_prefix(digits);
  return number;
}

bool ends_number(std::string_view rest) {
  return rest.empty() || rest[0] == '.' || rest[0] == '-' || rest[0] == '_' || rest[0] == '+';
}

std::optional<Version> version_of_tag(std::string_view tag, bool valkey) {
  if (tag.starts_with('v')) tag.remove_prefix(1);
  const int major = take_number(tag);
  if (major < 0 || !ends_number(tag)) return std::nullopt;
  int minor = -1;
  if (tag.starts_with('.')) {
    tag.remove_prefix(1);
    minor = take_number(tag);
    if (minor < 0 || (!ends_number(tag) && !tag.starts_with("rc"))) return std::nullopt;
  }
  for (const Release& release : releases) {
    const bool within = minor >= release.first_minor && minor <= release.last_minor;
    if (release.valkey == valkey && release.major == major && within) return release.version;
  }
  return std::nullopt;
}

/// A server's image: which of the two it is, and its tag.
struct ImageParts {
  bool valkey = false;
  std::string_view tag;
};

std::optional<ImageParts> read_image(std::string_view image) {
  const ServerImage* server = server_image(image);
  image = image.substr(0, image.find('@'));
  image.remove_prefix(image.rfind('/') + 1);  // npos + 1 is 0
  const auto colon = image.find(':');
  if (!server || !server->tagged || colon == std::string_view::npos) return std::nullopt;
  return ImageParts{server->maker == Maker::valkey, image.substr(colon + 1)};
}

}  // namespace

std::string_view name(Version version) {
  switch (version) {
    case Version::redis_6_2:
      return "Redis 6.2";
    case Version::redis_7_0:
      return "Redis 7.0";
    case Version::redis_7_2:
      return "Redis 7.2";
    case Version::redis_7_4:
      return "Redis 7.4";
    case Version::redis_8_0:
      return "Redis 8.0";
    case Version::redis_8_later:
      return "Redis 8.2+";
    case Version::valkey_8_0:
      return "Valkey 8.0";
    case Version::valkey_8_1:
      return "Valkey 8.1";
    case Version::valkey_9_1:
      return "Valkey 9.1";
  }
  __builtin_unreachable();
}

std::string names_of(std::uint16_t mask) {
  std::vector<std::string> names;
  for (const Version version : versions) {
    if ((mask >> static_cast<unsigned>(version) & 1u) != 0) names.emplace_back(name(version));
  }
  return joined(names, ", ");
}

std::string version_names() { return names_of((1u << version_count) - 1); }

std::span<const Version> all_versions() { return versions; }

std::optional<Version> version_of_image(std::string_view image) {
  const auto parts = read_image(image);
  return parts ? version_of_tag(parts->tag, parts->valkey) : std::nullopt;
}

bool is_older_image(std::string_view image) {
  const auto parts = read_image(image);
  if (!parts || parts->valkey) return false;
  std::string_view tag = parts->tag;
  const int major = take_number(tag);
  const bool minor = major == 6 && (tag.starts_with(".0") || tag.starts_with(".1"));
  return minor || (major > 0 && major < 6);
}

std::optional<Version> version_named(std::string_view text) {
  const std::string lowered = lower(trimmed(text));
  std::string_view tag = lowered;
  bool valkey = false;
  for (const std::string_view product : {"redis", "valkey"}) {
    if (!tag.starts_with(product)) continue;
    valkey = product == "valkey";
    tag.remove_prefix(product.size());
    if (tag.empty() || !contains(" -:=", tag.substr(0, 1))) return std::nullopt;
    tag = trimmed(tag.substr(1));
    break;
  }
  return version_of_tag(tag, valkey);
}

}  // namespace fairlead::redis
