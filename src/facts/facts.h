#pragma once
#include <memory>
#include <set>
#include <span>
#include <vector>

#include "facts/client/client_at.h"
#include "facts/cluster/holder.h"
#include "facts/cluster/product.h"
#include "facts/cluster/service.h"
#include "facts/cluster/settings.h"
#include "facts/cluster/workload.h"
#include "facts/connect/connection.h"
#include "facts/connect/endpoint.h"
#include "facts/connect/queues.h"
#include "facts/connect/values.h"
#include "facts/scaler/scaler.h"
#include "facts/server/redis.h"
#include "facts/server/server_table.h"

namespace fairlead {

/// All that a unit deploys, with who connects to what: the tables of the folders below, gathered.
/// Made once, never changed; rules read it.
struct Facts {
  const Unit* unit = nullptr;
  const Config* config = nullptr;  ///< of the unit's project; never null
  /// Texts (embedded configuration, decoded base64) that the tables point into.
  Arena arena;
  std::vector<Resource> resources;
  std::vector<Installation> installations;  ///< what objects for Argo CD, Flux and k3s install
  std::vector<Release> releases;
  std::vector<SwitchedOff> switched_off;
  const Node* values = nullptr;      ///< of a chart, its layers made into one
  std::vector<std::string> lacking;  ///< keys of its values that charts read which are not in view
  bool values_alone = false;       ///< its objects are not all there: what values say by themselves
  std::vector<const File*> files;  ///< read beside the resources: redis.conf, values, .env …
  std::vector<Problem> problems;
  std::vector<VariableFault> variable_faults;
  std::vector<Gap> gaps;
  bool open = false;  ///< something that could define more resources was not rendered
  std::vector<ReleaseName> release_names;  ///< what objects are called under other releases

  std::vector<Workload> workloads;
  std::vector<ProductInstance> products;  ///< operators' objects and charts' releases
  std::set<const Resource*> computed;     ///< install nothing but what `products` says
  std::vector<Holder> holders;
  std::vector<ContainerSettings> settings;
  RedisLines redis;
  std::vector<Service> services;
  std::vector<RedisServer> redis_servers;
  std::vector<Scaler> scalers;
  ChartValues chart;
  std::vector<ValuesLeaf> unread;    ///< its leaves that no template in view makes anything of
  std::vector<ReleaseLeaves> given;  ///< values of charts that others publish
  std::vector<Endpoint> endpoints;
  std::vector<Connection> connections;
  std::vector<BrokenConnection> broken_connections;
  std::vector<BuiltImage> builds;  ///< images of the repository
  std::vector<ClientAt> clients;
  std::vector<QueueName> queues;
  ServerTable servers;
  PrintedTexts printed;  ///< what a chart's templates printed, and where they failed
  std::shared_ptr<const ChartFaults> chart_faults;  ///< of a chart that was rendered; else null
  std::shared_ptr<const KustomizeFaults> kustomize_faults;  ///< of a kustomization; else null
  const Node* seen = nullptr;  ///< `values` as templates see them, with those of its subcharts
};

/// What a unit's rendered resources say. Embedded and decoded texts are added to `sources`.
std::unique_ptr<Facts> facts_of(const Unit& unit, const Config& config, Rendered rendered,
                                SourceMap& sources);

}  // namespace fairlead
