#include "deploy/kustomize/steps/replacements.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "deploy/kustomize/objects/selector.h"
#include "deploy/kustomize/steps/structured_text.h"
#include "deploy/kustomize/trees/field_path.h"
#include "tree/scalar.h"

namespace fairlead::kustomize {
namespace {

constexpr std::string_view default_path = "metadata.name";

/// `options`: which part of a text between delimiters is meant, and whether fields are made.
struct Options {
  std::string_view delimiter;
  std::int64_t index = 0;
  bool create = false;

  explicit Options(Ref at) : delimiter(at["delimiter"].text()), create(at["create"].boolean()) {
    const std::string_view text = at["index"].text();
    std::from_chars(text.data(), text.data() + text.size(), index);
  }
};

/// The parts of a text between delimiters: from and to of each.
std::vector<std::pair<std::size_t, std::size_t>> parts_of(std::string_view text,
                                                          std::string_view delimiter) {
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  for (std::size_t at = 0;;) {
    const std::size_t end = std::min(text.find(delimiter, at), text.size());
    parts.emplace_back(at, end);
    if (end == text.size()) return parts;
    at = end + delimiter.size();
  }
}

/// An object's names, now and before.
std::vector<ObjectId> all_ids(const Object& object) {
  std::vector<ObjectId> ids{object.id()};
  ids.insert(ids.end(), object.before.begin(), object.before.end());
  return ids;
}

/// Whether a source selector, which is no regular expression, means an object.
bool is_source(Ref selector, const ObjectId& id) {
  const auto fits = [&](std::string_view field, std::string_view is) {
    const std::string_view wanted = selector[field].text();
    return wanted.empty() || wanted == is;
  };
  const std::string_view space = selector["namespace"].text();
  return fits("group", id.group) && fits("version", id.version) && fits("kind", id.kind) &&
         fits("name", id.name) && (space.empty() || space == id.effective_namespace());
}

/// The value that is copied, and the way to each of its targets.
class Replacement {
 public:
  Replacement(Objects& objects, Ref entry, Edits& edits)
      : objects_(objects), entry_(entry), edits_(edits) {}

  std::optional<Refusal> apply() {
    const Ref source = entry_["source"], fixed = entry_["sourceValue"];
    if ((!source && !fixed) || !entry_["targets"])
      return Refusal{"a replacement has a source and targets", entry_.span()};
    if (source && fixed)
      return Refusal{"a replacement has either `source` or `sourceValue`", fixed.span()};
    const auto value = fixed ? Built<const Node*>(fixed.node()) : value_of(source);
    if (!value) return value.error();
    value_ = *value;
    for (const Node* each : entry_["targets"].items())
      if (auto refusal = copy_to(Ref(each))) return refusal;
    return std::nullopt;
  }

 private:
  Built<const Node*> value_of(Ref source) {
    const Object* found = nullptr;
    for (const Object& object : objects_) {
      const auto means = [&](const ObjectId& id) { return is_source(source, id); };
      if (std::ranges::none_of(all_ids(object), means)) continue;
      if (found)
        return tl::unexpected(Refusal{"several objects are meant by this source", source.span()});
      found = &object;
    }
    if (!found)
      return tl::unexpected(Refusal{"no object of the build is meant by this source", source.span(),
                                    Refusal::Of::absence});
    const Ref path = source["fieldPath"];
    const std::string_view text = path.text().empty() ? default_path : path.text();
    const auto value = found_at(*found->root, steps_of(text));
    if (!value) return tl::unexpected(Refusal{value.error().message, path.span()});
    if (!*value || (*value)->is_null() || is_empty(**value))
      return tl::unexpected(Refusal{fmt::format("the source has no field `{}`", text),
                                    path.text().empty() ? source.span() : path.span(),
                                    Refusal::Of::absence});
    return part_of(**value, source["options"]);
  }

  static bool is_empty(const Node& node) {
    return (node.is_mapping() && node.entries().empty()) ||
           (node.is_sequence() && node.items().empty());
  }

  Built<const Node*> part_of(const Node& value, Ref options) {
    const Options how(options);
    if (how.delimiter.empty()) return &value;
    if (!value.is_scalar()) return not_a_scalar(options);
    const auto parts = parts_of(value.text(), how.delimiter);
    if (how.index < 0 || how.index >= static_cast<std::int64_t>(parts.size()))
      return tl::unexpected(
          Refusal{fmt::format("`{}` has no part {}", value.text(), how.index), options.span()});
    const auto [from, to] = parts[static_cast<std::size_t>(how.index)];
    return edits_.joined({Piece::part(value, from, to)});
  }

  static tl::unexpected<Refusal> not_a_scalar(Ref options) {
    return tl::unexpected(Refusal{"`delimiter` is for texts alone", options.span()});
  }

  std::optional<Refusal> copy_to(Ref target) {
    if (!target["select"]) return Refusal{"a target selects objects", target.span()};
    const auto select = Selector::read(target["select"]);
    if (!select) return select.error();
    std::vector<Selector> rejects;
    for (const Node* each : target["reject"].items()) {
      auto reject = Selector::read(Ref(each));
      if (!reject) return reject.error();
      rejects.push_back(std::move(*reject));
    }
    for (Object& object : objects_) {
      if (!is_target(object, *select, rejects)) continue;
      if (auto refusal = copy_into(object, target)) return refusal;
    }
    return std::nullopt;
  }

  static bool takes(const Selector& selector, const ObjectId& id) {
    return selector.takes_kind(id) && selector.takes_name(id.name) &&
           selector.takes_namespace(id.namespace_name);
  }

  static bool is_target(const Object& object, const Selector& select,
                        std::span<const Selector> rejects) {
    const std::vector<ObjectId> ids = all_ids(object);
    if (!select.takes_metadata(object)) return false;
    for (const Selector& reject : rejects) {
      if (reject.asks_for_metadata() && reject.takes_metadata(object)) return false;
      if (!reject.is_empty() &&
          std::ranges::any_of(ids, [&](const ObjectId& id) { return takes(reject, id); }))
        return false;
    }
    return std::ranges::any_of(ids, [&](const ObjectId& id) { return takes(select, id); });
  }

  std::optional<Refusal> copy_into(Object& object, Ref target) {
    std::vector<std::pair<std::string_view, Span>> paths;
    for (const Node* path : target["fieldPaths"].items())
      paths.emplace_back(path->text(), path->span());
    if (paths.empty()) paths.emplace_back(default_path, target.span());
    for (const auto& [path, at] : paths)
      if (auto refusal = copy_to_path(object, path, at, target["options"])) return refusal;
    return std::nullopt;
  }

  std::optional<Refusal> copy_to_path(Object& object, std::string_view path, Span at, Ref options) {
    const Options how(options);
    const Create create = !how.create             ? Create::nothing
                          : value_->is_mapping()  ? Create::mapping
                          : value_->is_sequence() ? Create::sequence
                                                  : Create::scalar;
    const std::vector<std::string> steps = steps_of(path);
    if (const auto inside = set_inside_text(*object.root, steps, *value_, at, edits_)) {
      if (!*inside) return inside->error();
      object.root = **inside;
      return std::nullopt;
    }
    std::size_t count = 0;
    const auto made = change_at(
        *object.root, steps, create, at,
        [&](const Node* before) { return put_over(*before, options); }, count, edits_);
    if (made && count > 0) {
      object.root = *made;
      return std::nullopt;
    }
    const ObjectId id = object.id();
    return Refusal{fmt::format("{} `{}` has no field `{}`{}", id.kind, id.name, path,
                               how.create ? ", and it cannot be made" : ""),
                   at, Refusal::Of::absence};
  }

  Built<const Node*> put_over(const Node& before, Ref options) {
    const Options how(options);
    if (how.delimiter.empty()) return with_kind_of(before, *value_);
    if (!before.is_scalar()) return not_a_scalar(options);
    const auto parts = parts_of(before.text(), how.delimiter);
    const Piece value = Piece::put_in(*value_), sign = Piece::put_in(*options["delimiter"]);
    const std::size_t size = before.text().size();
    if (how.index < 0)
      return with_kind_of(before, *edits_.joined({value, sign, Piece::of(before)}));
    if (how.index >= static_cast<std::int64_t>(parts.size()))
      return with_kind_of(before, *edits_.joined({Piece::of(before), sign, value}));
    const auto [from, to] = parts[static_cast<std::size_t>(how.index)];
    return with_kind_of(before, *edits_.joined({Piece::part(before, 0, from), value,
                                                Piece::part(before, to, size)}));
  }

  /// Over a scalar only the text changes: what was a number or a string stays one.
  Built<const Node*> with_kind_of(const Node& before, const Node& value) {
    const Node* made = edits_.over(value, &before);
    if (!before.is_scalar() || !value.is_scalar()) return made;
    const bool is_new = !before.span().is_place() || before.text().empty();
    const Kind kind = is_new && before.is_null() ? value.kind() : before.kind();
    const Kind written = kyaml_scalar_kind({}, made->text(), Style::plain);
    if (kind != Kind::string && written != kind &&
        !(kind == Kind::floating && written == Kind::integer))
      return tl::unexpected(
          Refusal{fmt::format("`{}` takes the place of a value of another type", made->text()),
                  before.span()});
    return edits_.arena().make<Node>(
        Node::scalar(kind, kind == Kind::string ? made->style() : Style::plain, made->syntax(),
                     made->span(), made->text()));
  }

  Objects& objects_;
  const Ref entry_;
  Edits& edits_;
  const Node* value_ = nullptr;
};

}  // namespace

std::optional<Refusal> replace(Objects& objects, Ref replacement, Edits& edits) {
  return Replacement(objects, replacement, edits).apply();
}

}  // namespace fairlead::kustomize
