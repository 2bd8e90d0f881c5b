#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/cluster/image.h"
#include "facts/server/server_lines.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

std::string_view data_directory(const ServerLines& server) {
  const std::string_view written = server.value("dir");
  if (written.empty() && !server.knows("dir")) return "";
  if (written.starts_with('/')) return written;
  const std::string_view working = server.container->at["workingDir"].text();
  if (!working.empty()) return written.empty() ? working : std::string_view();
  if (server.command && contains(server.command->script, "cd ")) return "";
  const bool same = written.empty() || written == "./" || written == ".";
  return same && is_plain_redis_image(server.container->image) ? "/data" : "";
}

bool is_below(std::string_view path, std::string_view directory) {
  while (directory.size() > 1 && directory.ends_with('/')) directory.remove_suffix(1);
  return path.starts_with(directory) &&
         (path.size() == directory.size() || directory == "/" || path[directory.size()] == '/');
}

/// The mount that holds the directory, the deepest one.
Ref mount_of(const Container& container, std::string_view directory) {
  Ref deepest;
  for (const Node* each : container.at["volumeMounts"].items()) {
    const Ref mount(each);
    const std::string_view at = mount["mountPath"].text();
    const bool deeper = at.size() >= deepest["mountPath"].text().size();
    if (!at.empty() && is_below(directory, at) && deeper) deepest = mount;
  }
  return deepest;
}

/// Whether something is mounted deeper: the append-only files have a directory of their own.
bool holds_mounts(const Container& container, std::string_view directory) {
  return std::ranges::any_of(container.at["volumeMounts"].items(), [&](const Node* mount) {
    const std::string_view at = Ref(mount)["mountPath"].text();
    return at.size() > directory.size() && is_below(at, directory);
  });
}

/// An emptyDir of the pod under this name.
Ref empty_dir(const Workload& workload, std::string_view name) {
  for (const Node* each : workload.pod_spec["volumes"].items()) {
    const Ref volume(each);
    if (volume["name"].text() == name && volume["emptyDir"].present()) return volume["emptyDir"];
  }
  return {};
}

/// With replicas or a cluster another node has the data when a pod is made anew.
bool has_copies(const ServerLines& server) {
  const Ref replicas = server.workload->resource->root["spec"]["replicas"];
  const bool one = !replicas.present() || replicas.text() == "1";
  const auto may_set = [&](std::string_view name) {
    return server.last(name) || !server.knows(name);
  };
  return !one || may_set("replicaof") || may_set("slaveof") ||
         equal_ignoring_case(server.value("cluster-enabled"), "yes") ||
         !server.knows("cluster-enabled");
}

void report(RuleRun& run, const Directive& line, std::string message, Ref volume) {
  Finding& finding = run.report(line.resource, line.at, std::move(message));
  finding.caption = "asks that nothing is lost";
  finding.help = "mount a PersistentVolumeClaim over the data directory, or take the line out";
  if (volume.present()) add_label(finding, volume.span(), "goes with the pod");
}

void check(RuleRun& run, const ServerLines& server) {
  const std::string_view kind = server.workload->resource->kind;
  if (kind != "Deployment" && kind != "StatefulSet") return;
  const Directive* line = server.last("appendonly");
  if (!line || !equal_ignoring_case(server.value("appendonly"), "yes") || has_copies(server))
    return;
  const std::string_view directory = data_directory(server);
  if (directory.empty() || holds_mounts(*server.container, directory)) return;
  const Ref mount = mount_of(*server.container, directory);
  if (!mount.present()) {
    run.answered();
    report(run, *line,
           fmt::format(
               "the append-only file lies in the container itself ({} is no volume): it is gone "
               "with the next restart",
               directory),
           {});
    return;
  }
  const Ref volume = empty_dir(*server.workload, mount["name"].text());
  run.answered();
  if (!volume.present()) return;
  report(run, *line,
         fmt::format(
             "the append-only file lies in an emptyDir ({}): what is queued is gone with the pod",
             directory),
         volume);
}

}  // namespace

void rule_redis_persistence_lost(RuleRun& run) {
  for (const ServerLines& server : run.facts().servers.servers) check(run, server);
}

}  // namespace fairlead
