#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/server/server_lines.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Whether an entry of `ports` publishes on every address of the machine: no address before it.
bool is_on_all_addresses(Ref port) {
  if (port->is_mapping()) {
    const std::string_view address = port["host_ip"].text();
    return port["published"].present() && (address.empty() || address == "0.0.0.0");
  }
  const std::string_view text = port.text();
  const auto colons = std::ranges::count(text, ':');
  return colons == 1 || (colons == 2 && text.starts_with("0.0.0.0:"));
}

/// Whether the lines keep others out in another way.
bool is_kept_in(const ServerLines& server) {
  return server.value("protected-mode") == "yes" || server.last("bind") ||
         !server.knows("protected-mode") || !server.knows("bind");
}

/// Whether the service is meant to run for good, on a server more likely than on a laptop.
bool is_restarted(const ServerLines& server) {
  const std::string_view policy = server.workload->resource->root["restart"].text();
  return policy == "always" || policy == "unless-stopped";
}

}  // namespace

void rule_compose_published_without_password(RuleRun& run) {
  if (run.facts().unit->kind != UnitKind::compose) return;
  for (const ServerLines& server : run.facts().servers.servers) {
    if (!lets_everybody_in(server) || is_kept_in(server)) continue;
    for (const Node* each : server.container->at["ports"].items()) {
      const Ref port(each);
      run.answered();
      if (!is_on_all_addresses(port)) continue;
      Finding& finding = run.report(
          *server.workload->resource, port.span(),
          fmt::format("`{}` asks nobody for a password, and its port is published on every address "
                      "of the machine: whoever reaches it may read, write and reconfigure it",
                      server.workload->resource->name));
      if (!is_restarted(server)) finding.severity = Severity::note;
      finding.caption = "open to everybody";
      finding.help =
          "publish it as `127.0.0.1:6379:6379`, leave `ports` out (services of the "
          "project need none), or set a password with `--requirepass`";
    }
  }
}

}  // namespace fairlead
