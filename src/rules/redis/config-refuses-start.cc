#include "base/text.h"
#include "facts/server/config_fault.h"
#include "lint/rule_run.h"

namespace fairlead {
namespace {

std::string_view what_is_wrong(redis::StartErrorKind kind) {
  switch (kind) {
    case redis::StartErrorKind::renamed_command:
      return "this command cannot be renamed so";
    case redis::StartErrorKind::cluster_replica:
      return "a node of a cluster cannot be told whose replica it is";
    case redis::StartErrorKind::cluster_port:
      return "a node of a cluster needs this port plus 10000 too, which is none";
    case redis::StartErrorKind::sentinel_master_name:
      return "the name of the master does not fit the others in this file";
    case redis::StartErrorKind::bad_address:
      return "this is no address to listen on";
    case redis::StartErrorKind::no_listener:
      return "with port 0 and no other way in nobody could connect";
    case redis::StartErrorKind::unbalanced_quotes:
      return "a quote that is not closed, or that is closed before the word ends";
    case redis::StartErrorKind::tls_without_files:
      return "TLS needs more than its port: a certificate, its key and an authority";
    default:
      return "this is no statement that a Sentinel reads";
  }
}

}  // namespace

void rule_redis_config_refuses_start(RuleRun& run) {
  for (const ConfigFault& fault : start_faults(
           {run.facts().redis, run.facts().workloads, run.facts().problems, run.sources()})) {
    run.answered();
    const std::string message =
        std::string(what_is_wrong(fault.kind)) + ", so the server does not start";
    const Resource* resource = fault.line->resource;
    Finding& finding = run.report(resource, fault.at, message);
    finding.caption = lower(fault.message.substr(0, 1)) + fault.message.substr(1);
    finding.help = fault.hint;
    if (finding.help.empty())
      finding.help = "correct the line or take it out; `fairlead redis check FILE` reads all of it";
  }
}

}  // namespace fairlead
