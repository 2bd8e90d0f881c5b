#include <fmt/format.h>

#include "base/text.h"
#include "facts/server/config_fault.h"
#include "lint/rule_run.h"
#include "redis/config/directives.h"

namespace fairlead {
namespace {

/// What a fix may write: the value in back-quotes of a hint that begins with "write".
std::string_view value_to_write(std::string_view hint) {
  constexpr std::string_view begin = "write `";
  if (!hint.starts_with(begin) || !hint.ends_with('`')) return {};
  return hint.substr(begin.size(), hint.size() - begin.size() - 1);
}

std::string what_is_wrong(const ConfigFault& fault) {
  const std::string_view name = fault.line->words.front().text;
  if (fault.kind == redis::StartErrorKind::argument_count) {
    return fmt::format("`{}` has too few or too many words behind it", name);
  }
  return fmt::format("`{}` does not take this value", name);
}

/// Whether a chart prints the word for a boolean of its values: `appendonly: yes`.
bool is_yaml_boolean(const SourceMap& sources, const ConfigFault& fault) {
  const std::string_view word = sources.text(fault.at);
  if (word != "true" && word != "false") return false;
  const Span written = sources.blame(fault.at).edit;
  const std::string_view before = trimmed(sources.text({written.source, 0, written.begin}));
  return before.ends_with(':') || before.ends_with('-');
}

/// Whether what a command line has too much is the server's file, which comes before all options.
bool is_late_file(const ConfigFault& fault) {
  const std::string_view last = fault.line->words.back().text;
  return fault.line->command_line && fault.kind == redis::StartErrorKind::argument_count &&
         fault.line->words.size() > 2 && last.ends_with(".conf");
}

void report(RuleRun& run, const ConfigFault& fault) {
  const std::string message = what_is_wrong(fault) + ", so the server does not start";
  const Resource* resource = fault.line->resource;
  Finding& finding = run.report(resource, fault.at, message);
  finding.caption = lower(fault.message.substr(0, 1)) + fault.message.substr(1);
  finding.help = !fault.hint.empty()
                     ? fault.hint
                     : fmt::format("`fairlead redis explain {}` prints what it takes",
                                   fault.line->words.front().text);
  if (is_late_file(fault)) {
    finding.help =
        "name the file first, before all options: behind one it is read as another of its values";
    return;
  }
  if (is_yaml_boolean(run.sources(), fault)) {
    finding.help = fmt::format(
        "write `\"{}\"` with its quotes: without them it is a boolean, which Helm prints as `{}`",
        run.sources().text(fault.at) == "true" ? "yes" : "no", run.sources().text(fault.at));
    return;
  }
  const std::string_view value = value_to_write(fault.hint);
  if (value.empty() || run.sources().text(fault.at) != fault.line->words.back().text) return;
  finding.fixes.push_back({std::string(fault.hint), {{fault.at, std::string(value)}}});
}

}  // namespace

void rule_redis_config_bad_value(RuleRun& run) {
  for (const ConfigFault& fault : line_faults(
           {run.facts().redis, run.facts().workloads, run.facts().problems, run.sources()})) {
    if (fault.kind != redis::StartErrorKind::bad_value &&
        fault.kind != redis::StartErrorKind::argument_count) {
      continue;
    }
    run.answered();
    report(run, fault);
  }
}

}  // namespace fairlead
