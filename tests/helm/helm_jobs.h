#pragma once
#include <string>

#include "base/files.h"
#include "deploy/helm/chart/outcome.h"

namespace fairlead::testing {

/// Answers one job of a Helm engine, a JSON object, as far as values go: `chart` (a directory or
/// .tgz of `files`), or `files`, `valuesYaml`, `valuesData` of a chart t; `userYaml`, `values`
/// (paths) or `layers` (texts), `setJson`, `set`, `setString`, `setFile`, `setLiteral`,
/// `kubeVersion`, `ignoreMissing`, and `helm`: 3 for that one's answer. The answer is a JSON object
/// of one line: `values`, or `stage` and `error`; and the job's `id`.
std::string answer_values_job(const std::string& job, const Files& files, helm::Version version);

}  // namespace fairlead::testing
