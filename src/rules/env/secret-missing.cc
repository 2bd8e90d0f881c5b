#include <fmt/format.h>

#include "lint/words.h"
#include "rules/env/holders.h"

namespace fairlead {
namespace {

/// The Secrets in view that a workload of that namespace could have meant.
std::vector<std::string> secrets_in(const Model& model, std::string_view namespace_name) {
  std::vector<std::string> names;
  for (const Holder& holder : model.holders) {
    if (holder.secret && holder.namespace_name == namespace_name) names.push_back(holder.name);
  }
  return names;
}

const Holder* holder_named(const Model& model, std::string_view name) {
  for (const Holder& holder : model.holders) {
    if (holder.secret && holder.name == name) return &holder;
  }
  return nullptr;
}

void check(RuleRun& run, const Resource& workload, std::string_view container, Ref name_at,
           std::string_view name, std::string_view key) {
  const KeyAnswer answer = run.world().key(true, name, workload.namespace_name, key);
  if (answer.holder == Answer::unknown) {
    run.unknown(name_at.span(), fmt::format("Secret `{}`", name), answer.reason);
    return;
  }
  run.answered();
  if (answer.holder == Answer::found) return;
  Finding& finding = run.report(
      workload, name_at.span(),
      fmt::format("there is no Secret `{}`, so container `{}` does not start", name, container));
  finding.caption = "no such Secret";
  const std::vector<std::string> others = secrets_in(run.model(), workload.namespace_name);
  const std::string_view near = nearest_of(name, others);
  if (near.empty()) {
    finding.help = "correct the name, or add the Secret";
    return;
  }
  finding.help = fmt::format("perhaps `{}` was meant", near);
  if (const Holder* holder = holder_named(run.model(), near)) {
    finding.labels.push_back({holder->at, fmt::format("`{}` is here", near)});
  }
  finding.fixes.push_back({fmt::format("use the Secret `{}`", near),
                           {{inside(run.sources(), name_at), std::string(near)}}});
}

}  // namespace

void rule_env_secret_missing(RuleRun& run) {
  for_each_key_request(run.model(), true, [&](const KeyRequest& request) {
    check(run, *request.workload.resource, request.container.name, request.variable.holder_at,
          request.variable.holder, request.variable.key);
  });
  for (const Workload& workload : run.model().workloads) {
    for (const Container& container : workload.containers) {
      for (const EnvFrom& source : container.env_from) {
        if (!source.secret || source.optional) continue;
        check(run, *workload.resource, container.name, source.name_at, source.name, "");
      }
    }
  }
}

}  // namespace fairlead
