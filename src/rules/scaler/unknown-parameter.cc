#include <fmt/format.h>

#include <algorithm>

#include "base/name_words.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// What other versions of KEDA take: `metricName` those before 2.12, the rest those after 2.21.
constexpr std::string_view of_other_versions[] = {"metricName", "keyName", "keyValue",
                                                  "activationKeyValue"};

/// The names that a trigger of this type may have in its metadata, as they are or from a variable.
std::vector<std::string> names_of(const RedisTriggerType& type, bool from_env) {
  std::vector<std::string> names;
  for (const TriggerParameter& each : trigger_parameters()) {
    const bool fits = trigger_parameter(type, each.name) && each.metadata;
    if (fits && (each.from_env || !from_env)) names.emplace_back(each.name);
  }
  return names;
}

/// The only name that begins, or ends, with the same word: `lagThreshold` of other triggers is
/// `lagCount` here, `dbIndex` is `databaseIndex`.
std::string_view alike(std::string_view name, const std::vector<std::string>& names) {
  const auto words = name_words(name);
  if (words.size() < 2) return {};
  const auto only = [&](auto&& word_of, const std::string& word) -> std::string_view {
    std::string_view found;
    for (const std::string& each : names) {
      const auto other = name_words(each);
      if (other.size() < 2 || word_of(other) != word) continue;
      if (!found.empty()) return {};
      found = each;
    }
    return found;
  };
  const auto first = only([](const auto& all) { return all.front(); }, words.front());
  return first.empty() ? only([](const auto& all) { return all.back(); }, words.back()) : first;
}

struct Unread {
  std::string why, help;
  bool meant = false;  ///< it is known what was meant
};

/// Why KEDA reads nothing under the name; nothing where it does.
Unread unread(const Trigger& trigger, const TriggerValue& value) {
  const bool from_env = !value.variable.empty();
  if (const TriggerParameter* known = trigger_parameter(*trigger.redis, value.name)) {
    if (!known->metadata)
      return {"is read from an authentication alone",
              known->name == "tls" ? "write `enableTLS: \"true\"`"
                                   : "give it by a TriggerAuthentication",
              true};
    if (from_env && !known->from_env)
      return {"is read from the metadata alone, not from a variable",
              fmt::format("write `{}` with the value itself", known->name), true};
    return {};
  }
  if (std::ranges::find(of_other_versions, value.name) != std::end(of_other_versions)) return {};
  const std::vector<std::string> names = names_of(*trigger.redis, from_env);
  std::string_view near = nearest_of(value.name, names);
  if (near.empty()) near = alike(value.name, names);
  return {fmt::format("is no parameter of the {} trigger, and KEDA passes over it", trigger.type),
          near.empty() ? std::string("leave it out")
                       : fmt::format("perhaps `{}{}` was meant", near,
                                     from_env ? from_env_suffix : std::string_view()),
          !near.empty()};
}

}  // namespace

void rule_scaler_unknown_parameter(RuleRun& run) {
  for (const Scaler& scaler : run.facts().scalers) {
    for (const Trigger& trigger : scaler.triggers) {
      if (!trigger.redis || scaler.resource->partial) continue;
      for (const TriggerValue& value : trigger.values) {
        run.answered();
        const Unread found = unread(trigger, value);
        if (found.why.empty()) continue;
        const Node* key = value.at.key();
        Finding& finding =
            run.report(*scaler.resource, key ? key->span() : value.at.span(),
                       fmt::format("`{}` {}", key ? key->text() : value.name, found.why));
        finding.caption = "not read";
        finding.help = found.help;
        if (!found.meant) finding.severity = Severity::note;
      }
    }
  }
}

}  // namespace fairlead
