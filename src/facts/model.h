#pragma once
#include <memory>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "facts/client/client_at.h"
#include "facts/cluster/holder.h"
#include "facts/cluster/product.h"
#include "facts/cluster/service.h"
#include "facts/cluster/workload.h"
#include "facts/connect/connection.h"
#include "facts/connect/endpoint.h"
#include "facts/server/redis.h"

namespace fairlead {

/// A queue's name where it is written, with what the program does there.
struct QueueName {
  std::string text;
  Span at;
  std::string variable;   ///< env name or values path; "" from fairlead.yaml
  std::string user;       ///< who uses it: a workload's label, or what fairlead.yaml calls it
  bool declared = false;  ///< from fairlead.yaml `produces`/`consumes`: what the code does
};

/// A leaf of a values file: its key path and value.
struct ValuesLeaf {
  std::string path;      ///< "env.DATABASE_URL"
  std::string_view key;  ///< the last key
  const Node* key_node = nullptr;
  const Node* value = nullptr;
};

struct ServerTable;

/// All that a unit deploys, with who connects to what. Built once, never changed; rules read it.
struct Model {
  const Unit* unit = nullptr;
  const Config* config = nullptr;  ///< of the unit's project; never null
  std::vector<Resource> resources;
  std::vector<Installation> installations;
  std::vector<Release> releases;
  std::vector<Problem> problems;
  std::vector<Gap> gaps;
  bool open = false;  ///< something that could define more resources was not rendered

  std::vector<ProductInstance> products;  ///< operators' objects and charts' releases
  std::set<const Resource*> computed;     ///< install nothing but what `products` says
  std::vector<Workload> workloads;
  std::vector<Service> services;
  std::vector<Holder> holders;
  std::vector<RedisServer> redis_servers;
  std::vector<Directive> directives;
  std::vector<ServerCommand> server_commands;
  std::vector<AclUserLine> acl_users;
  std::vector<AclFile> acl_files;
  std::vector<Endpoint> endpoints;
  std::vector<Connection> connections;
  std::vector<BuiltImage> builds;  ///< images of the repository
  std::vector<ClientAt> clients;
  std::vector<QueueName> queues;
  std::vector<ValuesLeaf> values;
  std::vector<std::string> dotenv_names;  ///< the names of a .env.example beside the chart
  std::string chart_name;                 ///< of a chart's values
  std::vector<std::string> chart_dependencies;

  /// What each container's program sees, in the order in which the kubelet resolves it.
  struct ContainerSettings {
    const Workload* workload = nullptr;
    const Container* container = nullptr;
    std::vector<Setting> settings;  ///< envFrom first, then env; a later one wins
    bool open = false;              ///< an envFrom or a fieldRef brings names that are not in view
  };
  std::vector<ContainerSettings> settings;
  std::shared_ptr<const ServerTable> servers;  ///< made last, of all above
  /// Texts (embedded configuration, decoded base64) made while the model was built.
  Arena arena;
};

/// Builds the model. Embedded and decoded texts are added to `sources`, credentials are marked
/// there.
std::unique_ptr<Model> build_model(const Unit& unit, const Config& config, Rendered rendered,
                                   SourceMap& sources);

}  // namespace fairlead
