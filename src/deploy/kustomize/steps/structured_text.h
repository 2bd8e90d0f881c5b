#pragma once
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// The object with a value put into the JSON that a text of it holds, where a path leads through
/// the text: `data.config\.json.redis.host`. Nothing where it leads through none, or to nothing
/// there. Refused, as not done, where the text is YAML: kustomize writes it anew with its comments.
std::optional<Built<const Node*>> set_inside_text(const Node& object,
                                                  std::span<const std::string> steps,
                                                  const Node& value, Span by, Edits& edits);

}  // namespace fairlead::kustomize
