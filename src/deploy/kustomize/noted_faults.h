#pragma once
#include <span>

#include "deploy/kustomize/build/build.h"
#include "deploy/types/kustomize_faults.h"

namespace fairlead {

/// What objects are called otherwise now, or are gone. What `all` knows of them already is said of
/// what they are called now.
void note_former_names(std::span<const kustomize::Object> objects, SourceMap& sources,
                       std::vector<FormerName>& all);
void note_removed(const kustomize::Object& object, Span by, std::vector<FormerName>& all);

/// What a build passed over without a word.
KustomizeFaults noted_faults(const kustomize::Noted& noted,
                             std::span<const kustomize::Object> objects, SourceMap& sources);

}  // namespace fairlead
