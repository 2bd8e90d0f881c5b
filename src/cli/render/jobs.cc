#include "cli/render/jobs.h"

#include "cli/render/compose_job.h"
#include "cli/render/helm_job.h"
#include "cli/render/kustomize_job.h"
#include "tree/document.h"

namespace fairlead {
namespace {

/// A chart's job names a chart or gives a template; of the others, a compose project's has a list
/// of files, or a directory.
bool is_compose_job(Ref job) {
  if (job["chart"] || job["template"]) return false;
  const Ref files = job["files"];
  return files ? files->is_sequence() : job["dir"].present();
}

}  // namespace

std::string answer_job(std::string_view job, const Files& files, const std::string& directory,
                       helm::Version version) {
  SourceMap sources;
  Arena arena;
  const Tree tree = read_json(arena, sources, sources.add_written("job", std::string(job)));
  const Ref root = tree.documents.empty() ? Ref() : Ref(tree.documents.front().root);
  const bool is_job = root && root->is_mapping();
  if (is_job && is_kustomize_job(root, files, directory)) {
    const Ref id = root["id"];
    return answer_kustomize_job(root, id ? sources.text(id->span()) : "null", files, directory);
  }
  if (is_job && is_compose_job(root)) return answer_compose_job(root, sources, files, directory);
  return answer_helm_job(job, files, directory, version);
}

}  // namespace fairlead
