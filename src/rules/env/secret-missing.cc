#include <fmt/format.h>

#include "lint/words.h"
#include "rules/env/holders.h"

namespace fairlead {
namespace {

/// Of the Secret that lies beside the object which puts a release into another namespace.
void report_elsewhere(RuleRun& run, const Resource& workload, std::string_view container,
                      Ref name_at, const KeyAnswer& answer) {
  const std::string_view space = workload.namespace_name;
  Finding& finding =
      run.report(answer.at, fmt::format("the Secret `{}` is in namespace `{}`, and container `{}`, "
                                        "which asks for it, is put into `{}` and does not start",
                                        answer.keys.front(), answer.elsewhere, container, space));
  finding.confidence = Confidence::medium;
  finding.caption = fmt::format("in `{}`", answer.elsewhere);
  finding.help = fmt::format("put the Secret into `{}`", space);
  add_label(finding, name_at.span(), fmt::format("looked up in `{}`", space));
}

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
  if (!answer.elsewhere.empty()) return report_elsewhere(run, workload, container, name_at, answer);
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
