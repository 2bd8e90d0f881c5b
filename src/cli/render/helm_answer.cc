#include "cli/render/helm_answer.h"

#include <fmt/format.h>

#include "deploy/helm/chart/go_text.h"
#include "emit/json_text.h"
#include "gotemplate/strconv/runes.h"
#include "gotemplate/value/heap.h"
#include "gotemplate/value/value_events.h"
#include "tree/scalar.h"

namespace fairlead {

void HelmAnswer::key(std::string_view name) {
  writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

void HelmAnswer::text(std::string_view text) {
  std::string valid;
  for (std::size_t at = 0; at < text.size();) {
    const gotemplate::Rune rune = gotemplate::rune_at(text, at);
    gotemplate::append_rune(valid, rune.value);
    at += rune.size;
  }
  writer_.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
}

void HelmAnswer::field(std::string_view name, std::string_view value) {
  key(name);
  text(value);
}

void HelmAnswer::raw(std::string_view name, std::string_view json) {
  key(name);
  writer_.RawValue(json.data(), json.size(), rapidjson::kNullType);
}

void HelmAnswer::flag(std::string_view name, bool value) {
  key(name);
  writer_.Bool(value);
}

void HelmAnswer::open(std::string_view name) {
  key(name);
  writer_.StartObject();
}

void HelmAnswer::texts(std::string_view name, const std::vector<std::string>& items) {
  key(name);
  writer_.StartArray();
  for (const std::string& item : items) text(item);
  writer_.EndArray();
}

void HelmAnswer::values(const Node* root, SourceMap& sources) {
  gotemplate::Heap heap(sources, {}, helm::is_int64);
  emit::Events events;
  TextBuilder out;
  const std::string wrong = gotemplate::add_value(heap.thaw(Ref(root)), heap, events);
  const bool is_json =
      wrong.empty() && emit::write_json(events, emit::JsonForm::raw, out).has_value();
  raw("values", is_json ? out.text() : "null");
}

void HelmAnswer::origin(Ref value, const std::string& path, const SourceMap& sources) {
  if (!value.present()) return;
  std::size_t index = 0;
  for (const Node* item : value.items())
    origin(Ref(item), fmt::format("{}/{}", path, index++), sources);
  for (const Entry& entry : value.entries())
    origin(Ref(entry.value), fmt::format("{}/{}", path, json_key(*entry.key->resolved())), sources);
  if (!value->is_scalar()) return;
  const Span at = sources.blame(value->span()).edit;
  key(path);
  writer_.StartArray();
  text(at.is_place() ? sources.name(at.source) : "");
  writer_.Uint(at.begin);
  writer_.Uint(at.end);
  writer_.EndArray();
}

void HelmAnswer::origins(const Node* root, const SourceMap& sources) {
  open("origins");
  origin(Ref(root), "", sources);
  close();
}

std::string HelmAnswer::done() {
  writer_.EndObject();
  return {buffer_.GetString(), buffer_.GetSize()};
}

}  // namespace fairlead
