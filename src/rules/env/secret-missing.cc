#include <fmt/format.h>

#include "lint/words.h"
#include "rules/env/holders.h"

namespace fairlead {
namespace {

void check(RuleRun& run, const Resource& workload, std::string_view container, Ref name_at,
           std::string_view name, std::string_view key) {
  const KeyAnswer answer = run.world().key(true, name, workload.namespace_name, key);
  if (answer.holder == Answer::unknown) {
    run.unknown(name_at.span(), fmt::format("Secret `{}`", name), answer.reason,
                GapKind::reference);
    return;
  }
  run.answered(name_at.span(), answer.holder);
  if (answer.holder == Answer::found) return;
  Finding& finding = run.report(
      workload, name_at.span(),
      fmt::format("there is no Secret `{}`, so container `{}` does not start{}", name, container,
                  answer.keys.empty() ? std::string()
                                      : fmt::format("; perhaps `{}` was meant", answer.keys[0])));
  finding.caption = "no such Secret";
  finding.help = "correct the name, or add the Secret";
  if (answer.keys.empty()) return;
  const std::string& near = answer.keys.front();
  add_label(finding, answer.at, fmt::format("`{}` is here", near));
  finding.fixes.push_back(
      {fmt::format("use the Secret `{}`", near), {{inside(run.sources(), name_at), near}}});
}

}  // namespace

void rule_env_secret_missing(RuleRun& run) {
  for_each_key_request(run.facts(), true, [&](const KeyRequest& request) {
    check(run, *request.workload.resource, request.container.name, request.variable.holder_at,
          request.variable.holder, request.variable.key);
  });
  for (const Workload& workload : run.facts().workloads) {
    for (const Container& container : workload.containers) {
      for (const EnvFrom& source : container.env_from) {
        if (!source.secret || source.optional) continue;
        check(run, *workload.resource, container.name, source.name_at, source.name, "");
      }
    }
  }
}

}  // namespace fairlead
