#include "deploy/kustomize/objects/fields.h"

#include <fmt/format.h>

#include "base/text.h"

namespace fairlead::kustomize {
namespace {

/// The parts of a path; a backslash before a slash keeps it. They lie in the path or the arena.
std::vector<std::string_view> parts_of(std::string_view path, Arena& arena) {
  std::vector<std::string_view> parts;
  if (path.starts_with('/')) path.remove_prefix(1);
  for (const std::string_view part : split(path, '/')) {
    if (!parts.empty() && parts.back().ends_with('\\'))
      parts.back() = arena.copy(std::string_view(
          fmt::format("{}/{}", parts.back().substr(0, parts.back().size() - 1), part)));
    else
      parts.push_back(part);
  }
  return parts;
}

class Changer {
 public:
  Changer(Make make, Span by, const ChangeField& change, Edits& edits)
      : make_(make), by_(by), change_(change), edits_(edits) {}

  const Node* at(const Node& node, std::span<const std::string_view> path) {
    if (path.empty()) return change_(&node);
    if (node.is_sequence()) return in_items(node, path);
    return node.is_mapping() ? in_mapping(node, path) : &node;
  }

 private:
  const Node* in_items(const Node& node, std::span<const std::string_view> path) {
    std::vector<const Node*> items;
    bool changed = false;
    for (const Node* item : node.items()) {
      items.push_back(at(*item, path));
      changed = changed || items.back() != item;
    }
    return changed ? edits_.sequence(items, node) : &node;
  }

  const Node* in_mapping(const Node& node, std::span<const std::string_view> path) {
    std::string_view key = path.front();
    const bool is_list = key.ends_with("[]");
    if (is_list) key.remove_suffix(2);
    const bool makes = make_ != Make::nothing && !is_list;
    const Ref below = Ref(&node)[key];
    if (!below.present() && !makes) return &node;
    const Node* made = below.present()    ? at(*below, path.subspan(1))
                       : path.size() == 1 ? change_(below.node())
                                          : at(*empty_mapping(node), path.subspan(1));
    return made == below.node() || !made ? &node : edits_.with(node, key, *made, by_);
  }

  const Node* empty_mapping(const Node& around) { return edits_.mapping({}, around); }

  const Make make_;
  const Span by_;
  const ChangeField& change_;
  Edits& edits_;
};

}  // namespace

const Node* change_fields(const Node& object, const ObjectId& id, std::span<const FieldSpec> specs,
                          Make make, Span by, const ChangeField& change, Edits& edits) {
  const Node* made = &object;
  for (const FieldSpec& spec : specs) {
    if (!spec.of.takes(id)) continue;
    const std::vector<std::string_view> path = parts_of(spec.path, edits.arena());
    made = Changer(spec.create ? make : Make::nothing, by, change, edits).at(*made, path);
  }
  return made;
}

}  // namespace fairlead::kustomize
