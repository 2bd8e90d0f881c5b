#include "deploy/kustomize/steps/metadata.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace fairlead::kustomize {
namespace {

const Node* with_text(const Node& object, std::string_view field, std::string_view key,
                      std::string_view text, Span by, Edits& edits) {
  const Ref metadata = Ref(&object)["metadata"], map = metadata[field];
  const Node* before = map && map->is_mapping() ? map.node() : edits.mapping({}, *metadata);
  const Node* made = edits.with(*before, key, *edits.text(text, by), by);
  return edits.with(object, "metadata", *edits.with(*metadata, field, *made, by), by);
}

}  // namespace

std::string words_of(const Maker& maker) {
  return fmt::format("configuredIn: {}\nconfiguredBy:\n  apiVersion: builtin\n  kind: {}\n{}",
                     maker.file, maker.kind,
                     maker.name.empty() ? "" : fmt::format("  name: {}\n", maker.name));
}

std::string path_from(std::string_view directory, std::string_view path) {
  std::vector<std::string_view> from = split(directory, '/'), to = split(path, '/');
  if (directory.empty()) from.clear();
  const auto [a, b] = std::ranges::mismatch(from, to);
  std::string made;
  for (auto each = a; each != from.end(); ++each) made += "../";
  for (auto each = b; each != to.end(); ++each)
    made += fmt::format("{}{}", *each, each + 1 == to.end() ? "" : "/");
  return made;
}

void add_metadata(Objects& objects, Ref options, Edits& edits) {
  for (const Node* option : options.items()) {
    const Span by = option->span();
    for (Object& object : objects) {
      if (option->text() == "originAnnotations" && !object.origin.empty())
        object.root = with_text(*object.root, "annotations", "config.kubernetes.io/origin",
                                object.origin, by, edits);
      if (option->text() == "transformerAnnotations" && !object.changes.empty())
        object.root =
            with_text(*object.root, "annotations", "alpha.config.kubernetes.io/transformations",
                      object.changes, by, edits);
      if (option->text() == "managedByLabel")
        object.root = with_text(*object.root, "labels", "app.kubernetes.io/managed-by",
                                "kustomize-v5.8.1", by, edits);
    }
  }
}

}  // namespace fairlead::kustomize
