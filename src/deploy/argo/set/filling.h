#pragma once
#include "deploy/argo/set/set_run.h"

namespace fairlead::argo {

/// Puts a set of parameters into the strings of a tree, its keys too: as Go templates, or for
/// `{{name}}` alone. What is not a string stays what it is.
class Filling {
 public:
  /// Both must outlive it.
  Filling(SetRun& run, Parameters parameters) : run_(run), parameters_(parameters) {}

  /// The tree with them; null where that fails.
  const Node* tree(Ref place, int depth = 0);
  /// A string with them, in a text of its own where that changes it; null where that fails.
  const Node* string(const Node& node);

 private:
  bool fill(const Node& node, TextBuilder& out);
  bool execute(const Node& node, TextBuilder& out);
  bool put_names(const Node& node, TextBuilder& out);

  SetRun& run_;
  Parameters parameters_;
};

}  // namespace fairlead::argo
