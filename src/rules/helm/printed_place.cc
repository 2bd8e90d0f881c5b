#include "rules/helm/printed_place.h"

#include <algorithm>

#include "lint/node_path.h"

namespace fairlead {
namespace {

void descend(Ref node, Span at, PrintedPlace& place) {
  place.value = node;
  for (const Entry& entry : node->entries()) {
    if (entry.key->span().contains(at)) {
      place.keys.push_back(entry.key->text());
      place.key_at = entry.key->span();
      place.is_key = true;
      return;
    }
    const Ref value(entry);
    if (!value || !holds(*entry.value, at)) continue;
    place.keys.push_back(entry.key->text());
    place.key_at = entry.key->span();
    return descend(value, at, place);
  }
  for (const Node* item : node->items())
    if (holds(*item, at)) return descend(Ref(item), at, place);
}

}  // namespace

bool PrintedPlace::is_annotation() const {
  return std::ranges::find(keys, "annotations") != keys.end();
}

PrintedPlace printed_place(const Facts& facts, Span at) {
  PrintedPlace place;
  for (const Resource& resource : facts.resources) {
    if (!resource.root || !holds(*resource.root, at)) continue;
    place.resource = &resource;
    descend(resource.root, at, place);
    break;
  }
  return place;
}

std::string_view value_name(const SourceMap& sources, Span cause) {
  if (!cause.is_place() || cause.empty()) return {};
  const std::string_view text = sources.text(cause);
  const bool is_name =
      text.size() < 80 && std::ranges::all_of(text, [](unsigned char letter) {
        return std::isalnum(letter) || letter == '_' || letter == '-' || letter == '.';
      });
  return is_name ? text : std::string_view();
}

}  // namespace fairlead
