#include "model/server_setting.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "model/build.h"
#include "model/command_line.h"
#include "model/reach.h"
#include "model/selection.h"
#include "resource/compose.h"

namespace fairlead {
namespace {

const Container* redis_container(const Workload& workload) {
  const auto found = std::ranges::find_if(workload.containers, [](const Container& container) {
    return !container.init && is_redis_image(container.image) && !runs_sentinel(container);
  });
  return found == workload.containers.end() ? nullptr : &*found;
}

/// `--directive value`, also as one word; the last one counts.
std::optional<ServerSetting> in_command(const Workload& workload, const Container& container,
                                        std::string_view directive) {
  const std::string option = fmt::format("--{}", directive);
  std::optional<ServerSetting> found;
  for (const CommandLine& line : command_lines(container)) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string_view word = line[i].text;
      if (equal_ignoring_case(word, option) && i + 1 < line.size()) {
        found = ServerSetting{line[i + 1].text, line[i + 1].at, workload.resource};
      } else if (equal_ignoring_case(word.substr(0, option.size() + 1), option + " ")) {
        found = ServerSetting{trimmed(word.substr(option.size())), line[i].at, workload.resource};
      }
    }
  }
  return found;
}

bool mounts(const Workload& workload, const Resource& config_map) {
  const auto volumes = workload.pod_spec["volumes"].items();
  return config_map.kind == "ConfigMap" && std::ranges::any_of(volumes, [&](const Node* volume) {
           return Ref(volume)["configMap"]["name"].text() == config_map.name;
         });
}

/// Whether a word of the command line names a file that a key of that name is mounted as.
bool names_file(const Container& container, std::string_view key) {
  for (const CommandLine& line : command_lines(container)) {
    for (const CommandWord& word : line) {
      if (word.text.ends_with(fmt::format("/{}", key))) return true;
    }
  }
  return false;
}

std::optional<ServerSetting> in_files(const Model& model, const Workload& workload,
                                      const Container& container, std::string_view name) {
  std::optional<ServerSetting> found;
  for (const Directive& directive : model.directives) {
    if (directive.place != ConfigPlace::redis_conf || !directive.resource) continue;
    if (directive.words.size() != 2 || !equal_ignoring_case(directive.words[0].text, name))
      continue;
    if (!mounts(workload, *directive.resource)) continue;
    for (const Holder& holder : model.holders) {
      if (holder.resource != directive.resource) continue;
      const bool named = std::ranges::any_of(holder.keys, [&](const HeldKey& key) {
        return key.name.ends_with(".conf") && names_file(container, key.name);
      });
      if (named)
        found = ServerSetting{directive.words[1].text, directive.words[1].at, directive.resource};
    }
  }
  return found;
}

std::optional<ServerSetting> in_custom_config(const Model& model, const Resource& resource,
                                              std::string_view name) {
  std::optional<ServerSetting> found;
  for (const Directive& directive : model.directives) {
    if (directive.place != ConfigPlace::custom_config || directive.resource != &resource) continue;
    if (directive.words.size() == 2 && equal_ignoring_case(directive.words[0].text, name))
      found = ServerSetting{directive.words[1].text, directive.words[1].at, &resource};
  }
  return found;
}

}  // namespace

const Service* reached_service(const Model& model, const World& world, const Endpoint& endpoint) {
  const Reach reached = reach(model, world, endpoint);
  if (reached.meeting != Meeting::meets || reached.service.services.size() != 1) return nullptr;
  const ServiceFacts& facts = reached.service.services.front();
  const Service* found = nullptr;
  for (const Service& service : model.services) {
    if (service.name != facts.name || service.namespace_name != facts.namespace_name) continue;
    if (found) return nullptr;
    found = &service;
  }
  return found;
}

std::optional<ServerSetting> server_setting(const Model& model, const Service& service,
                                            std::string_view directive) {
  if (!service.resource) return std::nullopt;
  if (service.resource->kind == "RedisFailover")
    return in_custom_config(model, *service.resource, directive);
  std::vector<const Workload*> workloads;
  for (const Workload& workload : model.workloads) {
    if (workload.resource == service.resource) workloads.push_back(&workload);
  }
  if (workloads.empty()) workloads = Selector(model).select(service).workloads;
  if (workloads.size() != 1) return std::nullopt;
  const Container* container = redis_container(*workloads.front());
  if (!container) return std::nullopt;
  if (auto setting = in_command(*workloads.front(), *container, directive)) return setting;
  return in_files(model, *workloads.front(), *container, directive);
}

}  // namespace fairlead
