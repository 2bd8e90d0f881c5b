#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "facts/cluster/workload.h"

namespace fairlead {

/// A word of a command line with its place: inside a shell's script, the script's.
struct CommandWord {
  std::string_view text;
  Span at;
};
using CommandLine = std::vector<CommandWord>;

/// The programs that a container starts, as far as its manifest says: its command and arguments,
/// or each command of a script for `sh -c`. What only prepares the ground is taken off: `exec`,
/// variables, `python -m`, `bundle exec`, `poetry run`, paths before a program's name. Without a
/// command the arguments are read as one, which they are wherever they begin with a program's name.
std::vector<CommandLine> command_lines(const Container& container);

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
