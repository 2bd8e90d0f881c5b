#include "facts/server/redis_mounts.h"

#include <algorithm>

#include "base/text.h"
#include "facts/cluster/image.h"
#include "shell/command_line.h"

namespace fairlead {
namespace {

/// The name of the object that a volume holds, or "" where it is of another kind.
std::string_view held_name(Ref volume, bool secret) {
  return secret ? volume["secret"]["secretName"].text() : volume["configMap"]["name"].text();
}

}  // namespace

bool volume_holds(Ref volume, const Resource& holder) {
  const bool secret = holder.kind == "Secret";
  if (held_name(volume, secret) == holder.name) return true;
  const auto sources = volume["projected"]["sources"].items();
  return std::ranges::any_of(sources, [&](const Node* source) {
    return Ref(source)[secret ? "secret" : "configMap"]["name"].text() == holder.name;
  });
}

namespace {

/// Whether the server is what the container starts, without a shell or a script that could write
/// files before.
bool starts_directly(const Container& container) {
  const auto scripted = [](Ref word) {
    return is_shell(word.text()) || word.text().ends_with(".sh");
  };
  return std::ranges::none_of(container.command, scripted) &&
         std::ranges::none_of(container.args, scripted);
}

bool is_below(std::string_view path, std::string_view directory) {
  while (directory.ends_with('/')) directory.remove_suffix(1);
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

Ref volume_named(const Workload& workload, std::string_view name) {
  for (const Node* volume : workload.pod_spec["volumes"].items()) {
    if (Ref(volume)["name"].text() == name) return Ref(volume);
  }
  return {};
}

/// Whether a key of the object stands as `file` in the volume; its `items` may rename keys.
FileAt file_in(std::span<const Holder> holders, const Resource& pod, Ref volume,
               std::string_view file) {
  const bool secret = !volume["secret"]["secretName"].text().empty();
  const std::string_view name = held_name(volume, secret);
  if (name.empty()) return FileAt::unknown;
  if (const Ref items = volume[secret ? "secret" : "configMap"]["items"]) {
    const bool listed = std::ranges::any_of(
        items.items(), [&](const Node* item) { return Ref(item)["path"].text() == file; });
    return listed ? FileAt::present : FileAt::missing;
  }
  for (const Holder& holder : holders) {
    if (holder.secret != secret || holder.name != name) continue;
    if (holder.namespace_name != pod.namespace_name) continue;
    if (holder.find(file)) return FileAt::present;
    return holder.open ? FileAt::unknown : FileAt::missing;
  }
  return FileAt::unknown;
}

}  // namespace

bool is_mounted(std::span<const Workload> workloads, const Resource& holder) {
  return std::ranges::any_of(workloads, [&](const Workload& workload) {
    const auto volumes = workload.pod_spec["volumes"].items();
    return workload.resource->namespace_name == holder.namespace_name &&
           std::ranges::any_of(
               volumes, [&](const Node* volume) { return volume_holds(Ref(volume), holder); });
  });
}

std::vector<ConfigMount> servers_mounting(const Workload& workload, const Resource& holder) {
  std::vector<ConfigMount> mounts;
  if (holder.kind != "ConfigMap" && holder.kind != "Secret") return mounts;
  if (workload.resource->namespace_name != holder.namespace_name) return mounts;
  for (const Node* volume : workload.pod_spec["volumes"].items()) {
    if (!volume_holds(Ref(volume), holder)) continue;
    for (const Container& container : workload.containers) {
      if (container.init || !may_serve(container, ServerKind::redis)) continue;
      for (const Node* each : container.at["volumeMounts"].items()) {
        const Ref mount(each);
        if (mount["name"].text() != Ref(volume)["name"].text()) continue;
        mounts.push_back({&workload, &container, std::string(mount["mountPath"].text())});
      }
    }
  }
  return mounts;
}

std::vector<ConfigMount> servers_mounting(std::span<const Workload> workloads,
                                          const Resource& holder) {
  std::vector<ConfigMount> mounts;
  for (const Workload& workload : workloads) {
    for (ConfigMount& mount : servers_mounting(workload, holder))
      mounts.push_back(std::move(mount));
  }
  return mounts;
}

std::set<std::string_view> held_names(const Workload& workload) {
  std::set<std::string_view> names;
  for (const Node* volume : workload.pod_spec["volumes"].items()) {
    for (const bool secret : {false, true}) {
      names.insert(held_name(Ref(volume), secret));
      for (const Node* source : Ref(volume)["projected"]["sources"].items())
        names.insert(Ref(source)[secret ? "secret" : "configMap"]["name"].text());
    }
  }
  return names;
}

std::vector<ConfigMount> servers_reading(std::span<const Workload> workloads,
                                         const Directive& directive) {
  if (!directive.resource) return {};
  std::vector<ConfigMount> mounts = servers_mounting(workloads, *directive.resource);
  for (const Workload& workload : workloads) {
    if (workload.resource != directive.resource) continue;
    for (const Container& container : workload.containers) {
      const bool says = std::ranges::any_of(container.args, [&](Ref word) {
        return contains(word.text(), directive.words.back().text);
      });
      if (says && may_serve(container, ServerKind::redis))
        mounts.push_back({&workload, &container, ""});
    }
  }
  return mounts;
}

bool may_set_users(const Container& container) {
  if (!is_plain_redis_image(container.image) || !starts_directly(container)) return true;
  constexpr std::string_view options[] = {"requirepass", "--user", "aclfile", "include"};
  for (const auto* words : {&container.command, &container.args}) {
    for (const Ref word : *words) {
      if (std::ranges::any_of(options, [&](auto each) { return contains(word.text(), each); }))
        return true;
    }
  }
  return false;
}

bool is_open_command_line(std::span<const Workload> workloads, const Resource& resource) {
  constexpr std::string_view others[] = {".conf",   "requirepass", "aclfile",
                                         "include", "$",           "default"};
  const Container* only = nullptr;
  for (const Workload& workload : workloads) {
    if (workload.resource != &resource) continue;
    for (const Container& container : workload.containers) {
      if (container.init || !may_serve(container, ServerKind::redis)) continue;
      if (only) return false;
      only = &container;
    }
  }
  if (!only || resource.partial || !is_plain_redis_image(only->image)) return false;
  const auto elsewhere = [&](Ref word) {
    return std::ranges::any_of(others, [&](auto each) { return contains(word.text(), each); });
  };
  return std::ranges::none_of(only->command, elsewhere) &&
         std::ranges::none_of(only->args, elsewhere);
}

FileAt file_at(const Unit& unit, std::span<const Holder> holders, const ConfigMount& mount,
               std::string_view path) {
  // What a compose service mounts lies on the machine that runs it, or in the repository.
  if (unit.kind == UnitKind::compose) {
    const bool in_view = std::ranges::any_of(unit.mounted, [&](const MountedConfig& each) {
      return each.file && each.format == FileFormat::acl_file &&
             each.service == mount.container->name;
    });
    return in_view ? FileAt::present : FileAt::unknown;
  }
  if (!path.starts_with('/') || contains(path, "..")) return FileAt::unknown;
  const Container& container = *mount.container;
  if (mount.workload->resource->partial || !is_plain_redis_image(container.image) ||
      !starts_directly(container)) {
    return FileAt::unknown;
  }
  Ref nearest;
  for (const Node* each : container.at["volumeMounts"].items()) {
    const Ref candidate(each);
    const std::string_view at = candidate["mountPath"].text();
    if (!is_below(path, at) || at.size() < nearest["mountPath"].text().size()) continue;
    nearest = candidate;
  }
  if (!nearest) return path.starts_with("/data/") ? FileAt::unknown : FileAt::missing;
  const std::string_view at = nearest["mountPath"].text();
  std::string_view rest = path.substr(std::min(at.size(), path.size()));
  while (rest.starts_with('/')) rest.remove_prefix(1);
  if (const Ref part = nearest["subPath"]; part || nearest["subPathExpr"]) {
    if (rest.empty() && part)
      return file_in(holders, *mount.workload->resource,
                     volume_named(*mount.workload, nearest["name"].text()), part.text());
    return FileAt::unknown;
  }
  if (rest.empty()) return FileAt::unknown;
  return file_in(holders, *mount.workload->resource,
                 volume_named(*mount.workload, nearest["name"].text()), rest);
}

}  // namespace fairlead
