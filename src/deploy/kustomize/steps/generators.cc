#include "deploy/kustomize/steps/generators.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "deploy/kustomize/steps/key_values.h"

namespace fairlead::kustomize {
namespace {

class Maker {
 public:
  Maker(const Generator& generator, const ReadText& read, Edits& edits)
      : generator_(generator),
        entry_(generator.entry),
        edits_(edits),
        values_(entry_, read, edits) {}

  Built<Object> make() {
    const Ref name = entry_["name"];
    if (name.text().empty())
      return tl::unexpected(Refusal{"a generator has no `name`", entry_.span()});
    if (auto refusal = values_.read()) return tl::unexpected(*refusal);
    Object object;
    object.file = generator_.file;
    object.generator = entry_;
    object.behavior = behavior();
    object.needs_hash = !option("disableNameSuffixHash");
    object.root = root(name);
    return object;
  }

 private:
  const Node* text(std::string_view words) { return edits_.text(words, entry_.span()); }
  Entry entry(std::string_view key, const Node* value) { return {text(key), value}; }

  const Node* root(Ref name) {
    std::vector<Entry> metadata{entry("name", name.node())};
    if (const Ref space = entry_["namespace"]; !space.text().empty())
      metadata.push_back(entry("namespace", space.node()));
    for (const std::string_view field : {"labels", "annotations"})
      if (const Node* pairs = merged(field)) metadata.push_back(entry(field, pairs));
    std::vector<Entry> all{entry("apiVersion", text("v1")),
                           entry("kind", text(generator_.is_secret ? "Secret" : "ConfigMap")),
                           entry("metadata", edits_.mapping(metadata, *entry_))};
    if (generator_.is_secret) {
      const Ref type = entry_["type"];
      all.push_back(entry("type", type.text().empty() ? text("Opaque") : type.node()));
    }
    add_data(all);
    if (const Ref immutable = option("immutable"))
      all.push_back(entry("immutable", immutable.node()));
    return edits_.mapping(all, *entry_);
  }

  void add_data(std::vector<Entry>& all) {
    std::vector<Entry> data, binary;
    for (const KeyValue& each : values_.all()) {
      const bool is_text = valid_utf8_prefix(each.value->text()) == each.value->text().size();
      if (!generator_.is_secret && is_text)
        data.push_back({each.key, each.value});
      else
        (generator_.is_secret ? data : binary).push_back({each.key, encoded(*each.value)});
    }
    if (!data.empty() || generator_.is_secret)
      all.push_back(entry("data", edits_.mapping(data, *entry_)));
    if (!binary.empty()) all.push_back(entry("binaryData", edits_.mapping(binary, *entry_)));
  }

  /// Base64 as kustomize writes it: longer texts in lines of 70 letters, each with its break.
  const Node* encoded(const Node& value) {
    constexpr std::size_t width = 70;
    const std::string letters = base64_encoded(value.text());
    std::string lines;
    for (std::size_t i = 0; i < letters.size() && letters.size() >= width; i += width)
      lines += letters.substr(i, width) + "\n";
    return edits_.text(letters.size() < width ? letters : lines, value.span());
  }

  /// The option where the entry or the kustomization sets it.
  Ref option(std::string_view name) const {
    for (const Ref options : {entry_["options"], generator_.options})
      if (options[name].boolean()) return options[name];
    return {};
  }

  /// Labels or annotations of both; the entry's own win. Null where there are none.
  const Node* merged(std::string_view field) {
    const Ref own = entry_["options"][field], common = generator_.options[field];
    std::vector<Entry> pairs;
    for (const Entry& each : own.entries()) pairs.push_back(each);
    for (const Entry& each : common.entries())
      if (!own[each.key->text()]) pairs.push_back(each);
    return pairs.empty() ? nullptr : edits_.mapping(pairs, own ? *own : *common);
  }

  Behavior behavior() const {
    const std::string_view word = entry_["behavior"].text();
    return word == "create"    ? Behavior::create
           : word == "replace" ? Behavior::replace
           : word == "merge"   ? Behavior::merge
                               : Behavior::unspecified;
  }

  const Generator& generator_;
  const Ref entry_;
  Edits& edits_;
  KeyValues values_;
};

/// A mapping of both, of which the second wins; null where neither has anything.
const Node* merged_maps(Ref before, Ref now, Edits& edits) {
  if (!before) return now.node();
  if (!now) return before.node();
  std::vector<Entry> all;
  for (const Entry& each : before.entries()) {
    const Ref over = now[each.key->text()];
    all.push_back({each.key, over ? edits.over(*over, each.value) : each.value});
  }
  for (const Entry& each : now.entries())
    if (!before[each.key->text()]) all.push_back(each);
  return edits.mapping(all, *now);
}

const Node* with_field(const Node& object, std::string_view key, const Node* value, Edits& edits) {
  return value ? edits.with(object, key, *value, value->span()) : &object;
}

/// What is generated over an object: it keeps the name, the namespace, the labels and the history.
Object put_over(const Object& before, Object made, Edits& edits) {
  const Ref old(before.root), now(made.root);
  const Ref metadata = now["metadata"], old_metadata = old["metadata"];
  const Node* meta = metadata.node();
  for (const std::string_view field : {"labels", "annotations"})
    meta =
        with_field(*meta, field, merged_maps(old_metadata[field], metadata[field], edits), edits);
  for (const std::string_view field : {"name", "namespace"})
    if (const Ref kept = old_metadata[field]) meta = edits.with(*meta, field, *kept, kept.span());
  if (!old_metadata["namespace"]) meta = edits.without(*meta, "namespace");
  const Node* root = edits.with(*made.root, "metadata", *meta, meta->span());
  if (made.behavior == Behavior::merge)
    for (const std::string_view field : {"data", "binaryData"})
      root = with_field(*root, field, merged_maps(old[field], now[field], edits), edits);
  Object all = before;
  all.root = root;
  all.generator = made.generator;
  all.needs_hash = before.needs_hash && made.needs_hash;
  return all;
}

}  // namespace

Built<Object> generated(const Generator& generator, const ReadText& read, Edits& edits) {
  return Maker(generator, read, edits).make();
}

std::optional<Refusal> absorb(Objects& objects, Object made, Edits& edits) {
  const ObjectId id = made.id();
  std::vector<Object*> same;
  for (Object& each : objects) {
    const auto is_it = [&](const ObjectId& other) { return other.equals(id); };
    if (is_it(each.id()) || std::ranges::any_of(each.before, is_it)) same.push_back(&each);
  }
  const Span at = made.generator["name"].span();
  const bool is_over = made.behavior == Behavior::merge || made.behavior == Behavior::replace;
  const auto refusal = [&](std::string_view why) {
    return Refusal{fmt::format("{} `{}` {}", id.kind, id.name, why), at};
  };
  if (same.empty()) {
    if (is_over) {
      Refusal absent = refusal("does not exist, so there is nothing to merge with or to replace");
      absent.of = Refusal::Of::absence;
      if (const Object* other = in_other_namespace(objects, id)) {
        absent.message += other_namespace_words(*other, id);
        absent.other = Ref(other->root)["metadata"]["namespace"].span();
      }
      return absent;
    }
    objects.push_back(std::move(made));
    return std::nullopt;
  }
  if (same.size() > 1) return refusal("is several objects, of which one should be meant");
  if (!is_over) return refusal("exists already: `behavior` must be `merge` or `replace`");
  *same.front() = put_over(*same.front(), std::move(made), edits);
  return std::nullopt;
}

}  // namespace fairlead::kustomize
