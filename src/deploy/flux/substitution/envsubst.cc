#include "deploy/flux/substitution/envsubst.h"

#include <fmt/format.h>

#include "deploy/flux/substitution/operators.h"

namespace fairlead::flux {
namespace {

/// More is not made of one text.
constexpr std::uint32_t most_bytes = 16u << 20;

class Filler {
 public:
  Filler(const BuiltText& text, const Variables& variables, Arena& arena)
      : text_(text), variables_(variables), arena_(arena), read_(read_template(text.text())) {}

  Filled run() && {
    if (!read_.fault.empty()) return refused(std::string(read_.fault), read_.fault_at);
    TextBuilder out;
    for (const Part& part : read_.parts) {
      const bool is_text = part.expression == Part::none;
      const Outcome outcome = put(part, out);
      if (outcome == Outcome::failed) return refused(std::move(made_.fault), made_.fault_at);
      if (outcome == Outcome::unknown) {
        const Bytes all = read_.expressions[part.expression].all;
        out.append(text_, all.begin, all.end);
      }
      made_.changed = made_.changed || (is_text ? is_escaped(part) : outcome == Outcome::done);
      if (out.size() > most_bytes) return refused("too much text", 0);
    }
    made_.text = out.done(arena_);
    return std::move(made_);
  }

 private:
  enum class Outcome { done, unknown, failed };

  Filled refused(std::string why, std::uint32_t at) const {
    Filled made;
    made.text = text_;
    made.fault = std::move(why);
    made.fault_at = at;
    return made;
  }

  bool is_escaped(const Part& part) const {
    return part.copied.size() > 1 ||
           (!part.copied.empty() && text_.text().substr(part.copied[0].end).starts_with('$') &&
            !text_.text().substr(part.copied[0].end).starts_with("${"));
  }

  Outcome put(const Part& part, TextBuilder& out) {
    if (part.expression != Part::none) return put(read_.expressions[part.expression], out);
    for (const Bytes& bytes : part.copied) out.append(text_, bytes.begin, bytes.end);
    return Outcome::done;
  }

  Outcome put(const Expression& expression, TextBuilder& out) {
    std::vector<BuiltText> arguments;
    bool unknown_argument = false;
    for (const Part& part : expression.arguments) {
      TextBuilder argument;
      const Outcome outcome = put(part, argument);
      if (outcome == Outcome::failed) return outcome;
      unknown_argument = unknown_argument || outcome == Outcome::unknown;
      arguments.push_back(argument.done(arena_));
    }
    const BuiltText* value = variables_.find(expression.name);
    if (!value && (variables_.open || variables_.veiled.contains(expression.name)))
      return leave(expression);
    if (!value && !takes_nothing(expression.use) && !lacks(expression)) return Outcome::failed;
    const bool ignores_arguments = value && value->size > 0 && takes_nothing(expression.use);
    if (unknown_argument && !ignores_arguments) return Outcome::unknown;
    apply(expression.use, value ? *value : BuiltText{}, arguments, arena_, out);
    return Outcome::done;
  }

  Outcome leave(const Expression& expression) {
    made_.unknown.emplace_back(expression.name);
    return Outcome::unknown;
  }

  /// A variable that does not exist; false where that is an error.
  bool lacks(const Expression& expression) {
    if (variables_.strict) {
      made_.fault = fmt::format("variable not set (strict mode): \"{}\"", expression.name);
      made_.fault_at = expression.all.begin;
      return false;
    }
    made_.undefined.push_back(expression.all);
    return true;
  }

  const BuiltText& text_;
  const Variables& variables_;
  Arena& arena_;
  const Template read_;
  Filled made_;
};

}  // namespace

Filled fill_in(const BuiltText& text, const Variables& variables, Arena& arena) {
  return Filler(text, variables, arena).run();
}

}  // namespace fairlead::flux
