#pragma once
#include <string>

#include "base/files.h"
#include "tree/node.h"

namespace fairlead {

/// Whether a job is one of kustomize: its `dir` has a kustomization, or its `files` are texts.
bool is_kustomize_job(Ref job, const Files& files, const std::string& directory);

/// Answers a job of kustomize, a JSON object:
///
///   dir                        the directory of a kustomization
///   files, target              or texts by their paths, and the directory among them
///   reorder                    "none": in the order in which they are built
///   anyPath                    files may lie outside of a kustomization's directory
///   origins, wrong             true: the answer has `documents`, as HelmAnswer says
///
/// The answer is a JSON object in one line: `id`, `ok`, and `output`; or `stage` and `error`.
/// `files` is the whole disk: absolute paths lose their first `/`, others are below `directory`.
std::string answer_kustomize_job(Ref job, std::string_view id, const Files& files,
                                 const std::string& directory);

}  // namespace fairlead
