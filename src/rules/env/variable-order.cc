#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "facts/cluster/variable_references.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// The variables of a container in order, and who names whom.
class Check {
 public:
  Check(RuleRun& run, const ContainerSettings& settings)
      : run_(run), settings_(settings), env_(settings.container->env) {
    for (std::size_t i = 0; i < env_.size(); ++i) {
      defined_[env_[i].name].push_back(i);
      for (const auto& each : variable_references(env_[i].value_at.text()))
        users_[each.name].push_back(i);
    }
    for (const Setting& setting : settings.settings)
      if (setting.env_from) given_.insert(setting.name);
  }

  void value(std::size_t user) {
    for (const VariableReference& reference : variable_references(env_[user].value_at.text())) {
      const auto place = defined_.find(reference.name);
      if (place == defined_.end()) continue;
      const std::size_t definition = place->second.front();
      if (definition <= user || given_.contains(reference.name)) {
        run_.answered();
      } else if (settings_.open || settings_.workload->resource->partial) {
        run_.unknown(env_[user].value_at.span(), fmt::format("`$({})`", reference.name),
                     "an envFrom may define it before");
      } else {
        run_.answered();
        report(user, definition, reference);
      }
    }
  }

 private:
  void report(std::size_t user, std::size_t definition, const VariableReference& reference) {
    const WrittenText value = text_of(env_[user].value_at);
    Finding& finding = run_.report(
        *settings_.workload->resource, value.span(run_.sources(), reference.begin, reference.end),
        fmt::format(
            "`$({0})` stays as it is: `{0}` is defined after `{1}`, and the kubelet expands "
            "variables from top to bottom",
            reference.name, env_[user].name));
    finding.caption = "not yet defined here";
    add_label(finding, env_[definition].name_at.span(), "defined here");
    finding.help = fmt::format("move `{}` above `{}`", reference.name, env_[user].name);
    if (!can_swap(user, definition)) return;
    const Span upper = env_[user].at.span(), lower = env_[definition].at.span();
    finding.fixes.push_back({fmt::format("swap `{}` and `{}`", env_[user].name, reference.name),
                             {{upper, std::string(run_.sources().text(lower))},
                              {lower, std::string(run_.sources().text(upper))}}});
  }

  /// Two entries can change places where neither, nor one between them, would then come too early.
  bool can_swap(std::size_t early, std::size_t late) {
    if (env_[early].at.span().source != env_[late].at.span().source) return false;
    const std::vector<std::size_t>& users = users_[env_[early].name];
    const auto user = std::ranges::upper_bound(users, early);
    if (user != users.end() && *user <= late) return false;
    const auto newest = newest_needed_by(late);
    return !newest || *newest < early;
  }

  /// The last entry above an entry that it refers to.
  std::optional<std::size_t> newest_needed_by(std::size_t entry) {
    const auto [place, added] = newest_.try_emplace(entry);
    if (!added) return place->second;
    for (const auto& reference : variable_references(env_[entry].value_at.text())) {
      run_.worked(1);
      const auto defined = defined_.find(reference.name);
      if (defined == defined_.end()) continue;
      const auto above = std::ranges::lower_bound(defined->second, entry);
      if (above != defined->second.begin())
        place->second = std::max(place->second, std::optional(*(above - 1)));
    }
    return place->second;
  }

  RuleRun& run_;
  const ContainerSettings& settings_;
  const std::vector<EnvVar>& env_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> defined_, users_;  // ascending
  std::unordered_set<std::string_view> given_;
  std::unordered_map<std::size_t, std::optional<std::size_t>> newest_;
};

}  // namespace

void rule_env_variable_order(RuleRun& run) {
  for (const ContainerSettings& settings : run.facts().settings) {
    if (!may_refer(settings.container->env)) continue;
    Check check(run, settings);
    for (std::size_t i = 0; i < settings.container->env.size(); ++i) {
      if (settings.container->env[i].from == ValueFrom::literal) check.value(i);
    }
  }
}

}  // namespace fairlead
