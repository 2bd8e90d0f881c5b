#include "deploy/flux/substitution/substitute.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deploy/flux/substitution/envsubst.h"
#include "deploy/manifests/manifests.h"
#include "emit/node_events.h"
#include "emit/yaml_text.h"
#include "tree/scalar.h"

namespace fairlead::flux {
namespace {

constexpr std::string_view touch_not = "kustomize.toolkit.fluxcd.io/substitute";

/// Whether any text in a tree holds what may be replaced. Depth is bounded by the reader.
bool has_dollar(const Node& written) {
  const Node* node = written.resolved();
  if (!node) return false;
  if (node->is_scalar()) return contains(node->text(), "$");
  for (const Node* item : node->items()) {
    if (has_dollar(*item)) return true;
  }
  return std::ranges::any_of(node->entries(), [](const Entry& entry) {
    return has_dollar(*entry.key) || has_dollar(*entry.value);
  });
}

/// A variable's value, without its line breaks, which Flux takes out.
BuiltText value_of(const GivenVariable& variable, SourceMap& sources, Arena& arena) {
  const Node& node = *variable.value;
  Span at;
  if (variable.is_encoded) {
    const auto decoded = base64_decoded(node.text());
    const std::string text = decoded ? *decoded : std::string();
    at = {embed_decoded(sources, node, variable.name, text), 0,
          static_cast<std::uint32_t>(text.size())};
  } else {
    at = decoded_bytes(sources, node, variable.name);
  }
  const std::string_view text = node.text().empty() ? std::string_view() : sources.text(at);
  const OriginId origin = sources.add_origin(at, OriginKind::interpolated);
  TextBuilder made;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    if (end > from)
      made.put(text.substr(from, end - from), origin, Copy::verbatim,
               static_cast<std::uint32_t>(from));
    from = end + 1;
  }
  return made.done(arena);
}

class Substituter {
 public:
  Substituter(const Alteration& alteration, SourceMap& sources, Arena& arena, Rendered& rendered)
      : alteration_(alteration), sources_(sources), arena_(arena), rendered_(rendered) {
    const Substitution& given = alteration.substitution;
    variables_.open = given.open;
    for (const std::string& name : given.veiled) variables_.veiled.insert(name);
    for (const GivenVariable& each : given.given) {
      if (!each.value || !each.value->is_scalar()) continue;
      variables_.known.insert_or_assign(each.name, value_of(each, sources_, arena_));
      variables_.veiled.erase(each.name);
    }
  }

  void fill(Resource& resource) {
    if (!resource.root || !has_dollar(*resource.root.node())) return;
    const Ref metadata = resource.root["metadata"];
    for (const std::string_view field : {"labels", "annotations"})
      if (metadata[field][touch_not].text() == "disabled") return;
    emit::Events events;
    TextBuilder written;
    if (!emit::add_tree(resource.root, emit::Numbers::exact, sources_, events).empty()) return;
    if (!emit::write_yaml(events, emit::YamlForm::sigs, arena_, written)) return;
    const BuiltText text = written.done(arena_);
    Filled filled = fill_in(text, variables_, arena_);
    if (!filled.fault.empty()) return refuse(resource, text, filled);
    note(text, filled);
    if (filled.changed) replace(resource, filled.text);
  }

 private:
  SourceId made_text(const Resource& resource, const BuiltText& text) {
    TextBuilder copy;
    copy.append(text);
    return sources_.add_made(resource.label(), std::move(copy));
  }

  /// Where a part of what was built is written.
  Span written(const BuiltText& text, Bytes bytes) {
    const SourceId made = [&] {
      TextBuilder copy;
      copy.append(text, bytes.begin, bytes.end);
      return sources_.add_made(alteration_.by, std::move(copy));
    }();
    return {made, 0, bytes.end - bytes.begin};
  }

  void note(const BuiltText& text, const Filled& filled) {
    for (const Bytes& each : filled.undefined) {
      std::string_view name = text.text().substr(each.begin + 2, each.end - each.begin - 3);
      if (name.starts_with('#')) name.remove_prefix(1);
      const std::size_t end = name.find_first_of("#%:/^,=}");
      rendered_.variable_faults.push_back({written(text, each), std::string(name.substr(0, end)),
                                           "", alteration_.by, alteration_.substitution.at.span()});
    }
  }

  void refuse(Resource& resource, const BuiltText& text, const Filled& filled) {
    resource.partial = true;
    const std::uint32_t end = std::min(text.size, filled.fault_at + 2);
    rendered_.variable_faults.push_back({written(text, {filled.fault_at, end}), "", filled.fault,
                                         alteration_.by, alteration_.substitution.at.span()});
  }

  void replace(Resource& resource, const BuiltText& text) {
    const SourceId made = made_text(resource, text);
    const Tree tree = read_yaml(arena_, sources_, made);
    std::vector<Resource> objects;
    if (tree.problems.empty() && tree.documents.size() == 1 && tree.documents[0].root)
      add_objects(*resource.file, Ref(tree.documents[0].root), objects);
    if (objects.size() != 1) return lose(resource);
    Resource& filled = objects.front();
    filled.partial = resource.partial;
    filled.open_keys = resource.open_keys;
    // Where the build has said it, and not the object.
    const Ref own = resource.root["metadata"]["namespace"];
    if (resource.namespace_at.node() != own.node()) {
      filled.namespace_name = resource.namespace_name;
      filled.namespace_at = resource.namespace_at;
    }
    resource = std::move(filled);
  }

  void lose(Resource& resource) {
    resource.partial = true;
    rendered_.gaps.push_back({resource.file->path, resource.root["metadata"]["name"].span(),
                              resource.label(), "with its variables filled in it is no YAML",
                              GapKind::release});
  }

  const Alteration& alteration_;
  SourceMap& sources_;
  Arena& arena_;
  Rendered& rendered_;
  Variables variables_;
};

}  // namespace

void substitute(const Alteration& alteration, SourceMap& sources, Arena& arena,
                Rendered& rendered) {
  if (!alteration.substitution.fills_in()) return;
  Substituter substituter(alteration, sources, arena, rendered);
  for (Resource& resource : rendered.resources) substituter.fill(resource);
}

}  // namespace fairlead::flux
