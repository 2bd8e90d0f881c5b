#include <fmt/format.h>

#include <iterator>

#include "cli/usage/usage.h"

namespace fairlead {
namespace {

/// What the tables below are used by. Readline splits at `=`, so `--format=json` arrives as three
/// words, and only what follows the last `=` may be answered.
constexpr std::string_view head =
    R"sh(# Completions of fairlead for bash, made by `fairlead completions bash`.

# Offers the words of $1 that begin with what stands before the cursor.
_fairlead_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}

_fairlead_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
}

# FORMAT=FILE: a format of $1, then a file.
_fairlead_report() {
  if [[ $current == *=* ]]; then
    current=${current#*=}
    _fairlead_files -f
  else
    compopt -o nospace 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -S = -W "$1" -- "$current")
  fi
}

)sh";

constexpr std::string_view tail = R"sh(
_fairlead() {
  local current=${COMP_WORDS[COMP_CWORD]} words=() i
  COMPREPLY=()
  # The words up to the cursor, those joined again that readline split at `=`.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    local word=${COMP_WORDS[i]} last=$((${#words[@]} - 1))
    if [[ $word == '=' && $last -ge 0 ]]; then
      words[last]+='='
    elif [[ $last -ge 0 && ${words[last]} == *= && ${COMP_WORDS[i - 1]} == '=' ]]; then
      words[last]+=$word
    else
      words+=("$word")
    fi
  done
  current=${words[-1]}
  unset 'words[-1]'

  local at='' option='' number=0 plain='' commands options valued
  _fairlead_at ''
  for word in "${words[@]}"; do
    if [[ -n $option ]]; then
      option=''
    elif [[ -n $plain ]]; then
      number=$((number + 1))
    elif [[ $word == -- ]]; then
      plain=1
    elif [[ $word == -* ]]; then
      [[ " $valued " == *" $word "* ]] && option=$word
    elif [[ " $commands " == *" $word "* ]]; then
      at="${at:+$at }$word"
      _fairlead_at "$at"
    else
      number=$((number + 1))
    fi
  done

  if [[ -z $option && -z $plain && $current == --*=* ]]; then
    option=${current%%=*}
    current=${current#*=}
  fi
  if [[ -n $option ]]; then
    _fairlead_value "$at" "$option"
  elif [[ -z $plain && $current == -* ]]; then
    _fairlead_words "$options"
  elif [[ -n $commands ]]; then
    _fairlead_words "$commands"
  else
    _fairlead_value "$at" "$number"
  fi
}

complete -F _fairlead fairlead
)sh";

std::string joined_names(const UsageCommand& command, bool valued_only) {
  std::string names;
  for (const UsageOption& option : command.options) {
    if (valued_only && option.kind == ValueKind::none) continue;
    for (const std::string& name : option.names) names += (names.empty() ? "" : " ") + name;
  }
  return names;
}

void add_command(const UsageCommand& command, const std::string& path, std::string& out) {
  std::string commands;
  for (const UsageCommand& below : command.commands)
    commands += (commands.empty() ? "" : " ") + below.name;
  fmt::format_to(
      std::back_inserter(out),
      "    '{}')\n      commands='{}'\n      options='{}'\n      valued='{}'\n      ;;\n", path,
      commands, joined_names(command, false), joined_names(command, true));
  for (const UsageCommand& below : command.commands)
    add_command(below, path.empty() ? below.name : path + " " + below.name, out);
}

void add_value(const std::string& pattern, const UsageOption& option, std::string& out) {
  const std::string choices = fmt::format("{}", fmt::join(option.choices, " "));
  std::string action;
  switch (option.kind) {
    case ValueKind::none:
    case ValueKind::word:
      return;
    case ValueKind::choice:
      action = fmt::format("_fairlead_words '{}'", choices);
      break;
    case ValueKind::file:
      action = "_fairlead_files -f";
      break;
    case ValueKind::directory:
      action = "_fairlead_files -d";
      break;
    case ValueKind::report:
      action = fmt::format("_fairlead_report '{}'", choices);
      break;
  }
  fmt::format_to(std::back_inserter(out), "    {}) {} ;;\n", pattern, action);
}

void add_values(const UsageCommand& command, const std::string& path, std::string& out) {
  for (const UsageOption& option : command.options) {
    for (const std::string& name : option.names)
      add_value(fmt::format("'{} {}'", path, name), option, out);
  }
  for (std::size_t i = 0; i < command.positionals.size(); ++i) {
    const UsageOption& positional = command.positionals[i];
    add_value(
        positional.repeated ? fmt::format("'{} '[0-9]*", path) : fmt::format("'{} {}'", path, i),
        positional, out);
  }
  for (const UsageCommand& below : command.commands)
    add_values(below, path.empty() ? below.name : path + " " + below.name, out);
}

}  // namespace

std::string bash_completions(const UsageCommand& program) {
  std::string out(head);
  out +=
      "# What may follow the command $1: further commands, options, and options with a value.\n"
      "_fairlead_at() {\n  case $1 in\n";
  add_command(program, "", out);
  out +=
      "  esac\n}\n\n# Completes the value of the option $2 of the command $1, or its argument "
      "number $2.\n_fairlead_value() {\n  case \"$1 $2\" in\n";
  add_values(program, "", out);
  out += "  esac\n}\n";
  out += tail;
  return out;
}

}  // namespace fairlead
