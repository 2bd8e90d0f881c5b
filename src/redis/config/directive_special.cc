#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "redis/config/directive_values.h"
#include "redis/config/memory.h"

namespace fairlead::redis {
namespace {

using Arguments = std::span<const std::string_view>;

ValueError refused(std::string message, std::size_t argument = 0) {
  return {argument, std::move(message)};
}

ValueError wrong_count(Arguments arguments, std::size_t wanted) {
  ValueError error = refused("wrong number of arguments", std::min(wanted, arguments.size()));
  error.wrong_count = true;
  return error;
}

bool old(Version version) { return version == Version::redis_6_2; }

std::optional<ValueError> check_bind(Arguments arguments, Version version) {
  constexpr std::size_t most = 16;
  if (arguments.size() <= most) return std::nullopt;
  return refused(
      old(version) ? "Too many bind addresses specified" : "Too many bind addresses specified.",
      most);
}

std::optional<ValueError> check_save(Arguments arguments, Version version) {
  const std::string message = "Invalid save parameters";
  if (old(version)) {
    // 6.2 drops a line of another length without a word.
    if (arguments.size() != 2) return std::nullopt;
    if (parse_loosely(arguments[0]).value < 1) return refused(message, 0);
    if (parse_loosely(arguments[1]).value < 0) return refused(message, 1);
    return std::nullopt;
  }
  if (arguments.size() == 1 && arguments[0].empty()) return std::nullopt;
  if (arguments.size() % 2 != 0) return refused(message, arguments.size() - 1);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const LooseNumber number = parse_loosely(arguments[i]);
    if (!number.complete || number.value < (i % 2 == 0 ? 1 : 0)) return refused(message, i);
  }
  return std::nullopt;
}

bool is_client_class(std::string_view name) {
  constexpr std::string_view classes[] = {"normal", "slave", "replica", "pubsub"};
  return std::ranges::any_of(
      classes, [&](std::string_view each) { return equal_ignoring_case(each, name); });
}

std::optional<ValueError> check_old_buffer_limit(Arguments arguments) {
  if (!is_client_class(arguments[0])) {
    return refused(
        "Unrecognized client limit class: the user specified an invalid one, or 'master' which "
        "has no buffer limits.");
  }
  if (static_cast<int>(parse_loosely(arguments[3]).value) >= 0) return std::nullopt;
  return refused("Negative number of seconds in soft limit is invalid", 3);
}

std::optional<ValueError> check_buffer_limit(Arguments arguments, Version version) {
  if (old(version)) return check_old_buffer_limit(arguments);
  if (arguments.size() % 4 != 0) {
    return refused("Wrong number of arguments in buffer limit configuration.",
                   arguments.size() / 4 * 4);
  }
  for (std::size_t i = 0; i < arguments.size(); i += 4) {
    if (!is_client_class(arguments[i])) {
      return refused("Invalid client class specified in buffer limit configuration.", i);
    }
    const std::string message =
        "Error in hard, soft or soft_seconds setting in buffer limit configuration.";
    for (const std::size_t limit : {i + 1, i + 2}) {
      if (!parse_memory(arguments[limit])) return refused(message, limit);
    }
    const LooseNumber seconds = parse_loosely(arguments[i + 3]);
    // The server keeps the seconds in an int.
    if (!seconds.complete || static_cast<int>(seconds.value) < 0) return refused(message, i + 3);
  }
  return std::nullopt;
}

std::optional<ValueError> check_oom_scores(Arguments arguments, Version) {
  constexpr std::size_t wanted = 3;
  constexpr std::int64_t most = 2000;
  if (arguments.size() != wanted) return wrong_count(arguments, wanted);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const LooseNumber number = parse_loosely(arguments[i]);
    if (!number.complete || number.value < -most || number.value > most) {
      return refused("Invalid oom-score-adj-values, elements must be between -2000 and 2000.", i);
    }
  }
  return std::nullopt;
}

std::optional<ValueError> check_events(Arguments arguments, Version version) {
  const std::string_view classes = old(version) ? "Ag$lshzxeKEtmd" : "Ag$lshzxeKEtmdn";
  if (arguments[0].find_first_not_of(classes) == std::string_view::npos) return std::nullopt;
  return refused(old(version) ? "Invalid event class character. Use 'g$lshzxeA'."
                              : "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
}

std::optional<ValueError> check_replicaof(Arguments arguments, Version) {
  constexpr std::size_t wanted = 2;
  if (arguments.size() != wanted) return wrong_count(arguments, wanted);
  if (equal_ignoring_case(arguments[0], "no") && equal_ignoring_case(arguments[1], "one")) {
    return std::nullopt;
  }
  const LooseNumber port = parse_loosely(arguments[1]);
  const auto number = static_cast<int>(port.value);
  if (port.complete && number >= 0 && number <= 65535) return std::nullopt;
  return refused("Invalid master port", 1);
}

std::optional<ValueError> check_percentiles(Arguments arguments, Version) {
  if (arguments.size() == 1 && arguments[0].empty()) return std::nullopt;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string text(arguments[i]);
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (text.empty() || text.front() == ' ' || *end != '\0' || number != number) {
      return refused("Invalid latency-tracking-info-percentiles parameters", i);
    }
    if (number > 100.0 || number < 0.0) {
      return refused("latency-tracking-info-percentiles parameters should sit between [0.0,100.0]",
                     i);
    }
  }
  return std::nullopt;
}

std::optional<ValueError> check_old_socket_mode(Arguments arguments, Version) {
  constexpr std::int64_t most = 0777;
  const std::int64_t mode = parse_loosely(arguments[0], 8).value;
  if (mode >= 0 && mode <= most) return std::nullopt;
  return refused("Invalid socket file permissions");
}

std::optional<ValueError> check_anything(Arguments, Version) { return std::nullopt; }

struct Special {
  std::string_view name;
  int old_count;  ///< how many arguments 6.2 wants; -1: one or more; -2: any
  int count;      ///< how many later versions want; -2: any, or the check says
  std::optional<ValueError> (*check)(Arguments, Version);
};
constexpr Special specials[] = {
    {"bind", -1, -2, check_bind},
    {"client-output-buffer-limit", 4, -2, check_buffer_limit},
    {"cluster-config-file", 1, 1, check_anything},
    {"dir", 1, 1, check_anything},
    {"latency-tracking-info-percentiles", -2, -2, check_percentiles},
    {"list-max-ziplist-entries", 1, 1, check_anything},
    {"list-max-ziplist-value", 1, 1, check_anything},
    {"logfile", 1, 1, check_anything},
    {"notify-keyspace-events", 1, 1, check_events},
    {"oom-score-adj-values", 3, -2, check_oom_scores},
    {"replicaof", 2, -2, check_replicaof},
    {"save", -2, -2, check_save},
    {"slaveof", 2, -2, check_replicaof},
    {"unixsocketperm", 1, 1, check_old_socket_mode},
};

}  // namespace

std::optional<ValueError> check_special(std::string_view name, Arguments arguments,
                                        Version version) {
  const auto* found = std::ranges::find(specials, name, &Special::name);
  if (found == std::end(specials)) return std::nullopt;
  const int wanted = old(version) ? found->old_count : found->count;
  const bool fits = wanted == -2 || (wanted == -1 && !arguments.empty()) ||
                    arguments.size() == static_cast<std::size_t>(std::max(wanted, 0));
  if (!fits) {
    ValueError error = wrong_count(arguments, static_cast<std::size_t>(std::max(wanted, 0)));
    error.as_if_unknown = old(version);
    return error;
  }
  return found->check(arguments, version);
}

}  // namespace fairlead::redis
