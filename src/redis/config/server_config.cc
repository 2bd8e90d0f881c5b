#include "redis/config/server_config.h"

#include <fmt/format.h>

#include <algorithm>

#include "redis/config/directive_values.h"
#include "redis/config/start_checker.h"

namespace fairlead::redis {
namespace {

/// Whether a bind line names any address: from 7.0 on `bind ""` takes all away.
bool names_address(const ServerLine& bind) {
  for (std::size_t i = 1; i < bind.words.size(); ++i) {
    if (bind.word(i).find_first_not_of(" \t") != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

StartErrorKind start_kind(LineErrorKind kind) {
  switch (kind) {
    case LineErrorKind::unknown_directive:
      return StartErrorKind::unknown_directive;
    case LineErrorKind::argument_count:
      return StartErrorKind::argument_count;
    case LineErrorKind::bad_value:
      return StartErrorKind::bad_value;
    case LineErrorKind::not_a_sentinel:
      return StartErrorKind::not_a_sentinel;
  }
  __builtin_unreachable();
}

StartChecker::StartChecker(Version version, ServerMode mode, const ServerFileAccess& access,
                           StartDepth depth)
    : version_(version),
      mode_(mode),
      access_(access),
      most_errors_(depth == StartDepth::every_error ? most_errors : 1),
      hints_(depth == StartDepth::every_error) {}

StartError StartChecker::at_word(StartErrorKind kind, const ServerLine& line, std::size_t word,
                                 std::string message, std::string hint) const {
  StartError error{kind,       line.file,          line.number,    line.begin,
                   line.begin, std::move(message), std::move(hint)};
  if (word < line.words.size()) {
    error.begin = line.begin + line.words[word].begin;
    error.end = line.begin + line.words[word].end;
  }
  return error;
}

const ServerLine* StartChecker::setting(std::string_view directive) const {
  const auto found = settings_.find(std::string(directive));
  return found == settings_.end() ? nullptr : &found->second;
}

std::string StartChecker::value(std::string_view directive) const {
  if (const ServerLine* line = setting(directive)) return std::string(line->word(1));
  return {};
}

void StartChecker::list_commands() {
  if (!commands_.empty()) return;
  for (const Command& command : commands_of(version_, mode_)) {
    if (command.container.empty() && !command.facts->from_module) commands_.emplace(command.name);
  }
}

void StartChecker::rename_command(const ServerLine& line) {
  list_commands();
  const std::string name = lower(line.word(1)), renamed = lower(line.word(2));
  if (commands_.erase(name) == 0) {
    const bool part = contains(name, "|") || contains(name, " ");
    const std::string_view near = hints_ && !part ? nearest_command(name, version_, mode_) : "";
    return add(at_word(StartErrorKind::renamed_command, line, 1,
                       "No such command in rename-command",
                       part           ? "a subcommand has no name of its own to rename"
                       : near.empty() ? std::string()
                                      : fmt::format("perhaps `{}` was meant", near)));
  }
  if (renamed.empty() || commands_.insert(renamed).second) return;
  add(at_word(StartErrorKind::renamed_command, line, 2, "Target command name already exists"));
}

void StartChecker::check_tls() {
  const auto port = parse_integer(value("tls-port"));
  const ServerLine* asked = port && *port != 0 ? setting("tls-port") : nullptr;
  for (const std::string_view directive : {"tls-replication", "tls-cluster"}) {
    if (!asked && is_on(directive)) asked = setting(directive);
  }
  if (!asked) return;
  const std::string_view missing = value("tls-cert-file").empty()  ? "No tls-cert-file configured!"
                                   : value("tls-key-file").empty() ? "No tls-key-file configured!"
                                                                   : "";
  if (!missing.empty()) {
    return add(at_word(StartErrorKind::tls_without_files, *asked, 0, std::string(missing)));
  }
  add_condition(*asked, "the server must be built with TLS, and its files must be good");
  const std::string clients = lower(value("tls-auth-clients"));
  const bool needs_authority =
      (clients != "no") || is_on("tls-cluster") || is_on("tls-replication");
  if (!needs_authority || !value("tls-ca-cert-file").empty() || !value("tls-ca-cert-dir").empty()) {
    return;
  }
  add(at_word(StartErrorKind::tls_without_files, *asked, 0,
              "Either tls-ca-cert-file or tls-ca-cert-dir must be specified when tls-cluster, "
              "tls-replication or tls-auth-clients are enabled!"));
}

/// Names that no resolver can know stop it, also where a `-` makes an address optional (Redis
/// 7.0.15).
void StartChecker::check_addresses(const ServerLine& bind) {
  for (std::size_t i = 1; i < bind.words.size(); ++i) {
    // A single argument is read again.
    const auto parts = bind.words.size() == 2 ? conf_tokens(bind.word(1))
                                              : std::optional(std::vector{bind.words[i]});
    if (!parts) return;
    for (const AclToken& part : *parts) {
      constexpr std::string_view never = "#,;/\\()[]{}<>|&?=+!@$\"'`";
      if (part.text.find_first_of(never) == part.text.npos) continue;
      const std::string_view hint = part.text.starts_with('#')
                                        ? "a comment must stand on a line of its own"
                                    : contains(part.text, ",") ? "put blanks between addresses"
                                                               : "write an IP address";
      return add(at_word(StartErrorKind::bad_address, bind, i,
                         "Could not create server TCP listening socket: Name or service not known",
                         std::string(hint)));
    }
  }
}

void StartChecker::check_together() {
  check_tls();
  constexpr std::int64_t highest_cluster_port = 55535;
  const std::int64_t port =
      parse_integer(value("port")).value_or(mode_ == ServerMode::sentinel ? 26379 : 6379);
  const std::int64_t tls_port = parse_integer(value("tls-port")).value_or(0);
  const ServerLine* bind = setting("bind");
  const bool bound = !bind || version_ == Version::redis_6_2 || names_address(*bind);
  if (((port == 0 && tls_port == 0) || !bound) && value("unixsocket").empty()) {
    const ServerLine* line = !bound ? bind : setting("port");
    add(at_word(StartErrorKind::no_listener, *line, 0,
                "Configured to not listen anywhere, exiting."));
  }
  if (bind && bound && (port != 0 || tls_port != 0)) check_addresses(*bind);
  if (!is_on("cluster-enabled") || mode_ == ServerMode::sentinel) return;
  const ServerLine* nodes = setting("cluster-config-file");
  if (nodes && nodes->word(1).empty()) {
    add(at_word(StartErrorKind::missing_file, *nodes, 1,
                "Can't open in order to acquire a lock: No such file or directory"));
  }
  if (!bound) {
    add(at_word(StartErrorKind::no_listener, *bind, 0,
                "No bind address is configured, but it is required for the Cluster bus."));
  }
  const std::int64_t bus = is_on("tls-cluster") ? tls_port : port;
  const bool own_bus = parse_integer(value("cluster-port")).value_or(0) != 0;
  if (bus > highest_cluster_port && !own_bus) {
    add(at_word(StartErrorKind::cluster_port, *setting(is_on("tls-cluster") ? "tls-port" : "port"),
                1,
                "Redis port number too high. Cluster communication port is 10,000 port numbers "
                "higher than your Redis port. Your Redis port number must be 55535 or less."));
  }
}

StartCheck StartChecker::run(ServerFile main) {
  bytes_ = main.text.size();
  reading_.push_back({keep(std::move(main))});
  read_files();
  // What was not read may change what fits together.
  if (!check_.gaps.empty()) return std::move(check_);
  const ServerLine* replica = setting("replicaof");
  // `no one`, also as a single word.
  const bool none = replica && (equal_ignoring_case(replica->word(1), "no") ||
                                equal_ignoring_case(replica->word(1), "no one"));
  if (replica && is_on("cluster-enabled") && !none) {
    add(at_word(StartErrorKind::cluster_replica, *replica, 0,
                "replicaof directive not allowed in cluster mode"));
  }
  if (mode_ == ServerMode::sentinel) {
    run_sentinel_lines();
    check_.conditions.push_back({0, 1, "a Sentinel must be able to write its configuration file"});
  }
  check_together();
  for (StartError& error : left_to_modules_) {
    if (loads_modules_) {
      check_.conditions.push_back({error.file, error.line, "a module must know the directive"});
    } else {
      add(std::move(error));
    }
  }
  load_users();
  return std::move(check_);
}

StartCheck StartChecker::run_acl_file(ServerFile file) {
  read_acl_file(keep(std::move(file)));
  return std::move(check_);
}

StartCheck check_start(ServerFile main, Version version, ServerMode mode,
                       const ServerFileAccess& access, StartDepth depth) {
  return StartChecker(version, mode, access, depth).run(std::move(main));
}

StartCheck check_acl_file(ServerFile file, Version version, ServerMode mode, StartDepth depth) {
  const ServerFileAccess nothing;
  return StartChecker(version, mode, nothing, depth).run_acl_file(std::move(file));
}

}  // namespace fairlead::redis
