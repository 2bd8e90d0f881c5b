#pragma once
#include <string_view>

namespace fairlead {

/// An action of GitHub's that builds or names images, and which of its inputs say it.
struct BuildAction {
  std::string_view name;  ///< without its version; an end of it: "/build-push-action"
  std::string_view
      images;  ///< the input with the names, one a line or between commas; "" none is read
  std::string_view registry;  ///< the input with what stands before them, or ""
  bool builds = true;         ///< false: it only names what another step builds
};

/// The action that `uses` names, or null.
const BuildAction* build_action(std::string_view uses);
/// Whether an action or a workflow of somebody else seems to build images, by its name alone.
bool seems_to_build(std::string_view uses);

}  // namespace fairlead
