#pragma once
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "facts/cluster/workload.h"
#include "facts/connect/endpoint.h"

namespace fairlead {

/// What says that a workload uses a library.
enum class ClientEvidence : std::uint8_t {
  declared,  ///< fairlead.yaml
  command,   ///< the container's command line
  variable,  ///< a variable that nothing else reads
  image,     ///< an application that is known to use it
  manifest   ///< a dependency of what its image is built from
};

/// A client library that a workload uses for certain.
struct ClientAt {
  const redis::ClientLibrary* library = nullptr;
  ClientEvidence evidence{};
  Span at;  ///< what says so
  const Workload* workload = nullptr;
  const Container* container = nullptr;  ///< the one that runs it; null where any may
  const Program* program = nullptr;      ///< declared
  std::vector<Written> queues;           ///< as far as they are known
  /// What its keys begin with, where that is known: of a declared program, of a known application.
  std::optional<std::string> prefix;
  redis::ClientRole role = redis::ClientRole::both;
  std::string_view
      version;   ///< of the library: a range or what a lock file pins it to; "": unknown
  Written user;  ///< the ACL user that its address names; "" where it names none
  /// The Redis that it uses, where no other can be meant.
  std::vector<const Endpoint*> endpoints;
};

/// "`celery` is started here", "uses `bullmq`": for labels.
std::string evidence_words(const ClientAt& client);

}  // namespace fairlead
