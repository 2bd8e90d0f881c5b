#include "lint/node_path.h"

#include <fmt/format.h>

#include <algorithm>

namespace fairlead {
namespace {

bool plain_name(std::string_view key) {
  return !key.empty() && key.find_first_of(".[]\"' /") == std::string_view::npos;
}

void append_key(std::string& path, std::string_view key) {
  if (!plain_name(key)) {
    path += fmt::format("[\"{}\"]", key);
  } else {
    path += path.empty() ? "" : ".";
    path += key;
  }
}

}  // namespace

bool holds(const Node& node, Span at, TreeTexts texts) {
  const Span span = node.span();
  if (span.contains(at)) return true;
  if (span.is_place() && (texts == TreeTexts::one || span.source == at.source)) return false;
  return std::ranges::any_of(node.items(),
                             [&](const Node* item) { return holds(*item, at, texts); }) ||
         std::ranges::any_of(node.entries(), [&](const Entry& entry) {
           return entry.key->span().contains(at) || holds(*entry.value, at, texts);
         });
}

std::string node_path(const Node& root, Span at, TreeTexts texts) {
  std::string path;
  const Node* node = &root;
  while (node) {
    const Node* inner = nullptr;
    for (std::size_t i = 0; !inner && i < node->items().size(); ++i) {
      if (!holds(*node->items()[i], at, texts)) continue;
      inner = node->items()[i];
      path += fmt::format("[{}]", i);
    }
    for (const Entry& entry : node->entries()) {
      const bool in_value = holds(*entry.value, at, texts);
      if (!in_value && !entry.key->span().contains(at)) continue;
      append_key(path, entry.key->text());
      inner = in_value ? entry.value : nullptr;
      break;
    }
    node = inner;
  }
  return path;
}

}  // namespace fairlead
