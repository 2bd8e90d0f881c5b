#pragma once
#include "deploy/kustomize/objects/object.h"
#include "emit/json_text.h"

namespace fairlead::kustomize {

/// Writes objects as `kustomize build` prints them. Why one cannot be written, in its words.
emit::Written print(const Objects& objects, SourceMap& sources, Arena& arena, TextBuilder& out);

}  // namespace fairlead::kustomize
