#include "rules/env/holders.h"

#include <fmt/format.h>

#include "lint/words.h"

namespace fairlead {

namespace {

std::string_view kind_of(bool secret) { return secret ? "Secret" : "ConfigMap"; }

}  // namespace

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
  const std::string_view kind = kind_of(secret);
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
    if (answer.holder == Answer::missing) return;  // env/secret-missing's, env/configmap-missing's
    // An overlay's patch may ask for what that overlay has, where another one has this key.
    const bool patched = answer.key == Answer::missing && answer.in_alternative &&
                         request.workload.resource->partial;
    if (answer.key == Answer::unknown || patched) {
      run.unknown(
          variable.key_at.span(),
          fmt::format("key `{}` of {} `{}`", variable.key, kind_of(secret), variable.holder),
          patched ? "patches are not applied yet" : answer.reason, GapKind::reference);
      return;
    }
    run.answered(variable.key_at.span(), answer.key);
    if (answer.key == Answer::missing) report_missing_key(run, request, secret, answer);
  });
}

namespace {

/// Of what lies beside the object which puts a release into another namespace.
void report_elsewhere(RuleRun& run, bool secret, const Resource& workload,
                      std::string_view container, Ref name_at, const KeyAnswer& answer) {
  const std::string_view space = workload.namespace_name;
  Finding& finding =
      run.report(answer.at, fmt::format("the {} `{}` is in namespace `{}`, and container `{}`, "
                                        "which asks for it, is put into `{}` and does not start",
                                        kind_of(secret), answer.keys.front(), answer.elsewhere,
                                        container, space));
  finding.confidence = Confidence::medium;
  finding.caption = fmt::format("in `{}`", answer.elsewhere);
  finding.help = fmt::format("put the {} into `{}`", kind_of(secret), space);
  add_label(finding, name_at.span(), fmt::format("looked up in `{}`", space));
}

void check_holder(RuleRun& run, bool secret, const Resource& workload, std::string_view container,
                  Ref name_at, std::string_view key) {
  const std::string_view name = name_at.text(), kind = kind_of(secret);
  const KeyAnswer answer = run.world().key(secret, name, workload.namespace_name, key);
  if (answer.holder == Answer::unknown) {
    run.unknown(name_at.span(), fmt::format("{} `{}`", kind, name), answer.reason,
                GapKind::reference);
    return;
  }
  run.answered(name_at.span(), answer.holder);
  if (answer.holder == Answer::found) return;
  if (!answer.elsewhere.empty())
    return report_elsewhere(run, secret, workload, container, name_at, answer);
  Finding& finding = run.report(
      workload, name_at.span(),
      fmt::format("there is no {} `{}`, so container `{}` does not start{}", kind, name, container,
                  answer.keys.empty() ? std::string()
                                      : fmt::format("; perhaps `{}` was meant", answer.keys[0])));
  finding.caption = fmt::format("no such {}", kind);
  finding.help = fmt::format("correct the name, or add the {}", kind);
  if (answer.keys.empty()) return;
  const std::string& near = answer.keys.front();
  add_label(finding, answer.at, fmt::format("`{}` is here", near));
  finding.fixes.push_back(
      {fmt::format("use the {} `{}`", kind, near), {{inside(run.sources(), name_at), near}}});
}

}  // namespace

void report_missing_holders(RuleRun& run, bool secret) {
  for_each_key_request(run.facts(), secret, [&](const KeyRequest& request) {
    check_holder(run, secret, *request.workload.resource, request.container.name,
                 request.variable.holder_at, request.variable.key);
  });
  for (const Workload& workload : run.facts().workloads) {
    for (const Container& container : workload.containers) {
      for (const EnvFrom& source : container.env_from) {
        if (source.secret == secret && !source.optional)
          check_holder(run, secret, *workload.resource, container.name, source.name_at, "");
      }
    }
  }
}

}  // namespace fairlead
