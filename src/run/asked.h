#pragma once
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "config/config.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// What is reported, of all that is read.
class Asked {
 public:
  /// Everything.
  Asked() = default;
  /// What lies at or below these paths; "" is the root.
  explicit Asked(std::span<const std::string> paths) : paths_(paths.begin(), paths.end()) {}

  bool everything() const { return paths_.empty() || paths_.contains(""); }
  /// Whether a path is one of them or lies below one.
  bool holds(std::string_view path) const;
  /// Whether a path does, or one of them lies below it.
  bool touches(std::string_view path) const;

 private:
  std::set<std::string, std::less<>> paths_;
};

struct RunOptions;
/// What is reported: the paths, where more than they is read.
Asked asked_by(const RunOptions& options);
/// What is read for it.
Asked read_by(const RunOptions& options);

/// Which of what is found in a unit is reported.
enum class Share : std::uint8_t {
  none,
  places,  ///< what lies at the paths that are asked for
  all,     ///< what is deployed is asked for, whatever it is made of
};

/// What is reported of a unit: all where the paths hold what it is deployed by (an overlay, a
/// chart, a compose file), its places among them where they hold some file that it is made of.
/// `inputs` is Rendered::inputs.
Share share_of(const Unit& unit, const Config& config, std::span<const std::string> inputs,
               const Asked& asked);

}  // namespace fairlead
