#include "rules/endpoint/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "lint/words.h"

namespace fairlead {
namespace {

std::string address(const Endpoint& endpoint, const ServiceName& reading,
                    const Candidate& candidate) {
  return fmt::format("{}:{}", renamed_host(endpoint, reading, candidate.service.name),
                     candidate.port);
}

/// Whether the first candidate leaves no doubt: it fits, and either it alone does or its name does
/// too.
bool is_certain(const std::vector<Candidate>& candidates) {
  if (!candidates[0].fits) return false;
  if (candidates.size() == 1 || !candidates[1].fits) return true;
  return candidates[0].near && !candidates[1].near;
}

void add_fix(Finding& finding, const Endpoint& endpoint, const ServiceName& reading,
             const Candidate& candidate) {
  Fix fix;
  const std::string host = renamed_host(endpoint, reading, candidate.service.name);
  if (host != endpoint.host) fix.edits.push_back({endpoint.host_at, host});
  if (endpoint.port && endpoint.port != candidate.port) {
    // A port that is only implied cannot be edited, and half of the change would mend nothing.
    if (!endpoint.port_written) return;
    fix.edits.push_back({endpoint.port_at, fmt::format("{}", candidate.port)});
  }
  if (fix.edits.empty()) return;
  fix.description = fmt::format("connect to `{}`", address(endpoint, reading, candidate));
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

Finding& report_endpoint(RuleRun& run, const Endpoint& endpoint, Span at, std::string message) {
  if (endpoint.scaler) return run.report(*endpoint.scaler, at, std::move(message));
  if (!endpoint.workload) return run.report(at, std::move(message));
  return run.report(*endpoint.workload->resource, at, std::move(message));
}

bool decided_by_dns(const RuleRun& run, const Endpoint& endpoint) {
  if (!run.world().dns()) return false;
  const auto lookup = dns_lookup(run.facts(), endpoint);
  const DnsFact* fact = lookup ? run.world().dns()->find(*lookup) : nullptr;
  return fact && fact->state != DnsState::unknown;
}

std::string namespace_words(std::string_view namespace_name) {
  if (namespace_name.empty()) return "the same namespace";
  return fmt::format("namespace `{}`", namespace_name);
}

std::string role_note(Role role) {
  return role == Role::unknown ? std::string() : fmt::format(" ({})", role_words(role));
}

std::string offer_words(const std::vector<ServiceFacts>& services) {
  std::map<std::uint16_t, Role> ports;
  for (const ServiceFacts& service : services)
    ports.insert(service.ports.begin(), service.ports.end());
  std::string words;
  std::size_t left = ports.size();
  for (const auto& [port, role] : ports) {
    words += fmt::format("{}{}", port, role_note(role));
    if (--left > 0) words += left == 1 ? " and " : ", ";
  }
  return words;
}

std::string renamed_host(const Endpoint& endpoint, const ServiceName& reading,
                         std::string_view name) {
  const std::string_view host = endpoint.host;
  const std::size_t begin = reading.pod.empty() ? 0 : reading.pod.size() + 1;
  if (begin > host.size() || !host.substr(begin).starts_with(reading.name))
    return std::string(name);
  // A pod's name belongs to its own Service, so it goes with it.
  const std::size_t kept = name == reading.name ? begin : 0;
  return fmt::format("{}{}{}", host.substr(0, kept), name,
                     host.substr(begin + reading.name.size()));
}

void suggest(Finding& finding, const Endpoint& endpoint, const ServiceName& reading,
             const std::vector<Candidate>& candidates) {
  constexpr std::size_t most = 3;
  if (candidates.empty()) return;
  std::string help;
  for (const Candidate& candidate :
       std::span(candidates).first(std::min(most, candidates.size()))) {
    if (!help.empty()) help += ", ";
    help += fmt::format("`{}`{}", address(endpoint, reading, candidate), role_note(candidate.role));
  }
  const bool certain = is_certain(candidates);
  finding.help = fmt::format("{} {}", certain ? "use" : "what is there:", help);
  add_label(finding, candidates[0].service.at,
            fmt::format("`{}` is made here", candidates[0].service.name));
  if (certain) add_fix(finding, endpoint, reading, candidates[0]);
}

}  // namespace fairlead
