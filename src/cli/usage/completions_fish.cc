#include <fmt/format.h>

#include <iterator>

#include "cli/usage/usage.h"

namespace fairlead {
namespace {

constexpr std::string_view head =
    R"sh(# Completions of fairlead for fish, made by `fairlead completions fish`.

complete -c fairlead -f

# FORMAT=FILE: one of the given formats, then a file.
function __fairlead_report
    set -l token (string replace -r '^--[a-z-]+=' '' -- (commandline -ct))
    set -l parts (string split -m 1 = -- $token)
    if set -q parts[2]
        for file in (complete -C "'' $parts[2]")
            echo "$parts[1]=$file"
        end
    else
        printf '%s=\n' $argv
    end
end

# Whether the command before the cursor is exactly $argv.
function __fairlead_at
    set -l at
    set -l skip 0
    set -l commands
    set -l valued
    __fairlead_table
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
        else if test "$word" = --
            break
        else if string match -q -- '-*' $word
            contains -- $word $valued; and set skip 1
        else if contains -- $word $commands
            set -a at $word
            __fairlead_table $at
        end
    end
    test "$at" = "$argv"
end

# Sets, for its caller, what may follow the command $argv: further commands, and options with a value.
function __fairlead_table --no-scope-shadowing
    switch "$argv"
)sh";

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string below_path(const std::string& path, const UsageCommand& below) {
  return path.empty() ? below.name : path + " " + below.name;
}

void add_table(const UsageCommand& command, const std::string& path, std::string& out) {
  std::string commands, valued;
  for (const UsageCommand& below : command.commands) commands += " " + below.name;
  for (const UsageOption& option : command.options) {
    if (option.kind == ValueKind::none) continue;
    for (const std::string& name : option.names) valued += " " + name;
  }
  fmt::format_to(std::back_inserter(out),
                 "        case '{}'\n            set commands{}\n            set valued{}\n", path,
                 commands, valued);
  for (const UsageCommand& below : command.commands) add_table(below, below_path(path, below), out);
}

/// The options of `complete` that offer a value.
std::string offer(const UsageOption& option) {
  const std::string choices = fmt::format("{}", fmt::join(option.choices, " "));
  switch (option.kind) {
    case ValueKind::none:
      return {};
    case ValueKind::word:
      return " -x";
    case ValueKind::choice:
      return " -x -a " + quoted(choices);
    case ValueKind::file:
      return " -r -F";
    case ValueKind::directory:
      return " -x -a '(__fish_complete_directories)'";
    case ValueKind::report:
      return " -x -a " + quoted("(__fairlead_report " + choices + ")");
  }
  __builtin_unreachable();
}

void add_command(const UsageCommand& command, const std::string& path, std::string& out) {
  const std::string begin =
      fmt::format("complete -c fairlead -n {}",
                  quoted(path.empty() ? "__fairlead_at" : "__fairlead_at " + path));
  out += "\n";
  for (const UsageCommand& below : command.commands)
    fmt::format_to(std::back_inserter(out), "{} -a {} -d {}\n", begin, below.name,
                   quoted(summary_of(below.description)));
  for (const UsageOption& option : command.options) {
    std::string names;
    for (const std::string& name : option.names)
      names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    fmt::format_to(std::back_inserter(out), "{}{}{} -d {}\n", begin, names, offer(option),
                   quoted(option.description));
  }
  for (const UsageOption& positional : command.positionals) {
    if (positional.kind == ValueKind::word) continue;
    // `-r` and `-x` are about the value of an option; here is none.
    std::string how = offer(positional);
    how = positional.kind == ValueKind::file ? " -F" : how.substr(3);
    out += begin + how + "\n";
  }
  for (const UsageCommand& below : command.commands)
    add_command(below, below_path(path, below), out);
}

}  // namespace

std::string fish_completions(const UsageCommand& program) {
  std::string out(head);
  add_table(program, "", out);
  out += "    end\nend\n";
  add_command(program, "", out);
  return out;
}

}  // namespace fairlead
