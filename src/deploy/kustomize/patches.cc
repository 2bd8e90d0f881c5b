#include "deploy/kustomize/patches.h"

#include <array>

#include "base/text.h"

namespace fairlead {
namespace {

/// The fields through which a patch can change who connects to what. `$patch` deletes or replaces.
constexpr std::array<std::string_view, 22> wiring_fields = {
    "$patch",  "args",       "binaryData",   "command",     "customConfig", "data",
    "env",     "envFrom",    "externalName", "hostNetwork", "labels",       "matchLabels",
    "name",    "namespace",  "ports",        "selector",    "serviceName",  "stringData",
    "subPath", "targetPort", "volumes",      "image"};

bool is_wiring_field(std::string_view field) {
  return std::ranges::find(wiring_fields, field) != wiring_fields.end();
}

/// What patches and their targets select: exact names, or anything.
struct Target {
  std::string_view kind, name;
};

/// Whether a strategic merge patch touches wiring below its metadata. Depth is bounded by the
/// reader.
bool touches_wiring(Ref node) {
  for (const Node* item : node.items()) {
    if (touches_wiring(Ref(item))) return true;
  }
  for (const Entry& entry : node.entries()) {
    const std::string_view key = entry.key->text();
    // A container's own name only says which container is patched; with an image it may be a new
    // one.
    if (key != "name" && is_wiring_field(key)) return true;
    if (touches_wiring(Ref(entry.value))) return true;
  }
  return false;
}

/// Whether a JSON 6902 patch touches wiring: any part of an operation's path, or a value that is
/// put there.
bool operations_touch_wiring(Ref operations) {
  for (const Node* operation : operations.items()) {
    for (const std::string_view part : split(Ref(operation)["path"].text(), '/')) {
      if (is_wiring_field(part) && part != "image") return true;
    }
    if (touches_wiring(Ref(operation)["value"])) return true;
  }
  return false;
}

/// Patches that stand in the kustomization itself, as text: reading them again would need a text of
/// its own, so the words that matter are looked for. Too many marks only make fewer findings.
bool text_touches_wiring(std::string_view text) {
  return std::ranges::any_of(wiring_fields, [&](std::string_view field) {
    if (field == "name" || field == "image" || field == "namespace") return false;
    return contains(text, std::string(field) + ":") || contains(text, "/" + std::string(field));
  });
}

/// The value of `key: value` in an inline patch's first lines.
std::string_view inline_value(std::string_view text, std::string_view key) {
  for (std::string_view line : split(text, '\n')) {
    line = trimmed(line);
    if (line.starts_with(key) && line.substr(key.size()).starts_with(": ")) {
      return trimmed(line.substr(key.size() + 2));
    }
  }
  return {};
}

class Marker {
 public:
  Marker(std::span<Resource> resources, std::vector<Gap>& gaps)
      : resources_(resources), gaps_(gaps) {}

  /// One document of a patch: a strategic merge (which names its own target) or a list of
  /// operations.
  void patch(Ref root, Ref target, Ref at, const File& file) {
    if (!root) return;
    if (root->is_sequence()) {
      if (operations_touch_wiring(root))
        mark({target["kind"].text(), target["name"].text()}, at, file);
      return;
    }
    bool touches = root["$patch"].operator bool() || root["metadata"]["labels"].operator bool();
    for (const Entry& entry : root.entries()) {
      const std::string_view key = entry.key->text();
      if (key == "apiVersion" || key == "kind" || key == "metadata") continue;
      touches = touches || is_wiring_field(key) || touches_wiring(Ref(entry.value));
    }
    if (!touches) return;
    if (target.present()) return mark({target["kind"].text(), target["name"].text()}, at, file);
    mark({root["kind"].text(), root["metadata"]["name"].text()}, at, file);
  }

  /// A patch that cannot be read here may change whatever it aims at.
  void unread(Ref target, Ref at, const File& file) {
    mark({target["kind"].text(), target["name"].text()}, at, file);
  }

  /// A patch that stands in the kustomization itself.
  void inlined(Ref text, Ref target, const File& file) {
    if (target.present()) return unread(target, text, file);
    const std::string_view kind = inline_value(text.text(), "kind");
    const std::string_view name = inline_value(text.text(), "name");
    for (Resource& resource : resources_)
      resource.partial = resource.partial || (resource.kind == kind && resource.name == name);
    gaps_.push_back(
        {file.path, text.span(), "patch", "patches are not applied yet", GapKind::kustomization});
  }

 private:
  void mark(Target target, Ref at, const File& file) {
    // A target's name is a regular expression; one with special characters is taken for any name.
    const bool any_name = target.name.find_first_of(".*+?[](){}|^$\\") != std::string_view::npos;
    for (Resource& resource : resources_) {
      if (!target.kind.empty() && resource.kind != target.kind) continue;
      if (!target.name.empty() && !any_name && resource.name != target.name) continue;
      resource.partial = true;
    }
    gaps_.push_back(
        {file.path, at.span(), "patch", "patches are not applied yet", GapKind::kustomization});
  }

  std::span<Resource> resources_;
  std::vector<Gap>& gaps_;
};

}  // namespace

void mark_patched(const Kustomization& kustomization, std::span<Resource> resources,
                  std::vector<Gap>& gaps) {
  Marker marker(resources, gaps);
  const File& from = *kustomization.file;
  for (const KustomizationEdge& edge : kustomization.inputs) {
    if (edge.ref.use != PathUse::patch) continue;
    const Ref target = edge.ref.entry["target"];
    if (!edge.file) {
      marker.unread(target, edge.ref.at, from);
      continue;
    }
    for (const Document& document : edge.file->tree.documents)
      marker.patch(Ref(document.root), target, edge.ref.at, from);
  }
  const Ref root = first_root(from);
  for (const std::string_view field : {"patches", "patchesJson6902"}) {
    for (const Node* item : root[field].items()) {
      const Ref inlined = Ref(item)["patch"];
      if (inlined && text_touches_wiring(inlined.text()))
        marker.inlined(inlined, Ref(item)["target"], from);
    }
  }
  for (const Node* item : root["patchesStrategicMerge"].items()) {
    const Ref entry(item);
    if (contains(entry.text(), "\n") && text_touches_wiring(entry.text()))
      marker.unread(Ref(), entry, from);
  }
}

}  // namespace fairlead
