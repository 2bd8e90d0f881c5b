#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead {

/// A word of a shell's command, as far as it is known before the shell runs.
struct ShellWord {
  std::string text;         ///< without its quotes; what is expanded stands as it is written
  std::uint32_t begin = 0;  ///< bytes of the script, quotes included
  std::uint32_t end = 0;
  bool expanded = false;  ///< holds `$X`, `$(…)`, a pattern: its text is not known
  bool splits = false;    ///< holds one outside of quotes: any number of words
};

/// A simple command of a script.
struct ShellCommand {
  std::vector<ShellWord> words;  ///< without redirections and the reserved word before them
  bool certain = true;           ///< false inside `if`, `while`, `case`, `{ … }`
};

/// The simple commands of a script of POSIX' shell, in their order; nothing where a quote or an
/// expansion has no end. Here-documents, comments and redirections are left out. By POSIX.1-2017,
/// Shell Command Language, 2.2 to 2.9.
std::optional<std::vector<ShellCommand>> shell_commands(std::string_view script);

}  // namespace fairlead
