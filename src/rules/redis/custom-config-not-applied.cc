#include <fmt/format.h>

#include "base/text.h"
#include "facts/cluster/release_values.h"
#include "facts/server/config_fault.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "redis/config/directives.h"
#include "redis/config/shown.h"

namespace fairlead {
namespace {

/// How an operator applies its list, and what it can set in this way.
struct Applied {
  std::string_view command, noun;
  bool (*settable)(std::string_view name, std::optional<redis::Version> version);
  std::string_view (*nearest)(std::string_view name);
};

constexpr Applied applied_to_redis = {"CONFIG SET", "directive", redis::config_settable,
                                      redis::nearest_directive};
constexpr Applied applied_to_sentinel = {"SENTINEL SET", "option", redis::sentinel_settable,
                                         redis::nearest_sentinel_option};

/// Directives that only a file can hold, although they are no settings of a server.
bool is_file_only(std::string_view name) {
  return name == "user" || name == "include" || name == "rename-command" || name == "loadmodule";
}

std::string stops_reconciling(const redis::AppliedList& list) {
  return fmt::format("the operator stops at this line each time it reconciles, {}",
                     list.left_undone);
}

void report_value(RuleRun& run, const ConfigFault& fault) {
  Finding& finding =
      run.report(*fault.line->resource, fault.at,
                 fmt::format("`{}` does not take this value: the operator applies {} with CONFIG "
                             "SET, which refuses it",
                             fault.line->words.front().text, list_of(*fault.line)->field));
  finding.caption = lower(fault.message.substr(0, 1)) + fault.message.substr(1);
  const std::string stops = stops_reconciling(*list_of(*fault.line));
  finding.help = fault.hint.empty() ? stops : fmt::format("{}; {}", fault.hint, stops);
}

void report(RuleRun& run, const Directive& directive, const redis::AppliedList& list) {
  const Applied& how = list.to_sentinels ? applied_to_sentinel : applied_to_redis;
  const Token& name = directive.words.front();
  const bool known = is_file_only(name.text) || (how.settable == redis::config_settable &&
                                                 redis::directive_exists(name.text, std::nullopt));
  const std::string shown = redis::shown_name(name.text, directive.words.size() == 1);
  const std::string message =
      known ? fmt::format(
                  "`{}` cannot be set at run time: the operator applies {} with {}, which "
                  "refuses it",
                  name.text, list.field, how.command)
            : fmt::format("{} is no {} that {} knows, with which the operator applies {}",
                          shown.empty() ? "the first word here" : shown, how.noun, how.command,
                          list.field);
  Finding& finding = run.report(*directive.resource, name.at, message);
  finding.caption = "never takes effect";
  finding.help =
      fmt::format("{}; move the setting to where the server reads it at start, or take it out",
                  stops_reconciling(list));
  if (known) return;
  const std::string_view near = how.nearest(name.text);
  if (near.empty()) return;
  finding.help = fmt::format("perhaps `{}` was meant", near);
  finding.fixes.push_back({fmt::format("write `{}`", near), {{name.at, std::string(near)}}});
}

/// From 7.0 on `dir` and `dbfilename` are protected, unless the server was started otherwise.
bool is_protected(const Directive& directive, const redis::AppliedList& list) {
  const redis::Directive* known = redis::find_directive(directive.words.front().text);
  return directive.place == ConfigPlace::custom_config && directive.version && known &&
         known->guarded_in(*directive.version) &&
         !at_path(directive.resource->root, list.own_config).present();
}

void report_protected(RuleRun& run, const Directive& directive, const redis::AppliedList& list) {
  const Token& name = directive.words.front();
  Finding& finding = run.report(
      *directive.resource, name.at,
      fmt::format("`{}` is protected: the operator applies {} with CONFIG SET, which refuses it",
                  name.text, list.field));
  finding.caption = "can't set protected config";
  finding.help = fmt::format(
      "{}; take the line out, or start the server with "
      "`enable-protected-configs yes`",
      stops_reconciling(list));
}

}  // namespace

void rule_redis_custom_config_not_applied(RuleRun& run) {
  for (const Directive& directive : run.facts().redis.directives) {
    const bool applied = directive.place == ConfigPlace::custom_config ||
                         directive.place == ConfigPlace::sentinel_custom_config;
    const redis::AppliedList* list = applied ? list_of(directive) : nullptr;
    if (!list || directive.words.empty()) continue;
    run.answered();
    const Applied& how = list->to_sentinels ? applied_to_sentinel : applied_to_redis;
    if (!how.settable(directive.words.front().text, directive.version)) {
      report(run, directive, *list);
    } else if (is_protected(directive, *list)) {
      report_protected(run, directive, *list);
    }
  }
  for (const ConfigFault& fault : set_faults(run.facts().redis.directives, run.sources()))
    report_value(run, fault);
}

}  // namespace fairlead
