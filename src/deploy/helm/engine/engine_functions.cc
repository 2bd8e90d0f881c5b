// Helm's own functions.
#include "deploy/helm/engine/engine_functions.h"

#include <fmt/format.h>

#include "deploy/helm/engine/run_state.h"
#include "emit/json_text.h"
#include "emit/toml_text.h"
#include "emit/yaml_text.h"
#include "gotemplate/exec/executor.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/quote.h"
#include "gotemplate/toml/toml_reader.h"
#include "gotemplate/value/value_events.h"
#include "tree/yaml/value_text.h"

namespace fairlead::helm {
namespace {

using gotemplate::Call;
using gotemplate::Executor;
using gotemplate::Function;
using gotemplate::Value;

RunState& state(const Call& call) { return *static_cast<RunState*>(call.executor->context); }

/// What a template is executed on: Go makes no value of a nil that is given.
Value as_dot(const Value& value) { return value.is_nil() ? Value() : value; }

Value include(Call& call) {
  constexpr int most = 1000;  // Helm's
  int& count = state(call).included.try_emplace(std::string(call[0].text()), 0).first->second;
  if (count > most)
    return call.fail(fmt::format(
        "rendering template has a nested reference name: {}: unable to execute template",
        call[0].text()));
  ++count;
  TextBuilder out;
  auto error = call.executor->execute(call[0].text(), as_dot(call[1]), out);
  --count;
  return error ? call.fail(std::move(error)) : call.heap.string(out);
}

/// Puts what was being done before the words of an error.
Value failed(Call& call, std::string_view what, const gotemplate::ExecError& inside) {
  auto error = std::make_shared<gotemplate::ExecError>(inside);
  error->text = fmt::format("{} {}: {}", what, gotemplate::quoted(call[0].text()), inside.text);
  return call.fail(std::move(error));
}

Value template_of_text(Call& call) {
  constexpr std::string_view name = "gotpl";
  gotemplate::Heap& heap = call.heap;
  const BuiltText& text = call[0].rope();
  TextBuilder out;
  if (text.text().find("{{") == std::string_view::npos) {
    append_without_no_value(text, out);
    return heap.string(out);
  }
  constexpr std::uint64_t of_a_parse = 2048;  // what lives on besides the text
  if (!call.affords(of_a_parse + 2 * std::uint64_t{text.size})) return {};
  TextBuilder copy;
  if (!heap.append(copy, text)) return {};
  const SourceId source = heap.sources().add_made("tpl", std::move(copy));
  gotemplate::Budget& budget = heap.budget();
  const gotemplate::Templates& below = call.executor->templates();
  gotemplate::Templates& parsed = state(call).parsed.emplace_back(
      &below, budget.bytes_left() / gotemplate::Templates::bytes_of_an_id);
  const auto error = parsed.parse(name, source, heap.sources().text(source));
  budget.make((parsed.ids() - below.ids()) * gotemplate::Templates::bytes_of_an_id);
  if (error && error->is_limit) budget.refuse("`tpl` is given a text of too many actions");
  if (error)
    return call.fail(
        fmt::format("cannot parse template {}: {}", gotemplate::quoted(text.text()), error->text));
  Executor executor(parsed, *call.executor);
  TextBuilder whole;
  const auto failure = executor.execute(name, as_dot(call[1]), whole);
  if (failure) return failed(call, "error during tpl function execution for", *failure);
  append_without_no_value(whole.view(), out);
  return heap.string(out);
}

Value wrapped_failure(Call& call) {
  return call.fail(fmt::format("{}{}{}", words_begin, call[0].text(), words_end));
}

Value required(Call& call) {
  const bool is_missing = call[1].is_nil() || (call[1].is_string() && call[1].text().empty());
  return is_missing ? wrapped_failure(call) : call[1];
}

Value lookup(Call& call) {
  state(call).looked_up = true;
  return Value::map(call.heap.map());
}

Value host_by_name(Call& call) { return call.made(""); }

template <typename Write>
Value written(Call& call, bool must, Write write) {
  emit::Events events;
  TextBuilder out;
  std::string error = gotemplate::add_value(call[0], call.heap, events);
  if (error.empty())
    if (const emit::Written done = write(events, out); !done) error = done.error();
  if (error.empty()) return call.heap.string(out);
  return must ? call.fail(std::move(error)) : call.made("");
}

template <emit::YamlForm form, bool must = false>
Value to_yaml(Call& call) {
  return written(call, must, [&](const emit::Events& events, TextBuilder& out) {
    return emit::write_yaml_value(events, form, call.heap.arena(), out);
  });
}

template <bool must>
Value to_json(Call& call) {
  return written(call, must, [](const emit::Events& events, TextBuilder& out) {
    return emit::write_json(events, emit::JsonForm::compact, out);
  });
}

Value must_to_toml(Call& call) {
  if (call[0].is_nil()) return call.fail("reflect: call of reflect.Value.Type on zero Value");
  return written(call, true, [&](const emit::Events& events, TextBuilder& out) -> emit::Written {
    if (!call.heap.budget().room(2 * emit::toml_headers(events))) return {};
    return emit::write_toml(events, out);
  });
}

/// The error is what the function gives.
Value to_toml(Call& call) {
  const Value text = must_to_toml(call);
  if (!call.failed || call[0].is_nil()) return text;
  call.failed = false;
  return call.made(call.failure);
}

Value from_toml(Call& call) {
  if (!call.affords(4 * std::uint64_t{call[0].rope().size})) return {};
  std::string error;
  const Value read = gotemplate::read_toml(call.heap, call[0].rope(), error);
  if (!error.empty()) read.map().set(call.heap.key("Error"), call.made(error));
  return read.from(call.origin());
}

using Reader = ValueText (*)(Arena&, const SourceMap&, SourceId, Wanted);

template <Reader read>
ValueText read_text(Call& call, Wanted wanted) {
  SourceMap& sources = call.heap.sources();
  // What is read of a text takes several times its size.
  constexpr std::uint64_t times = 8;
  TextBuilder text;
  if (!call.affords(times * call[0].rope().size) || !call.heap.append(text, call[0].rope()))
    return {};
  const SourceId source = sources.add_made("fromYaml", std::move(text));
  ValueText made = read(call.heap.arena(), sources, source, wanted);
  if (made.too_large) call.heap.budget().refuse("it reads a text that is too large or too deep");
  return made;
}

template <Reader read>
Value from_mapping(Call& call) {
  const ValueText made = read_text<read>(call, Wanted::mapping);
  if (made.root) return call.heap.thaw(Ref(made.root));
  // What JSON has null for is nil; YAML's null leaves an empty map.
  const bool is_json = read == Reader(read_json_value);
  if (is_json && made.error.empty()) return call.heap.nil_map();
  gotemplate::Map* map = call.heap.map();
  // JSON's null makes the map that is there a nil one; YAML's leaves it.
  if (read == read_json_value && made.error.empty()) map->make_nil();
  if (!made.error.empty()) map->set(call.heap.key("Error"), call.made(made.error));
  return Value::map(map, call.origin());
}

template <Reader read>
Value from_sequence(Call& call) {
  const ValueText made = read_text<read>(call, Wanted::sequence);
  if (made.root) return call.heap.thaw(Ref(made.root));
  if (read == Reader(read_json_value) && made.error.empty()) return call.heap.nil_list();
  gotemplate::List* list = call.heap.list();
  if (!made.error.empty()) list->push(call.made(made.error));
  return Value::list(list, call.origin());
}

constexpr Function both[] = {
    {"include", "string, any", include},
    {"tpl", "string, any", template_of_text},
    {"required", "string, any", required},
    {"fail", "string", wrapped_failure},
    {"lookup", "string, string, string, string", lookup},
    {"getHostByName", "string", host_by_name},
    {"toYaml", "any", to_yaml<emit::YamlForm::sigs>},
    {"toYamlPretty", "any", to_yaml<emit::YamlForm::pretty>},
    {"toJson", "any", to_json<false>},
    {"toToml", "any", to_toml},
    {"fromYaml", "string", from_mapping<read_yaml_value>},
    {"fromYamlArray", "string", from_sequence<read_yaml_value>},
    {"fromJson", "string", from_mapping<read_json_value>},
    {"fromJsonArray", "string", from_sequence<read_json_value>},
    {"fromToml", "string", from_toml},
};

constexpr Function four[] = {
    {"mustToYaml", "any", to_yaml<emit::YamlForm::sigs, true>},
    {"mustToJson", "any", to_json<true>},
    {"mustToToml", "any", must_to_toml},
};

}  // namespace

void append_without_no_value(const BuiltText& text, TextBuilder& out) {
  constexpr std::string_view nothing = "<no value>";
  std::size_t from = 0;
  for (;;) {
    const std::size_t at = text.text().find(nothing, from);
    out.append(text, static_cast<std::uint32_t>(from),
               static_cast<std::uint32_t>(std::min<std::size_t>(at, text.size)));
    if (at == std::string_view::npos) return;
    from = at + nothing.size();
  }
}

gotemplate::Functions engine_functions(Version version) {
  gotemplate::Functions functions = gotemplate::sprig_functions();
  functions.add(both);
  if (version == Version::v4) functions.add(four);
  return functions;
}

}  // namespace fairlead::helm
