#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead::testing {

/// Manifests of one text as resources, and other files beside them: what a pass of src/facts takes.
class Manifests {
 public:
  explicit Manifests(std::string text) : disk_({}), files_(disk_) {
    const File& file = add("a.yaml", FileFormat::yaml, std::move(text));
    for (const Document& document : file.tree.documents) {
      Resource resource;
      resource.root = Ref(document.root);
      resource.file = &file;
      resource.api_version = resource.root["apiVersion"].text();
      resource.kind = resource.root["kind"].text();
      resource.name = resource.root["metadata"]["name"].text();
      resource.namespace_name = resource.root["metadata"]["namespace"].text();
      resources.push_back(std::move(resource));
    }
  }
  Manifests(const Manifests&) = delete;
  Manifests& operator=(const Manifests&) = delete;

  const File& add(const std::string& path, FileFormat format, std::string text) {
    File& file = files_.add(sources, path, format, std::move(text));
    parse(file, sources);
    return file;
  }
  std::string_view written(Span at) const { return sources.text(sources.blame(at).edit); }

  SourceMap sources;
  Arena arena;
  std::vector<Resource> resources;

 private:
  MemoryFiles disk_;
  FileSet files_;
};

}  // namespace fairlead::testing
