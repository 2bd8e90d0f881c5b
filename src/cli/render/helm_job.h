#pragma once
#include <string>
#include <string_view>

#include "base/files.h"
#include "deploy/helm/chart/outcome.h"

namespace fairlead {

/// Answers a job, a JSON object: a chart to render, or a single template in a chart made for it.
/// The answer is a JSON object in one line: `id`, `ok`, and `output`, `templates`, `values`,
/// `notes`; or `stage` and `error`. `files` is the whole disk: absolute paths lose their first `/`.
std::string answer_helm_job(std::string_view job, const Files& files, helm::Version version);

}  // namespace fairlead
