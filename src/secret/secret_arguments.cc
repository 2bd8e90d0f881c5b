#include "secret/secret_arguments.h"

#include <algorithm>
#include <optional>
#include <string>

#include "secret/secret_scripts.h"
#include "secret/secret_text.h"
#include "secret/secret_words.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

struct Part {
  std::size_t begin;
  const Node* node;
};

/// The words as one text, as a shell would hold them: what follows another word is hidden in its
/// place. What holds more than a word was looked at by itself, but behind an option.
std::string words_of(std::span<const Node* const> items, std::vector<Part>& parts) {
  std::string text;
  bool option = false;
  for (const Node* item : items) {
    const std::string_view word = item->is_scalar() ? item->text() : std::string_view();
    const bool several = word.find_first_of(" \t\n") != word.npos;
    if (!text.empty()) text += several && !option ? '\n' : ' ';
    parts.push_back({text.size(), item});
    if (!several || option) text += word;
    option = word.starts_with("--");
  }
  return text;
}

}  // namespace

void hide_arguments(std::span<const Node* const> items, SourceMap& sources) {
  if (items.size() < 2) return;
  std::vector<Part> parts;
  const std::string text = words_of(items, parts);
  std::vector<TextRange> ranges = credential_words(text);
  const std::vector<TextRange> more = hidden_words(text);
  ranges.insert(ranges.end(), more.begin(), more.end());
  const Node* mapped = nullptr;
  std::optional<DecodedSpans> spans;  // of the node that was mapped last: parts ascend
  for (const TextRange& range : joined(std::move(ranges))) {
    const auto next = std::ranges::upper_bound(parts, range.begin, {}, &Part::begin);
    for (auto part = std::prev(next); part != parts.end() && part->begin < range.end; ++part) {
      const std::size_t size = part->node->is_scalar() ? part->node->text().size() : 0;
      const std::size_t from = std::max(range.begin, part->begin) - part->begin;
      const std::size_t to = std::min(range.end - part->begin, size);
      if (from >= to || is_reference(part->node->text().substr(from, to - from))) continue;
      if (mapped != part->node) spans.emplace(sources, *(mapped = part->node));
      sources.hide(spans->at(from, to));
    }
  }
}

}  // namespace fairlead
