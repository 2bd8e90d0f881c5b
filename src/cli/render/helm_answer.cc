#include "cli/render/helm_answer.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/render/scalars.h"
#include "deploy/helm/chart/go_text.h"
#include "emit/json_text.h"
#include "gotemplate/strconv/runes.h"
#include "gotemplate/value/heap.h"
#include "gotemplate/value/value_events.h"
#include "source/made_of.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// The bytes of a scalar that hold a text, or those that they are base64 of; else all of it.
Span place_of(const Node& scalar, std::string_view wrong, const SourceMap& sources) {
  Span at = scalar.span();
  std::size_t found = sources.text(at).find(wrong);
  if (found == std::string_view::npos) {
    const auto decoded = base64_decoded(scalar.text());
    const Span plain = decoded ? made_of(sources, at, *decoded) : Span{};
    if (plain.is_place()) found = sources.text(plain).find(wrong);
    if (found != std::string_view::npos) at = plain;
  }
  if (found == std::string_view::npos) return at;
  const auto begin = static_cast<std::uint32_t>(found);
  return at.part(begin, begin + static_cast<std::uint32_t>(wrong.size()));
}

}  // namespace

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

void HelmAnswer::open_list(std::string_view name) {
  key(name);
  writer_.StartArray();
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
  key(path);
  place(sources.blame(value->span()).edit, sources);
}

void HelmAnswer::place(Span at, const SourceMap& sources) {
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

void HelmAnswer::blame(Span at, const SourceMap& sources) {
  const Blame blame = sources.blame(at);
  writer_.StartObject();
  key("edit");
  place(blame.edit, sources);
  key("trace");
  writer_.StartArray();
  for (const Way& way : sources.trace(at)) place(way.written(), sources);
  for (const Related& other : blame.others) place(other.at, sources);
  writer_.EndArray();
  key("others");
  writer_.StartArray();
  for (const Related& other : blame.others) place(other.at, sources);
  writer_.EndArray();
  key("conditions");
  writer_.StartArray();
  for (const Span& condition : blame.conditions) place(condition, sources);
  writer_.EndArray();
  writer_.EndObject();
}

void HelmAnswer::scalars(Ref root, const SourceMap& sources, std::string_view wrong) {
  open("scalars");
  for (const auto& [pointer, value] : scalars_of(root)) {
    key(pointer);
    blame(wrong.empty() ? value->span() : place_of(*value, wrong, sources), sources);
  }
  close();
}

void HelmAnswer::object(std::string_view kind, std::string_view name, Ref root,
                        const SourceMap& sources, std::string_view wrong) {
  writer_.StartObject();
  field("kind", kind);
  field("name", name);
  scalars(root, sources, wrong);
  writer_.EndObject();
}

void HelmAnswer::documents(const helm::Manifests& manifests, const SourceMap& sources,
                           std::string_view wrong) {
  open_list("documents");
  for (const auto* all : {&manifests.objects, &manifests.hooks}) {
    for (const helm::Manifest& manifest : *all) {
      writer_.StartObject();
      field("template", manifest.file->name);
      field("kind", manifest.head.kind);
      field("name", manifest.head.name);
      scalars(Ref(manifest.root), sources, wrong);
      writer_.EndObject();
    }
  }
  close_list();
}

std::string HelmAnswer::done() {
  writer_.EndObject();
  return {buffer_.GetString(), buffer_.GetSize()};
}

}  // namespace fairlead
