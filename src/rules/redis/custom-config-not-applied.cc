#include <fmt/format.h>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "model/config_fault.h"
#include "redis/directives.h"
#include "redis/shown.h"

namespace fairlead {
namespace {

/// How an operator applies its list, and what it can set in this way.
struct Applied {
  std::string_view field, command, noun;
  bool (*settable)(std::string_view name, std::optional<redis::Version> version);
  std::string_view (*nearest)(std::string_view name);
};

constexpr Applied applied_to_redis = {"spec.redis.customConfig", "CONFIG SET", "directive",
                                      redis::config_settable, redis::nearest_directive};
constexpr Applied applied_by_opstree = {"spec.redisConfig.dynamicConfig", "CONFIG SET", "directive",
                                        redis::config_settable, redis::nearest_directive};
constexpr Applied applied_to_sentinel = {"spec.sentinel.customConfig", "SENTINEL SET", "option",
                                         redis::sentinel_settable, redis::nearest_sentinel_option};

bool is_failover(const Directive& line) {
  return line.resource && line.resource->kind == "RedisFailover";
}

const Applied* applied(const Directive& line) {
  switch (line.place) {
    case ConfigPlace::custom_config:
      return is_failover(line) ? &applied_to_redis : &applied_by_opstree;
    case ConfigPlace::sentinel_custom_config:
      return &applied_to_sentinel;
    case ConfigPlace::redis_conf:
    case ConfigPlace::sentinel_conf:
    case ConfigPlace::acl_file:
      return nullptr;
  }
  __builtin_unreachable();
}

/// Directives that only a file can hold, although they are no settings of a server.
bool is_file_only(std::string_view name) {
  return name == "user" || name == "include" || name == "rename-command" || name == "loadmodule";
}

std::string_view stops_reconciling(const Directive& line) {
  return is_failover(line) ? "the operator stops at this line each time it reconciles, before it "
                             "repairs Sentinels"
                           : "the operator stops at this line each time it reconciles, and applies "
                             "none behind it";
}

void report_value(RuleRun& run, const ConfigFault& fault) {
  Finding& finding =
      run.report(*fault.line->resource, fault.at,
                 fmt::format("`{}` does not take this value: the operator applies {} with CONFIG "
                             "SET, which refuses it",
                             fault.line->words.front().text, applied(*fault.line)->field));
  finding.caption = lower(fault.message.substr(0, 1)) + fault.message.substr(1);
  const std::string_view stops = stops_reconciling(*fault.line);
  finding.help = fault.hint.empty() ? std::string(stops) : fmt::format("{}; {}", fault.hint, stops);
}

void report(RuleRun& run, const Directive& directive, const Applied& how) {
  const Token& name = directive.words.front();
  const bool known = is_file_only(name.text) || (how.settable == redis::config_settable &&
                                                 redis::directive_exists(name.text, std::nullopt));
  const std::string shown = redis::shown_name(name.text, directive.words.size() == 1);
  const std::string message =
      known ? fmt::format(
                  "`{}` cannot be set at run time: the operator applies {} with {}, which "
                  "refuses it",
                  name.text, how.field, how.command)
            : fmt::format("{} is no {} that {} knows, with which the operator applies {}",
                          shown.empty() ? "the first word here" : shown, how.noun, how.command,
                          how.field);
  Finding& finding = run.report(*directive.resource, name.at, message);
  finding.caption = "never takes effect";
  finding.help =
      fmt::format("{}; move the setting to where the server reads it at start, or take it out",
                  stops_reconciling(directive));
  if (known) return;
  const std::string_view near = how.nearest(name.text);
  if (near.empty()) return;
  finding.help = fmt::format("perhaps `{}` was meant", near);
  finding.fixes.push_back({fmt::format("write `{}`", near), {{name.at, std::string(near)}}});
}

/// From 7.0 on `dir` and `dbfilename` are protected, unless the server was started otherwise.
bool is_protected(const Directive& directive) {
  const redis::Directive* known = redis::find_directive(directive.words.front().text);
  return directive.place == ConfigPlace::custom_config && directive.version && known &&
         known->guarded_in(*directive.version) &&
         !directive.resource->root["spec"]["redis"]["command"].present() &&
         !directive.resource->root["spec"]["redisConfig"]["additionalRedisConfig"].present();
}

void report_protected(RuleRun& run, const Directive& directive) {
  const Token& name = directive.words.front();
  Finding& finding = run.report(
      *directive.resource, name.at,
      fmt::format("`{}` is protected: the operator applies {} with CONFIG SET, which refuses it",
                  name.text, applied(directive)->field));
  finding.caption = "can't set protected config";
  finding.help = fmt::format(
      "{}; take the line out, or start the server with "
      "`enable-protected-configs yes`",
      stops_reconciling(directive));
}

}  // namespace

void rule_redis_custom_config_not_applied(RuleRun& run) {
  for (const Directive& directive : run.model().directives) {
    const Applied* how = applied(directive);
    if (!how || directive.words.empty() || !directive.resource) continue;
    run.answered();
    if (!how->settable(directive.words.front().text, directive.version)) {
      report(run, directive, *how);
    } else if (is_protected(directive)) {
      report_protected(run, directive);
    }
  }
  for (const ConfigFault& fault : set_faults(run.model(), run.sources())) report_value(run, fault);
}

}  // namespace fairlead
