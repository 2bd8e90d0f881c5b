#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace fairlead {

/// A word of a command line with its place: inside a shell's script, the script's.
struct CommandWord {
  std::string_view text;
  Span at;
};
using CommandLine = std::vector<CommandWord>;

/// Whether a program is a shell by its name: `sh`, `/bin/bash`.
bool is_shell(std::string_view program);

/// Which word of a command line is the script that a shell runs: the one behind `-c` (`-ec`,
/// `-o pipefail -c`), where a shell is what the line starts, whatever stands before it.
std::optional<std::size_t> script_word(std::span<const std::string_view> words);

/// The programs that a command line starts: all of its words, or each command of a script for
/// `sh -c`. What only prepares the ground is taken off: `exec`,
/// variables, `python -m`, `bundle exec`, `poetry run`, paths before a program's name. None
/// of a shell without a script.
std::vector<CommandLine> command_lines(std::span<const CommandWord> words);

/// How many words only start the program behind them: `exec`, `env X=1`, `tini --`, `gosu redis`.
/// At most all but one.
std::size_t words_before_program(std::span<const std::string_view> words);

/// Whether a command line begins with the words of `program` ("rq worker"), options between them
/// aside.
bool begins_with(const CommandLine& line, std::string_view program);

/// The values of an option: `-Q a,b`, `--queues=a,b`, `-q a -q b`, each part with its place.
std::vector<CommandWord> option_values(const CommandLine& line,
                                       std::span<const std::string_view> names);

}  // namespace fairlead
