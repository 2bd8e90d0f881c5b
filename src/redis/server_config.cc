#include "redis/server_config.h"

#include <fmt/format.h>

#include <algorithm>

#include "redis/directive_values.h"
#include "redis/start_checker.h"

namespace fairlead::redis {
namespace {

constexpr int deepest_include = 32;
constexpr std::size_t most_errors = 1'000, most_files = 200, most_bytes = std::size_t{64} << 20;

/// A directive whose value must fit the machine, and what must hold there.
struct HostCondition {
  std::string_view directive;
  std::string_view unless;  ///< a value of which this is not so
  std::string_view text;
};
constexpr HostCondition host_conditions[] = {
    {"activedefrag", "no", "the server must be built with the jemalloc that Redis brings"},
    {"bind", "", "the addresses must be the machine's own, unless they begin with `-`"},
    {"dir", "", "the directory must exist"},
    {"loadmodule", "", "the module must be there and load"},
    {"locale-collate", "", "the machine must know the locale"},
    {"logfile", "", "the server must be able to write there"},
    {"unixsocket", "", "the server must be able to create the socket"},
};

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

StartChecker::StartChecker(Version version, ServerMode mode, const ServerFileAccess& access)
    : version_(version), mode_(mode), access_(access) {}

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

void StartChecker::add(StartError error) {
  if (check_.errors.size() < most_errors) check_.errors.push_back(std::move(error));
}

const ServerLine* StartChecker::setting(std::string_view directive) const {
  const auto found = settings_.find(std::string(directive));
  return found == settings_.end() ? nullptr : &found->second;
}

std::string StartChecker::value(std::string_view directive) const {
  if (const ServerLine* line = setting(directive)) return std::string(line->word(1));
  return {};
}

void StartChecker::read_file(std::size_t file, int depth) {
  // The files may move while an include adds one.
  const std::string text = check_.files[file].text;
  std::uint32_t number = 0;
  for (std::size_t begin = 0; begin <= text.size() && check_.errors.size() < most_errors;) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    ServerLine line{file, ++number, static_cast<std::uint32_t>(begin), {}};
    const std::string_view written = std::string_view(text).substr(begin, end - begin);
    begin = end + 1;
    const auto first = written.find_first_not_of(" \t\r");
    if (first == std::string_view::npos || written[first] == '#') continue;
    const auto last = written.find_last_not_of(" \t\r");
    line.begin += static_cast<std::uint32_t>(first);
    auto words = conf_tokens(written.substr(first, last - first + 1));
    if (!words) {
      StartError error = at_word(StartErrorKind::unbalanced_quotes, line, 0,
                                 "Unbalanced quotes in configuration line",
                                 "a closing quote must be followed by a blank or the line's end");
      error.end = error.begin + static_cast<std::uint32_t>(last - first + 1);
      add(std::move(error));
      continue;
    }
    line.words = std::move(*words);
    if (!line.words.empty()) read_line(line, depth);
  }
}

void StartChecker::read_line(const ServerLine& line, int depth) {
  std::vector<std::string_view> words;
  for (const AclToken& word : line.words) words.push_back(word.text);
  const auto wrong = check_line(words, version_, mode_);
  if (!wrong) return take(line, depth);
  StartError error =
      at_word(start_kind(wrong->kind), line, wrong->word, wrong->message, wrong->hint);
  // What may be a module's is refused only when the modules have been loaded.
  const bool later = wrong->message.starts_with("Module Configuration");
  if (later) {
    left_to_modules_.push_back(std::move(error));
  } else {
    add(std::move(error));
  }
}

void StartChecker::take(const ServerLine& line, int depth) {
  const std::string name = lower(line.word(0));
  note_conditions(line);
  if (name == "include") return include(line, depth);
  if (name == "rename-command") return rename_command(line);
  if (name == "user") return read_user(line);
  if (name == "loadmodule") {
    loads_modules_ = true;
  } else if (name == "sentinel") {
    if (line.words.size() > 1) sentinel_lines_.push_back(line);
  } else if (const Directive* directive = find_directive(name)) {
    const std::string_view key =
        directive->newer_name.empty() ? directive->name : directive->newer_name;
    settings_.insert_or_assign(std::string(key), line);
  }
}

void StartChecker::note_conditions(const ServerLine& line) {
  const std::string name = lower(line.word(0));
  const auto* found =
      std::ranges::find(host_conditions, std::string_view(name), &HostCondition::directive);
  if (found == std::end(host_conditions) || equal_ignoring_case(line.word(1), found->unless))
    return;
  check_.conditions.push_back({line.file, line.number, std::string(found->text)});
}

void StartChecker::include(const ServerLine& line, int depth) {
  const std::string path(line.word(1));
  const bool pattern = path.find_first_of("*?[") != std::string::npos;
  // 6.2 takes a pattern for a name.
  if (!pattern || version_ == Version::redis_6_2) return include_one(line, path, depth);
  if (!access_.match) {
    check_.conditions.push_back({line.file, line.number, "what it includes is not in view"});
    return;
  }
  for (const std::string& each : access_.match(path)) include_one(line, each, depth);
}

void StartChecker::include_one(const ServerLine& line, const std::string& path, int depth) {
  if (depth >= deepest_include || check_.files.size() >= most_files || bytes_ > most_bytes) {
    return add(at_word(StartErrorKind::endless_include, line, 1,
                       "the files include each other without end"));
  }
  if (!access_.read) {
    check_.conditions.push_back({line.file, line.number, "what it includes is not in view"});
    return;
  }
  auto text = access_.read(path);
  if (!text) {
    return add(at_word(StartErrorKind::missing_file, line, 1,
                       "Fatal error, can't open config file: No such file or directory"));
  }
  bytes_ += text->size();
  check_.files.push_back({path, std::move(*text)});
  read_file(check_.files.size() - 1, depth + 1);
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
    const std::string_view near = nearest_command(name, version_, mode_);
    return add(at_word(StartErrorKind::renamed_command, line, 1,
                       "No such command in rename-command",
                       near.empty() ? std::string() : fmt::format("perhaps `{}` was meant", near)));
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
  check_.conditions.push_back({asked->file, asked->number,
                               "the server must be built with TLS, and its files must be good"});
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
  if (!is_on("cluster-enabled") || mode_ == ServerMode::sentinel) return;
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
  check_.files.push_back(std::move(main));
  read_file(0, 0);
  const ServerLine* replica = setting("replicaof");
  if (replica && is_on("cluster-enabled") && !equal_ignoring_case(replica->word(1), "no")) {
    add(at_word(StartErrorKind::cluster_replica, *replica, 0,
                "replicaof directive not allowed in cluster mode"));
  }
  if (mode_ == ServerMode::sentinel) {
    run_sentinel_lines();
    check_.conditions.push_back({0, 1, "a Sentinel must be able to write its configuration file"});
  }
  check_together();
  if (loads_modules_) {
    for (const StartError& error : left_to_modules_) {
      check_.conditions.push_back({error.file, error.line, "a module must know the directive"});
    }
  } else {
    for (StartError& error : left_to_modules_) add(std::move(error));
  }
  load_users();
  return std::move(check_);
}

StartCheck StartChecker::run_acl_file(ServerFile file) {
  check_.files.push_back(std::move(file));
  read_acl_file(0);
  return std::move(check_);
}

StartCheck check_start(ServerFile main, Version version, ServerMode mode,
                       const ServerFileAccess& access) {
  return StartChecker(version, mode, access).run(std::move(main));
}

StartCheck check_acl_file(ServerFile file, Version version, ServerMode mode) {
  return StartChecker(version, mode, {}).run_acl_file(std::move(file));
}

}  // namespace fairlead::redis
