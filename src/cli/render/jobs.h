#pragma once
#include <string>
#include <string_view>

#include "base/files.h"
#include "deploy/helm/chart/outcome.h"

namespace fairlead {

/// Answers a job of a rendering engine, a JSON object in one line, with another; its fields say
/// whose it is (helm_job.h, kustomize_job.h, compose_job.h). `files` is the whole disk: absolute
/// paths lose their first `/`, others are below `directory`.
std::string answer_job(std::string_view job, const Files& files, const std::string& directory,
                       helm::Version version);

}  // namespace fairlead
