#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/filled_in.h"
#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Whether a text can only be a host: a name with a dot that begins with a letter, or an address.
bool is_host(std::string_view text) {
  const bool is_plain = std::ranges::all_of(text, [](char c) {
    return c == '.' || c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  });
  return is_plain && contains(text, ".") && !text.starts_with('.') && !text.ends_with('.') &&
         host_kind(text) != HostKind::unreadable;
}

/// The variable that holds the host to a variable's port: REDIS_HOST to REDIS_PORT.
const Setting* host_beside(std::string_view name,
                           const std::map<std::string_view, const Setting*>& last) {
  constexpr std::string_view suffixes[] = {"_HOST", "_HOSTNAME", "_ADDR", "_ADDRESS", "_SERVER"};
  const std::string_view stem = name.substr(0, name.size() - std::string_view("_PORT").size());
  for (const std::string_view suffix : suffixes) {
    const auto found = last.find(fmt::format("{}{}", stem, suffix));
    if (found != last.end()) return found->second;
  }
  return nullptr;
}

void check(RuleRun& run, const ContainerSettings& each) {
  std::map<std::string_view, const Setting*> last;  // a later one wins
  for (const Setting& setting : each.settings) last[setting.name] = &setting;
  for (const auto& [name, setting] : last) {
    const std::string_view value = trimmed(setting->value.value);
    if (!name.ends_with("_PORT") || !setting->value || is_filled_in(value)) continue;
    const Setting* host = host_beside(name, last);
    if (!host) continue;
    run.answered();
    if (!is_host(value)) continue;
    Finding& finding = run.report(
        *each.workload->resource, setting->value.span(),
        fmt::format(
            "`{}` is a port and is set to the host `{}`, which no client takes for a number", name,
            value));
    finding.caption = "a host, no port";
    finding.help = fmt::format("perhaps `{}` was meant", host->name);
    add_label(finding, host->name_at, fmt::format("`{}` is set here", host->name));
  }
}

}  // namespace

void rule_endpoint_host_as_port(RuleRun& run) {
  for (const ContainerSettings& each : run.facts().settings)
    if (!each.workload->resource->partial) check(run, each);
}

}  // namespace fairlead
