// Actions: what is written, what decides, what repeats.
#include "gotemplate/exec/executor.h"

#include <fmt/format.h>

#include <utility>

#include "gotemplate/strconv/quote.h"

namespace fairlead::gotemplate {

Executor::Executor(const Templates& templates, Heap& heap, MissingKey missing)
    : templates_(templates), heap_(heap), missing_(missing) {}

Executor::Executor(const Templates& templates, Executor& around)
    : context(around.context),
      templates_(templates),
      heap_(around.heap_),
      missing_(around.missing_),
      around_(&around),
      first_id_(around.templates_.ids()),
      depth_(around.depth_) {
  scopes_.push_back({OriginId::none, OriginId::none, around.frame()});
}

std::shared_ptr<const ExecError> Executor::execute(std::string_view name, const Value& dot,
                                                   TextBuilder& out) {
  const Template* made = templates_.find(name);
  if (!made) {
    auto error = std::make_shared<ExecError>();
    error->message = fmt::format("no template {} associated with template {}", quoted(name),
                                 quoted(templates_.name()));
    error->text = "template: " + error->message;
    error->is_unknown_template = true;
    return error;
  }
  const auto outer = std::tuple(template_, out_, site_, action_);
  const std::size_t scopes = scopes_.size();
  if (action_) scopes_.push_back({origin(*action_), OriginId::none});
  out_ = &out;
  run(*made, dot);
  scopes_.resize(scopes);
  std::tie(template_, out_, site_, action_) = outer;
  return std::exchange(error_, nullptr);
}

/// Executes a template with variables of its own; false where it failed.
bool Executor::run(const Template& made, const Value& dot) {
  const Template* outer = std::exchange(template_, &made);
  const std::size_t first = std::exchange(first_variable_, variables_.size());
  const std::uint32_t most = heap_.budget().limits().depth;
  ++depth_;
  if (depth_ > most)
    fail(fmt::format("exceeded maximum template depth ({})", most));
  else if (spend() && heap_.budget().deeper()) {
    variables_.push_back({"$", dot});
    walk(*made.root, dot);
    // What was refused last may have ended nothing.
    if (!heap_.budget().refused().empty()) spend();
  } else {
    spend();
  }
  --depth_;
  variables_.resize(first_variable_);
  first_variable_ = first;
  template_ = outer;
  return !failed();
}

Executor::Flow Executor::walk(const Block& block, const Value& dot) {
  for (const Action& action : block.actions) {
    const Flow flow = walk(action, dot);
    if (flow != Flow::next) return flow;
  }
  return Flow::next;
}

Executor::Flow Executor::walk(const Action& action, const Value& dot) {
  action_ = &action;
  at(action);
  if (!spend()) return Flow::failed;
  switch (action.kind) {
    case Action::Kind::text: {
      const OriginId from = origin(action);
      if (!heap_.budget().make(action.text.size() + sizeof(Run))) break;
      out_->put(action.text, from, from == OriginId::none ? Copy::synthetic : Copy::verbatim, 0,
                frame());
      break;
    }
    case Action::Kind::output: {
      const Value value = pipeline(dot, *action.pipe);
      if (!failed() && action.pipe->variables.empty()) output(action, value);
      break;
    }
    case Action::Kind::break_:
      return Flow::break_;
    case Action::Kind::continue_:
      return Flow::continue_;
    case Action::Kind::if_:
    case Action::Kind::with:
      return choose(action, dot);
    case Action::Kind::range:
      return range(action, dot);
    case Action::Kind::call:
      return call(action, dot);
  }
  return failed() ? Flow::failed : Flow::next;
}

/// Marks that a block is left out, and why: where its text would stand, and in the variables that
/// it would have changed.
void Executor::leave_out(const Block* block, OriginId subject) {
  if (!block || block->actions.empty()) return;
  const OriginId site = origin(block->id, {template_->source, block->begin, block->end});
  if (site == OriginId::none || !heap_.budget().make(sizeof(Frame) + sizeof(Run))) return;
  const FrameId left_out = heap_.sources().add_frame({frame(), site, subject});
  out_->leave_out(left_out);
  for (const std::string_view name : block->assigned) {
    for (std::size_t i = variables_.size(); i > first_variable_; --i) {
      Variable& variable = variables_[i - 1];
      if (variable.name != name) continue;
      variable.value = heap_.with(variable.value, heap_.decided(left_out));
      break;
    }
  }
}

OriginId Executor::control() { return heap_.decided(frame()); }

Executor::Flow Executor::choose(const Action& action, const Value& dot) {
  const std::size_t variables = variables_.size();
  const Value value = pipeline(dot, *action.pipe);
  if (failed()) return Flow::failed;
  const bool holds = is_true(value);
  const Block* chosen = holds ? action.body : action.otherwise;
  const OriginId subject = heap_.origin_of(value);
  leave_out(holds ? action.otherwise : action.body, subject);
  Flow flow = Flow::next;
  if (chosen && !heap_.budget().deeper()) {
    spend();
    return Flow::failed;
  }
  if (chosen) {
    scopes_.push_back({origin(action), subject});
    flow = walk(*chosen, holds && action.kind == Action::Kind::with ? value : dot);
    scopes_.pop_back();
  }
  variables_.resize(variables);
  return flow;
}

Executor::Flow Executor::range(const Action& action, const Value& dot) {
  const std::size_t variables = variables_.size();
  const Value over = pipeline(dot, *action.pipe);
  if (failed()) return Flow::failed;
  const OriginId subject = heap_.origin_of(over);
  if (!heap_.budget().deeper()) spend();
  scopes_.push_back({origin(action), subject});
  bool ran = false;
  Flow flow = failed() ? Flow::failed : range_over(action, over, ran);
  if (flow == Flow::break_ || flow == Flow::continue_) flow = Flow::next;
  variables_.resize(variables);
  if (flow == Flow::next && !ran && action.otherwise) flow = walk(*action.otherwise, dot);
  scopes_.pop_back();
  if (flow == Flow::next && !ran) leave_out(action.body, subject);
  return flow;
}

Executor::Flow Executor::range_over(const Action& action, const Value& over, bool& ran) {
  switch (over.type()) {
    case Type::invalid:
    case Type::nil:
      return Flow::next;
    case Type::list:
    case Type::bytes:
      return range_list(action, over, ran);
    case Type::map:
      return range_map(action, over, ran);
    case Type::function:
      if (over.callable().iterator.next) return range_calls(action, over, ran);
      break;
    default:
      if (over.is_int() || over.is_uint()) return range_integers(action, over, ran);
      break;
  }
  fail("range can't iterate over " + shown(over), over);
  return Flow::failed;
}

/// One round, with the variables of the range set.
Executor::Flow Executor::once(const Action& action, const Value& index, const Value& element) {
  const std::span<const Name> names = action.pipe->variables;
  if (!spend()) return Flow::failed;
  if (!names.empty() && action.pipe->assigns) {
    set_variable(names.back().text, element);
    if (names.size() > 1) set_variable(names[0].text, index);
  } else if (!names.empty()) {
    variables_.back().value = element;
    if (names.size() > 1) variables_[variables_.size() - 2].value = index;
  }
  const std::size_t variables = variables_.size();
  const Flow flow = walk(*action.body, element);
  variables_.resize(variables);
  return flow == Flow::continue_ ? Flow::next : flow;
}

Executor::Flow Executor::range_integers(const Action& action, const Value& over, bool& ran) {
  if (action.pipe->variables.size() > 1) {
    fail(fmt::format("can't use {} to iterate over more than one variable", shown(over)), over);
    return Flow::failed;
  }
  const std::uint64_t end =
      over.is_uint() ? over.natural()
                     : static_cast<std::uint64_t>(std::max<std::int64_t>(over.integer(), 0));
  Flow flow = Flow::next;
  for (std::uint64_t i = 0; i < end && flow == Flow::next; ++i) {
    ran = true;
    const Value one = over.is_uint() ? Value::natural(i, over.type())
                                     : Value::integer(static_cast<std::int64_t>(i), over.type());
    flow = once(action, Value(), one);
  }
  return flow;
}

Executor::Flow Executor::range_list(const Action& action, const Value& over, bool& ran) {
  Flow flow = Flow::next;
  const bool is_bytes = over.type() == Type::bytes;
  const std::size_t size = is_bytes ? over.rope().size : over.list().size();
  const std::span<const Value> items = is_bytes ? std::span<const Value>() : over.list().items();
  for (std::size_t i = 0; i < size && flow == Flow::next; ++i) {
    ran = true;
    const Value item = is_bytes
                           ? Value::natural(static_cast<unsigned char>(over.text()[i]), Type::uint8)
                           : items[i];
    flow = once(action, Value::integer(static_cast<std::int64_t>(i)), item);
  }
  return flow;
}

Executor::Flow Executor::range_map(const Action& action, const Value& over, bool& ran) {
  Flow flow = Flow::next;
  // The body may change the map.
  const std::span<const Map::Item> all = over.map().sorted();
  const std::vector<Map::Item> items(all.begin(), all.end());
  for (std::size_t i = 0; i < items.size() && flow == Flow::next; ++i) {
    ran = true;
    const OriginId origin =
        items[i].key->run_count > 0 ? items[i].key->runs[0].origin : OriginId::none;
    flow = once(action, Value::string(items[i].key).from(origin), items[i].value);
  }
  return flow;
}

Executor::Flow Executor::range_calls(const Action& action, const Value& over, bool& ran) {
  const Iterator& iterator = over.callable().iterator;
  const bool wants_two = action.pipe->variables.size() > 1;
  if (wants_two && iterator.values < 2) {
    fail(fmt::format("can't use {} iterate over more than one variable", shown(over)), over);
    return Flow::failed;
  }
  Flow flow = Flow::next;
  Value first, second;
  while (flow == Flow::next && iterator.next(iterator.state, first, second)) {
    ran = true;
    flow = wants_two ? once(action, first, second) : once(action, Value(), first);
  }
  return flow;
}

Executor::Flow Executor::call(const Action& action, const Value& dot) {
  const Template* made = templates_.find(action.text);
  if (!made) {
    fail(fmt::format("template {} not defined", quoted(action.text)));
    error_->is_unknown_template = true;
  }
  if (failed()) return Flow::failed;
  const Value given = action.pipe ? pipeline(dot, *action.pipe) : Value();
  if (failed()) return Flow::failed;
  scopes_.push_back({origin(action), OriginId::none});
  run(*made, given);
  scopes_.pop_back();
  return failed() ? Flow::failed : Flow::next;
}

}  // namespace fairlead::gotemplate
