#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "deploy/helm/chart/outcome.h"

namespace fairlead::helm {

/// Whether a name fits a pattern of Go's path/filepath.Match: `*` and `?` stop at '/', `[a-c]` and
/// `[^a]`, a backslash takes the next byte as it is. False where the pattern is ill-formed.
bool go_path_matches(std::string_view pattern, std::string_view name);

/// The rules of a .helmignore, and those that every chart has.
class IgnoreRules {
 public:
  /// Ill-formed rules are errors, as they are in Helm.
  static Outcome<IgnoreRules> read(std::string_view text);

  /// Whether Helm passes over a path below the chart's directory. The first rule that fits decides;
  /// one with `!` ignores all that does not fit it.
  bool ignores(std::string_view path, bool is_directory) const;

 private:
  struct Rule {
    std::string pattern;
    bool negated = false, directories_only = false, by_path = false;
  };
  static bool fits(const Rule& rule, std::string_view path);

  std::vector<Rule> rules_;
};

}  // namespace fairlead::helm
