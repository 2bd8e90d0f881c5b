#pragma once
#include <map>
#include <string>
#include <string_view>

#include "code/builds/expression.h"
#include "code/builds/matrix.h"
#include "tree/node.h"

namespace fairlead {

/// What expressions of a workflow's step may name.
struct WorkflowScope {
  using Values = std::map<std::string, Alternatives, std::less<>>;

  std::string_view own;  ///< the repository's name; "" where it is not known
  Values env, inputs;
  Values outputs;  ///< of earlier steps, by "meta.tags"
  MatrixRun matrix;
  std::string directory = ".";  ///< where scripts run, relative to the root

  /// What a path such as `env.X` is.
  Alternatives context(std::string_view path) const;
  /// A text with its expressions evaluated, and the only thing that it may become.
  Alternatives value(std::string_view text) const;
  std::string single(std::string_view text) const;

  void set_env(Ref map);
  /// What a variable of a script is, where it is known.
  std::optional<std::string> variable(std::string_view name) const;
};

/// The inputs that are declared: as they are given, else their defaults, or what a person may
/// choose.
WorkflowScope::Values workflow_inputs(Ref declared, const WorkflowScope::Values& given);

}  // namespace fairlead
