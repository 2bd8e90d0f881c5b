#include <algorithm>

#include "base/text.h"
#include "facts/cluster/image.h"
#include "facts/server/redis_mounts.h"
#include "facts/server/server_lines.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "wiring/server_setting.h"

namespace fairlead {
namespace {

/// Lines with which not everybody may do everything, or which bring others that are not in view.
bool may_close(const Directive& line) {
  constexpr std::string_view names[] = {"requirepass", "user",           "aclfile",
                                        "include",     "protected-mode", "bind"};
  const std::string name = lower(line.words.front().text);
  if (name == "protected-mode") return line.words.back().text != "no";
  return std::ranges::find(names, std::string_view(name)) != std::end(names);
}

/// Something that may keep others away from the pod.
bool may_be_fenced(const Facts& facts, const Resource& workload) {
  return std::ranges::any_of(facts.resources, [&](const Resource& each) {
    const bool policy = each.kind == "NetworkPolicy" || each.kind == "CiliumNetworkPolicy" ||
                        each.kind == "AuthorizationPolicy";
    return policy && each.namespace_name == workload.namespace_name;
  });
}

/// A queue library that uses the server for certain: of any other Redis nobody asks so much.
const ClientAt* client_of(const RuleRun& run, const Workload& server) {
  for (const ClientAt& client : run.facts().clients) {
    for (const Endpoint* endpoint : client.endpoints) {
      const Service* service = run.connections().service_at(*endpoint);
      if (service && service->resource && selects(service->selector, server.labels)) return &client;
    }
  }
  return nullptr;
}

}  // namespace

void rule_redis_no_password(RuleRun& run) {
  // On a developer's machine, in a network of its own, nobody else is there to ask.
  if (run.facts().unit->kind == UnitKind::compose) return;
  const Facts& facts = run.facts();
  for (const ServerLines& server : facts.servers.servers) {
    const Resource& resource = *server.workload->resource;
    // A compose project's network is its own.
    if (resource.kind != "Deployment" && resource.kind != "StatefulSet") continue;
    if (!is_plain_redis_image(server.container->image) || may_set_users(*server.container))
      continue;
    const ClientAt* client = client_of(run, *server.workload);
    if (server.file_not_in_view || !client) continue;
    run.answered();
    const bool closed =
        std::ranges::any_of(server.lines, [](const Directive* line) { return may_close(*line); });
    if (closed || may_be_fenced(facts, resource)) continue;
    Finding& finding =
        run.report(resource, server.container->at["image"].span(),
                   "this Redis asks nobody for a password: every pod of the cluster may read and "
                   "delete the queue");
    finding.caption = "the image is built with protected-mode off";
    finding.help =
        "give it a password from a Secret, or keep others away with a NetworkPolicy; "
        "`protected-mode "
        "no` is what the image's build changes in Redis' own default";
  }
}

}  // namespace fairlead
