#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// Nothing where it is no version; `error` says why, in that library's words.
std::optional<SemanticVersion> semantic_version(std::string_view text, std::string& error);

/// Why a text is no pre-release or no metadata of a version, in that library's words; "" where it
/// is one, or empty.
std::string pre_release_refusal(std::string_view text);
std::string metadata_refusal(std::string_view text);

/// A range of versions: `>=1.19-0 <2 || ^3.1`, `1.2 - 1.4`, `~2`, `*`. One without a pre-release
/// meets no version that has one.
class VersionConstraint {
 public:
  static std::optional<VersionConstraint> parsed(std::string_view text, std::string& error);
  bool met_by(const SemanticVersion& version) const;

 private:
  enum class Operator : std::uint8_t { equal, unequal, above, below, from, up_to, tilde, caret };
  struct Bound {
    Operator how = Operator::equal;
    SemanticVersion version;
    bool open = false;        ///< some part of it is not written, or `x`
    bool open_minor = false;  ///< the minor version is
    bool open_patch = false;  ///< the patch alone is
  };
  struct Group {
    std::vector<Bound> bounds;
    bool has_pre = false;
  };

  static std::optional<Group> group(std::string_view text, std::string& error);
  static std::optional<Bound> bound(Operator how, std::string_view text, std::string& error);
  static bool meets(const SemanticVersion& version, const Bound& bound);
  static bool tilde(const SemanticVersion& version, const Bound& bound);
  static bool caret(const SemanticVersion& version, const Bound& bound);

  std::vector<Group> groups_;
};

}  // namespace fairlead
