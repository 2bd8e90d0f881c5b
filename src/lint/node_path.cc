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

namespace {

Span first_part(const Node* item) { return item->span(); }
Span last_part(const Node* item) { return item->span(); }
Span first_part(const Entry& entry) { return entry.key->span(); }
Span last_part(const Entry& entry) { return entry.value->span(); }

/// Whether all have places in one text, each behind the one before.
template <typename Parts>
bool in_order(Parts parts) {
  Span before = first_part(parts[0]).part(0, 0);
  return std::ranges::all_of(parts, [&](const auto& part) {
    const Span first = first_part(part), last = last_part(part);
    const bool behind = first.is_place() && first.source == before.source &&
                        last.source == before.source && first.begin >= before.end &&
                        last.begin >= first.begin && last.end >= first.end;
    before = last;
    return behind;
  });
}

}  // namespace

/// From where to where parts of a node may hold a place: the one of many, or all of them where none
/// can be told.
template <typename Parts>
std::pair<std::size_t, std::size_t> NodePaths::likely(const Node& node, Parts parts, Span at) {
  constexpr std::size_t many = 16;
  std::pair<std::size_t, std::size_t> all{0, parts.size()};
  if (parts.size() >= many && first_part(parts[0]).source == at.source) {
    const auto [place, added] = in_order_.try_emplace(&node);
    if (added) {
      place->second = in_order(parts);
      steps_ += parts.size();
    }
    if (place->second) {
      const auto found = std::ranges::partition_point(
          parts, [&](const auto& part) { return last_part(part).end < at.end; });
      all.first = static_cast<std::size_t>(found - parts.begin());
      all.second = std::min(all.first + 1, all.second);
    }
  }
  steps_ += all.second - all.first;
  return all;
}

std::string NodePaths::path(const Node& root, Span at, TreeTexts texts) {
  std::string path;
  const Node* node = &root;
  while (node) {
    const Node* inner = nullptr;
    const auto [first_item, items_end] = likely(*node, node->items(), at);
    for (std::size_t i = first_item; !inner && i < items_end; ++i) {
      if (!holds(*node->items()[i], at, texts)) continue;
      inner = node->items()[i];
      path += fmt::format("[{}]", i);
    }
    const auto [first_entry, entries_end] = likely(*node, node->entries(), at);
    for (std::size_t i = first_entry; i < entries_end; ++i) {
      const Entry entry = node->entries()[i];
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
