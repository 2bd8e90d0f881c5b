#pragma once
#include <string>
#include <vector>

#include "tree/node.h"

namespace fairlead {

/// A place at which two trees differ: a value that is another one, or one that is in one of them
/// alone.
struct TreeChange {
  std::string path;   ///< as `fairlead trace` takes it: `spec.containers[worker].env[A].value`
  std::string name;   ///< what the value is called: its key, or the variable that it is given to
  Ref before, after;  ///< nothing where the tree has nothing; both are scalars, or one is nothing
  bool is_order = false;  ///< both are lists whose items stand in another order
};

/// What differs between two objects, in the order of the new one. The order of keys says nothing;
/// items of a list are the same ones where they have the same name (`name`, `key`, …), else where
/// they have the same content.
std::vector<TreeChange> tree_changes(Ref before, Ref after);

/// A scalar or an empty collection of a tree.
struct TreeLeaf {
  std::string path;  ///< below the tree; "" where it is the tree
  std::string name;
  Ref value;
};

std::vector<TreeLeaf> leaves_of(Ref tree, std::string_view name);

/// What the items of a list are called, in their order.
std::string names_in_order(Ref list);

/// A scalar as people write it: a text that YAML would take for something else in quotes; `{}` and
/// `[]` for empty collections.
std::string scalar_words(Ref value);

}  // namespace fairlead
