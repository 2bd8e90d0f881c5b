#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fairlead::redis {

/// The server versions whose command and directive tables we have, oldest first, Redis before
/// Valkey. Those of redis_8_later, 8.2 to 8.10, are 8.0's with the commands that Redis'
/// documentation tells of; no server of these was asked.
enum class Version : std::uint8_t {
  redis_6_2,
  redis_7_0,
  redis_7_2,
  redis_7_4,
  redis_8_0,
  redis_8_later,
  valkey_8_0,
  valkey_8_1,
  valkey_9_1,
};

inline constexpr std::size_t version_count = 9;

/// "Redis 7.0", "Valkey 8.1", "Redis 8.2+".
std::string_view name(Version version);

/// The names of the versions of a mask, of which bit n is for the nth: "Redis 7.0, Redis 7.2".
std::string names_of(std::uint16_t versions);

/// The names of all versions, in that order.
std::string version_names();

/// Every version, oldest first.
std::span<const Version> all_versions();

/// The version that a container image runs, from its name and tag: `redis:7.2-alpine`,
/// `docker.io/bitnami/valkey:8.1.3-debian-12`. A tag that names a major version alone means what it
/// moves to (`redis:7` is 7.4). Nothing where the image is another program, a version without
/// tables (`redis:8` moves beyond 8.10), or does not say (`latest`, a digest, no tag).
std::optional<Version> version_of_image(std::string_view image);

/// Whether the image is a Redis from before 6.2, by its tag: what it takes is not in our tables.
bool is_older_image(std::string_view image);

/// The version that a person means: "7.0", "7.0.15", "redis 7.0", "valkey 8.1", "valkey-9.1.2"; a
/// bare number is Redis'. Nothing where it is none that we know.
std::optional<Version> version_named(std::string_view text);

/// Whether the version leaves directives that it does not know to modules, and has some bundled.
inline bool is_redis_8(Version version) {
  return version == Version::redis_8_0 || version == Version::redis_8_later;
}

/// Whether the version has selectors, `%R~` and subcommand rules, and closes channels by default
/// (7.0).
inline bool has_selectors(Version version) { return version != Version::redis_6_2; }

/// Whether the version has `db=` rules.
inline bool has_database_rules(Version version) { return version == Version::valkey_9_1; }

}  // namespace fairlead::redis
