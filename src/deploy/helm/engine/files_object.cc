#include "deploy/helm/engine/files_object.h"

#include "base/files.h"
#include "base/text.h"
#include "deploy/helm/engine/file_glob.h"
#include "deploy/helm/engine/run_state.h"
#include "emit/yaml_text.h"
#include "gotemplate/exec/executor.h"
#include "gotemplate/value/call.h"

namespace fairlead::helm {
namespace {

using gotemplate::Call;
using gotemplate::Function;
using gotemplate::Heap;
using gotemplate::Map;
using gotemplate::Type;
using gotemplate::TypeInfo;
using gotemplate::Value;

extern const TypeInfo files_type;

/// Whether a path is from one place, copied as it is. What `printf` and others put together may
/// name a file that is not there by design, or lack a value that is given elsewhere.
bool is_whole(const Value& path) {
  const std::span<const Run> runs = path.rope().all_runs();
  return runs.size() == 1 && runs.front().how() == Copy::verbatim;
}

const Value* found(Call& call) {
  const Value* file = call.self.map().find(call[0].text());
  if (!file && call.executor && call[0].rope().size > 0) {
    RunState& state = *static_cast<RunState*>(call.executor->context);
    const OriginId from = is_whole(call[0]) ? call.heap.origin_of(call[0]) : OriginId::none;
    state.missing_files.emplace_back(call[0].text(), from);
  }
  return file;
}

Value get(Call& call) {
  const Value* bytes = found(call);
  if (!bytes) return call.made("");
  const Value text = Value::string(&bytes->rope()).from(bytes->origin());
  return call.heap.with(text, call.heap.origin_of(call[0]));
}

Value get_bytes(Call& call) {
  const Value* bytes = found(call);
  return bytes ? *bytes : Value::string(call.heap.key(""), Type::bytes);
}

Value glob(Call& call) {
  const Regex fits = file_glob(call[0].text());
  Map* made = call.heap.map(files_type);
  for (const Map::Item& item : call.self.map().sorted()) {
    if (!call.heap.budget().step()) break;
    if (fits.found_in(item.name())) made->set(item.key, item.value);
  }
  return Value::map(made);
}

/// The files as YAML by their names without folders; of equal names the last counts.
template <typename TextOf>
Value as_yaml(Call& call, TextOf text_of) {
  emit::Events events;
  std::map<std::string_view, BuiltText> all;
  for (const Map::Item& item : call.self.map().sorted())
    all.insert_or_assign(base_name(item.name()), text_of(item.value.rope()));
  events.begin_mapping();
  std::uint64_t held = 0;
  for (const auto& [name, text] : all) {
    held += 2 * gotemplate::room_escaped(text);
    if (!call.heap.budget().room(2 * gotemplate::room_escaped(text), held)) return {};
    events.key(*call.heap.key(name));
    events.string(text);
  }
  events.end();
  TextBuilder out;
  const bool done =
      emit::write_yaml_value(events, emit::YamlForm::sigs, call.heap.arena(), out).has_value();
  return done ? call.heap.string(out) : call.made("");
}

Value as_config(Call& call) {
  return as_yaml(call, [](const BuiltText& text) { return text; });
}

Value as_secrets(Call& call) {
  return as_yaml(call, [&](const BuiltText& text) {
    const Value bytes = Value::string(&text);
    return call.heap.string(base64_encoded(text.text()), call.heap.origin_of(bytes)).rope();
  });
}

Value lines(Call& call) {
  gotemplate::List* made = call.heap.list(gotemplate::list_of_string);
  const Value* bytes = found(call);
  if (!bytes || bytes->rope().size == 0) return Value::list(made);
  const BuiltText& text = bytes->rope();
  std::uint32_t end = text.size;
  if (text.text().ends_with('\n')) --end;
  for (std::uint32_t at = 0; at <= end;) {
    const std::size_t line = text.text().substr(0, end).find('\n', at);
    const auto stop = line == std::string_view::npos ? end : static_cast<std::uint32_t>(line);
    made->push(call.heap.string(text.part(at, stop)));
    at = stop + 1;
  }
  return Value::list(made);
}

constexpr Function methods[] = {
    {"Get", "string", get},      {"GetBytes", "string", get_bytes}, {"Glob", "string", glob},
    {"AsConfig", "", as_config}, {"AsSecrets", "", as_secrets},     {"Lines", "string", lines},
};

constexpr TypeInfo files_type{"engine.files", Type::bytes, {}, methods, std::size(methods)};

}  // namespace

Value files_object(Heap& heap, std::span<const ChartFile> files) {
  Map* made = heap.map(files_type);
  SourceMap& sources = heap.sources();
  for (const ChartFile& file : files) {
    if (!file.text.is_place()) continue;
    const std::string_view text = sources.text(file.text);
    // The text itself lives as long as the run.
    Run run;
    run.origin = sources.add_origin(file.text, OriginKind::interpolated);
    run.copy = static_cast<std::uint32_t>(Copy::verbatim) & 3u;
    const BuiltText* kept = heap.keep(
        {text.data(), heap.arena().make<Run>(run), static_cast<std::uint32_t>(text.size()), 1});
    made->set(heap.key(file.name), Value::string(kept, Type::bytes));
  }
  return Value::map(made);
}

}  // namespace fairlead::helm
