#include <fmt/format.h>

#include <map>
#include <tuple>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// What says that an autoscaler is KEDA's own, or is to be left to it.
bool is_left_to_keda(const Scaler& autoscaler) {
  return autoscaler.resource->root["metadata"]["annotations"]["validations.keda.sh/hpa-ownership"]
             .text() == "false";
}
bool takes_over(const Scaler& object) {
  const Ref root = object.resource->root;
  return root["metadata"]["annotations"]["scaledobject.keda.sh/transfer-hpa-ownership"].text() ==
         "true";
}

/// What follows where both scale one workload; "" where it is meant so.
std::string_view consequence(const Scaler& a, const Scaler& b) {
  const bool first = a.kind == ScalerKind::autoscaler, second = b.kind == ScalerKind::autoscaler;
  if (first && second) return "an autoscaler that shares its pods with another one scales nothing";
  if (!first && !second) return "KEDA refuses the second ScaledObject of a workload";
  const Scaler& autoscaler = first ? a : b;
  if (is_left_to_keda(autoscaler) || takes_over(first ? b : a)) return {};
  return "KEDA makes an autoscaler of its own, and refuses a workload that has one";
}

}  // namespace

void rule_scaler_two_scalers(RuleRun& run) {
  using Target = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;
  std::map<Target, const Scaler*> first;
  for (const Scaler& scaler : run.facts().scalers) {
    // Without what they scale, several may be samples of one.
    if (!scaler.workload || !scaler.target || scaler.resource->partial) continue;
    const auto [place, is_first] =
        first.emplace(Target(scaler.resource->namespace_name, scaler.target_group,
                             scaler.target_kind, scaler.target_name),
                      &scaler);
    run.answered();
    const Scaler& other = *place->second;
    if (is_first ||
        (other.word() == scaler.word() && other.resource->name == scaler.resource->name))
      continue;
    const std::string_view why = consequence(other, scaler);
    if (why.empty()) continue;
    Finding& finding =
        run.report(*scaler.resource, scaler.target["name"].span(),
                   fmt::format("{} `{}` is scaled by {} `{}` as well: {}", scaler.target_kind,
                               scaler.target_name, other.word(), other.resource->name, why));
    finding.caption = "a second scaler";
    add_label(finding, other.target["name"].span(), "the first one");
    finding.help = "keep one of them; a ScaledObject can have `cpu` and `memory` triggers as well";
  }
}

}  // namespace fairlead
