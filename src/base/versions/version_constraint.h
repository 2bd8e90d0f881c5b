#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/versions/semantic_version.h"

namespace fairlead {

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

/// Whether a text is a version, and whether a version fits a range; what is no range or no version
/// never fits.
bool is_version(std::string_view text);
bool version_fits(std::string_view range, std::string_view version);

}  // namespace fairlead
