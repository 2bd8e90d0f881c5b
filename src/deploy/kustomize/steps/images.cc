#include <fmt/format.h>

#include <algorithm>

#include "base/regex.h"
#include "deploy/kustomize/steps/transformers.h"

namespace fairlead::kustomize {
namespace {

/// Where an image's name ends, its tag and its digest begin:
/// [[host[:port]/]path/]name[:tag][@digest].
struct Parts {
  std::size_t name_end = 0, tag = 0, tag_end = 0, digest = 0;  // each 0: there is none
};

Parts parts_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::size_t from = slash == text.npos ? 0 : slash;
  const std::size_t at = text.find('@', from), colon = text.find(':', from);
  Parts parts{std::min({text.size(), at, colon})};
  if (at != text.npos) parts.digest = at + 1;
  if (colon != text.npos && (at == text.npos || colon < at)) {
    parts.tag = colon + 1;
    parts.tag_end = std::min(text.size(), at);
  }
  return parts;
}

bool is_given(Ref scalar) { return !scalar.text().empty(); }

const Node* changed_image(const Node& before, Ref entry, Edits& edits) {
  const std::string_view text = before.text();
  const Parts parts = parts_of(text);
  const Ref name = entry["newName"], tag = entry["newTag"], digest = entry["digest"],
            suffix = entry["tagSuffix"];
  std::vector<Piece> pieces{is_given(name) ? Piece::put_in(*name)
                                           : Piece::part(before, 0, parts.name_end)};
  const bool replaces = is_given(tag) || is_given(digest);
  const bool appends = !replaces && is_given(suffix);
  const auto sign = [&](std::string_view text_of_it, Ref because) {
    pieces.push_back(Piece::made(text_of_it, because.span()));
  };
  if (is_given(tag)) {
    sign(":", tag);
    pieces.push_back(Piece::put_in(*tag));
  } else if (!replaces && (parts.tag > 0 || appends)) {
    sign(":", appends ? suffix : entry["name"]);
    if (parts.tag > 0) pieces.push_back(Piece::part(before, parts.tag, parts.tag_end));
    if (appends) pieces.push_back(Piece::put_in(*suffix));
  }
  if (is_given(digest)) {
    sign("@", digest);
    pieces.push_back(Piece::put_in(*digest));
  } else if (!replaces && !appends && parts.digest > 0) {
    pieces.push_back(Piece::part(before, parts.digest - 1, text.size()));
  }
  const Node* made = edits.joined(pieces);
  return made->text() == text ? &before : edits.over(*made, &before);
}

/// Changes the image of each item of `containers` and `initContainers`, wherever these stand: those
/// of custom resources, too.
class Containers {
 public:
  Containers(const ChangeField& change, Span by, Edits& edits)
      : change_(change), by_(by), edits_(edits) {}

  const Node* of(const Node& node) {
    if (node.is_sequence()) return each(node, [&](const Node& item) { return of(item); });
    const Node* made = &node;
    for (const Entry& entry : node.entries()) {
      const std::string_view key = entry.key->text();
      const Node* value = of(*entry.value);
      if ((key == "containers" || key == "initContainers") && value->is_sequence())
        value = each(*value, [&](const Node& item) { return with_image(item); });
      if (value != entry.value) made = edits_.with(*made, key, *value, by_);
    }
    return made;
  }

 private:
  template <typename Change>
  const Node* each(const Node& list, const Change& change) {
    std::vector<const Node*> items;
    bool changed = false;
    for (const Node* item : list.items()) {
      items.push_back(change(*item));
      changed = changed || items.back() != item;
    }
    return changed ? edits_.sequence(items, list) : &list;
  }

  const Node* with_image(const Node& container) {
    constexpr FieldSpec image{{}, "image", false};
    return change_fields(container, {}, std::span(&image, 1), Make::nothing, by_, change_, edits_);
  }

  const ChangeField& change_;
  const Span by_;
  Edits& edits_;
};

}  // namespace

Built<std::size_t> set_image(Objects& objects, Ref entry, std::span<const FieldSpec> fields,
                             Edits& edits) {
  std::string error;
  const auto name =
      Regex::compiled(fmt::format("^{}(:[a-zA-Z0-9_.{{}}-]*)?(@sha256:[a-zA-Z0-9_.{{}}-]*)?$",
                                  entry["name"].text()),
                      error);
  if (!name) return tl::unexpected(Refusal{error, entry["name"].span()});
  const Span by = entry.span();
  std::size_t found = 0;
  const ChangeField change = [&](const Node* value) {
    const bool is_meant = value && value->is_scalar() && name->found_in(value->text());
    found += is_meant;
    return is_meant ? changed_image(*value, entry, edits) : value;
  };
  for (Object& object : objects) {
    const ObjectId id = object.id();
    if (id.kind != "CustomResourceDefinition")
      object.root = Containers(change, by, edits).of(*object.root);
    object.root = change_fields(*object.root, id, fields, Make::nothing, by, change, edits);
  }
  return found;
}

}  // namespace fairlead::kustomize
