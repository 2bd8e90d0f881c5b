#include <array>
#include <charconv>

#include "base/filled_in.h"
#include "base/name_words.h"
#include "base/text.h"
#include "facts/connect/credential.h"
#include "facts/connect/endpoint.h"

namespace fairlead {
namespace {

bool is_ipv4(std::string_view host) {
  const auto parts = split(host, '.');
  if (parts.size() != 4) return false;
  return std::ranges::all_of(parts, [](std::string_view part) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return error == std::errc() && end == part.data() + part.size() && value <= 255;
  });
}

/// Digits and colons, with an address of IPv4 at its end and a zone behind `%`.
bool is_ipv6(std::string_view host) {
  const std::string_view digits = host.substr(0, host.find('%'));
  return contains(digits, ":") &&
         digits.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

bool is_label(std::string_view part) {
  return !part.empty() && part.size() <= 63 && std::ranges::all_of(part, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

/// Domains that nobody calls a namespace: `github.com` is no Service of a namespace `com`.
bool is_public_domain(std::string_view part) {
  static constexpr std::array<std::string_view, 8> domains = {"com", "org", "net", "io",
                                                              "gov", "edu", "de",  "uk"};
  return std::ranges::find(domains, part) != domains.end();
}

/// The parts before `svc`, where the host is a full in-cluster name: `…svc`, or `…svc.` and a
/// cluster domain.
std::vector<std::string_view> before_svc(std::string_view host) {
  auto parts = split(host, '.');
  if (!parts.empty() && parts.back().empty()) parts.pop_back();  // a trailing dot
  for (std::size_t i = 2; i < parts.size(); ++i) {
    if (parts[i] != "svc") continue;
    // What follows is the cluster's domain: cluster.local, or another of the cluster's choosing.
    return {parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(i)};
  }
  return {};
}

}  // namespace

std::string_view role_words(Role role) {
  switch (role) {
    case Role::unknown:
      return "an unknown protocol";
    case Role::data:
      return "Redis data";
    case Role::mixed:
      return "Redis data, on the master or any replica";
    case Role::replica:
      return "a read-only replica";
    case Role::sentinel:
      return "Sentinel";
    case Role::cluster:
      return "Redis Cluster";
    case Role::metrics:
      return "metrics";
  }
  __builtin_unreachable();
}

bool is_no_host(std::string_view text) {
  static constexpr std::array<std::string_view, 3> ways_to_log_in = {"md5", "trust",
                                                                     "scram-sha-256"};
  if (says_yes_or_no(text) || std::ranges::find(ways_to_log_in, text) != ways_to_log_in.end())
    return true;
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

HostKind host_kind(std::string_view host) {
  if (host.empty() || is_filled_in(host)) return HostKind::unreadable;
  if (equal_ignoring_case(host, "localhost") || host == "::1" || host.starts_with("127."))
    return HostKind::loopback;
  if (is_ipv6(host) || is_ipv4(host)) return HostKind::address;
  auto parts = split(host, '.');
  if (parts.size() > 1 && parts.back().empty()) parts.pop_back();
  if (!std::ranges::all_of(parts, is_label)) return HostKind::unreadable;
  if (parts.size() == 2 && is_public_domain(parts.back())) return HostKind::external;
  if (!before_svc(host).empty() || parts.size() <= 2) return HostKind::in_cluster;
  // `pod.service.namespace` is searched in the cluster too, but so is every name with a domain of
  // its own.
  return HostKind::external;
}

bool names_sentinel_master(std::string_view variable) {
  std::string letters;
  for (const char c : upper(variable)) {
    if (c != '_' && c != '-' && c != '.') letters += c;
  }
  return contains(letters, "SENTINELMASTER") || contains(letters, "MASTERNAME") ||
         contains(letters, "MASTERSET") || contains(letters, "MASTERGROUP");
}

bool hints_at_sentinel(std::string_view variable, std::string_view value_text) {
  if (names_sentinel_master(variable)) return true;
  const std::string value = lower(value_text);
  const std::vector<std::string> words = name_words(variable);
  // Beside the address of a Sentinel, `REDIS_SENTINELS`, another one may be meant for a Redis.
  const bool switched_on = value == "true" || value == "1" || value == "yes" || value == "on";
  if (has_word(words, "sentinel") && (switched_on || has_word(words, "service"))) return true;
  return value == "sentinel" || contains(value, "master_name") || contains(value, "mastername");
}

std::string_view cluster_domain(std::string_view host) {
  const auto before = before_svc(host);
  if (before.empty()) return {};
  const std::string_view last = before.back();
  const auto end = static_cast<std::size_t>(last.data() + last.size() - host.data());
  std::string_view domain = host.substr(end + std::string_view(".svc").size());
  if (domain.ends_with('.')) domain.remove_suffix(1);
  if (domain.starts_with('.')) domain.remove_prefix(1);
  return domain;
}

std::vector<ServiceName> service_names(std::string_view host, std::string_view namespace_name) {
  const auto name = [](std::string_view service, std::string_view space, std::string_view pod,
                       bool qualified) {
    return ServiceName{std::string(service), std::string(space), std::string(pod), qualified};
  };
  const auto full = before_svc(host);
  if (full.size() == 2) return {name(full[0], full[1], "", true)};
  if (full.size() == 3) return {name(full[1], full[2], full[0], true)};
  if (!full.empty()) return {};
  const auto parts = split(host, '.');
  if (parts.size() == 1) return {name(parts[0], namespace_name, "", false)};
  if (parts.size() == 2 && !parts[1].empty()) {
    return {name(parts[0], parts[1], "", true), name(parts[1], namespace_name, parts[0], false)};
  }
  return {};
}

}  // namespace fairlead
