#include "deploy/kustomize/steps/hash.h"

#include <fmt/format.h>

#include "base/crypto/digest.h"
#include "emit/json_text.h"
#include "emit/node_events.h"

namespace fairlead::kustomize {
namespace {

BuiltText text_of(std::string_view text, SourceMap& sources) {
  TextBuilder made;
  made.synthetic(text);
  return made.done(sources.arena());
}

/// The object that is hashed, as kustomize has it: fields by their names, "" for those that are not
/// there. It looks for a field that is called "metadata/name", so that the name is always "".
std::string hashed_json(Ref root, SourceMap& sources) {
  const bool is_secret = root["kind"].text() == "Secret";
  const std::string_view more = is_secret ? "stringData" : "binaryData";
  emit::Events events;
  const auto field = [&](std::string_view name, Ref value) {
    events.key(text_of(name, sources));
    if (value && value->is_mapping())
      emit::add_tree(value, emit::Numbers::exact, sources, events);
    else
      events.string(text_of(value.text(), sources));
  };
  events.begin_mapping();
  field("kind", root["kind"]);
  field("name", {});
  field("data", root["data"]);
  if (is_secret) field("type", root["type"]);
  if (const Ref map = root[more]; map && map->is_mapping()) field(more, map);
  events.end();
  TextBuilder made;
  emit::write_json(events, emit::JsonForm::compact, made);
  return std::string(made.text());
}

/// Where the values are written that an object's hash is made of: some of them where there are
/// many.
std::vector<Span> hashed_places(Ref root) {
  constexpr std::size_t most = 16;
  std::vector<Span> places;
  const auto add = [&](Ref value) {
    if (value && value->span().is_place() && places.size() < most) places.push_back(value.span());
  };
  for (const std::string_view field : {"data", "binaryData", "stringData"})
    for (const Entry& entry : root[field].entries()) add(Ref(entry.value));
  add(root["type"]);
  return places;
}

}  // namespace

std::string content_hash(const Object& object, SourceMap& sources) {
  const Ref root(object.root);
  if (root["kind"].text() != "ConfigMap" && root["kind"].text() != "Secret") return {};
  const SourceMap::Mark mark = sources.mark();
  std::string hash = sha256_hex(hashed_json(root, sources)).substr(0, 10);
  sources.release(mark);
  for (char& c : hash) {
    constexpr std::string_view from = "013ae", to = "ghkmt";
    if (const std::size_t at = from.find(c); at != from.npos) c = to[at];
  }
  return hash;
}

void remember_names_without_hash(Objects& objects) {
  for (Object& object : objects)
    if (object.needs_hash) object.remember();
}

void add_hashes(Objects& objects, Edits& edits) {
  for (Object& object : objects) {
    if (!object.needs_hash) continue;
    const std::string hash = content_hash(object, edits.sources());
    if (hash.empty()) continue;
    object.remember();
    const Ref metadata = Ref(object.root)["metadata"];
    const std::string tail = fmt::format("-{}", hash);
    const std::vector<Span> places = hashed_places(Ref(object.root));
    const Node* name = edits.joined(
        {Piece::of(*metadata["name"]), Piece::made(tail, object.generator.span(), places)});
    const Span by = metadata["name"].span();
    object.root =
        edits.with(*object.root, "metadata", *edits.with(*metadata, "name", *name, by), by);
  }
}

}  // namespace fairlead::kustomize
