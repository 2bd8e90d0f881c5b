#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "redis/config/address.h"
#include "redis/config/directive_values.h"
#include "redis/config/start_checker.h"

namespace fairlead::redis {
namespace {

/// What must hold of the last word of a statement.
enum class StatementValue : std::uint8_t {
  anything,
  yes_or_no,
  positive,
  not_negative,
  script,
  id
};

/// A `sentinel` statement (sentinelHandleConfiguration in src/sentinel.c).
struct Statement {
  std::string_view name;
  std::size_t words;  ///< with the name, without `sentinel`
  bool of_master;     ///< the word behind the name is a master's
  StatementValue value;
  std::string_view message;  ///< where the value is refused
};
constexpr std::string_view not_positive = "negative or zero time parameter.";
constexpr Statement statements[] = {
    {"announce-hostnames", 2, false, StatementValue::yes_or_no,
     "Please specify yes or no for the announce-hostnames option."},
    {"announce-ip", 2, false, StatementValue::anything, ""},
    {"announce-port", 2, false, StatementValue::anything, ""},
    {"auth-pass", 3, true, StatementValue::anything, ""},
    {"auth-user", 3, true, StatementValue::anything, ""},
    {"client-reconfig-script", 3, true, StatementValue::script, ""},
    {"config-epoch", 3, true, StatementValue::anything, ""},
    {"current-epoch", 2, false, StatementValue::anything, ""},
    {"deny-scripts-reconfig", 2, false, StatementValue::yes_or_no,
     "Please specify yes or no for the deny-scripts-reconfig options."},
    {"down-after-milliseconds", 3, true, StatementValue::positive, not_positive},
    {"failover-timeout", 3, true, StatementValue::positive, not_positive},
    {"known-replica", 4, true, StatementValue::anything, ""},
    {"known-sentinel", 4, false, StatementValue::anything, ""},
    {"known-sentinel", 5, true, StatementValue::anything, ""},
    {"known-slave", 4, true, StatementValue::anything, ""},
    {"leader-epoch", 3, true, StatementValue::anything, ""},
    {"master-reboot-down-after-period", 3, true, StatementValue::not_negative,
     "negative time parameter."},
    {"monitor", 5, false, StatementValue::anything, ""},
    {"myid", 2, false, StatementValue::id, "Malformed Sentinel id in myid option."},
    {"notification-script", 3, true, StatementValue::script, ""},
    {"parallel-syncs", 3, true, StatementValue::anything, ""},
    {"primary-reboot-down-after-period", 3, true, StatementValue::not_negative,
     "negative time parameter."},
    {"rename-command", 4, true, StatementValue::anything, ""},
    {"resolve-hostnames", 2, false, StatementValue::yes_or_no,
     "Please specify yes or no for the resolve-hostnames option."},
    {"sentinel-pass", 2, false, StatementValue::anything, ""},
    {"sentinel-user", 2, false, StatementValue::anything, ""},
};

bool in_version(const Statement& statement, Version version) {
  if (statement.name.starts_with("master-reboot")) return version != Version::redis_6_2;
  return !statement.name.starts_with("primary-") || version >= Version::valkey_8_0;
}

const Statement* find_statement(const ServerLine& line, Version version) {
  const auto* found = std::ranges::find_if(statements, [&](const Statement& each) {
    return equal_ignoring_case(each.name, line.word(1)) && each.words == line.words.size() - 1 &&
           in_version(each, version);
  });
  return found == std::end(statements) ? nullptr : found;
}

bool fits(StatementValue value, std::string_view text) {
  constexpr std::size_t id_length = 40;
  // Kept in a C int.
  const auto number = static_cast<int>(parse_loosely(text).value);
  switch (value) {
    case StatementValue::yes_or_no:
      return equal_ignoring_case(text, "yes") || equal_ignoring_case(text, "no");
    case StatementValue::positive:
      return number > 0;
    case StatementValue::not_negative:
      return number >= 0;
    case StatementValue::id:
      return text.size() == id_length;
    case StatementValue::script:
    case StatementValue::anything:
      return true;
  }
  __builtin_unreachable();
}

/// Statements of the whole Sentinel are read before those of a master, wherever they stand.
constexpr std::size_t turns = 3;
std::size_t turn(const ServerLine& line) {
  constexpr std::string_view first[] = {
      "announce-ip",   "announce-port",     "deny-scripts-reconfig",
      "sentinel-user", "sentinel-pass",     "current-epoch",
      "myid",          "resolve-hostnames", "announce-hostnames"};
  if (equal_ignoring_case(line.word(1), "monitor")) return 1;
  return std::ranges::find(first, lower(line.word(1))) != std::end(first) ? 0 : 2;
}

std::string nearest_statement(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Statement& each : statements) names.push_back(each.name);
  const std::string word = lower(name);
  std::string dashed = word;
  std::ranges::replace(dashed, '_', '-');
  const std::string_view near = std::ranges::find(names, dashed) != names.end()
                                    ? std::string_view(dashed)
                                    : nearest(word, names);
  return near.empty() || near == word ? std::string() : fmt::format("perhaps `{}` was meant", near);
}

}  // namespace

void StartChecker::run_sentinel_lines() {
  std::array<std::vector<const ServerLine*>, turns> ordered;
  for (const ServerLine& line : sentinel_lines_) ordered[turn(line)].push_back(&line);
  for (const auto& each : ordered) {
    for (const ServerLine* line : each) {
      if (is_full()) return;
      sentinel_line(*line);
    }
  }
}

std::optional<StartError> StartChecker::sentinel_instance(const ServerLine& line,
                                                          std::size_t host_word,
                                                          std::size_t port_word) {
  const auto port = static_cast<int>(parse_loosely(line.word(port_word)).value);
  if (port < 0 || port > 65535) {
    return at_word(StartErrorKind::sentinel_statement, line, port_word, "Invalid port number.");
  }
  if (resolves_host_names_ || is_numeric_host(line.word(host_word))) return std::nullopt;
  return at_word(StartErrorKind::sentinel_host_name, line, host_word,
                 "Can't resolve instance hostname.",
                 "set `sentinel resolve-hostnames yes`, or write the address");
}

std::optional<StartError> StartChecker::sentinel_monitor(const ServerLine& line) {
  if (static_cast<int>(parse_loosely(line.word(5)).value) <= 0) {
    return at_word(StartErrorKind::sentinel_statement, line, 5, "Quorum must be 1 or greater.");
  }
  if (auto wrong = sentinel_instance(line, 3, 4)) return wrong;
  if (masters_.emplace(line.word(2), Master{}).second) return std::nullopt;
  return at_word(StartErrorKind::sentinel_master_name, line, 2, "Duplicate master name.");
}

/// What a master may have once only: replicas, Sentinels, renamed commands.
void StartChecker::sentinel_member(const ServerLine& line, std::string_view statement) {
  Master& master = masters_[std::string(line.word(2))];
  const bool replica = statement == "known-replica" || statement == "known-slave";
  if (replica || statement == "known-sentinel") {
    if (auto wrong = sentinel_instance(line, 3, 4)) return add(std::move(*wrong));
  }
  if (replica) {
    const std::string address = fmt::format("{}:{}", line.word(3), line.word(4));
    if (master.replicas.insert(address).second) return;
    add(at_word(StartErrorKind::sentinel_statement, line, 3,
                "Duplicate hostname and port for replica."));
  } else if (statement == "known-sentinel") {
    if (master.sentinels.emplace(line.word(5)).second) return;
    add(at_word(StartErrorKind::sentinel_statement, line, 5, "Duplicate runid for sentinel."));
  } else if (statement == "rename-command") {
    if (master.renamed.insert(lower(line.word(3))).second) return;
    add(at_word(StartErrorKind::sentinel_statement, line, 3,
                "Same command renamed multiple times with rename-command."));
  }
}

void StartChecker::sentinel_line(const ServerLine& line) {
  const Statement* statement = find_statement(line, version_);
  if (!statement) {
    return add(at_word(StartErrorKind::sentinel_statement, line, 1,
                       "Unrecognized sentinel configuration statement.",
                       hints_ ? nearest_statement(line.word(1)) : std::string()));
  }
  if (statement->name == "monitor") {
    if (auto wrong = sentinel_monitor(line)) add(std::move(*wrong));
    // A master that is refused is told once, not with each of its options.
    masters_.emplace(line.word(2), Master{});
    return;
  }
  const auto master = masters_.find(line.word(2));
  if (statement->of_master && master == masters_.end()) {
    return add(at_word(StartErrorKind::sentinel_master_name, line, 2,
                       "No such master with specified name."));
  }
  const std::size_t last = line.words.size() - 1;
  if (!fits(statement->value, line.word(last))) {
    return add(
        at_word(StartErrorKind::sentinel_statement, line, last, std::string(statement->message)));
  }
  if (statement->name == "resolve-hostnames") {
    resolves_host_names_ = equal_ignoring_case(line.word(2), "yes");
  } else if (statement->value == StatementValue::script) {
    check_.conditions.push_back(
        {line.file, line.number, "the script must exist and be executable"});
  } else if (statement->of_master) {
    sentinel_member(line, statement->name);
  }
}

}  // namespace fairlead::redis
