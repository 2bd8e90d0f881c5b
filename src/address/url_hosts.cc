#include <algorithm>
#include <charconv>

#include "address/url_text.h"
#include "base/text.h"

namespace fairlead::redis {
namespace {

bool is_host_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

/// Whether the host can be a name or address, and the port a number or unknown.
bool is_plausible(const UrlText& text, const HostPort& server, bool bracketed) {
  if (server.host.empty()) return false;
  for (std::size_t at = server.host.begin; at < server.host.end; ++at) {
    const char c = text.at(at);
    const bool address = c == ':' && (bracketed || !server.port.present);
    if (!is_host_byte(c) && !address && !text.has_placeholder(at, at + 1)) return false;
  }
  return !server.port.present || server.port.has_placeholder || port_number(server.port);
}

std::optional<HostPort> read_server(const UrlText& text, std::size_t begin, std::size_t end) {
  const HostPort server = host_port(text, begin, end);
  const bool bracketed = text.at(begin) == '[';
  // Nothing may stand between a bracket and the port or end.
  if (bracketed && !server.port.present && server.host.end + 1 != end) return std::nullopt;
  if (!is_plausible(text, server, bracketed)) return std::nullopt;
  return server;
}

/// A kind of managed host: what its name ends with, and what else it holds.
struct HostPattern {
  std::string_view suffix;
  std::string_view prefix;  ///< begins with, or ""
  std::string_view inside;  ///< holds, or ""
  ManagedHost host;
};

constexpr std::string_view elasticache = "Amazon ElastiCache";
constexpr std::string_view aws = ".cache.amazonaws.com";
constexpr std::string_view aws_china = ".cache.amazonaws.com.cn";

/// From the providers' documentation and public examples. The first that fits counts.
constexpr HostPattern managed_hosts[] = {
    {".redis.cache.windows.net",
     "",
     "",
     {"Azure Cache for Redis", std::nullopt, 6380, false, false}},
    {".redis.azure.net", "", "", {"Azure Managed Redis", true, 10000, false, false}},
    {aws, "", ".serverless.", {elasticache, true, 6379, true, false}},
    {aws, "master.", "", {elasticache, true, 6379, false, false}},
    {aws, "replica.", "", {elasticache, true, 6379, false, true}},
    {aws, "clustercfg.", "", {elasticache, std::nullopt, 6379, true, false}},
    {aws, "", ".clustercfg.", {elasticache, std::nullopt, 6379, true, false}},
    {aws, "", "-ro.", {elasticache, false, 6379, false, true}},
    {aws, "", ".ng.0001.", {elasticache, false, 6379, false, false}},
    {aws, "", "", {elasticache, std::nullopt, 6379, false, false}},
    {aws_china, "", "", {elasticache, std::nullopt, 6379, false, false}},
    {".amazonaws.com", "", ".memorydb.", {"Amazon MemoryDB", true, 6379, true, false}},
    {".upstash.io", "", "", {"Upstash", true, 6379, false, false}},
};

}  // namespace

std::optional<HostPort> parse_host_port(std::string_view text) {
  const UrlText blotted(text);
  return read_server(blotted, 0, text.size());
}

std::vector<HostPort> parse_host_list(std::string_view text) {
  return parse_host_list(UrlText(text));
}

std::vector<HostPort> parse_host_list(const UrlText& text) {
  constexpr std::string_view separators = ",; \t\r\n";
  std::vector<HostPort> servers;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.first_of(separators, begin, text.size());
    if (begin < end) {
      const auto server = read_server(text, begin, end);
      if (!server) return {};
      servers.push_back(*server);
    }
    begin = end + 1;
  }
  return servers;
}

std::optional<std::uint16_t> port_number(const Part& port) {
  if (!port.present || port.has_placeholder || port.text.empty()) return std::nullopt;
  std::uint16_t number = 0;
  const char* end = port.text.data() + port.text.size();
  const auto read = std::from_chars(port.text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number == 0) return std::nullopt;
  return number;
}

std::optional<std::uint16_t> default_port(Scheme scheme, bool tls) {
  switch (scheme) {
    case Scheme::redis:
    case Scheme::valkey:
      return 6379;
    case Scheme::sentinel:
      return 26379;
    case Scheme::postgresql:
      return 5432;
    case Scheme::mysql:
      return 3306;
    case Scheme::amqp:
      return tls ? 5671 : 5672;
    case Scheme::mongodb:
      return 27017;
    case Scheme::http:
      return tls ? 443 : 80;
    case Scheme::nats:
      return 4222;
    case Scheme::unknown:
      return std::nullopt;
  }
  __builtin_unreachable();
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const std::string_view digits = text.substr(i + 1 < text.size() ? i + 1 : text.size(), 2);
    const char* end = digits.data() + digits.size();
    if (text[i] == '%' && digits.size() == 2 &&
        std::from_chars(digits.data(), end, byte, 16).ptr == end) {
      decoded += static_cast<char>(byte);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

std::optional<ManagedHost> managed_host(std::string_view host) {
  std::string name = lower(host);
  if (name.ends_with('.')) name.pop_back();
  for (const HostPattern& pattern : managed_hosts) {
    if (name.size() > pattern.suffix.size() && name.ends_with(pattern.suffix) &&
        name.starts_with(pattern.prefix) && contains(name, pattern.inside)) {
      return pattern.host;
    }
  }
  return std::nullopt;
}

bool is_managed_host(std::string_view host) { return managed_host(host).has_value(); }

}  // namespace fairlead::redis
