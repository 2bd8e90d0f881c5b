#include "deploy/compose/value/port_text.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace fairlead::compose {
namespace {

struct Range {
  unsigned first = 0, last = 0;
};

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > 65535)
    return std::nullopt;
  return value;
}

std::optional<Range> range(std::string_view text) {
  const auto parts = split(text, '-');
  const auto first = number(parts[0]);
  const auto last = parts.size() > 1 ? number(parts[1]) : first;
  if (!first || !last || *last < *first) return std::nullopt;
  return Range{*first, *last};
}

/// An address as Go's net.SplitHostPort takes it with a colon behind; nothing where it does not.
std::optional<std::string_view> host_of(std::string_view raw) {
  if (raw.starts_with('[')) {
    if (!raw.ends_with(']')) return std::nullopt;
    raw = raw.substr(1, raw.size() - 2);
  } else if (contains(raw, ":")) {
    return std::nullopt;
  }
  if (raw.find_first_of("[]") != std::string_view::npos) return std::nullopt;
  if (!raw.empty() && !is_address(raw)) return std::nullopt;
  return raw;
}

}  // namespace

bool is_address(std::string_view text) {
  unsigned char bytes[16];
  const std::string terminated(text);
  return inet_pton(AF_INET, terminated.c_str(), bytes) == 1 ||
         inet_pton(AF_INET6, terminated.c_str(), bytes) == 1;
}

std::optional<std::vector<PortText>> port_texts(std::string_view text, std::string& error) {
  const auto fail = [&](std::string_view what, std::string_view which) {
    error = fmt::format("{}: {}", what, which);
    return std::nullopt;
  };
  const std::size_t last_colon = text.rfind(':');
  const bool has_host_port = last_colon != text.npos;
  const std::string_view behind = has_host_port ? text.substr(last_colon + 1) : text;
  const std::string_view before = has_host_port ? text.substr(0, last_colon) : std::string_view();
  const std::size_t ip_colon = before.rfind(':');
  const std::string_view ip =
      ip_colon == before.npos ? std::string_view() : before.substr(0, ip_colon);
  const std::string_view published = ip_colon == before.npos ? before : before.substr(ip_colon + 1);
  const auto pieces = split(behind, '/');
  const std::string_view target = pieces[0];
  std::string protocol = lower(pieces.size() > 1 && !pieces[1].empty() ? pieces[1] : "tcp");
  if (target.empty()) protocol.clear();
  const auto host = host_of(ip);
  if (!host) return fail("Invalid ip address", ip);
  if (target.empty()) return fail("No port specified", text);
  const auto ports = range(target);
  if (!ports) return fail("Invalid containerPort", target);
  const auto host_ports = published.empty() ? Range{} : range(published);
  if (!host_ports) return fail("Invalid hostPort", published);
  const unsigned count = ports->last - ports->first,
                 host_count = host_ports->last - host_ports->first;
  if (!published.empty() && count != host_count && count != 0)
    return fail("Invalid ranges specified for container and host Ports", text);
  if (protocol != "tcp" && protocol != "udp" && protocol != "sctp")
    return fail("Invalid proto", protocol);
  std::vector<PortText> all;
  for (unsigned i = 0; i <= count; ++i) {
    PortText& port = all.emplace_back();
    port.host = *host;
    port.target = fmt::format("{}", ports->first + i);
    port.protocol = protocol;
    if (!published.empty()) port.published = fmt::format("{}", host_ports->first + i);
    if (count == 0 && host_count != 0) port.published += fmt::format("-{}", host_ports->last);
    port.published_at = static_cast<std::size_t>(published.data() - text.data());
    port.published_size = published.size();
    port.target_at = static_cast<std::size_t>(target.data() - text.data());
    port.target_size = target.size();
  }
  // As texts, which is how compose sorts them.
  std::ranges::stable_sort(all, {},
                           [](const PortText& port) { return port.target + "/" + port.protocol; });
  return all;
}

}  // namespace fairlead::compose
