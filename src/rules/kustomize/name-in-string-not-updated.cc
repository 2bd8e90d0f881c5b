#include <fmt/format.h>

#include "base/files.h"
#include "deploy/types/kustomize_faults.h"
#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

/// Whether the text stands in a file of the kustomization's own directory: a base's may be used by
/// others, which name the Service otherwise.
bool is_own(const RuleRun& run, Span at) {
  const Span written = run.sources().blame(at).edit;
  return written.is_place() &&
         lies_below(run.sources().name(written.source), run.facts().unit->root);
}

void report_renamed(RuleRun& run, const Endpoint& endpoint, const FormerName& former) {
  Finding& finding = report_endpoint(
      run, endpoint, endpoint.host_at,
      fmt::format("kustomize makes `{}` of the Service `{}` and changes no texts, so the host `{}` "
                  "does not resolve",
                  former.now, former.name, endpoint.host));
  finding.caption = fmt::format("still says `{}`", former.name);
  constexpr std::string_view put_in =
      "let kustomize put it in: `replacements` with the `metadata.name` of the Service as its "
      "source";
  finding.help = is_own(run, endpoint.host_at)
                     ? fmt::format("write `{}`, or {}", former.now, put_in)
                     : fmt::format("{}; other overlays of this file may call it otherwise", put_in);
  add_label(finding, former.by, fmt::format("the Service is called `{}` here", former.now));
}

void report_moved(RuleRun& run, const Endpoint& endpoint, const FormerName& former) {
  Finding& finding = report_endpoint(
      run, endpoint, endpoint.host_at,
      fmt::format("kustomize moves the Service `{}` from namespace `{}` to `{}` and changes no "
                  "texts, so the host `{}` does not resolve",
                  former.name, former.namespace_name, former.now_namespace, endpoint.host));
  finding.confidence = Confidence::medium;
  finding.caption = fmt::format("still says `{}`", former.namespace_name);
  finding.help =
      fmt::format("leave the namespace out: `{}` is looked up where the client is", former.name);
  add_label(finding, former.by, fmt::format("the namespace is `{}` here", former.now_namespace));
}

}  // namespace

void rule_kustomize_name_in_string_not_updated(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) {
    const Reach& reach = run.connections().at(endpoint);
    const FormerName* former = reach.service.former;
    if (reach.meeting != Meeting::no_service || !former || former->removed) continue;
    run.answered();
    if (former->now == former->name)
      report_moved(run, endpoint, *former);
    else
      report_renamed(run, endpoint, *former);
  }
}

}  // namespace fairlead
