#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gotemplate/exec/exec_error.h"
#include "gotemplate/parse/templates.h"
#include "gotemplate/value/call.h"
#include "gotemplate/value/heap.h"

namespace fairlead::gotemplate {

/// What a key that a map has not gives.
enum class MissingKey : std::uint8_t {
  invalid,  ///< no value; Go's default
  zero,     ///< the zero value: of a map[string]any nil, of which no field may be taken
  error,
};

/// Executes templates on values. Its texts know where their bytes were written and what decided
/// that they stand there.
class Executor {
 public:
  /// All must outlive it.
  Executor(const Templates& templates, Heap& heap, MissingKey missing = MissingKey::invalid);
  /// One for more templates than `around` has, on behalf of one of its calls: what `tpl` needs.
  Executor(const Templates& templates, Executor& around);

  /// What is executed from now on stands where it does because of `frame`.
  void put_under(FrameId frame) { scopes_.assign(1, {OriginId::none, OriginId::none, frame}); }

  /// Appends what the template makes of `dot`. Null where all went well; else `out` has what was
  /// made until then. Functions call it while a template is executed, as `include` does.
  std::shared_ptr<const ExecError> execute(std::string_view name, const Value& dot,
                                           TextBuilder& out);

  const Templates& templates() const { return templates_; }
  Heap& heap() { return heap_; }
  /// What decides that something is done now, as an origin without a place.
  OriginId control();
  /// How many templates are being executed inside each other.
  std::uint32_t depth() const { return depth_; }
  /// For functions that have a state: they know what it is.
  void* context = nullptr;

 private:
  enum class Flow : std::uint8_t { next, break_, continue_, failed };
  // What an error is at.
  struct Site {
    enum class Kind : std::uint8_t { none, action, pipe, command, term };
    Kind kind = Kind::none;
    const void* node = nullptr;
  };
  struct Variable {
    std::string_view name;
    Value value;
  };
  // A construct that is being executed, as a Frame once somebody needs it.
  struct Scope {
    OriginId site, subject;
    FrameId id = FrameId::none;
  };
  struct Arguments;

  // executor.cc: actions
  Flow walk(const Block& block, const Value& dot);
  Flow walk(const Action& action, const Value& dot);
  Flow choose(const Action& action, const Value& dot);
  Flow range(const Action& action, const Value& dot);
  Flow range_over(const Action& action, const Value& over, bool& ran);
  Flow range_integers(const Action& action, const Value& over, bool& ran);
  Flow range_list(const Action& action, const Value& over, bool& ran);
  Flow range_map(const Action& action, const Value& over, bool& ran);
  Flow range_calls(const Action& action, const Value& over, bool& ran);
  Flow once(const Action& action, const Value& index, const Value& element);
  Flow call(const Action& action, const Value& dot);
  bool run(const Template& made, const Value& dot);
  void leave_out(const Block* block, OriginId subject);

  // executor_output.cc: texts and errors
  void output(const Action& action, const Value& value);
  void write(const BuiltText& text, OriginId otherwise);
  void leave_out(const Action& action, const Value& value);
  FrameId frame();
  OriginId origin(std::uint32_t id, Span at);
  OriginId origin(const Action& action) {
    return origin(action.id, {template_->source, action.begin, action.end});
  }
  const BuiltText*& literal(std::uint32_t id);
  void fail(std::string message, const Value& fault = {});
  void keep(const Value& quoted);
  bool spend();
  ExecError::Place place() const;
  std::string shown(const Value& value);

  // executor_terms.cc: pipelines and terms
  Value pipeline(const Value& dot, const Pipe& pipe);
  Value command(const Value& dot, const Command& command, const Value* final);
  Value constant(const Term& term);
  Value string(const Term& term);
  Value field_term(const Value& dot, const Term& term, std::span<const Term> terms,
                   const Value* final);
  Value chain(const Value& dot, const Term& term, std::span<const Term> terms, const Value* final);
  Value variable(const Value& dot, const Term& term, std::span<const Term> terms,
                 const Value* final);
  Value fields(const Value& dot, Value receiver, const Term& node, std::span<const Name> names,
               std::span<const Term> terms, const Value* final);
  Value field(const Value& dot, const Name& name, const Term& node, std::span<const Term> terms,
              const Value* final, const Value& receiver);
  Value map_field(const Name& name, const Value& receiver);
  void not_a_function(std::span<const Term> terms, const Value* final);
  void set_variable(std::string_view name, const Value& value);
  Variable* find_variable(std::string_view name);

  // executor_calls.cc: functions and their arguments
  Value function(const Value& dot, const Term& term, Site site, std::span<const Term> terms,
                 const Value* final);
  Value call(const Value& dot, const Function& function, const Value& self, Site site,
             std::string_view name, std::span<const Term> terms, const Value* final);
  bool counts(const Function& function, std::string_view name, std::size_t given, bool has_final);
  Value decide(const Value& dot, const Function& function, std::span<const Term> terms,
               const Value* final);
  Value argument(const Value& dot, const Signature& takes, const Param* param, const Term& term);
  Value constant_argument(const Signature& takes, Param param, const Term& term);
  Value checked(const Value& value, Param param, std::string_view named);
  Value called(const Function& function, Call& call, Site site, std::string_view name);
  Value made_up(const Value& result, Site site);
  Value called_value(std::string_view callee, Call& call, Site site);

  bool failed() const { return error_ != nullptr; }
  void at(const Action& action) { site_ = {Site::Kind::action, &action}; }
  void at(const Pipe& pipe) { site_ = {Site::Kind::pipe, &pipe}; }
  void at(const Term& term) { site_ = {Site::Kind::term, &term}; }

  const Templates& templates_;
  Heap& heap_;
  MissingKey missing_;
  Executor* around_ = nullptr;
  std::uint32_t first_id_ = 0;              // ids below it are those of around_
  std::vector<OriginId> origins_;           // by ids, from first_id_ on; made as they are needed
  std::vector<const BuiltText*> literals_;  // the same
  const Template* template_ = nullptr;
  TextBuilder* out_ = nullptr;
  TextBuilder scratch_;
  Site site_;
  const Action* action_ = nullptr;
  std::vector<Variable> variables_;
  std::size_t first_variable_ = 0;  // of the template that is executed
  std::vector<Scope> scopes_;
  std::uint32_t depth_ = 0;
  std::shared_ptr<ExecError> error_;
};

}  // namespace fairlead::gotemplate
