#pragma once
#include "deploy/kustomize/build/build.h"

namespace fairlead::kustomize {

/// Runs what `generators` and `transformers` configure: objects of the version `builtin`, each for
/// what a field of a kustomization does, with fields of its own.
class BuiltIns {
 public:
  BuiltIns(Build& build, const Build::Target& target) : build_(build), target_(target) {}

  void generate(const Object& configuration, Build::Accumulated& all);
  void transform(const Object& configuration, Build::Accumulated& all);
  /// An entry of `replacements`: itself, or those of the file that it names.
  void replace(Ref entry, Build::Accumulated& all);

 private:
  static Build::Step step_of(const Object& configuration);
  bool is_built_in(const Object& configuration);
  bool set_fields(std::string_view kind, Ref root, Build::Accumulated& all);
  bool patch(std::string_view kind, Ref root, Build::Accumulated& all);

  Build& build_;
  const Build::Target& target_;
};

}  // namespace fairlead::kustomize
