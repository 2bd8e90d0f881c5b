#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "facts/cluster/variable_references.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Where each name is defined first.
using Definitions = std::unordered_map<std::string_view, std::size_t>;

Definitions definitions(const std::vector<EnvVar>& env) {
  Definitions first;
  for (std::size_t i = 0; i < env.size(); ++i) first.emplace(env[i].name, i);
  return first;
}

bool refers_to(const EnvVar& variable, std::string_view name) {
  const std::vector<VariableReference> all = variable_references(variable.value_at.text());
  return std::any_of(all.begin(), all.end(),
                     [&](const VariableReference& reference) { return reference.name == name; });
}

/// Two entries can change places where neither, nor one between them, would then come too early.
bool can_swap(const std::vector<EnvVar>& env, std::size_t early, std::size_t late) {
  if (env[early].at.span().source != env[late].at.span().source) return false;
  for (std::size_t i = early; i <= late; ++i) {
    if (i > early && refers_to(env[i], env[early].name)) return false;
    if (i < late && refers_to(env[late], env[i].name)) return false;
  }
  return true;
}

struct Check {
  RuleRun& run;
  const ContainerSettings& settings;
  const Definitions& first;

  bool given_by_env_from(std::string_view name) const {
    return std::any_of(settings.settings.begin(), settings.settings.end(),
                       [&](const Setting& given) { return given.env_from && given.name == name; });
  }

  void report(std::size_t user, std::size_t definition, const VariableReference& reference) const {
    const std::vector<EnvVar>& env = settings.container->env;
    const WrittenText value = text_of(env[user].value_at);
    Finding& finding = run.report(
        *settings.workload->resource, value.span(run.sources(), reference.begin, reference.end),
        fmt::format(
            "`$({0})` stays as it is: `{0}` is defined after `{1}`, and the kubelet expands "
            "variables from top to bottom",
            reference.name, env[user].name));
    finding.caption = "not yet defined here";
    add_label(finding, env[definition].name_at.span(), "defined here");
    finding.help = fmt::format("move `{}` above `{}`", reference.name, env[user].name);
    if (!can_swap(env, user, definition)) return;
    const Span upper = env[user].at.span(), lower = env[definition].at.span();
    finding.fixes.push_back({fmt::format("swap `{}` and `{}`", env[user].name, reference.name),
                             {{upper, std::string(run.sources().text(lower))},
                              {lower, std::string(run.sources().text(upper))}}});
  }

  void value(std::size_t user) const {
    const std::vector<EnvVar>& env = settings.container->env;
    for (const VariableReference& reference : variable_references(env[user].value_at.text())) {
      const auto place = first.find(reference.name);
      if (place == first.end()) continue;
      const std::size_t definition = place->second;
      if (definition <= user || given_by_env_from(reference.name)) {
        run.answered();
      } else if (settings.open || settings.workload->resource->partial) {
        run.unknown(env[user].value_at.span(), fmt::format("`$({})`", reference.name),
                    "an envFrom may define it before");
      } else {
        run.answered();
        report(user, definition, reference);
      }
    }
  }
};

}  // namespace

void rule_env_variable_order(RuleRun& run) {
  for (const ContainerSettings& settings : run.facts().settings) {
    const Definitions first = definitions(settings.container->env);
    const Check check{run, settings, first};
    for (std::size_t i = 0; i < settings.container->env.size(); ++i) {
      if (settings.container->env[i].from == ValueFrom::literal) check.value(i);
    }
  }
}

}  // namespace fairlead
