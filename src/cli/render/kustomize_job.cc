#include "cli/render/kustomize_job.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/render/disk_inputs.h"
#include "cli/render/helm_answer.h"
#include "cli/render/kustomize_build.h"
#include "deploy/kustomize/build/build.h"
#include "deploy/kustomize/kustomization.h"
#include "deploy/kustomize/objects/print.h"

namespace fairlead {
namespace {

std::string whole_path(std::string_view path, const std::string& directory) {
  const bool is_absolute = path.starts_with('/');
  return joined_path(is_absolute ? "" : directory, is_absolute ? path.substr(1) : path)
      .value_or("");
}

MemoryFiles files_of(Ref job) {
  std::map<std::string, std::string> texts;
  for (const Entry& entry : job["files"].entries())
    texts.emplace(normalized_path(entry.key->text()).value_or(""), Ref(entry.value).text());
  return MemoryFiles(std::move(texts));
}

bool is_declined(const kustomize::Fault& fault) {
  return fault.kind == kustomize::Fault::Kind::not_done ||
         fault.kind == kustomize::Fault::Kind::chart;
}

void answer(Ref job, const Files& files, const std::string& target, HelmAnswer& line) {
  SourceMap sources;
  Arena arena;
  DiskInputs inputs(files, sources);
  kustomize::BuildOptions options;
  options.any_path = job["anyPath"].boolean();
  options.is_sorted = job["reorder"].text() != "none";
  kustomize::Build build(inputs, options, sources, arena);
  const kustomize::Objects objects = build.build(target);
  std::string error;
  bool declined = false;
  TextBuilder output;
  if (!build.faults().empty()) {
    declined = is_declined(build.faults().front());
    error = fault_words(build.faults().front(), sources);
  } else if (const auto written = print(objects, sources, arena, output); !written) {
    error = written.error();
  }
  line.flag("ok", error.empty());
  if (error.empty()) {
    line.field("output", output.text());
    if (!job["origins"].boolean()) return;
    line.open_list("documents");
    for (const kustomize::Object& object : objects) {
      const kustomize::ObjectId id = object.id();
      line.object(id.kind, id.name, Ref(object.root), sources, job["wrong"].text());
    }
    return line.close_list();
  }
  line.field("stage", declined ? "declined" : "build");
  line.field("error", error);
}

}  // namespace

bool is_kustomize_job(Ref job, const Files& files, const std::string& directory) {
  if (job["target"] && job["files"]) return true;
  const std::string place = whole_path(job["dir"].text(), directory);
  return job["dir"] && std::ranges::any_of(kustomization_names, [&](std::string_view name) {
           return files.kind(fmt::format("{}/{}", place, name)) == EntryKind::file;
         });
}

std::string answer_kustomize_job(Ref job, std::string_view id, const Files& files,
                                 const std::string& directory) {
  HelmAnswer line;
  line.raw("id", id);
  if (job["files"]) {
    const MemoryFiles texts = files_of(job);
    answer(job, texts, normalized_path(job["target"].text()).value_or(""), line);
  } else {
    answer(job, files, whole_path(job["dir"].text(), directory), line);
  }
  return line.done();
}

}  // namespace fairlead
