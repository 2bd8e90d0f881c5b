#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/cluster/image.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "shell/command_line.h"

namespace fairlead {
namespace {

/// The configuration that a Sentinel's command line names, where nothing else is started before.
std::string_view configuration_of(const Container& container) {
  std::vector<CommandWord> words;
  for (const auto* part : {&container.command, &container.args})
    for (const Ref word : *part) words.push_back({word.text(), word.span()});
  const std::vector<CommandLine> lines = command_lines(words);
  if (lines.size() != 1) return {};
  const auto file = std::ranges::find_if(lines.front(), [](const CommandWord& word) {
    return word.text.starts_with('/') && word.text.ends_with(".conf");
  });
  return file == lines.front().end() ? std::string_view() : file->text;
}

bool is_below(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) && (path.size() == directory.size() ||
                                         directory.ends_with('/') || path[directory.size()] == '/');
}

/// The mount that a file lies in, the deepest one.
Ref mount_of(const Container& container, std::string_view path) {
  Ref deepest;
  for (const Node* each : container.at["volumeMounts"].items()) {
    const Ref mount(each);
    const std::string_view at = mount["mountPath"].text();
    if (!at.empty() && is_below(path, at) && at.size() >= deepest["mountPath"].text().size())
      deepest = mount;
  }
  return deepest;
}

/// Why nothing can be written to what is mounted; "" where it can, or where that is not known.
std::string_view read_only_by(const Workload& workload, Ref mount) {
  if (mount["readOnly"].boolean()) return "the mount is `readOnly`";
  for (const Node* each : workload.pod_spec["volumes"].items()) {
    const Ref volume(each);
    if (volume["name"].text() != mount["name"].text()) continue;
    if (volume["configMap"].present()) return "a ConfigMap is mounted read-only";
    if (volume["secret"].present()) return "a Secret is mounted read-only";
    if (volume["projected"].present()) return "a projected volume is mounted read-only";
  }
  return {};
}

void check(RuleRun& run, const Workload& workload, const Container& container) {
  const std::string_view path = configuration_of(container);
  if (path.empty()) return;
  const Ref mount = mount_of(container, path);
  if (!mount.present()) return;
  run.answered();
  const std::string_view why = read_only_by(workload, mount);
  if (why.empty()) return;
  Finding& finding =
      run.report(*workload.resource, mount["mountPath"].span(),
                 fmt::format("a Sentinel writes what it learns into `{}`, and {}: it ends with "
                             "\"Sentinel config file is not writable\"",
                             path, why));
  finding.caption = "cannot be written to";
  finding.help =
      "mount an emptyDir or a claim there, and let an init container copy the file into it";
}

}  // namespace

void rule_redis_sentinel_config_read_only(RuleRun& run) {
  if (run.facts().unit->kind == UnitKind::compose) return;  // its binds are written otherwise
  for (const Workload& workload : run.facts().workloads) {
    if (workload.resource->partial) continue;
    for (const Container& container : workload.containers)
      if (!container.init && runs_sentinel(container)) check(run, workload, container);
  }
}

}  // namespace fairlead
