#include "base/files.h"
#include "facts/build.h"

namespace fairlead {
namespace {

void add_leaves(Ref node, const std::string& path, std::vector<ValuesLeaf>& leaves) {
  for (const Entry& entry : node.entries()) {
    const std::string_view key = entry.key->text();
    const std::string child = path.empty() ? std::string(key) : path + "." + std::string(key);
    const Ref value(entry.value);
    if (!value) continue;
    if (value->is_scalar())
      leaves.push_back({child, key, entry.key, value.node()});
    else
      add_leaves(value, child, leaves);
  }
  std::size_t index = 0;
  for (const Node* item : node.items()) {
    const Ref value(item);
    const std::string child = path + "[" + std::to_string(index++) + "]";
    if (!value) continue;
    if (!value->is_scalar())
      add_leaves(value, child, leaves);
    else
      leaves.push_back({child, {}, nullptr, value.node()});
  }
}

}  // namespace

void add_values(Model& model, std::span<const File* const> files, const MergedValues& values) {
  if (model.unit->kind != UnitKind::chart_values) return;
  add_leaves(Ref(values.root), "", model.values);
  for (const File* file : files) {
    const Ref root = first_root(*file);
    if (base_name(file->path) == "Chart.yaml") {
      model.chart_name = root["name"].text();
      for (const Node* each : root["dependencies"].items()) {
        model.chart_dependencies.emplace_back(Ref(each)["name"].text());
      }
    } else if (file->format == FileFormat::env_file) {
      for (const Entry& entry : root.entries()) model.dotenv_names.emplace_back(entry.key->text());
    }
  }
}

}  // namespace fairlead
