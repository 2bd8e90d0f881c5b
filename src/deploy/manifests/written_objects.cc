#include "deploy/manifests/written_objects.h"

#include <algorithm>
#include <array>

#include "base/files.h"
#include "base/text.h"
#include "deploy/manifests/manifests.h"

namespace fairlead {
namespace {

constexpr std::array<std::string_view, 6> kinds = {"ConfigMap", "Secret",        "HelmRepository",
                                                   "HelmChart", "OCIRepository", "GitRepository"};

/// Whether SOPS has encrypted an object: its keys are what they were.
bool is_encrypted(Ref root) { return root["sops"].present(); }

void add_keys(Ref entries, NamedText& made) {
  for (const Entry& each : entries.entries()) made.keys.insert(each.key->text());
}

/// A Secret that a controller will make.
NamedText promised(const Resource& resource) {
  const Ref spec = resource.root["spec"];
  NamedText made;
  made.kind = "Secret";
  made.is_veiled = true;
  made.name = resource.name;
  if (resource.kind == "SealedSecret") {
    add_keys(spec["encryptedData"], made);
    return made;
  }
  const std::string_view target = spec["target"]["name"].text();
  if (!target.empty()) made.name = target;
  for (const Node* each : spec["data"].items()) made.keys.insert(Ref(each)["secretKey"].text());
  add_keys(spec["target"]["template"]["data"], made);
  made.is_open = spec["dataFrom"].present() || spec["target"]["template"]["templateFrom"].present();
  return made;
}

/// Whether a Kustomization, or what installs Flux itself, patches Kustomizations.
bool patches_others(const Resource& resource) {
  if (resource.kind != "Kustomization" && resource.kind != "FluxInstance") return false;
  const Ref spec = resource.root["spec"];
  for (const Ref list : {spec["patches"], spec["kustomize"]["patches"]}) {
    for (const Node* item : list.items()) {
      const Ref target = Ref(item)["target"];
      const std::string_view kind =
          target.present() ? target["kind"].text() : std::string_view("Kustomization");
      if (kind.empty() || kind == "Kustomization") return true;
    }
  }
  return false;
}

std::size_t shared(std::string_view a, std::string_view b) {
  std::size_t same = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size() && a[i] == b[i]; ++i)
    if (a[i] == '/') same = i + 1;
  return same;
}

}  // namespace

Ref NamedText::at(std::string_view key) const {
  if (is_veiled) return {};
  for (const std::string_view field : {"stringData", "data"}) {
    const Ref value = root[field][key];
    if (value && value->is_scalar()) return value;
  }
  return {};
}

std::vector<std::string_view> NamedText::all_keys() const {
  std::vector<std::string_view> all(keys.begin(), keys.end());
  for (const std::string_view field : {"stringData", "data"})
    for (const Entry& each : root[field].entries())
      if (!keys.contains(each.key->text())) all.push_back(each.key->text());
  return all;
}

bool NamedText::is_encoded(std::string_view key) const {
  return kind == "Secret" && !root["stringData"][key];
}

std::vector<NamedText> named_texts(const Resource& resource) {
  NamedText made;
  if (resource.kind == "SealedSecret" || resource.kind == "ExternalSecret") {
    made = promised(resource);
  } else if (std::ranges::find(kinds, resource.kind) != kinds.end()) {
    made.kind = resource.kind;
    made.name = resource.name;
    made.is_veiled = is_encrypted(resource.root);
    made.is_open = resource.partial || resource.open_keys;
    if (made.is_veiled) {
      add_keys(resource.root["data"], made);
      add_keys(resource.root["stringData"], made);
    }
  } else {
    return {};
  }
  made.root = resource.root;
  made.file = resource.file;
  made.namespace_name = resource.namespace_name;
  return {std::move(made)};
}

void WrittenObjects::add(const File& file) {
  std::vector<Resource> resources;
  add_manifests(file, resources);
  for (const Resource& resource : resources) {
    patches_kustomizations_ = patches_kustomizations_ || patches_others(resource);
    for (NamedText& each : named_texts(resource)) {
      const std::pair key(each.kind, each.name);
      all_.emplace(key, std::move(each));
    }
  }
  const Ref root = first_root(file);
  for (const bool secret : {false, true}) {
    for (const Node* item : root[secret ? "secretGenerator" : "configMapGenerator"].items()) {
      NamedText made;
      made.root = Ref(item);
      made.file = &file;
      made.kind = secret ? "Secret" : "ConfigMap";
      made.name = made.root["name"].text();
      made.is_veiled = made.is_open = true;
      const std::pair key(made.kind, made.name);
      all_.emplace(key, std::move(made));
    }
  }
}

std::vector<const NamedText*> WrittenObjects::all(std::string_view kind,
                                                  std::string_view name) const {
  std::vector<const NamedText*> found;
  const auto [first, last] = all_.equal_range({kind, name});
  for (auto each = first; each != last; ++each) found.push_back(&each->second);
  return found;
}

const NamedText* WrittenObjects::find(std::string_view kind, std::string_view namespace_name,
                                      std::string_view name, std::string_view path) const {
  const NamedText* nearest = nullptr;
  std::size_t most = 0;
  bool several = false;
  for (const NamedText* each : all(kind, name)) {
    const std::string_view space = each->namespace_name;
    if (!space.empty() && !namespace_name.empty() && space != namespace_name) continue;
    const std::size_t near = shared(each->file->path, path);
    if (nearest && near == most) several = true;
    if (nearest && near <= most) continue;
    several = false;
    nearest = each;
    most = near;
  }
  return several ? nullptr : nearest;
}

ObjectsInView::ObjectsInView(std::span<const Resource> resources, const WrittenObjects& written)
    : written_(written) {
  for (const Resource& resource : resources) {
    for (NamedText& each : named_texts(resource)) {
      const std::pair key(each.kind, each.name);
      own_.emplace(key, std::move(each));
    }
  }
}

const NamedText* ObjectsInView::find(std::string_view kind, std::string_view namespace_name,
                                     std::string_view name, const Resource& by) const {
  const auto [first, last] = own_.equal_range({kind, name});
  const NamedText* found = nullptr;
  for (auto each = first; each != last; ++each) {
    const std::string_view space = each->second.namespace_name;
    if (!space.empty() && !namespace_name.empty() && space != namespace_name) continue;
    if (found) return nullptr;
    found = &each->second;
  }
  return found ? found : written_.find(kind, namespace_name, name, by.file->path);
}

std::vector<const NamedText*> ObjectsInView::own(std::string_view kind,
                                                 std::string_view name) const {
  std::vector<const NamedText*> found;
  const auto [first, last] = own_.equal_range({kind, name});
  for (auto each = first; each != last; ++each) found.push_back(&each->second);
  return found;
}

}  // namespace fairlead
