#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace fairlead {

/// Three answers to every question across resources (DESIGN.md section 5).
enum class Answer : std::uint8_t { found, missing, unknown };

/// A Service as other units see it.
struct ServiceFacts {
  std::string name, namespace_name;
  std::vector<std::pair<std::uint16_t, Role>> ports;
  bool open_ports = false, external_name = false, headless = false;
  Span at;  ///< written
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
  std::set<std::string> redis_namespaces;  ///< where a Redis runs all of whose Services are in view
  /// What may create Services that are not in view: a HelmRelease, an Application, a chart, a gap.
  struct Creator {
    std::string namespace_name;      ///< "" may be any
    std::vector<std::string> names;  ///< what its Services' names contain; empty: anything
  };
  std::vector<Creator> creators;
  std::vector<QueueName> queues;  ///< places are written ones
};

UnitSummary summarize(const Model& model, std::size_t index, const SourceMap& sources);

struct ServiceAnswer {
  Answer answer = Answer::unknown;
  ServiceName name;                    ///< the reading that the answer is about
  std::vector<ServiceFacts> services;  ///< found: all that fit (several overlays may define one)
  std::string reason;                  ///< unknown: why
};

struct KeyAnswer {
  Answer holder = Answer::unknown;  ///< is there such a Secret or ConfigMap?
  Answer key = Answer::unknown;     ///< and does it have the key?
  std::vector<std::string>
      keys;  ///< its keys where it was found; where it is missing, the name that was meant
  Span at;   ///< the holder's name
  std::string reason;
};

/// A unit's model and all that the other units of its project say. Answers lookups.
class World {
 public:
  World(const Model& model, std::size_t unit, std::span<const UnitSummary> summaries);

  /// The Service that `host` names, for a client that expects `product`.
  ServiceAnswer service(std::string_view host, std::string_view namespace_name,
                        Product product) const;
  /// The Services of a namespace (this unit's where it is ""), sorted by name.
  std::vector<ServiceFacts> services_in(std::string_view namespace_name) const;
  /// Every Service of that name, whatever its namespace.
  std::vector<ServiceFacts> services_named(std::string_view name) const;
  /// Whether something that is not rendered here (a HelmRelease, an Application, a gap) may create
  /// it.
  bool may_be_created(const ServiceName& name) const;
  /// The queues of the whole project, this unit's first.
  std::vector<QueueName> queues() const;
  KeyAnswer key(bool secret, std::string_view name, std::string_view namespace_name,
                std::string_view key) const;

 private:
  /// Why a Service that is not in view may exist all the same; "" where it cannot.
  std::string open_reason(const ServiceName& name, Product product) const;

  const Model& model_;
  std::size_t unit_;
  std::vector<const UnitSummary*> summaries_;  // of this project, this unit's own first
};

}  // namespace fairlead
