// JSON, as sprig itself has it; Helm has other functions of some of these names.
#include "emit/json_text.h"
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/value/value_events.h"
#include "tree/document.h"

namespace fairlead::gotemplate {
namespace {

Value written(Call& call, emit::JsonForm form, bool must) {
  emit::Events events;
  TextBuilder out;
  std::string error = add_value(call[0], call.heap, events);
  if (error.empty()) {
    if (const auto done = emit::write_json(events, form, out); !done) error = done.error();
  }
  if (!error.empty()) return must ? call.fail(std::move(error)) : call.made("");
  return call.heap.string(out);
}

Value to_json(Call& call) { return written(call, emit::JsonForm::compact, false); }
Value must_to_json(Call& call) { return written(call, emit::JsonForm::compact, true); }
Value to_pretty_json(Call& call) { return written(call, emit::JsonForm::pretty, false); }
Value must_to_pretty_json(Call& call) { return written(call, emit::JsonForm::pretty, true); }
Value to_raw_json(Call& call) { return written(call, emit::JsonForm::raw, true); }

/// What JSON says; nothing where it is none.
std::optional<Value> read(Call& call) {
  SourceMap& sources = call.heap.sources();
  constexpr std::uint64_t times = 8;
  TextBuilder text;
  if (!call.affords(times * call[0].rope().size) || !call.heap.append(text, call[0].rope()))
    return std::nullopt;
  const SourceId source = sources.add_made("fromJson", std::move(text));
  const Tree tree = read_json(call.heap.arena(), sources, source);
  if (!tree.problems.empty() || tree.documents.size() != 1 || !tree.documents[0].root)
    return std::nullopt;
  return call.heap.thaw(Ref(tree.documents[0].root));
}

Value from_json(Call& call) { return read(call).value_or(Value::nil(call.origin())); }

Value must_from_json(Call& call) {
  const auto value = read(call);
  return value ? *value : call.fail("invalid JSON");
}

constexpr Function table[] = {
    {"toJson", "any", to_json},
    {"mustToJson", "any", must_to_json},
    {"toPrettyJson", "any", to_pretty_json},
    {"mustToPrettyJson", "any", must_to_pretty_json},
    {"toRawJson", "any", to_raw_json},
    {"mustToRawJson", "any", to_raw_json},
    {"fromJson", "string", from_json},
    {"mustFromJson", "string", must_from_json},
};

}  // namespace

std::span<const Function> json_functions() { return table; }

}  // namespace fairlead::gotemplate
