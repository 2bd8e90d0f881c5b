#pragma once
#include <string>
#include <string_view>

#include "base/files.h"
#include "deploy/helm/chart/outcome.h"

namespace fairlead {

/// Answers a job of a Helm engine, a JSON object: a chart to render, or a single template in a
/// chart made for it.
///
///   chart                      a directory or .tgz; or of a chart `t` its `files`, `template`, and
///                              `valuesYaml` or `valuesData`
///   values, layers             paths of -f, or their texts; `userYaml` lies below all of them
///   setJson, set, setString, setFile, setLiteral
///   release, namespace, kubeVersion, apiVersions, upgrade, includeCrds, skipTests
///   ignoreMissing              goes on where a dependency is not there
///   helm                       3: as that one, whatever `version` says
///   warnings, origins          true: the answer has them (HelmAnswer says what origins are)
///   wrong                      a text: origins of scalars that hold it are those of its bytes
///
/// The answer is a JSON object in one line: `id`, `ok`, and `output`, `templates`, `values`,
/// `notes`; or `stage` and `error`, with `templates` and `values` where all was rendered. `files`
/// is the whole disk: absolute paths lose their first `/`, others are below `directory`.
std::string answer_helm_job(std::string_view job, const Files& files, const std::string& directory,
                            helm::Version version);

}  // namespace fairlead
