// A kustomization with a base, a patch and a file that generators read: the input's parts.
#include <cstdint>
#include <cstdlib>
#include <map>

#include "deploy/kustomize/build/build.h"
#include "deploy/kustomize/objects/print.h"

namespace {

using namespace fairlead;

/// Files in memory.
class PartInputs final : public kustomize::Inputs {
 public:
  PartInputs(const std::map<std::string, std::string>& texts, SourceMap& sources)
      : disk_(texts), files_(disk_) {
    for (const auto& [path, text] : texts) {
      File& file = files_.add(sources, path, FileFormat::chart_file, text);
      file.tree = read_yaml(file.arena, sources, file.source);
    }
  }
  const File* file(const std::string& path) override { return files_.find(path); }
  bool is_directory(const std::string& path) override {
    return disk_.kind(path) == EntryKind::directory;
  }

 private:
  const MemoryFiles disk_;
  FileSet files_;
};

/// Looks at every place that a value leads to.
void visit(const SourceMap& sources, Ref place, int depth, int& budget) {
  if (!place || depth > 300 || --budget < 0) return;
  const Span at = place.span();
  if (at.is_place()) {
    if (at.begin > at.end || at.end > sources.text(at.source).size()) std::abort();
    sources.blame(at);
  }
  for (const Node* item : place.items()) visit(sources, Ref(item), depth + 1, budget);
  for (const Entry& entry : place.entries()) visit(sources, Ref(entry), depth + 1, budget);
}

void build(const std::map<std::string, std::string>& texts, bool goes_on) {
  SourceMap sources;
  Arena arena;
  PartInputs inputs(texts, sources);
  kustomize::BuildOptions options;
  options.goes_on = goes_on;
  kustomize::Build build(inputs, options, sources, arena);
  const kustomize::Objects objects = build.build("over");
  int budget = 20'000;
  for (const kustomize::Object& object : objects) visit(sources, Ref(object.root), 0, budget);
  for (const kustomize::Fault& fault : build.faults())
    if (fault.at.is_place()) sources.blame(fault.at);
  TextBuilder out;
  static_cast<void>(print(objects, sources, arena, out));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::map<std::string, std::string> texts{{"base/kustomization.yaml", "resources: [r.yaml]\n"}};
  for (const char* path : {"over/kustomization.yaml", "base/r.yaml", "over/p.yaml", "over/f.env"}) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    texts[path] = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  for (const bool goes_on : {false, true}) build(texts, goes_on);
  return 0;
}
