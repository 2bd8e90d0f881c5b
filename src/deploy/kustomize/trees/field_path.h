#pragma once
#include <functional>
#include <string>

#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// The steps of a path with dots, as replacements and vars write them: a backslash before a dot
/// keeps it, `[name=web]` and `[example.com/key]` are one step.
std::vector<std::string> steps_of(std::string_view path);

/// What a path leads to: keys, indices, `-` for the last item, `[name=web]`. Null where there is
/// nothing. Refused where a step is none.
Built<const Node*> found_at(const Node& node, std::span<const std::string> steps);

/// What is made where a path leads nowhere.
enum class Create : std::uint8_t { nothing, scalar, sequence, mapping };

/// A change of what stands at the end of a path; the node is null where it is made.
using ChangeEnd = std::function<Built<const Node*>(const Node* value)>;

/// The node with a change made at all places that a path leads to: besides, `*` are all items, and
/// `[name=web]` takes a regular expression. `count` is raised by the places. Refused where a step
/// does not fit.
Built<const Node*> change_at(const Node& node, std::span<const std::string> steps, Create create,
                             Span by, const ChangeEnd& change, std::size_t& count, Edits& edits);

}  // namespace fairlead::kustomize
