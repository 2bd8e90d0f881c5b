#include <fmt/format.h>

#include "facts/server/config_fault.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "redis/config/directives.h"
#include "redis/config/shown.h"

namespace fairlead {
namespace {

std::string shown(const Directive& line) {
  return redis::shown_name(line.words.front().text, line.words.size() == 1);
}

/// Why the name is none: removed, of a later version, or of no version at all.
std::string what_is_known(const ConfigFault& fault) {
  const auto& version = fault.line->version;
  const std::string_view name = fault.line->words.front().text;
  if (version && redis::directive_exists(name, std::nullopt)) {
    return fmt::format("{} has no directive `{}`, others have", redis::name(*version), name);
  }
  const std::string first = shown(*fault.line);
  return fmt::format("{} is no directive", first.empty() ? "the first word here" : first);
}

void report(RuleRun& run, const ConfigFault& fault) {
  const std::string message = what_is_known(fault) + ", so the server does not start";
  const Resource* resource = fault.line->resource;
  Finding& finding = run.report(resource, fault.at, message);
  finding.caption = "not known";
  finding.help = fault.hint;
  const std::string_view name = fault.line->words.front().text;
  if (finding.help.empty()) {
    finding.help =
        redis::directive_exists(name, std::nullopt)
            ? fmt::format("`fairlead redis explain {}` says which versions have it", name)
            : std::string("correct the name, or take the line out");
  }
  const std::string_view near = redis::nearest_directive(fault.line->words.front().text);
  if (near.empty() || !fault.hint.starts_with("perhaps")) return;
  finding.fixes.push_back({fmt::format("write `{}`", near), {{fault.at, std::string(near)}}});
}

}  // namespace

void rule_redis_config_unknown_directive(RuleRun& run) {
  for (const ConfigFault& fault : line_faults(
           {run.facts().redis, run.facts().workloads, run.facts().problems, run.sources()})) {
    if (fault.kind != redis::StartErrorKind::unknown_directive) continue;
    if (fault.certain) {
      run.answered();
      report(run, fault);
    } else {
      const std::string first = shown(*fault.line);
      run.unknown(fault.at, first.empty() ? "a directive" : "the directive " + first,
                  "no version that fairlead has tables of knows it; a newer one or a module may");
    }
  }
}

}  // namespace fairlead
