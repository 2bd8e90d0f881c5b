#include "redis/config/directive_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <limits>

#include "base/text.h"
#include "redis/config/address.h"
#include "redis/config/memory.h"

namespace fairlead::redis {
namespace {

ValueError refused(std::string message, std::size_t argument = 0) {
  return {argument, std::move(message)};
}

std::optional<ValueError> outside(const DirectiveValue& value, std::int64_t number) {
  // Beyond the signed numbers the server compares without a sign.
  const bool is_unsigned = value.max > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  const bool fits =
      is_unsigned ? static_cast<std::uint64_t>(number) <= value.max &&
                        static_cast<std::uint64_t>(number) >= static_cast<std::uint64_t>(value.min)
                  : number <= static_cast<std::int64_t>(value.max) && number >= value.min;
  if (fits) return std::nullopt;
  return refused(
      value.type == ValueType::octal
          ? fmt::format("argument must be between {:o} and {:o} inclusive",
                        static_cast<std::uint64_t>(value.min), value.max)
          : fmt::format("argument must be between {} and {} inclusive", value.min, value.max));
}

std::optional<ValueError> check_integer(const DirectiveValue& value, std::string_view text) {
  const auto number = parse_integer(text);
  if (!number) return refused("argument couldn't be parsed into an integer");
  return outside(value, *number);
}

std::optional<ValueError> check_memory(const DirectiveValue& value, std::string_view text) {
  // A directive whose least value is negative takes a minus before the digits (Valkey 9.1).
  const bool negative = value.min < 0 && value.type == ValueType::memory && text.starts_with('-');
  if (const auto bytes = parse_memory(text.substr(negative ? 1 : 0))) {
    const auto number = static_cast<std::int64_t>(*bytes);
    return outside(value, negative ? -number : number);
  }
  if (value.type == ValueType::memory) return refused("argument must be a memory value");
  const auto percent =
      text.ends_with('%') ? parse_integer(text.substr(0, text.size() - 1)) : std::nullopt;
  if (!percent || *percent < 0) return refused("argument must be a memory or percent value");
  if (-*percent >= value.min) return std::nullopt;
  return refused(fmt::format("percentage argument must be less or equal to {}", -value.min));
}

std::optional<ValueError> check_octal(const DirectiveValue& value, std::string_view text) {
  const std::string owned(text);
  char* end = nullptr;
  errno = 0;
  const long long number = std::strtoll(owned.c_str(), &end, 8);
  if (errno != 0 || *end != '\0') {
    return refused("argument couldn't be parsed as an octal number");
  }
  return outside(value, number);
}

std::optional<ValueError> check_words(const Directive& directive, const DirectiveValue& value,
                                      std::span<const std::string_view> arguments,
                                      Version version) {
  const auto words = split(value.words, ' ');
  const auto known = [&](std::string_view argument) {
    return std::ranges::any_of(
        words, [&](std::string_view word) { return equal_ignoring_case(word, argument); });
  };
  const auto wrong = std::ranges::find_if_not(arguments, known);
  if (wrong != arguments.end() || arguments.empty()) {
    const std::vector<std::string> listed(words.begin(), words.end());
    return refused(fmt::format("argument{} must be one of the following: {}",
                               version == Version::redis_6_2 ? "" : "(s)", joined(listed, ", ")),
                   static_cast<std::size_t>(wrong - arguments.begin()));
  }
  const auto has = [&](std::string_view word) {
    return std::ranges::any_of(arguments,
                               [&](std::string_view a) { return equal_ignoring_case(a, word); });
  };
  if (directive.several_arguments && has("save") && has("nosave")) {
    return refused("shutdown options SAVE and NOSAVE can't be used simultaneously");
  }
  return std::nullopt;
}

bool is_base_name(std::string_view text) {
  return text.find_first_of("/\\") == std::string_view::npos;
}

std::optional<ValueError> check_file_name(std::string_view name, std::string_view text,
                                          Version version) {
  const Version first = name == "dbfilename" ? Version::valkey_8_0 : Version::redis_7_0;
  if (text.empty() && version >= first) {
    return refused(fmt::format("{} can't be empty", name));
  }
  if (is_base_name(text)) return std::nullopt;
  return refused(fmt::format("{} can't be a path, just a {}", name,
                             name == "appenddirname" ? "dirname" : "filename"));
}

std::optional<ValueError> check_host_name(std::string_view, std::string_view text, Version) {
  constexpr std::size_t longest = 255;
  if (text.size() > longest) return refused("Hostnames must be less than 256 characters");
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  };
  if (std::ranges::all_of(text, fits)) return std::nullopt;
  return refused("Hostnames may only contain alphanumeric characters, hyphens or dots");
}

/// Whether a cluster's nodes.conf can hold the text (isValidAuxChar of each version).
bool fits_nodes_file(std::string_view text, Version version) {
  constexpr std::string_view others = "!#$%&()*+;<>?@[]^{|}~";
  constexpr std::string_view since_9_1 = ";<=>?@[]^{|}~\\\x7f";
  return std::ranges::none_of(text, [&](char c) {
    if (version == Version::valkey_9_1) {
      return static_cast<unsigned char>(c) <= ',' || since_9_1.find(c) != since_9_1.npos;
    }
    if (version != Version::valkey_8_1 && c == ':') return true;
    return others.find(c) != others.npos;
  });
}

std::optional<ValueError> check_node_name(std::string_view, std::string_view text,
                                          Version version) {
  if (fits_nodes_file(text, version)) return std::nullopt;
  return refused("Announced human node name contained invalid character");
}

std::optional<ValueError> check_announced_ip(std::string_view name, std::string_view text,
                                             Version version) {
  constexpr std::size_t longest = 45;
  if (version != Version::valkey_9_1) return std::nullopt;
  if (text.size() > longest) return refused(fmt::format("{} is too long", name));
  if (fits_nodes_file(text, version)) return std::nullopt;
  return refused(fmt::format("{} contains invalid character", name));
}

std::optional<ValueError> check_address(std::string_view name, std::string_view text, Version) {
  const bool six = name.ends_with("ipv6");
  if (text.empty() || (six ? is_ipv6(text) : is_ipv4(text))) return std::nullopt;
  return refused(six ? "Invalid IPv6 address" : "Invalid IPv4 address");
}

std::optional<ValueError> check_cluster_file(std::string_view, std::string_view text,
                                             Version version) {
  if (!text.empty() || version < Version::valkey_8_0) return std::nullopt;
  return refused("cluster-config-file can't be empty");
}

/// A template of known variables in braces; `{{` stands for a brace. Empty ones are refused.
std::optional<ValueError> check_template(std::string_view, std::string_view text, Version) {
  constexpr std::string_view variables[] = {"title",       "listen-addr", "server-mode", "port",
                                            "config-file", "tls-port",    "unixsocket"};
  // These are empty in a server that has just started, so that a title of them alone is none.
  constexpr std::string_view empty[] = {"title", "server-mode", "unixsocket"};
  const ValueError wrong = refused("template format is invalid or contains unknown variables");
  bool something = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '{') {
      something |= text[at] != ' ';
      continue;
    }
    if (text.substr(at + 1).starts_with('{')) {
      something = true;
      ++at;
      continue;
    }
    const auto end = text.find('}', at);
    if (end == std::string_view::npos) return wrong;
    const std::string_view name = text.substr(at + 1, end - at - 1);
    if (std::ranges::find(variables, name) == std::end(variables)) return wrong;
    something |= std::ranges::find(empty, name) == std::end(empty);
    at = end;
  }
  return something ? std::nullopt : std::optional(wrong);
}

struct TextCheck {
  std::string_view name;
  std::optional<ValueError> (*check)(std::string_view name, std::string_view text, Version);
};
constexpr TextCheck text_checks[] = {
    {"appenddirname", check_file_name},
    {"appendfilename", check_file_name},
    {"cluster-announce-client-ipv4", check_address},
    {"cluster-announce-client-ipv6", check_address},
    {"cluster-announce-hostname", check_host_name},
    {"cluster-announce-human-nodename", check_node_name},
    {"cluster-announce-ip", check_announced_ip},
    {"cluster-config-file", check_cluster_file},
    {"dbfilename", check_file_name},
    {"proc-title-template", check_template},
};

}  // namespace

std::optional<ValueError> check_text(std::string_view name, std::string_view text,
                                     Version version) {
  const auto* found = std::ranges::find(text_checks, name, &TextCheck::name);
  return found == std::end(text_checks) ? std::nullopt : found->check(name, text, version);
}

std::optional<ValueError> check_listed(const Directive& directive, const DirectiveValue& value,
                                       std::span<const std::string_view> arguments,
                                       Version version) {
  const std::string_view text = arguments.empty() ? std::string_view() : arguments.front();
  switch (value.type) {
    case ValueType::boolean:
      if (equal_ignoring_case(text, "yes") || equal_ignoring_case(text, "no")) return std::nullopt;
      return refused("argument must be 'yes' or 'no'");
    case ValueType::integer:
      return check_integer(value, text);
    case ValueType::memory:
    case ValueType::memory_or_percent:
      return check_memory(value, text);
    case ValueType::octal:
      return check_octal(value, text);
    case ValueType::enumeration:
      return check_words(directive, value, arguments, version);
    case ValueType::text:
      return check_text(directive.newer_name.empty() ? directive.name : directive.newer_name, text,
                        version);
    case ValueType::special:
    case ValueType::ignored:
      return std::nullopt;
  }
  __builtin_unreachable();
}

}  // namespace fairlead::redis
