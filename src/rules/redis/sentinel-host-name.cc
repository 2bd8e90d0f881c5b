#include <fmt/format.h>

#include "base/filled_in.h"
#include "base/text.h"
#include "facts/cluster/image.h"
#include "facts/connect/endpoint.h"
#include "facts/server/config_fault.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

bool is_sentinel_line(const Directive& directive, std::string_view option, std::size_t words) {
  return directive.place == ConfigPlace::sentinel_conf && directive.words.size() >= words &&
         equal_ignoring_case(directive.words[0].text, "sentinel") &&
         equal_ignoring_case(directive.words[1].text, option);
}

/// Whether the same text, or a script of this unit that may change it, switches names on.
bool resolves(const Facts& facts, const Directive& monitor) {
  for (const Directive& directive : facts.redis.directives) {
    if (directive.at.source == monitor.at.source &&
        is_sentinel_line(directive, "resolve-hostnames", 3)) {
      return equal_ignoring_case(directive.words[2].text, "yes");
    }
  }
  constexpr std::string_view option = "resolve-hostnames";
  for (const Workload& workload : facts.workloads) {
    for (const Container& container : workload.containers) {
      for (const auto& words : {container.command, container.args}) {
        for (const Ref word : words)
          if (contains(word.text(), option)) return true;
      }
    }
  }
  return std::ranges::any_of(facts.holders, [&](const Holder& holder) {
    return std::ranges::any_of(holder.keys, [&](const HeldKey& key) {
      return key.value.span().source != monitor.at.source && !key.name.ends_with(".conf") &&
             contains(key.value.value, option);
    });
  });
}

/// Whether all that is in view runs a Redis since 6.2, for a file that no container is known to
/// mount.
bool is_6_2_in_view(const RuleRun& run) {
  return run.world().has_new_redis_only() &&
         std::ranges::none_of(run.facts().workloads, [](const Workload& workload) {
           return std::ranges::any_of(workload.containers, [](const Container& container) {
             return is_own_redis(container.image);
           });
         });
}

}  // namespace

void rule_redis_sentinel_host_name(RuleRun& run) {
  for (const Directive& directive : run.facts().redis.directives) {
    if (!is_sentinel_line(directive, "monitor", 6)) continue;
    const Token& host = directive.words[3];
    const HostKind kind = host_kind(host.text);
    if (kind == HostKind::address || kind == HostKind::unreadable) continue;
    if (may_be_filled_in(host.text)) continue;
    if (kind == HostKind::loopback && host.text != "localhost") continue;
    if (resolves(run.facts(), directive)) continue;
    if (!directive.version && !is_6_2_in_view(run)) {
      run.unknown(host.at, "whether the Sentinel takes names",
                  "its version is not in view; before 6.2 it did");
      continue;
    }
    run.answered();
    const std::string message = fmt::format(
        "a Sentinel takes addresses alone here, so it does not start: `Can't resolve instance "
        "hostname.`");
    Finding& finding = run.report(directive.resource, host.at, message);
    finding.caption = "a name";
    finding.help =
        "put `sentinel resolve-hostnames yes` above it, and `sentinel announce-hostnames yes` "
        "where "
        "clients shall get names";
  }
}

}  // namespace fairlead
