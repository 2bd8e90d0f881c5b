#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "cli/files/input.h"
#include "cli/redis/redis_commands.h"
#include "redis/config/directive_check.h"
#include "redis/config/directives.h"

namespace fairlead {
namespace {

using redis::Directive;
using redis::DirectiveValue;
using redis::Version;

/// The versions of a mask in words: "every version", "Redis 7.0, Redis 7.2".
std::string versions_in_words(std::uint16_t mask) {
  constexpr std::uint16_t all = (1u << redis::version_count) - 1;
  if (mask == all) return "every version from Redis 6.2 and Valkey 8.0 on";
  return mask == 0 ? "no version" : redis::names_of(mask);
}

/// What the directives take that a server reads with code of its own.
struct Form {
  std::string_view name;
  std::string_view words;
};
constexpr Form forms[] = {
    {"bind", "up to 16 addresses; one behind `-` may be missing on the machine"},
    {"client-output-buffer-limit", "<normal|replica|pubsub> <hard limit> <soft limit> <seconds>"},
    {"cluster-config-file", "a file name"},
    {"dir", "a directory"},
    {"include", "a file, or from 7.0 on a pattern of files"},
    {"latency-tracking-info-percentiles", "numbers from 0 to 100"},
    {"loadmodule", "<path> <arguments>"},
    {"logfile", "a file; \"\" for standard output"},
    {"notify-keyspace-events", "letters, each for a kind of event: KEA"},
    {"oom-score-adj-values", "three whole numbers: for a master, a replica, a background process"},
    {"rdma-bind", "addresses"},
    {"rename-command", "<command> <new name>; \"\" takes the command away"},
    {"replicaof", "<host> <port>, or no one"},
    {"save", "pairs of <seconds> <changes>; \"\" for none"},
    {"sentinel", "a statement of sentinel.conf"},
    {"slaveof", "<host> <port>, or no one"},
    {"unixsocketperm", "an octal number from 0 to 777"},
    {"user", "<name> <rules>"},
};

std::string taken(const Directive& directive, const DirectiveValue& value) {
  const auto* form = std::ranges::find(forms, directive.name, &Form::name);
  const bool special = value.type == redis::ValueType::special && form != std::end(forms);
  if (special) return std::string(form->words);
  return describe(value) + (directive.several_arguments ? "; several words" : "");
}

/// Whether CONFIG SET takes the directive, and in which versions.
std::string config_set_in_words(const Directive& directive) {
  if (is_file_only(directive)) return "no: it stands in a file or on the command line";
  const auto values = redis::values_of(directive);
  if (std::ranges::all_of(values, [](const DirectiveValue& value) {
        return value.type == redis::ValueType::ignored;
      })) {
    return "no: it is only read past";
  }
  if (directive.settable == 0) return "no: fixed when the server starts";
  const auto open = static_cast<std::uint16_t>(directive.settable & ~directive.guarded);
  if (open == directive.versions) return "yes";
  std::string text = open == 0 ? "" : "in " + versions_in_words(open);
  if (directive.guarded == 0) return text;
  if (!text.empty()) text += "\n               ";
  return text + fmt::format(
                    "protected in {}:\n               only with `enable-protected-configs yes`, or "
                    "`local` and a client on the same machine",
                    versions_in_words(directive.guarded));
}

void print_values(const Directive& directive) {
  const auto values = redis::values_of(directive);
  for (const DirectiveValue& value : values) {
    if (values.size() > 1) fmt::print("\n  in {}\n", versions_in_words(value.versions));
    fmt::print("  takes        {}\n", taken(directive, value));
    if (value.default_known) {
      fmt::print("  default      {}\n",
                 value.default_value.empty() ? "\"\"" : std::string(value.default_value));
    }
  }
}

void print_directive(const Directive& directive) {
  fmt::print("{}\n", directive.name);
  const Directive* now =
      directive.newer_name.empty() ? nullptr : redis::find_directive(directive.newer_name);
  if (now) fmt::print("  An older name of `{}`; both work where both are known.\n", now->name);
  const redis::DirectiveNotes* notes = redis::notes_on(directive);
  if (!notes && now) notes = redis::notes_on(*now);
  if (notes) fmt::print("  {}\n", notes->purpose);
  if (redis::values_of(directive).size() < 2) fmt::print("\n");
  print_values(directive);
  fmt::print("\n  known to     {}\n", versions_in_words(directive.versions));
  fmt::print("  CONFIG SET   {}\n", config_set_in_words(directive));
  if (directive.secret) fmt::print("  a credential: fairlead never prints its value\n");
  if (!notes || notes->mistakes.empty()) return;
  fmt::print("\n  What goes wrong:\n");
  for (const std::string_view mistake : split(notes->mistakes, '\n')) {
    fmt::print("  - {}\n", mistake);
  }
}

/// The statements of sentinel.conf that are meant by a name, with or without its first word;
/// `sentinel` alone means them all.
std::vector<const redis::StatementNotes*> statements_of(std::string_view name) {
  constexpr std::string_view keyword = "sentinel ";
  std::vector<const redis::StatementNotes*> found;
  for (const redis::StatementNotes& each : redis::all_statements()) {
    const bool meant = equal_ignoring_case(name, each.name) ||
                       equal_ignoring_case(name, "sentinel") ||
                       equal_ignoring_case(name, each.name.substr(keyword.size()));
    if (meant) found.push_back(&each);
  }
  return found;
}

void print_statement(const redis::StatementNotes& statement) {
  fmt::print("{} {}\n", statement.name, statement.arguments);
  if (!statement.notes.empty()) fmt::print("  {}\n", statement.notes);
}

}  // namespace

int redis_explain(const std::string& name) {
  const auto statements = statements_of(name);
  const Directive* directive = redis::find_directive(name);
  const bool both = directive && !statements.empty();
  if (both) fmt::print("In redis.conf:\n\n");
  if (directive) print_directive(*directive);
  if (both) fmt::print("\nIn sentinel.conf:\n\n");
  for (const redis::StatementNotes* each : statements) print_statement(*each);
  if (directive || !statements.empty()) return 0;
  const std::string_view near = redis::nearest_directive(name);
  return fail(
      {ErrorKind::usage,
       fmt::format("no directive `{}` in any version{}", name,
                   near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near))});
}

}  // namespace fairlead
