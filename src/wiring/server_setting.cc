#include "wiring/server_setting.h"

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "facts/cluster/selection.h"
#include "facts/server/server_lines.h"
#include "facts/server/server_table.h"
#include "product/products.h"

namespace fairlead {

const Workload* workload_behind(const Facts& facts, const Service& service) {
  const ServerTable& table = facts.servers;
  const auto own = table.workloads.find(service.resource);
  if (own != table.workloads.end()) return own->second;  // a compose service
  const auto selected = table.selector.select(service).workloads;
  return selected.size() == 1 ? selected.front() : nullptr;
}

namespace {

const Directive* in_custom_config(const Facts& facts, const Resource& resource,
                                  std::string_view name) {
  const Directive* found = nullptr;
  for (const Directive& line : facts.redis.directives) {
    if (line.place != ConfigPlace::custom_config || line.resource != &resource) continue;
    if (equal_ignoring_case(line.words.front().text, name)) found = &line;
  }
  return found;
}

/// The lines of a directive that the masters of a chart's release run with.
std::vector<const Directive*> in_chart(const Facts& facts, const Service& service,
                                       std::string_view name) {
  std::vector<const Directive*> found;
  const bool replicas = std::ranges::any_of(
      service.ports, [](const ServicePort& port) { return port.role == Role::replica; });
  if (replicas) return found;
  for (const Directive& line : facts.redis.directives) {
    if (line.release == service.release && equal_ignoring_case(line.words.front().text, name))
      found.push_back(&line);
  }
  return found;
}

const ServerLines* server_behind(const Facts& facts, const Service& service) {
  const Workload* workload = workload_behind(facts, service);
  const auto found = facts.servers.by_workload.find(workload);
  return found == facts.servers.by_workload.end() ? nullptr : found->second;
}

}  // namespace

const Directive* server_setting(const Facts& facts, const Service& service,
                                std::string_view directive) {
  if (service.release) {
    // Which file of the chart comes last is not told by their order here.
    const auto lines = in_chart(facts, service, directive);
    return lines.size() == 1 ? lines.front() : nullptr;
  }
  if (!service.resource) return nullptr;
  if (redis::find_product(service.resource->group(), service.resource->kind))
    return in_custom_config(facts, *service.resource, directive);
  const ServerLines* server = server_behind(facts, service);
  return server ? server->last(directive) : nullptr;
}

bool asks_no_password(const Facts& facts, const Service& service) {
  if (service.release || !service.resource) return false;
  const ServerLines* server = server_behind(facts, service);
  return server && lets_everybody_in(*server);
}

bool speaks_no_tls(const Facts& facts, const Service& service) {
  if (service.release || !service.resource) return false;
  const ServerLines* server = server_behind(facts, service);
  if (!server) return false;
  // Another container of the pod may take the TLS off.
  const auto runs = [](const Container& container) { return !container.init; };
  constexpr std::string_view opening[] = {"tls-port"};
  return std::ranges::count_if(server->workload->containers, runs) == 1 &&
         server->surely_lacks(opening);
}

std::vector<const Directive*> server_settings(const Facts& facts, const Service& service,
                                              std::string_view directive) {
  if (service.release) return in_chart(facts, service, directive);
  std::vector<const Directive*> found;
  if (!service.resource) return found;
  const ServerLines* server = server_behind(facts, service);
  if (!server || !server->knows(directive)) return found;
  std::ranges::copy_if(server->lines, std::back_inserter(found), [&](const Directive* line) {
    return equal_ignoring_case(line->words.front().text, directive);
  });
  return found;
}

bool server_reads(const Facts& facts, const Service& service, const AclUserLine& user) {
  if (service.release || !service.resource) return false;
  const ServerLines* server = server_behind(facts, service);
  if (!server || server->unread) return false;
  if (user.place != ConfigPlace::acl_file) {
    return std::ranges::any_of(server->lines,
                               [&](const Directive* line) { return line->source == user.source; });
  }
  const auto file = std::ranges::find(facts.redis.acl_files, user.source, &AclFile::source);
  const std::string_view named = server->value("aclfile");
  return file != facts.redis.acl_files.end() && !named.empty() &&
         base_name(named) == base_name(file->name);
}

}  // namespace fairlead
