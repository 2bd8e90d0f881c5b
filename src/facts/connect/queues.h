#pragma once
#include <span>
#include <string>
#include <vector>

#include "config/config.h"
#include "facts/cluster/settings.h"
#include "facts/connect/values.h"

namespace fairlead {

/// A queue's name where it is written, with what the program does there.
struct QueueName {
  std::string text;
  Span at;
  std::string variable;   ///< env name or values path; "" from fairlead.yaml
  std::string user;       ///< who uses it: a workload's label, or what fairlead.yaml calls it
  bool declared = false;  ///< from fairlead.yaml `produces`/`consumes`: what the code does
  friend bool operator==(const QueueName&, const QueueName&) = default;
};

/// Queue names in settings and values, and those that the programs are declared to use which run
/// here.
std::vector<QueueName> queues_of(std::span<const ContainerSettings> settings,
                                 const ChartValues& chart, std::span<const Workload> workloads,
                                 std::span<const Program> programs);

}  // namespace fairlead
