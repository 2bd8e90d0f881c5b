#pragma once
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "facts/facts.h"

namespace fairlead {

/// A Service as other units see it.
struct ServiceFacts {
  std::string name, namespace_name;
  std::vector<std::pair<std::uint16_t, Role>> ports;
  bool open_ports = false, external_name = false, headless = false;
  Span at;              ///< written
  bool by_dns = false;  ///< no file has it, the cluster's DNS does
};

/// What a unit tells the others of its project. Outlives the unit.
struct UnitSummary {
  std::size_t unit = 0;
  std::size_t project = 0;
  std::vector<ServiceFacts> services;
  struct Keys {
    bool secret = false;
    std::string name, namespace_name;
    std::vector<std::string> keys;
    bool open = false;
    Span at;  ///< written
  };
  std::vector<Keys> holders;
  /// Where a Redis runs all of whose Services are in view, and where Sentinels do.
  std::set<std::string> redis_namespaces, sentinel_namespaces;
  /// What may create Services that are not in view: a HelmRelease, an Application, a chart, a gap.
  struct Creator {
    std::string namespace_name;      ///< "" may be any
    std::vector<std::string> names;  ///< what its Services' names contain; empty: anything
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
  };
  std::vector<Instance> instances;
  std::vector<QueueName> queues;  ///< places are written ones
  bool old_redis = false;         ///< an image's tag says a Redis before 6.2
  bool new_redis = false;         ///< one says a version of which there are tables
};

UnitSummary summarize(const Facts& facts, std::size_t index, const SourceMap& sources);

/// What all units of a run say of themselves, indexed. Built once, then read by every thread.
class Summaries {
 public:
  explicit Summaries(std::vector<UnitSummary> units);
  Summaries(const Summaries&) = delete;
  Summaries& operator=(const Summaries&) = delete;

  const UnitSummary& unit(std::size_t index) const { return units_[index]; }
  bool has_old_redis() const { return old_redis_; }
  bool has_new_redis() const { return new_redis_; }
  /// The units of a project, in order.
  std::span<const UnitSummary* const> project(std::size_t project) const;
  /// Every Service, Secret and ConfigMap of that name in the project, with its unit.
  using ServiceAt = std::pair<const UnitSummary*, const ServiceFacts*>;
  using KeysAt = std::pair<const UnitSummary*, const UnitSummary::Keys*>;
  std::span<const ServiceAt> services(std::size_t project, std::string_view name) const;
  /// What has a Service of that name, and what would have one if it were set otherwise.
  using InstanceAt = std::pair<const UnitSummary*, const UnitSummary::Instance*>;
  std::span<const InstanceAt> instances_with(std::size_t project, std::string_view service) const;
  std::span<const InstanceAt> instances_without(std::size_t project,
                                                std::string_view service) const;
  std::span<const KeysAt> holders(std::size_t project, std::string_view name) const;

 private:
  struct Project {
    std::vector<const UnitSummary*> units;
    std::unordered_map<std::string_view, std::vector<ServiceAt>> services;
    std::unordered_map<std::string_view, std::vector<KeysAt>> holders;
    std::unordered_map<std::string_view, std::vector<InstanceAt>> with, without;
  };
  std::vector<UnitSummary> units_;
  bool old_redis_ = false, new_redis_ = false;
  std::vector<Project> projects_;
};

}  // namespace fairlead
