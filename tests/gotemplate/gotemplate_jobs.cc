#include "gotemplate/gotemplate_jobs.h"

#include <fmt/format.h>

#include "gotemplate/exec/builtins.h"
#include "gotemplate/format/printer.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/numbers.h"
#include "gotemplate/strconv/runes.h"
#include "tree/document.h"

namespace fairlead::gotemplate {
namespace {

/// A text in JSON; bytes that are no UTF-8 become U+FFFD, as in Go's.
std::string json(std::string_view text) {
  std::string made = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = rune_at(text, at);
    if (rune.value == '"' || rune.value == '\\')
      made += {'\\', static_cast<char>(rune.value)};
    else if (rune.value < ' ')
      made += fmt::format("\\u{:04x}", static_cast<unsigned>(rune.value));
    else
      append_rune(made, rune.value);
    at += rune.size;
  }
  return made + "\"";
}

std::string good(std::string_view output) {
  return fmt::format(R"({{"ok":true,"output":{}}})", json(output));
}

std::string bad(std::string_view error, std::string_view output = "") {
  return fmt::format(R"({{"ok":false,"error":{},"output":{}}})", json(error), json(output));
}

MissingKey missing(std::string_view name) {
  return name == "zero"    ? MissingKey::zero
         : name == "error" ? MissingKey::error
                           : MissingKey::invalid;
}

/// What a chart's template sees of its values.
Value chart(Heap& heap, Arena& arena, std::string_view values) {
  static constexpr TypeInfo type{"chartutil.Values"};
  SourceMap& sources = heap.sources();
  const SourceId source = sources.add_written("values.yaml", std::string(values));
  const Value read = heap.thaw(Ref(read_yaml(arena, sources, source).documents[0].root));
  read.map().name_as(type);
  Map* root = heap.map();
  root->set(heap.key("Values"), read.named());
  return Value::map(root);
}

std::string executed(Ref job, Ref otherwise, SourceMap& sources) {
  const Functions functions =
      job["functions"].text() == "sprig" ? sprig_functions() : builtin_functions();
  Templates templates(functions, UnknownFunctions::when_parsed);
  const auto parse = [&](std::string_view name, std::string_view text) {
    const SourceId source = sources.add_written(std::string(name), std::string(text));
    return templates.parse(name, source, sources.text(source));
  };
  for (const Entry& more : job["more"].entries()) {
    if (const auto error = parse(more.key->text(), more.value->text())) return bad(error->text);
  }
  const std::string_view name = job["name"] ? job["name"].text() : "t";
  if (const auto error = parse(name, job["template"].text())) return bad(error->text);
  Heap heap(sources);
  Executor executor(templates, heap, missing(job["missing"].text()));
  TextBuilder out;
  const Ref data = job["data"] ? job["data"] : otherwise;
  Value dot = data.present() ? heap.thaw(data) : Value();
  Arena arena;
  if (job["values"]) dot = chart(heap, arena, job["values"].text());
  const auto error = executor.execute(job["entry"] ? job["entry"].text() : name, dot, out);
  return error ? bad(error->text, out.text()) : good(out.text());
}

std::string parsed(Ref job) {
  const Functions functions = builtin_functions();
  Templates templates(functions, UnknownFunctions::when_parsed);
  if (const auto error = templates.parse("t", SourceId::none, job["template"].text()))
    return bad(error->text);
  return good(printed(*templates.find("t")->root));
}

std::string formatted(Ref job, SourceMap& sources) {
  Heap heap(sources);
  std::vector<Value> values;
  for (const Node* value : job["values"].items()) values.push_back(heap.thaw(Ref(value)));
  TextBuilder out;
  Printer(heap, out).print(heap.string(job["format"].text()).rope(), values);
  return good(out.text());
}

std::string number(Ref job) {
  const std::string_view form = job["form"].text();
  std::string why;
  const auto number = number_of(job["text"].text(),
                                form == "character" ? NumberForm::character
                                : form == "complex" ? NumberForm::complex
                                                    : NumberForm::plain,
                                why);
  if (!number) return bad(why);
  return good(fmt::format("{} {} {} {} {} {} {} {}", number->is_int, number->is_uint,
                          number->is_float, number->is_complex, number->int_value,
                          number->uint_value, number->float_value, number->complex_value.real()));
}

}  // namespace

std::string answer(Ref job, Ref data, SourceMap& sources) {
  const std::string_view op = job["op"].text();
  if (op == "parse") return parsed(job);
  if (op == "fmt") return formatted(job, sources);
  if (op == "number") return number(job);
  return executed(job, data, sources);
}

}  // namespace fairlead::gotemplate
