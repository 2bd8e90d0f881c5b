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

namespace {

/// The variable that a command line puts behind `--requirepass`: P of `$(P)`, `$P`, `"${P}"`; "" of
/// any other text.
std::string password_variable(const Container& container) {
  std::string line;
  for (const auto& words : {container.command, container.args})
    for (const Ref word : words) line += std::string(word.text()) + " ";
  constexpr std::string_view option = "--requirepass";
  const std::size_t at = line.find(option);
  if (at == line.npos || line.find(option, at + 1) != line.npos) return {};
  std::string_view rest = std::string_view(line).substr(at + option.size());
  const std::size_t begin = rest.find_first_not_of(" =\n\"'");
  if (begin == rest.npos) return {};
  rest.remove_prefix(begin);
  std::string_view word = rest.substr(0, rest.find_first_of(" \n\"';"));
  if (!word.starts_with('$')) return {};
  word.remove_prefix(word.starts_with("$$") ? 2 : 1);  // compose's own `$$`
  if (word.starts_with('(') || word.starts_with('{')) word = word.substr(1, word.size() - 2);
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
  return word.find_first_not_of(letters) == word.npos ? std::string(word) : std::string();
}

std::optional<AskedPassword> password_of_variable(const Facts& facts, const ServerLines& server) {
  const std::string name = password_variable(*server.container);
  if (name.empty()) return std::nullopt;
  std::optional<AskedPassword> asked;
  for (const ContainerSettings& each : facts.settings) {
    if (each.container != server.container) continue;
    for (const Setting& setting : each.settings)  // a later one wins
      if (setting.name == name)
        asked = setting.value ? std::optional<AskedPassword>(
                                    {std::string(setting.value.value), setting.value.span()})
                              : std::nullopt;
  }
  return asked;
}

}  // namespace

std::optional<AskedPassword> asked_password(const Facts& facts, const Service& service) {
  // With users in a file of its own a server does not look at requirepass.
  if (server_setting(facts, service, "aclfile") || !server_settings(facts, service, "user").empty())
    return std::nullopt;
  const Directive* line = server_setting(facts, service, "requirepass");
  if (line && line->words.size() == 2)
    return AskedPassword{std::string(line->words[1].text), line->words.front().at};
  if (line || service.release || !service.resource) return std::nullopt;
  const ServerLines* server = server_behind(facts, service);
  if (!server || !server->knows("aclfile") || !server->knows("user")) return std::nullopt;
  const bool is_later = server->command && server->command->unread.contains("requirepass");
  return is_later ? password_of_variable(facts, *server) : std::nullopt;
}

}  // namespace fairlead
