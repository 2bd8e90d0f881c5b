#pragma once
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "facts/facts.h"
#include "facts/references/reference_rows.h"

namespace fairlead {

/// A Service as other units see it.
struct ServiceFacts {
  std::string name, namespace_name;
  std::vector<std::pair<std::uint16_t, Role>> ports;
  std::vector<std::string> port_names;
  bool open_ports = false, external_name = false, headless = false;
  Span at;                                    ///< written
  bool by_dns = false;                        ///< no file has it, the cluster's DNS does
  std::optional<std::vector<PodNames>> pods;  ///< see Service
  std::vector<Network> networks;
  friend bool operator==(const ServiceFacts&, const ServiceFacts&) = default;
};

/// A workload or Service that a unit defines, for comparison with those of other units. Hashes of
/// this process: 64 bits, in which no two of a run's objects meet by chance.
struct Definition {
  std::uint64_t object = 0;   ///< of kind, namespace and name
  std::uint64_t content = 0;  ///< of what is written, and of whether a patch may change it
  /// What it says to others, unless they define the object as well.
  friend bool operator==(const Definition& a, const Definition& b) { return a.object == b.object; }
};

/// What a unit tells the others of its world. Outlives the unit.
struct UnitSummary {
  ConfigId config = ConfigId::none;
  WorldId world{};
  EnvironmentId environment = EnvironmentId::all;
  std::string directory;               ///< where its files lie
  std::optional<std::string> release;  ///< of a chart: what it is called, where that is known
  std::vector<Definition> definitions;
  std::vector<ServiceFacts> services;
  struct Keys {
    bool secret = false;
    std::string name, namespace_name;
    std::vector<std::string> keys;  ///< sorted
    bool open = false;
    Span at;              ///< written
    bool copied = false;  ///< something copies it into other namespaces
    friend bool operator==(const Keys&, const Keys&) = default;
  };
  std::vector<Keys> holders;
  /// Any object, as references name it. Without its place: what moves in a file changes nothing.
  struct Object {
    ObjectName is;
    bool cluster_scoped = false;
    std::vector<std::string> parts;  ///< those that references ask for (parts_path)
    friend bool operator==(const Object&, const Object&) = default;
  };
  std::vector<Object> objects;
  /// What a container of plain manifests is given, for those who read it from another directory.
  struct Given {
    ObjectName workload;
    std::string container;
    bool is_first = false;           ///< of the pod's, init containers left out
    std::vector<std::string> names;  ///< of its variables, sorted
    bool open = false;               ///< it may be given more
    std::string path;                ///< of its file; no place, which every edit would move
    friend bool operator==(const Given&, const Given&) = default;
  };
  std::vector<Given> given;
  /// What scales a workload that lies in another unit.
  struct ScaledBy {
    ObjectName workload;
    std::string word, name;  ///< "ScaledObject" and its own name
    bool is_keda = false;    ///< else an autoscaler
    bool gives_way = false;  ///< it leaves the workload to the other kind, or takes it over
    std::string path;        ///< of its file
    friend bool operator==(const ScaledBy&, const ScaledBy&) = default;
  };
  std::vector<ScaledBy> scalers;
  /// Where a Redis runs all of whose Services are in view, and where Sentinels do.
  std::set<std::string> redis_namespaces, sentinel_namespaces;
  /// What may create Services that are not in view: a HelmRelease, an Application, a chart, a gap.
  struct Creator {
    std::string namespace_name;          ///< "" may be any
    std::vector<std::string> names;      ///< what its Services' names contain; empty: anything
    std::vector<ReleaseName> made = {};  ///< what they are made of; then `names` says nothing
    friend bool operator==(const Creator&, const Creator&) = default;
  };
  std::vector<Creator> creators;
  /// A Redis that an operator or a chart makes.
  struct Instance {
    std::string product;  ///< "Bitnami's chart redis"
    std::string name;     ///< the object's, or a release's full name
    std::string namespace_name;
    std::string master_name;  ///< what its Sentinels call the master; "" not known
    std::vector<std::string> services;
    std::vector<std::string> absent;  ///< Services that it would have if it were set otherwise
    std::string secret, key;          ///< of the password; "" not known
    bool made_secret = false;         ///< it makes the Secret itself
    Span at;                          ///< written
    friend bool operator==(const Instance&, const Instance&) = default;
  };
  std::vector<Instance> instances;
  std::vector<QueueName> queues;  ///< places are written ones
  /// A directory of this repository that one of its objects deploys.
  struct Deployed {
    std::string directory;
    bool recurses = false;       ///< those below as well
    std::string namespace_name;  ///< where to; "" where it is not said
    std::string by_namespace;    ///< of the object
    friend bool operator==(const Deployed&, const Deployed&) = default;
  };
  std::vector<Deployed> deployed;
  /// Charts that a kustomization renders: their directory, and what the release is called.
  std::vector<std::pair<std::string, std::string>> installed;
  bool is_plain = false;  ///< manifests of a directory as they lie there
  bool is_built = false;  ///< what a kustomization makes
  /// Something builds kustomizations that may read files from anywhere: Flux, or Argo CD's options.
  bool builds_any_path = false;
  bool old_redis = false;  ///< an image's tag says a Redis before 6.2
  bool new_redis = false;  ///< one says a version of which there are tables
  friend bool operator==(const UnitSummary&, const UnitSummary&) = default;
};

UnitSummary summarize(const Facts& facts, const SourceMap& sources);

/// Queues of a world whose names are one but for their separators: `a-b`, `a:b` and `a_b`.
struct AlikeQueues {
  /// What the code is declared to use first, then as they stand in the files.
  std::vector<std::pair<const UnitSummary*, const QueueName*>> all;
  std::set<std::string_view> declared;  ///< all names that some code is declared to use
};

/// What all units of a run say of themselves, indexed. Built once, then read by every thread.
class Summaries {
 public:
  /// The units must outlive it; `sources` names the files that their places lie in.
  Summaries(std::span<const UnitSummary* const> units, const SourceMap& sources);
  Summaries(const Summaries&) = delete;
  Summaries& operator=(const Summaries&) = delete;

  /// The units whose images tell a Redis version (UnitSummary::old_redis, new_redis), in order.
  std::span<const UnitSummary* const> with_versions() const { return with_versions_; }
  /// The units of a world, in order.
  std::span<const UnitSummary* const> units_of(WorldId world) const;
  /// Whether another unit of its world defines one of the unit's objects, too.
  bool shares_definitions(const UnitSummary& unit) const;
  /// The units of its world that cannot be deployed to one place with `unit`: both are of different
  /// environments, or define a workload or Service of one kind, namespace and name differently, as
  /// overlays of one base do.
  std::set<const UnitSummary*> alternatives_to(const UnitSummary& unit) const;
  /// Whether it is a chart as it lies there, while something else in view says what its release is
  /// called, and where: then that is what is deployed.
  bool is_installed_otherwise(const UnitSummary& unit) const;
  /// The same, where a single name is known: a chart for everything has many, and more elsewhere.
  bool has_one_name(const UnitSummary& unit) const;
  /// Every Service, Secret and ConfigMap of that name in the world, with its unit.
  using ServiceAt = std::pair<const UnitSummary*, const ServiceFacts*>;
  using KeysAt = std::pair<const UnitSummary*, const UnitSummary::Keys*>;
  std::span<const ServiceAt> services(WorldId world, std::string_view name) const;
  /// What has a Service of that name, and what would have one if it were set otherwise.
  using InstanceAt = std::pair<const UnitSummary*, const UnitSummary::Instance*>;
  std::span<const InstanceAt> instances_with(WorldId world, std::string_view service) const;
  std::span<const InstanceAt> instances_without(WorldId world, std::string_view service) const;
  std::span<const KeysAt> holders(WorldId world, std::string_view name) const;
  using ObjectAt = std::pair<const UnitSummary*, const UnitSummary::Object*>;
  std::span<const ObjectAt> objects(WorldId world, std::string_view name) const;
  /// What containers of a workload of that name are given, and what scales one of that name.
  using GivenAt = std::pair<const UnitSummary*, const UnitSummary::Given*>;
  using ScaledAt = std::pair<const UnitSummary*, const UnitSummary::ScaledBy*>;
  std::span<const GivenAt> given_to(WorldId world, std::string_view workload) const;
  std::span<const ScaledAt> scalers_of(WorldId world, std::string_view workload) const;
  /// Whether it is a kustomization that no object of Argo CD or Flux deploys, where such objects
  /// deploy most of those that there are: left there, not used yet, or applied by hand.
  bool is_left_over(const UnitSummary& unit) const;
  /// The queues of a world that `name`, the name of one, is like.
  const AlikeQueues& queues_like(WorldId world, std::string_view name) const;

 private:
  struct DefinedAt {
    const UnitSummary* unit = nullptr;
    std::uint64_t content = 0;
  };
  struct Members {
    std::vector<const UnitSummary*> units;
    std::unordered_map<std::uint64_t, std::vector<DefinedAt>> definitions;
    std::unordered_map<std::string_view, std::vector<ServiceAt>> services;
    std::unordered_map<std::string_view, std::vector<KeysAt>> holders;
    std::unordered_map<std::string_view, std::vector<ObjectAt>> objects;
    std::unordered_map<std::string_view, std::vector<InstanceAt>> with, without;
    std::unordered_map<std::string, AlikeQueues> queues;  // without separators
    // The names of releases of charts, by their directories, where something says them.
    std::map<std::string_view, std::set<std::string_view>> installed;
    std::set<const UnitSummary*> left_over;
    std::unordered_map<std::string_view, std::vector<GivenAt>> given;
    std::unordered_map<std::string_view, std::vector<ScaledAt>> scalers;
  };
  static void find_left_over(Members& members);
  const Members& members(WorldId world) const { return worlds_[static_cast<std::size_t>(world)]; }

  std::vector<const UnitSummary*> with_versions_;
  std::vector<Members> worlds_;
};

}  // namespace fairlead
