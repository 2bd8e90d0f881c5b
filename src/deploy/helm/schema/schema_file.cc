#include "deploy/helm/schema/schema_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "deploy/helm/chart/go_text.h"
#include "deploy/helm/schema/formats/formats.h"
#include "deploy/helm/schema/formats/url_join.h"
#include "gotemplate/strconv/quote.h"
#include "tree/scalar.h"

namespace fairlead::helm {
namespace {

Failure wrong(std::string message, Ref at) {
  return {Stage::schema, std::move(message), at.span()};
}
Failure unread(std::string message, Ref at) {
  return {Stage::declined, std::move(message), at.span()};
}

/// A member that is a string.
std::optional<std::string_view> string_in(Ref schema, std::string_view key) {
  const Ref value = schema[key];
  if (!value || !value->is_string()) return std::nullopt;
  return value.text();
}

/// The `$id` without its fragment; "" where there is none that counts.
std::string_view id_of(Ref schema, Draft draft) {
  if (draft < 2019 && schema["$ref"]) return "";
  const auto id = string_in(schema, draft == 4 ? "id" : "$id");
  return id ? split_url(*id).first : std::string_view();
}

std::optional<std::string> unescaped_step(std::string_view step) {
  std::string made;
  for (std::size_t at = 0; at < step.size(); ++at) {
    if (step[at] != '~') {
      made += step[at];
      continue;
    }
    ++at;
    if (at == step.size() || (step[at] != '0' && step[at] != '1')) return std::nullopt;
    made += step[at] == '0' ? '~' : '/';
  }
  return made;
}

Ref step_into(Ref value, const std::string& step) {
  if (!value) return {};
  if (value->is_mapping()) return value[step];
  if (!value->is_sequence()) return {};
  std::string_view digits = step;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  const bool good = error == std::errc() && end == digits.data() + digits.size();
  return good && index < value.items().size() ? value[index] : Ref();
}

}  // namespace

Outcome<Draft> draft_named_by(Ref schema, Draft otherwise) {
  const auto name = string_in(schema, "$schema");
  if (!name) return otherwise;
  if (const Draft draft = draft_of(*name)) return draft;
  return tl::unexpected(
      unread(fmt::format("the schema is of `{}`, which is not fetched", *name), schema["$schema"]));
}

std::string pointer_step(std::string_view name) {
  std::string made = "/";
  for (const char c : name) {
    if (c == '~' || c == '/')
      made += c == '~' ? "~0" : "~1";
    else
      made += c;
  }
  return made;
}

std::pair<std::string_view, std::string_view> split_url(std::string_view text) {
  const std::size_t hash = text.find('#');
  if (hash == text.npos) return {text, ""};
  return {text.substr(0, hash), text.substr(hash + 1)};
}

std::string SchemaFile::location(std::string_view pointer) const {
  return fmt::format("{}#{}", url_, escaped_fragment(pointer));
}

std::optional<Failure> SchemaFile::read() { return collect(root_, "", url_, draft_); }

Outcome<bool> SchemaFile::add(const std::string& pointer) {
  if (seen_.contains(pointer)) return false;
  const auto schema = at(pointer);
  if (!schema) return tl::unexpected(schema.error());
  const SchemaResource& base = resource(pointer);
  if (auto failure = collect(*schema, pointer, base.url, base.draft))
    return tl::unexpected(*failure);
  return true;
}

Outcome<Ref> SchemaFile::at(const std::string& pointer) const {
  Ref value = root_;
  std::string_view rest = pointer;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/', 1), rest.size());
    const auto step = unescaped_step(rest.substr(1, end - 1));
    if (!step)
      return tl::unexpected(wrong(
          fmt::format("invalid json-pointer {}", gotemplate::quoted(location(pointer))), value));
    const Ref next = step_into(value, *step);
    if (!next)
      return tl::unexpected(
          wrong(fmt::format("json-pointer in {} not found", gotemplate::quoted(location(pointer))),
                value));
    value = next;
    rest.remove_prefix(end);
  }
  return value;
}

const SchemaResource& SchemaFile::resource(std::string_view pointer) const {
  for (;;) {
    const auto found = resources_.find(pointer);
    if (found != resources_.end()) return found->second;
    const std::size_t slash = pointer.rfind('/');
    if (slash == pointer.npos) return resources_.find("")->second;
    pointer = pointer.substr(0, slash);
  }
}

Outcome<SchemaPlace> SchemaFile::resolved(const SchemaResource& from,
                                          std::string_view reference) const {
  const auto [path, escaped] = split_url(reference);
  std::string fragment, error;
  if (!url_unescaped(escaped, fragment, error))
    return refused(Stage::schema,
                   fmt::format("error in parsing {}: {}", gotemplate::quoted(reference), error));
  const auto url = joined_url(from.url, path);
  if (!url)
    return refused(Stage::declined, fmt::format("the reference `{}` is not understood", reference));
  const SchemaResource* target = *url == url_ ? &resources_.find("")->second : nullptr;
  for (const auto& [pointer, each] : resources_)
    if (!target && each.url == *url) target = &each;
  SchemaPlace place;
  if (!target) {
    place.draft = fragment.empty() ? draft_of(*url) : 0;
    if (place.draft) place.where = SchemaPlace::Where::drafts;
    if (url->starts_with("urn:") && fragment.empty()) place.where = SchemaPlace::Where::anything;
    if (place.where != SchemaPlace::Where::here) return place;
    return refused(Stage::declined,
                   fmt::format("the schema refers to `{}`, which is not fetched", *url));
  }
  if (fragment.empty() || fragment[0] == '/') {
    place.pointer = target->pointer + fragment;
    return place;
  }
  const auto anchor = target->anchors.find(fragment);
  if (anchor == target->anchors.end())
    return refused(Stage::schema,
                   fmt::format("anchor in {} not found in schema {}",
                               gotemplate::quoted(
                                   fmt::format("{}#{}", target->url, escaped_fragment(fragment))),
                               gotemplate::quoted(url_)));
  place.pointer = anchor->second;
  return place;
}

std::optional<Failure> SchemaFile::collect(Ref schema, const std::string& pointer, std::string base,
                                           Draft draft) {
  if (!seen_.insert(pointer).second) return std::nullopt;
  if (!schema || !schema->is_mapping()) {
    if (pointer.empty()) resources_[""] = {"", base, draft, {}, {}};
    return std::nullopt;
  }
  auto named = draft_named_by(schema, draft);
  if (!named) return named.error();
  std::string_view id = id_of(schema, *named);
  if (id.empty() && !pointer.empty()) {
    named = draft;  // `$schema` counts where an `$id` stands, too
    id = id_of(schema, draft);
  }
  if (!id.empty()) {
    const auto url = joined_url(base, id);
    if (!url) return unread(fmt::format("the identifier `{}` is not understood", id), schema);
    base = *url;
  }
  if (!id.empty() || pointer.empty()) {
    if (!pointer.empty() && *named != draft)
      return unread("a part of the schema is of another draft than the rest", schema);
    if (auto failure = add_resource(schema, pointer, base, *named)) return failure;
  }
  return collect_below(schema, pointer, base, *named);
}

std::optional<Failure> SchemaFile::add_resource(Ref schema, const std::string& pointer,
                                                const std::string& url, Draft draft) {
  for (const auto& [other, resource] : resources_) {
    if (resource.url != url) continue;
    if (other == pointer) return std::nullopt;
    return wrong(fmt::format("duplicate id {} in {} at {} and {}", gotemplate::quoted(url),
                             gotemplate::quoted(url_), gotemplate::quoted(pointer),
                             gotemplate::quoted(other)),
                 schema);
  }
  resources_[pointer] = {pointer, url, draft, {}, {}};
  return std::nullopt;
}

std::optional<Failure> SchemaFile::collect_below(Ref schema, const std::string& pointer,
                                                 const std::string& base, Draft draft) {
  const auto resource =
      std::ranges::find_if(resources_, [&](const auto& each) { return each.second.url == base; });
  if (auto failure = add_anchors(schema, pointer, resource->second)) return failure;
  for (const Entry& entry : schema.entries()) {
    const std::string name = json_key(*entry.key->resolved());
    const Holds holds = held_by(name, draft);
    const Ref value(entry);
    const std::string below = pointer + pointer_step(name);
    if (holds == Holds::one || holds == Holds::one_or_list)
      if (auto failure = collect(value, below, base, draft)) return failure;
    std::size_t index = 0;
    if (holds == Holds::list || holds == Holds::one_or_list)
      for (const Node* item : value.items())
        if (auto failure = collect(Ref(item), fmt::format("{}/{}", below, index++), base, draft))
          return failure;
    if (holds != Holds::map) continue;
    for (const Entry& each : value.entries()) {
      const std::string step = pointer_step(json_key(*each.key->resolved()));
      if (auto failure = collect(Ref(each), below + step, base, draft)) return failure;
    }
  }
  return std::nullopt;
}

std::optional<Failure> SchemaFile::add_anchors(Ref schema, const std::string& pointer,
                                               SchemaResource& resource) const {
  const Draft draft = resource.draft;
  if (draft < 2019 && schema["$ref"]) return std::nullopt;
  std::vector<std::string> anchors;
  if (draft < 2019) {
    std::string fragment, error;
    const auto id = string_in(schema, draft == 4 ? "id" : "$id");
    if (id && !url_unescaped(split_url(*id).second, fragment, error))
      return wrong(
          fmt::format("error in parsing anchor at {}", gotemplate::quoted(location(pointer))),
          schema);
    if (!fragment.empty() && fragment[0] != '/') anchors.push_back(fragment);
  } else {
    if (const auto anchor = string_in(schema, "$anchor")) anchors.emplace_back(*anchor);
    const auto dynamic =
        draft >= 2020 ? string_in(schema, "$dynamicAnchor") : std::optional<std::string_view>();
    if (dynamic) {
      anchors.emplace_back(*dynamic);
      resource.dynamic_anchors.emplace_back(*dynamic);
    }
  }
  for (const std::string& anchor : anchors) {
    const auto [before, is_new] = resource.anchors.emplace(anchor, pointer);
    if (!is_new && before->second != pointer)
      return wrong(fmt::format("duplicate anchor {} in {} at {} and {}", gotemplate::quoted(anchor),
                               gotemplate::quoted(url_), gotemplate::quoted(before->second),
                               gotemplate::quoted(pointer)),
                   schema);
  }
  return std::nullopt;
}

}  // namespace fairlead::helm
