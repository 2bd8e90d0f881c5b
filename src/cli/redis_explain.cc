#include <fmt/format.h>

#include "base/text.h"
#include "cli/input.h"
#include "cli/redis_commands.h"
#include "redis/directive_check.h"
#include "redis/directives.h"

namespace fairlead {
namespace {

using redis::Directive;
using redis::DirectiveValue;
using redis::Version;

/// The versions of a mask in words: "every version", "Redis 7.0, Redis 7.2".
std::string versions_in_words(std::uint8_t mask) {
  constexpr std::uint8_t all = 0xff;
  if (mask == all) return "every version from Redis 6.2 and Valkey 8.0 on";
  return mask == 0 ? "no version" : redis::names_of(mask);
}

void print_values(const Directive& directive) {
  const auto values = redis::values_of(directive);
  for (const DirectiveValue& value : values) {
    if (values.size() > 1) fmt::print("\n  in {}\n", versions_in_words(value.versions));
    fmt::print("  takes        {}{}\n", describe(value),
               directive.several_arguments ? "; several words" : "");
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
  fmt::print("  CONFIG SET   {}\n", directive.settable == 0 ? "no: fixed when the server starts"
                                    : directive.settable == directive.versions
                                        ? "yes"
                                        : "in " + versions_in_words(directive.settable));
  if (directive.secret) fmt::print("  a credential: fairlead never prints its value\n");
  if (!notes || notes->mistakes.empty()) return;
  fmt::print("\n  What goes wrong:\n");
  for (const std::string_view mistake : split(notes->mistakes, '\n')) {
    fmt::print("  - {}\n", mistake);
  }
}

/// A statement of sentinel.conf, with or without its first word; `sentinel` alone lists them all.
bool print_statements(std::string_view name) {
  constexpr std::string_view keyword = "sentinel ";
  bool any = false;
  for (const redis::StatementNotes& each : redis::all_statements()) {
    const bool meant = equal_ignoring_case(name, each.name) ||
                       equal_ignoring_case(name, "sentinel") ||
                       equal_ignoring_case(name, each.name.substr(keyword.size()));
    if (!meant) continue;
    fmt::print("{} {}\n", each.name, each.arguments);
    if (!each.notes.empty()) fmt::print("  {}\n", each.notes);
    any = true;
  }
  return any;
}

}  // namespace

int redis_explain(const std::string& name) {
  if (print_statements(name)) return 0;
  if (const Directive* directive = redis::find_directive(name)) {
    print_directive(*directive);
    return 0;
  }
  const std::string_view near = redis::nearest_directive(name);
  return fail(
      {ErrorKind::usage,
       fmt::format("no directive `{}` in any version{}", name,
                   near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near))});
}

}  // namespace fairlead
