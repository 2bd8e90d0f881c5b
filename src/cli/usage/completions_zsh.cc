#include <fmt/format.h>

#include <iterator>

#include "cli/usage/usage.h"

namespace fairlead {
namespace {

constexpr std::string_view head = R"sh(#compdef fairlead
# Completions of fairlead for zsh, made by `fairlead completions zsh`.

# FORMAT=FILE: one of the given formats, then a file.
_fairlead_report() {
  if compset -P '*='; then
    _files
  else
    compadd -q -S = -- "$@"
  fi
}

)sh";

constexpr std::string_view tail = R"sh(
if [[ $funcstack[1] == _fairlead ]]; then
  _fairlead "$@"
else
  compdef _fairlead fairlead
fi
)sh";

/// `text` where `_arguments` gives `:`, brackets and backslashes a meaning, inside single quotes.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
      continue;
    }
    if (c == ':' || c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// A description inside the double quotes of a list, which `_arguments` evaluates.
std::string listed(std::string_view text) {
  std::string out;
  for (const char c : escaped(text)) {
    if (c != '"' && c != '`' && c != '$') out += c;
  }
  return out;
}

/// The part of a specification that says what a value may be: `:FILE:_files`.
std::string action(const UsageOption& option) {
  const std::string choices = fmt::format("{}", fmt::join(option.choices, " "));
  const std::string value = escaped(option.value);
  switch (option.kind) {
    case ValueKind::none:
      return {};
    case ValueKind::word:
      return fmt::format(":{}: ", value);
    case ValueKind::choice:
      return fmt::format(":{}:({})", value, choices);
    case ValueKind::file:
      return fmt::format(":{}:_files", value);
    case ValueKind::directory:
      return fmt::format(":{}:_files -/", value);
    case ValueKind::report:
      return fmt::format(":{}:_fairlead_report {}", value, choices);
  }
  __builtin_unreachable();
}

std::string specification(const UsageOption& option) {
  // An option with several names, or one that may not be repeated, excludes its names.
  const std::string names = fmt::format("{}", fmt::join(option.names, " "));
  const bool stops = option.kind == ValueKind::none && names.find("--help") != names.npos;
  std::string out;
  for (const std::string& name : option.names) {
    const bool value = option.kind != ValueKind::none;
    fmt::format_to(std::back_inserter(out), "    '{}{}{}[{}]{}' \\\n",
                   option.repeated ? "*" : fmt::format("({})", stops ? "- *" : names), name,
                   value && name.starts_with("--") ? "=" : "", escaped(option.description),
                   action(option));
  }
  return out;
}

void add_function(const UsageCommand& command, const std::string& name, std::string& out) {
  for (const UsageCommand& below : command.commands)
    add_function(below, name + "_" + below.name, out);
  fmt::format_to(std::back_inserter(out), "{}() {{\n", name);
  const bool group = !command.commands.empty();
  out += group ? "  local curcontext=$curcontext context state state_descr line\n"
                 "  typeset -A opt_args\n  _arguments -C \\\n"
               : "  _arguments -S \\\n";
  for (const UsageOption& option : command.options) out += specification(option);
  for (const UsageOption& positional : command.positionals) {
    // Arguments that nothing is known of keep zsh 5.9 from offering options, too.
    const bool may_lack = positional.repeated || !positional.required;
    if (may_lack && positional.kind == ValueKind::word) continue;
    fmt::format_to(std::back_inserter(out), "    '{}{}' \\\n",
                   positional.repeated   ? "*"
                   : positional.required ? ""
                                         : ":",
                   action(positional));
  }
  if (!group) {
    // The last line ends with a backslash, too.
    out += "    && return\n  return 1\n}\n\n";
    return;
  }
  out += "    '1:command:((";
  for (const UsageCommand& below : command.commands)
    fmt::format_to(std::back_inserter(out), "\n      {}\\:\"{}\"", below.name,
                   listed(summary_of(below.description)));
  out += "))' \\\n    '*:: :->rest' && return\n  case \"$state $line[1]\" in\n";
  for (const UsageCommand& below : command.commands)
    fmt::format_to(std::back_inserter(out), "    'rest {}') {}_{} ;;\n", below.name, name,
                   below.name);
  out += "  esac\n}\n\n";
}

}  // namespace

std::string zsh_completions(const UsageCommand& program) {
  std::string out(head);
  add_function(program, "_fairlead", out);
  out += tail;
  return out;
}

}  // namespace fairlead
