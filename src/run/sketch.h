#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "wiring/world.h"

namespace fairlead {

/// What a run finds that a person could say more about in a fairlead.yaml: names alone.
struct Sketch {
  struct Workload {
    std::string label;                ///< "Deployment mail/worker"
    std::set<std::string> variables;  ///< names of what its containers are given
    std::set<std::string> libraries;  ///< ids of the client libraries it uses for certain
  };
  std::map<std::string, Workload> workloads;  ///< by name
  /// Services that something asks for and nothing here makes: "name", "namespace" → who asks.
  std::map<std::pair<std::string, std::string>, std::string> services;
};

/// Adds what one unit shows. Compose projects are worlds of their own and show nothing.
void add_to_sketch(const Facts& facts, const World& world, const SourceMap& sources,
                   Sketch& sketch);

/// A fairlead.yaml that says nothing yet: everything in it is a comment that can be taken as it is
/// or changed first.
std::string sketched_config(const Sketch& sketch);

}  // namespace fairlead
