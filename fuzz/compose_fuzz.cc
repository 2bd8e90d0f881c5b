// A compose project: the input's parts are its file, one that stands over it, one that it extends
// and includes, and its .env. Loaded as compose does, and leniently, as lint does.
#include <cstdint>
#include <cstdlib>

#include "cli/render/compose_job.h"
#include "deploy/compose/value/nodes.h"
#include "tree/document.h"

namespace {

using namespace fairlead;

void require(bool holds) {
  if (!holds) std::abort();
}

/// Looks at every place that a value leads to.
void visit(const SourceMap& sources, Ref place, int depth, int& budget) {
  if (!place || depth > 300 || --budget < 0) return;
  const Span at = place->span();
  if (at.is_place()) {
    require(at.begin <= at.end && at.end <= sources.text(at.source).size());
    sources.blame(at);
  }
  for (const Node* item : place.items()) visit(sources, Ref(item), depth + 1, budget);
  for (const Entry& entry : place.entries()) visit(sources, Ref(entry), depth + 1, budget);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::map<std::string, std::string> all = {{"etc/passwd", "STOLEN"}};
  for (const char* path : {"root/p/compose.yaml", "root/p/compose.override.yaml", "root/p/o.yml",
                           "root/p/.env", "root/p/e.env"}) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    all[path] = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const MemoryFiles files(std::move(all));
  for (const bool lenient : {false, true}) {
    SourceMap sources;
    Arena arena;
    ComposeDisk disk(files, "", sources);
    compose::Maker maker(sources, arena, lenient);
    compose::Request request;
    request.directory = "/root/p";
    request.profiles = {"*"};
    request.unset = lenient ? compose::Unset::stays : compose::Unset::empty;
    auto project = compose::load_project(request, disk, maker);
    if (!project) continue;
    int budget = 20'000;
    visit(sources, Ref(compose::node_of(project->model, arena)), 0, budget);
    if (lenient || compose::finish_project(request, disk, *project, maker)) continue;
    const auto text = compose::project_json(*project, emit::JsonForm::compact, maker);
    if (!text) continue;
    const SourceId made = sources.add_written("json", *text);
    require(read_json(arena, sources, made).documents.size() == 1);
  }
  return 0;
}
