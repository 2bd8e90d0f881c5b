#include <fmt/format.h>

#include <algorithm>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Whether the metadata say something of a parameter, be it only a variable's name.
bool is_given(const Trigger& trigger, std::span<const std::string_view> names) {
  const TriggerValue* value = trigger.find_any(names);
  return value && !value->at.text().empty();
}

void report_lack(RuleRun& run, const Scaler& scaler, const Trigger& trigger, std::string message,
                 std::string help) {
  const Ref type = trigger.at["type"];
  Finding& finding = run.report(*scaler.resource, type.span(), std::move(message));
  finding.caption = "KEDA refuses the trigger";
  finding.help = std::move(help);
}

void check_needed(RuleRun& run, const Scaler& scaler, const Trigger& trigger) {
  for (const TriggerParameter& parameter : trigger_parameters()) {
    if (!parameter.needed || trigger_parameter(*trigger.redis, parameter.name) != &parameter)
      continue;
    if (trigger.find("keyName")) continue;  // of later versions
    const auto own = std::ranges::find_if(trigger.values, [&](const TriggerValue& value) {
      return value.name == parameter.name && value.variable.empty();
    });
    run.answered();
    if (own != trigger.values.end() && !own->at.text().empty()) continue;
    report_lack(run, scaler, trigger,
                fmt::format("the {} trigger has no `{}`, and KEDA takes it from the metadata alone",
                            trigger.type, parameter.name),
                fmt::format("add `{}`", parameter.name));
  }
}

/// An authentication may give addresses as well.
void check_address(RuleRun& run, const Scaler& scaler, const Trigger& trigger) {
  if (is_given(trigger, address_parameters) || trigger.authentication.present()) return;
  run.answered();
  const bool host = is_given(trigger, host_parameters), port = is_given(trigger, port_parameters);
  if (host && port) return;
  report_lack(run, scaler, trigger,
              host ? fmt::format("the {} trigger has a host without a port, and KEDA assumes none",
                                 trigger.type)
                   : fmt::format("the {} trigger has no address", trigger.type),
              host ? "add `port`" : "add `address: host:port`, or `host` and `port`");
}

/// A type that begins as those do and is none.
void check_type(RuleRun& run, const Scaler& scaler, const Trigger& trigger) {
  if (!trigger.type.starts_with("redis")) return;
  std::vector<std::string> types;
  for (const RedisTriggerType& each : redis_trigger_types()) types.emplace_back(each.type);
  const std::string_view near = nearest_of(trigger.type, types);
  report_lack(run, scaler, trigger, fmt::format("KEDA has no trigger `{}`", trigger.type),
              near.empty() ? fmt::format("it has {}", some_names(types))
                           : fmt::format("perhaps `{}` was meant", near));
}

}  // namespace

void rule_scaler_trigger_refused(RuleRun& run) {
  for (const Scaler& scaler : run.facts().scalers) {
    if (scaler.resource->partial) continue;
    for (const Trigger& trigger : scaler.triggers) {
      if (!trigger.redis) {
        check_type(run, scaler, trigger);
        continue;
      }
      check_needed(run, scaler, trigger);
      check_address(run, scaler, trigger);
    }
  }
}

}  // namespace fairlead
