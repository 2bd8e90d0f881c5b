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

namespace {

/// The sections of a short form.
struct Sections {
  std::string_view ip, published, target;
  std::string protocol;
};

Sections sections_of(std::string_view text) {
  Sections made;
  const std::size_t last = text.rfind(':');
  std::string_view behind = text;
  if (last != text.npos) {
    behind = text.substr(last + 1);
    const std::string_view before = text.substr(0, last);
    const std::size_t colon = before.rfind(':');
    if (colon != before.npos) made.ip = before.substr(0, colon);
    made.published = colon == before.npos ? before : before.substr(colon + 1);
  }
  const auto pieces = split(behind, '/');
  made.target = pieces[0];
  made.protocol = lower(pieces.size() > 1 && !pieces[1].empty() ? pieces[1] : "tcp");
  return made;
}

/// A port for each target, published as the ranges say.
std::vector<PortText> ports_of(const Sections& sections, const Range& targets,
                               const Range& published, std::string_view text) {
  std::vector<PortText> all;
  const unsigned count = targets.last - targets.first;
  for (unsigned i = 0; i <= count; ++i) {
    PortText& port = all.emplace_back();
    port.target = fmt::format("{}", targets.first + i);
    port.protocol = sections.protocol;
    port.target_at = static_cast<std::size_t>(sections.target.data() - text.data());
    port.target_size = sections.target.size();
    if (sections.published.empty()) continue;
    port.published = fmt::format("{}", published.first + i);
    if (count == 0 && published.last != published.first)
      port.published += fmt::format("-{}", published.last);
    port.published_at = static_cast<std::size_t>(sections.published.data() - text.data());
    port.published_size = sections.published.size();
  }
  return all;
}

}  // namespace

std::optional<std::vector<PortText>> port_texts(std::string_view text, std::string& error) {
  const auto fail = [&](std::string_view what, std::string_view which) {
    error = fmt::format("{}: {}", what, which);
    return std::nullopt;
  };
  const Sections sections = sections_of(text);
  const auto host = host_of(sections.ip);
  if (!host) return fail("Invalid ip address", sections.ip);
  if (sections.target.empty()) return fail("No port specified", text);
  const auto targets = range(sections.target);
  if (!targets) return fail("Invalid containerPort", sections.target);
  const auto published = sections.published.empty() ? Range{} : range(sections.published);
  if (!published) return fail("Invalid hostPort", sections.published);
  const unsigned count = targets->last - targets->first;
  if (!sections.published.empty() && count != 0 && count != published->last - published->first)
    return fail("Invalid ranges specified for container and host Ports", text);
  constexpr std::string_view protocols[] = {"tcp", "udp", "sctp"};
  if (std::ranges::find(protocols, sections.protocol) == std::end(protocols))
    return fail("Invalid proto", sections.protocol);
  auto all = ports_of(sections, *targets, *published, text);
  for (PortText& port : all) port.host = *host;
  // As texts, which is how compose sorts them.
  std::ranges::stable_sort(all, {},
                           [](const PortText& port) { return port.target + "/" + port.protocol; });
  return all;
}

}  // namespace fairlead::compose
