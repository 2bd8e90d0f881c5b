#include "wiring/connection_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "wiring/connections.h"

namespace fairlead {
namespace {

FarEnd far_end(Answer answer) {
  switch (answer) {
    case Answer::found:
      return FarEnd::found;
    case Answer::missing:
      return FarEnd::missing;
    case Answer::unknown:
      return FarEnd::unknown;
  }
  __builtin_unreachable();
}

/// Whether the host names a pod below a Service of whose pods nothing is known.
bool names_unseen_pod(const ServiceAnswer& service) {
  return !service.name.pod.empty() && std::ranges::all_of(service.services, [](const auto& each) {
    return !each.pods && !each.external_name;
  });
}

/// What a Service's client meets, by what the files say of both.
void describe_service(const Reach& reach, ConnectionRow& row) {
  const ServiceAnswer& service = reach.service;
  row.service = service.name.name;
  row.namespace_name = service.name.namespace_name;
  row.reason = reach.reason;
  row.end = far_end(service.answer);
  if (!service.services.empty()) row.service_at = service.services.front().at;
  switch (reach.meeting) {
    case Meeting::no_service:
      row.end = FarEnd::missing;
      row.reason = "no Service has this name";
      return;
    case Meeting::other_namespace:
      row.end = reach.sure ? FarEnd::missing : FarEnd::unknown;
      if (!reach.elsewhere.front().namespace_name.empty())
        row.reason =
            fmt::format("the Service is in namespace `{}`", reach.elsewhere.front().namespace_name);
      row.service_at = reach.elsewhere.front().at;
      return;
    case Meeting::no_pod:
      row.end = FarEnd::missing;
      row.reason = "no pod has this name below the Service";
      return;
    case Meeting::other_network:
      row.end = FarEnd::missing;
      row.reason = "it is on none of the client's networks";
      return;
    case Meeting::port_not_offered:
      row.end = FarEnd::missing;
      row.reason = "the Service does not offer this port";
      return;
    case Meeting::port_of_the_host:
      row.end = FarEnd::missing;
      row.reason = "the service has this port on the machine alone";
      return;
    case Meeting::unknown:
      if (row.end == FarEnd::found && !row.reason.empty()) row.end = FarEnd::unknown;
      return;
    case Meeting::meets:
      if (!names_unseen_pod(service)) return;
      row.end = FarEnd::unknown;
      row.reason = "which pods the Service has is not known";
      return;
    case Meeting::sentinel_as_data:
    case Meeting::data_as_sentinel:
      return;
  }
}

void describe(const Endpoint& endpoint, const Reach& reach, ConnectionRow& row) {
  switch (host_kind(endpoint.host)) {
    case HostKind::in_cluster:
      return describe_service(reach, row);
    case HostKind::loopback:
      row.reason = endpoint.container ? "what listens beside the program is not known"
                                      : "whose own machine it is, no file says";
      return;
    case HostKind::address:
    case HostKind::external:
      row.end = FarEnd::outside;
      row.reason = "it is none of what the files deploy";
      return;
    case HostKind::unreadable:
      row.reason = endpoint.host.empty() ? "no host is written" : reach.reason;
      return;
  }
}

ConnectionRow row_of(const Endpoint& endpoint, const Reach& reach, const SourceMap& sources) {
  ConnectionRow row;
  row.at = sources.blame(endpoint.host_at.empty() ? endpoint.at : endpoint.host_at).edit;
  row.variable = endpoint.variable;
  row.scheme = endpoint.scheme;
  row.host = endpoint.host;
  row.port = endpoint.port;
  if (endpoint.workload) row.resource = endpoint.workload->resource->label();
  if (endpoint.scaler) row.resource = endpoint.scaler->label();
  describe(endpoint, reach, row);
  return row;
}

}  // namespace

std::string_view far_end_name(FarEnd end) {
  switch (end) {
    case FarEnd::found:
      return "found";
    case FarEnd::missing:
      return "missing";
    case FarEnd::unknown:
      return "unknown";
    case FarEnd::outside:
      return "outside";
  }
  __builtin_unreachable();
}

std::vector<ConnectionRow> connection_table(const Facts& facts, const Connections& connections,
                                            const std::map<const Endpoint*, Answer>& decided,
                                            const SourceMap& sources) {
  std::vector<ConnectionRow> rows;
  rows.reserve(facts.endpoints.size());
  for (const Endpoint& endpoint : facts.endpoints) {
    ConnectionRow row = row_of(endpoint, connections.at(endpoint), sources);
    if (!row.at.is_place()) continue;
    if (const auto known = decided.find(&endpoint); known != decided.end()) {
      row.end = far_end(known->second);
      row.reason = row.end == FarEnd::missing ? "nothing answers there" : "";
    }
    row.units.push_back(facts.unit->root);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<ConnectionRow> merge_connections(std::vector<ConnectionRow> rows,
                                             const SourceMap& sources) {
  const auto key = [&](const ConnectionRow& row) {
    return std::tuple(std::string_view(sources.name(row.at.source)), row.at.begin, row.at.end,
                      std::string_view(row.variable), std::string_view(row.host), row.port,
                      std::string_view(row.resource), row.end, std::string_view(row.service),
                      std::string_view(row.namespace_name), row.service_at.begin,
                      std::string_view(row.reason));
  };
  // In place: of a large repository they are many, and no unit is gone yet.
  std::ranges::sort(rows, {}, key);
  std::size_t count = 0;
  for (ConnectionRow& row : rows) {
    if (count > 0 && key(rows[count - 1]) == key(row)) {
      std::vector<std::string>& units = rows[count - 1].units;
      units.insert(units.end(), row.units.begin(), row.units.end());
    } else if (&rows[count++] != &row) {
      rows[count - 1] = std::move(row);
    }
  }
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(count), rows.end());
  for (ConnectionRow& row : rows) {
    std::ranges::sort(row.units);
    const auto rest = std::ranges::unique(row.units);
    row.units.erase(rest.begin(), rest.end());
  }
  return rows;
}

}  // namespace fairlead
