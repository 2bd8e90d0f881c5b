#include "deploy/chart_installs.h"

#include "base/files.h"
#include "deploy/skaffold/skaffold.h"

namespace fairlead {
namespace {

bool is_helmfile(const File& file) {
  const std::string_view name = base_name(file.path);
  return name == "helmfile.yaml" || name == "helmfile.yml";
}

void add_entries(Ref list, std::vector<Ref>& all) {
  for (const Node* item : list.items()) all.emplace_back(item);
}

}  // namespace

std::vector<Ref> chart_installs(const File& file) {
  std::vector<Ref> all;
  const bool helmfile = is_helmfile(file);
  if (!helmfile && !is_skaffold(file)) return all;
  for (const Document& document : file.tree.documents) {
    const Ref root(document.root);
    if (helmfile) {
      add_entries(root["releases"], all);
    } else {
      add_entries(root["deploy"]["helm"]["releases"], all);
      add_entries(root["manifests"]["helm"]["releases"], all);
    }
  }
  return all;
}

}  // namespace fairlead
