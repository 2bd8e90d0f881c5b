#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fairlead {

/// A version as github.com/Masterminds/semver v3 reads it, which Helm asks: `v1.2`, `1`, and
/// leading zeros are taken.
struct SemanticVersion {
  std::uint64_t major = 0, minor = 0, patch = 0;
  std::string pre, metadata;

  std::string text() const;
  /// -1, 0 or 1; metadata does not count.
  int compared(const SemanticVersion& other) const;
};

/// How two pre-releases, without their `-`, stand to each other: -1, 0 or 1; "" is above all.
int compared_pre_releases(std::string_view a, std::string_view b);

/// Nothing where it is no version; `error` says why, in that library's words.
std::optional<SemanticVersion> semantic_version(std::string_view text, std::string& error);

/// Why a text is no pre-release or no metadata of a version, in that library's words; "" where it
/// is one, or empty.
std::string pre_release_refusal(std::string_view text);
std::string metadata_refusal(std::string_view text);

}  // namespace fairlead
