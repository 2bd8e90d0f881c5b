#pragma once
#include <unordered_map>

#include "deploy/compose/value/maker.h"
#include "deploy/compose/variables/substitution.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Puts the values of variables into a compose file's tree, as it is written. Known is what the
/// `.env` beside the file gives; a variable that it does not name may be set in the shell, so it
/// stays as it is written, unless the file says what to take otherwise.
class Interpolation {
 public:
  /// `env` is null where there is none. All must outlive it and what it makes.
  Interpolation(const File* env, SourceMap& sources, Arena& arena);
  Interpolation(const Interpolation&) = delete;
  Interpolation& operator=(const Interpolation&) = delete;

  /// A tree as compose sees it; the same where nothing in it is replaced. Keys stay as they are.
  const Node* tree(const Node* node);
  /// Whether more would have been made than a project may be (Maker::most_bytes), and variables
  /// stay that are known.
  bool is_cut() const { return cut_; }

 private:
  const Node* scalar(const Node& node);
  const Node* collection(const Node& node);

  /// Notes whether a refusal is that of the limit.
  void refused() { cut_ = maker_.take(0).has_value(); }

  compose::Maker maker_;
  compose::Environment variables_;
  compose::Substitution substitution_;
  // By what copies of a node share, for anchors are met again; null where nothing was replaced.
  std::unordered_map<const void*, const Node*> made_;
  bool cut_ = false;
};

}  // namespace fairlead
