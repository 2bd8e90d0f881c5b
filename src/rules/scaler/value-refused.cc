#include <fmt/format.h>

#include <algorithm>

#include "base/filled_in.h"
#include "base/text.h"
#include "facts/connect/credential.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// What a JSON decoder reads as a whole number.
bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool digits =
      !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  return digits && (text.size() == 1 || text.front() != '0');
}

/// What Go's strconv.ParseBool takes.
bool is_flag(std::string_view text) {
  constexpr std::string_view words[] = {"1", "t", "T", "true",  "TRUE",  "True",
                                        "0", "f", "F", "false", "FALSE", "False"};
  return std::ranges::find(words, text) != std::end(words);
}

/// Why Go's dialer takes none of the addresses, in words behind their text; "" where it does.
std::string_view wrong_address(std::string_view text) {
  for (const std::string_view each : split(text, ',')) {
    const std::string_view address = trimmed(each);
    if (contains(address, "://")) return "is a URL, and KEDA takes `host:port`";
    if (!contains(address, ":")) return "has no port, and KEDA assumes none";
  }
  return {};
}

struct Wrong {
  std::string_view why, help;
};

Wrong wrong_value(const TriggerParameter& parameter, std::string_view text) {
  switch (parameter.value) {
    case ParameterValue::text:
      return {};
    case ParameterValue::number:
      return {is_number(text) ? "" : "is no whole number", "write digits alone, in quotes"};
    case ParameterValue::flag:
      return {is_flag(text) ? "" : "is neither true nor false for KEDA",
              "write \"true\" or \"false\""};
    case ParameterValue::addresses:
      return {wrong_address(text),
              "write `host:port`; TLS is `enableTLS`, a database "
              "`databaseIndex`, a password is given by an authentication"};
  }
  __builtin_unreachable();
}

void check_values(RuleRun& run, const Scaler& scaler, const Trigger& trigger) {
  for (const TriggerValue& value : trigger.values) {
    const TriggerParameter* parameter = trigger_parameter(*trigger.redis, value.name);
    const std::string_view text = trimmed(value.text.value);
    if (!parameter || text.empty() || may_be_filled_in(text) || names_credential(value.name))
      continue;
    run.answered();
    const Wrong wrong = wrong_value(*parameter, text);
    if (wrong.why.empty()) continue;
    Finding& finding =
        run.report(*scaler.resource, value.text.span(),
                   fmt::format("`{}` of the {} trigger {}", value.name, trigger.type, wrong.why));
    finding.caption = "KEDA does not read it";
    finding.help = wrong.help;
    if (!value.variable.empty())
      add_label(finding, value.at.span(), fmt::format("KEDA reads `{}` here", value.variable));
  }
}

}  // namespace

void rule_scaler_value_refused(RuleRun& run) {
  for (const Scaler& scaler : run.facts().scalers) {
    if (scaler.resource->partial) continue;
    for (const Trigger& trigger : scaler.triggers) {
      if (trigger.redis) check_values(run, scaler, trigger);
    }
  }
}

}  // namespace fairlead
