#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace fairlead {

/// What a shell may offer for a value.
enum class ValueKind {
  none,    ///< a flag
  word,    ///< anything; nothing can be offered
  choice,  ///< one of `choices`
  file,    ///< a file or directory
  directory,
  report,  ///< FORMAT=FILE, FORMAT being one of `choices`
};

/// An option or a positional argument of a command, as the command line declares it.
struct UsageOption {
  std::vector<std::string> names;  ///< "-h", "--help"; none for a positional
  std::string value;               ///< what the value is called, FILE; "" for a flag
  ValueKind kind = ValueKind::none;
  std::vector<std::string> choices;
  std::string description, fallback;  ///< `fallback`: the value where it is not given, or ""
  bool repeated = false, required = false;
};

/// A command with all below it.
struct UsageCommand {
  std::string name;
  std::string description, footer;  ///< paragraphs with empty lines between them
  std::vector<UsageOption> options, positionals;
  std::vector<UsageCommand> commands;
};

/// The first sentence of a description, without its full stop.
std::string_view summary_of(std::string_view description);

/// Scripts that complete the program's commands, options and values in a shell. They are whole:
/// nothing of a package `bash-completion` is called, and the program is not run.
std::string bash_completions(const UsageCommand& program);
std::string zsh_completions(const UsageCommand& program);
std::string fish_completions(const UsageCommand& program);

/// The manual page fairlead(1), in the macros of man(7). `date` is year-month-day.
std::string man_page(const UsageCommand& program, std::string_view version, std::string_view date);

}  // namespace fairlead
