#include "facts/server/config_fault.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/filled_in.h"
#include "base/text.h"
#include "facts/server/config_use.h"
#include "facts/server/redis_texts.h"
#include "redis/config/directive_check.h"
#include "redis/server_program.h"

namespace fairlead {
namespace {

using redis::LineError;
using redis::LineErrorKind;
using redis::ServerMode;
using redis::StartErrorKind;
using redis::Version;

/// Programs that read a redis.conf in their own way: other servers, and Redis before 6.2.
bool is_other_server(std::string_view image) {
  return redis::is_older_image(image) || redis::is_called_otherwise(image);
}

}  // namespace

bool other_server_in_view(std::span<const Workload> workloads) {
  return std::ranges::any_of(workloads, [](const Workload& workload) {
    return std::ranges::any_of(workload.containers, [](const Container& container) {
      return is_other_server(container.image);
    });
  });
}

bool loads_modules(const RedisLines& lines) {
  const bool by_option = std::ranges::any_of(lines.server_commands, [](const ServerCommand& each) {
    return each.unread.contains("loadmodule") || contains(each.script, "loadmodule");
  });
  return by_option || std::ranges::any_of(lines.directives, [](const Directive& line) {
           return equal_ignoring_case(line.words.front().text, "loadmodule");
         });
}

std::set<SourceId> sentinel_texts(std::span<const Directive> lines) {
  std::set<SourceId> texts;
  for (const Directive& line : lines) {
    const bool statement =
        line.words.size() > 1 && equal_ignoring_case(line.words.front().text, "sentinel");
    if (statement || line.place == ConfigPlace::sentinel_conf) texts.insert(line.source);
  }
  return texts;
}

ConfigFault fault_of(const Directive& line, const LineError& error) {
  const std::size_t word = std::min(error.word, line.words.size() - 1);
  return {
      redis::start_kind(error.kind), line.words[word].at, &line, error.message, error.hint, true};
}

std::vector<Version> versions_meant(const Directive& line) {
  if (line.version) return {*line.version};
  const auto all = redis::all_versions();
  return {all.begin(), all.end()};
}

namespace {

/// The error on which all versions agree: as the newest that is not the odd 8.0 tells it.
std::optional<LineError> agreed_error(const Directive& line,
                                      std::span<const std::string_view> words, ServerMode mode) {
  std::optional<LineError> told;
  for (const Version version : versions_meant(line)) {
    auto error = redis::check_line(words, version, mode);
    if (!error || (told && told->kind != error->kind)) return std::nullopt;
    if (!told || !is_redis_8(version)) told = std::move(error);
  }
  return told;
}

std::vector<std::string_view> texts_of(const Directive& line) {
  std::vector<std::string_view> words;
  for (const Token& word : line.words) words.push_back(word.text);
  return words;
}

/// Nobody else can know a directive whose name has a mistake that everybody makes.
bool is_certainly_unknown(const Directive& line, const ConfigFault& fault, bool modules) {
  const std::string_view name = line.words.front().text;
  if (name.ends_with(':') || contains(name, "=") || name.starts_with('-')) return true;
  if (fault.hint.starts_with("perhaps")) return !modules;
  return line.version && !is_redis_8(*line.version) && !modules;
}

}  // namespace

std::vector<ConfigFault> line_faults(const FaultInputs& in) {
  std::vector<ConfigFault> faults;
  const std::set<SourceId> sentinels = sentinel_texts(in.lines.directives);
  const std::set<SourceId> redis = redis_texts(in.lines.directives, in.sources);
  if (other_server_in_view(in.workloads)) return faults;
  const bool modules = loads_modules(in.lines);
  const BrokenLines broken(in.problems, in.sources);
  for (const Directive& line : in.lines.directives) {
    if (!is_server_file(line.place) || !redis.contains(line.source)) continue;
    if (broken.quote_in(line)) continue;  // the server reads no words of it
    const auto words = texts_of(line);
    if (may_be_filled_in(words.front())) continue;
    const bool filled_in = std::ranges::any_of(words, may_be_filled_in);
    if (line.command_line && line.resource->partial) continue;  // another file may replace it
    const bool sentinel = sentinels.contains(line.source);
    const auto error =
        agreed_error(line, words, sentinel ? ServerMode::sentinel : ServerMode::data);
    // A name is none, whatever will stand behind it.
    if (!error || (filled_in && error->kind != LineErrorKind::unknown_directive)) continue;
    ConfigFault found = fault_of(line, *error);
    if (found.kind == StartErrorKind::unknown_directive) {
      found.certain = is_certainly_unknown(line, found, modules) &&
                      !may_be_rewritten(in.workloads, line.resource);
    }
    faults.push_back(std::move(found));
  }
  return faults;
}

namespace {

/// What start_faults tells; the rest is for other rules, or other files and arguments may mend it,
/// unless the text is the `whole` configuration of a server.
bool is_told(StartErrorKind kind, bool whole) {
  switch (kind) {
    case StartErrorKind::renamed_command:
    case StartErrorKind::cluster_replica:
    case StartErrorKind::cluster_port:
    case StartErrorKind::bad_address:
    case StartErrorKind::sentinel_statement:
    case StartErrorKind::sentinel_master_name:
      return true;
    case StartErrorKind::no_listener:
    case StartErrorKind::tls_without_files:
      return whole;
    case StartErrorKind::unbalanced_quotes:
    case StartErrorKind::unknown_directive:
    case StartErrorKind::argument_count:
    case StartErrorKind::bad_value:
    case StartErrorKind::not_a_sentinel:
    case StartErrorKind::acl_rule:
    case StartErrorKind::acl_user:
    case StartErrorKind::acl_file:
    case StartErrorKind::users_and_acl_file:
    case StartErrorKind::missing_file:
    case StartErrorKind::endless_include:
    case StartErrorKind::sentinel_host_name:
      return false;
  }
  __builtin_unreachable();
}

class StartFaults {
 public:
  StartFaults(const RedisLines& lines, const SourceMap& sources)
      : lines_(lines), sources_(sources) {}

  /// The faults of one text, of which `line` is the first line.
  void add(const Directive& line, ServerMode mode, std::vector<ConfigFault>& faults) {
    // It is read once a version; nobody writes as much.
    constexpr std::size_t most_bytes = std::size_t{1} << 20;
    if (sources_.text(line.source).size() > most_bytes) return;
    std::map<std::pair<StartErrorKind, std::uint32_t>, std::size_t> seen;
    std::vector<redis::StartError> errors;
    const auto versions = versions_meant(line);
    const bool whole = is_whole(line);
    for (const Version version : versions) {
      errors = redis::check_start({"", std::string(sources_.text(line.source))}, version, mode, {})
                   .errors;
      for (const redis::StartError& error : errors) ++seen[{error.kind, error.begin}];
    }
    for (redis::StartError& error : errors) {
      if (!is_told(error.kind, whole) || seen[{error.kind, error.begin}] < versions.size())
        continue;
      const Span at{line.source, error.begin, error.end};
      const Directive* wrong = line_at(at);
      if (!wrong || unsure(*wrong, error.kind)) continue;
      if (!line.command_line && is_overruled(error.kind)) continue;
      faults.push_back(
          {error.kind, at, wrong, std::move(error.message), std::move(error.hint), true});
    }
  }

 private:
  /// Whether the text is all that its server is told: a command line without a file.
  bool is_whole(const Directive& line) const {
    const auto command = std::ranges::find(lines_.server_commands, std::optional(line.source),
                                           &ServerCommand::source);
    return line.command_line && command != lines_.server_commands.end() && !command->open &&
           !command->reads_file && command->unread.empty() && !line.resource->partial;
  }

  /// Whether a command line may set what a file says wrong together.
  bool is_overruled(StartErrorKind kind) const {
    static constexpr std::string_view addresses[] = {"bind", "port", "tls-port"};
    if (kind == StartErrorKind::bad_address) return may_be_overruled(lines_, addresses);
    static constexpr std::string_view names[] = {"cluster-enabled", "cluster-port", "port",
                                                 "replicaof",       "slaveof",      "tls-cluster",
                                                 "tls-port"};
    return (kind == StartErrorKind::cluster_replica || kind == StartErrorKind::cluster_port) &&
           may_be_overruled(lines_, names);
  }

  const Directive* line_at(Span at) const {
    const auto found = std::ranges::find_if(lines_.directives, [&](const Directive& each) {
      return each.source == at.source && each.at.begin <= at.begin && at.end <= each.at.end;
    });
    return found == lines_.directives.end() ? nullptr : &*found;
  }

  /// Whether the text includes another, which may say the same again.
  bool includes_more(SourceId source) const {
    return std::ranges::any_of(lines_.directives, [&](const Directive& each) {
      return each.source == source && equal_ignoring_case(each.words.front().text, "include");
    });
  }

  /// A master may come from lines that a script appends, and a placeholder may be anything.
  bool unsure(const Directive& line, StartErrorKind kind) const {
    for (const Token& word : line.words) {
      // Names of commands are written in capitals.
      const bool command = kind == StartErrorKind::renamed_command && !contains(word.text, "_");
      if (may_be_filled_in(command ? lower(word.text) : std::string(word.text))) return true;
    }
    if (kind == StartErrorKind::bad_address) return includes_more(line.source);
    if (kind != StartErrorKind::sentinel_master_name || line.words.size() < 2) return false;
    if (equal_ignoring_case(line.words[1].text, "monitor")) return false;
    return std::ranges::none_of(lines_.directives, [&](const Directive& each) {
      return each.source == line.source && each.words.size() > 2 &&
             equal_ignoring_case(each.words[1].text, "monitor") &&
             equal_ignoring_case(each.words[0].text, "sentinel");
    });
  }

  const RedisLines& lines_;
  const SourceMap& sources_;
};

}  // namespace

std::vector<ConfigFault> start_faults(const FaultInputs& in) {
  std::vector<ConfigFault> faults;
  if (other_server_in_view(in.workloads)) return faults;
  const std::set<SourceId> sentinels = sentinel_texts(in.lines.directives),
                           redis = redis_texts(in.lines.directives, in.sources);
  add_quote_faults(in, redis, faults);
  std::set<SourceId> seen;
  StartFaults reader(in.lines, in.sources);
  for (const Directive& line : in.lines.directives) {
    if (!is_server_file(line.place) || !seen.insert(line.source).second) continue;
    if (!redis.contains(line.source)) continue;
    const bool sentinel = sentinels.contains(line.source);
    reader.add(line, sentinel ? ServerMode::sentinel : ServerMode::data, faults);
  }
  return faults;
}

}  // namespace fairlead
