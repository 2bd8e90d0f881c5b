#include "rules/env/holders.h"

#include <fmt/format.h>

#include "lint/words.h"

namespace fairlead {

void for_each_key_request(const Facts& facts, bool secret,
                          const std::function<void(const KeyRequest&)>& visit) {
  const ValueFrom wanted = secret ? ValueFrom::secret_key : ValueFrom::config_map_key;
  for (const Workload& workload : facts.workloads) {
    for (const Container& container : workload.containers) {
      for (const EnvVar& variable : container.env) {
        if (variable.from == wanted && !variable.optional) visit({workload, container, variable});
      }
    }
  }
}

namespace {

void report_missing_key(RuleRun& run, const KeyRequest& request, bool secret,
                        const KeyAnswer& answer) {
  const EnvVar& variable = request.variable;
  const std::string_view kind = secret ? "Secret" : "ConfigMap";
  Finding& finding =
      run.report(*request.workload.resource, variable.key_at.span(),
                 fmt::format("{} `{}` has no key `{}`, so container `{}` does not start", kind,
                             variable.holder, variable.key, request.container.name));
  finding.caption = "no such key";
  add_label(finding, answer.at,
            answer.keys.empty()
                ? fmt::format("`{}` has no keys", variable.holder)
                : fmt::format("`{}` has {}", variable.holder, some_names(answer.keys)));
  const std::string_view near = nearest_of(variable.key, answer.keys);
  if (near.empty()) {
    finding.help = fmt::format("add the key to the {}, or ask for one that it has", kind);
    return;
  }
  finding.help = fmt::format("perhaps `{}` was meant", near);
  finding.fixes.push_back({fmt::format("ask for the key `{}`", near),
                           {{inside(run.sources(), variable.key_at), std::string(near)}}});
}

}  // namespace

void report_missing_keys(RuleRun& run, bool secret) {
  for_each_key_request(run.facts(), secret, [&](const KeyRequest& request) {
    const EnvVar& variable = request.variable;
    const KeyAnswer answer = run.world().key(
        secret, variable.holder, request.workload.resource->namespace_name, variable.key);
    if (answer.holder == Answer::missing) return;  // env/secret-missing's
    // An overlay's patch may ask for what that overlay has, where another one has this key.
    const bool patched = answer.key == Answer::missing && answer.in_alternative &&
                         request.workload.resource->partial;
    if (answer.key == Answer::unknown || patched) {
      run.unknown(variable.key_at.span(),
                  fmt::format("key `{}` of {} `{}`", variable.key, secret ? "Secret" : "ConfigMap",
                              variable.holder),
                  patched ? "patches are not applied yet" : answer.reason, GapKind::reference);
      return;
    }
    run.answered(variable.key_at.span(), answer.key);
    if (answer.key == Answer::missing) report_missing_key(run, request, secret, answer);
  });
}

}  // namespace fairlead
