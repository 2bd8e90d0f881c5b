#include <fmt/format.h>

#include <utility>

#include "base/filled_in.h"
#include "base/text.h"
#include "facts/connect/credential.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "rules/kubernetes/demands.h"

namespace fairlead {
namespace {

/// Whether it was written in another file than the object: in a patch.
bool is_from_elsewhere(const RuleRun& run, const Resource& resource, Ref at) {
  const Span place = run.sources().blame(at.span()).edit;
  return place.is_place() && resource.file && place.source != resource.file->source;
}

void report_twice(RuleRun& run, const Resource& resource, const Unmet& unmet) {
  const auto& [demand, list, item, before] = unmet;
  Ref one = before[demand.field], other = item[demand.field];
  // A patch's item comes first, and is the one to be asked about.
  if (is_from_elsewhere(run, resource, one) && !is_from_elsewhere(run, resource, other))
    std::swap(one, other);
  Finding& finding = run.report(
      resource, other.span(),
      fmt::format("two {}s of {} `{}` have the {} `{}`, which the API server refuses", demand.what,
                  resource.kind, resource.name, demand.field, other.text()));
  finding.caption = fmt::format("the same {}", demand.field);
  add_label(finding, one.span(), "the other one");
  finding.help = is_from_elsewhere(run, resource, other)
                     ? "the patch adds it, since no item has its key: take the old one away with "
                       "`$patch: delete`, or write the key that it has"
                     : fmt::format("give one of them another {}", demand.field);
}

void report_lacking(RuleRun& run, const Resource& resource, const Unmet& unmet) {
  const Demand& demand = unmet.demand;
  const Ref name = unmet.item["name"];
  Finding& finding =
      run.report(resource, name ? name.span() : unmet.item.span(),
                 fmt::format("the {} `{}` of {} `{}` has no `{}`, which the API server refuses",
                             demand.what, name.text(), resource.kind, resource.name, demand.field));
  finding.caption = fmt::format("no `{}`", demand.field);
  finding.help = fmt::format("give it the `{}`", demand.field);
  if (!name || !is_from_elsewhere(run, resource, name)) return;
  std::vector<std::string> others;
  for (const Node* item : unmet.list.items())
    if (item != unmet.item.node()) others.emplace_back(Ref(item)["name"].text());
  finding.help = fmt::format("the patch adds it, since nothing had that name before; there is {}",
                             others.empty() ? "no other" : some_names(others));
}

void check(RuleRun& run, const Resource& resource, Ref around, DemandsOf of) {
  for (const Unmet& unmet : unmet_demands(around, of)) {
    run.answered();
    if (unmet.demand.of == Demand::Of::unique)
      report_twice(run, resource, unmet);
    else
      report_lacking(run, resource, unmet);
  }
}

/// A Secret's `data` are base64, each of them. Not those that a tool fills in or decrypts first,
/// and not what a template prints.
void check_encoded(RuleRun& run, const Resource& secret) {
  if (secret.partial || secret.root["sops"].present()) return;
  for (const Entry& entry : secret.root["data"].entries()) {
    const Ref value(entry.value);
    const std::string_view text = value.text();
    if (text.empty() || may_be_filled_in(text) || is_placeholder(text, entry.key->text())) continue;
    const Span written = run.sources().blame(value.span()).edit;
    if (!written.is_place() || run.sources().text(written) != text) continue;
    run.answered();
    if (base64_decoded(text)) continue;
    Finding& finding = run.report(
        secret, value.span(),
        fmt::format("the value of `{}` in Secret `{}` is not base64, which the API server refuses",
                    entry.key->text(), secret.name));
    finding.caption = "not base64";
    finding.help = "write it as it is below `stringData`, or encode it: `printf %s VALUE | base64`";
    return;  // one is enough for the API server, too
  }
}

/// Whether a workload is whole in view, and not the patch of one: patches lie beside manifests.
bool is_whole(const Facts& facts, const Workload& workload) {
  const Resource& resource = *workload.resource;
  const bool is_own = resource.group().empty() || resource.group() == "apps";
  return is_own && !resource.partial &&
         (facts.unit->kind == UnitKind::kustomization || workload.has_selector);
}

}  // namespace

void rule_kubernetes_object_refused(RuleRun& run) {
  const Facts& facts = run.facts();
  if (facts.unit->kind == UnitKind::compose) return;
  for (const Resource& resource : facts.resources)
    if (resource.kind == "Secret" && resource.api_version == "v1") check_encoded(run, resource);
  for (const Service& service : facts.services) {
    if (service.computed || service.resource->kind != "Service" || service.resource->partial)
      continue;
    check(run, *service.resource, service.resource->root["spec"], DemandsOf::service);
  }
  for (const Workload& workload : facts.workloads) {
    if (!is_whole(facts, workload)) continue;
    check(run, *workload.resource, workload.pod_spec, DemandsOf::pod);
    for (const Container& container : workload.containers)
      check(run, *workload.resource, container.at, DemandsOf::container);
  }
}

}  // namespace fairlead
