#include "deploy/kustomize/objects/print.h"

#include "emit/node_events.h"
#include "emit/through_json.h"
#include "emit/yaml_text.h"

namespace fairlead::kustomize {
namespace {

emit::Written print_one(const Object& object, SourceMap& sources, Arena& arena, TextBuilder& out) {
  emit::Events events;
  if (std::string why = emit::add_tree(Ref(object.root), emit::Numbers::exact, sources, events);
      !why.empty())
    return tl::unexpected(std::move(why));
  const auto read = emit::through_json(events, arena);
  if (!read) return tl::unexpected(read.error());
  return emit::write_yaml(*read, emit::YamlForm::sigs, arena, out);
}

}  // namespace

emit::Written print(const Objects& objects, SourceMap& sources, Arena& arena, TextBuilder& out) {
  for (const Object& object : objects) {
    if (&object != objects.data()) out.synthetic("---\n");
    if (auto written = print_one(object, sources, arena, out); !written) return written;
  }
  return {};
}

}  // namespace fairlead::kustomize
