#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "gotemplate/strconv/numbers.h"
#include "gotemplate/value/function.h"
#include "source/span.h"

namespace fairlead::gotemplate {

struct Block;
struct Pipe;

/// A field's or variable's name with the hash that maps look for.
struct Name {
  std::string_view text;
  std::uint32_t hash = 0;
};

/// A word of a command.
struct Term {
  enum class Kind : std::uint8_t {
    dot,
    nil,
    boolean,
    number,
    string,
    identifier,  ///< a function
    field,       ///< `.a.b`
    variable,    ///< `$x.a`: names are "$x", "a"
    chain,       ///< fields of another term: `(…).a`
    pipe,        ///< `(…)`
  };

  Kind kind = Kind::dot;
  bool is_true = false;         ///< a boolean's
  std::uint32_t at = 0;         ///< where Go says that it is
  std::uint32_t begin = 0;      ///< its first byte
  std::uint32_t id = 0;         ///< of all terms and actions of a Templates, unique
  std::string_view written;     ///< a number, a string with its quotes, a function's name
  std::string_view text;        ///< what a string stands for
  std::span<const Name> names;  ///< of fields, variables, chains
  const Number* number = nullptr;
  const Function* function = nullptr;  ///< null where none is called so
  const Pipe* pipe = nullptr;
  const Term* inner = nullptr;  ///< what a chain's fields are of
};

/// A function or value with its arguments.
struct Command {
  std::uint32_t at = 0;
  std::span<const Term> terms;
};

/// Commands, each of which gets what the one before gave; and the variables that keep the result.
struct Pipe {
  std::uint32_t at = 0;
  std::uint32_t id = 0;
  bool assigns = false;  ///< `=`, not `:=`
  std::span<const Name> variables;
  std::span<const Command> commands;
};

/// A piece of text, or what stands between `{{` and `}}` with all that belongs to it.
struct Action {
  enum class Kind : std::uint8_t { text, output, if_, range, with, call, break_, continue_ };

  Kind kind = Kind::text;
  std::uint32_t at = 0;              ///< where Go says that it is
  std::uint32_t begin = 0, end = 0;  ///< of a text its bytes, else those of its `{{ … }}`
  std::uint32_t id = 0;
  std::string_view text;             ///< a text; the name of a `template`
  const Pipe* pipe = nullptr;        ///< null where a `template` has none
  const Block* body = nullptr;       ///< of if, range and with
  const Block* otherwise = nullptr;  ///< behind `else`; may be null
};

/// What is executed one after the other.
struct Block {
  std::uint32_t at = 0;
  std::uint32_t begin = 0, end = 0;  ///< its bytes
  std::uint32_t id = 0;
  std::span<const Action> actions;
  std::span<const std::string_view> assigned;  ///< variables that get another value in it, by `=`
};

/// A template that was parsed.
struct Template {
  std::string_view name;
  std::string_view file;  ///< the name of the text that it stands in
  std::string_view text;  ///< all of that text
  SourceId source = SourceId::none;
  const Block* root = nullptr;
  bool is_empty = false;  ///< nothing but blanks
};

/// Whether a block is nothing but blanks.
bool is_empty(const Block& block);

/// As Go prints what it has parsed.
std::string printed(const Block& block);
std::string printed(const Action& action);
std::string printed(const Pipe& pipe);
std::string printed(const Command& command);
std::string printed(const Term& term);

}  // namespace fairlead::gotemplate
