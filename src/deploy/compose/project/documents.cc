#include "deploy/compose/project/documents.h"

#include <fmt/format.h>

#include <algorithm>

#include "tree/document.h"
#include "tree/yaml_text.h"

namespace fairlead::compose {
namespace {

constexpr std::string_view merge_key = "<<";

enum class Tag : std::uint8_t { none, reset, replace };

Tag tag_named(std::string_view word) {
  if (word == "!reset") return Tag::reset;
  return word == "!override" ? Tag::replace : Tag::none;
}

/// A node's own tag. Nodes know their bytes without it: it stands before them, beside an anchor;
/// so it does where there are no bytes.
Tag tag_of(const SourceMap& sources, const Node& node) {
  const Span at = node.span();
  const std::string_view text = sources.text(at.source);
  const auto is_space = [&](std::size_t i) { return is_blank(text[i]) || break_size(text, i) > 0; };
  bool is_item = node.is_sequence() && node.style() != Style::flow;  // its first item comes first
  std::size_t end = at.begin;
  while (true) {
    while (end > 0 && is_space(end - 1)) --end;
    std::size_t from = end;
    while (from > 0 && !is_space(from - 1)) --from;
    const std::string_view word = text.substr(from, end - from);
    if (is_item && word == "-")
      is_item = false;
    else if (!word.starts_with('&') && !word.starts_with('!'))
      return Tag::none;
    else if (const Tag tag = tag_named(word); tag != Tag::none && !is_item)
      return tag;
    end = from;
  }
}

class DocumentReader {
 public:
  explicit DocumentReader(Maker& maker, ComposeDocument& into) : maker_(maker), into_(into) {}

  Refused read(const Node& root) {
    bool is_there = false;
    return value(root, into_.root, is_there);
  }

 private:
  /// `is_there` is false for what is reset.
  Refused value(const Node& node, Value& made, bool& is_there) {
    const Node* resolved = node.resolved();
    if (!resolved) {
      is_there = false;
      return maker_.refuse("an alias that leads nowhere", node.span());
    }
    if (auto refused = maker_.take(1)) return refused;
    Tag tag = tag_of(maker_.sources(), node);
    if (tag == Tag::none && resolved != &node) tag = tag_of(maker_.sources(), *resolved);
    if (tag != Tag::none) into_.resets.push_back(way_);
    is_there = tag != Tag::reset;
    if (!is_there) return std::nullopt;
    made.kind = resolved->kind();
    made.node = resolved;
    if (resolved->is_sequence()) return items(*resolved, made);
    return resolved->is_mapping() ? entries(*resolved, made) : std::nullopt;
  }

  Refused items(const Node& node, Value& made) {
    for (const Node* item : node.items()) {
      way_.push_back(fmt::format("{}", made.items.size()));
      Value child;
      bool is_there = false;
      if (auto refused = value(*item, child, is_there)) return refused;
      if (is_there) made.items.push_back(std::move(child));
      way_.pop_back();
    }
    return std::nullopt;
  }

  Refused entries(const Node& node, Value& made) {
    std::vector<std::string_view> seen;
    const Node* merged = nullptr;
    for (const Entry& entry : node.entries()) {
      const Node* key = entry.key->resolved();
      const bool is_merge =
          key && key->is_scalar() && key->text() == merge_key && key->style() == Style::plain;
      if (!key || !(key->is_string() || is_merge)) {
        if (auto refused = maker_.refuse("a key that is no string", entry.key->span()))
          return refused;
        continue;
      }
      seen.push_back(key->text());
      if (is_merge) {
        merged = entry.value;
        continue;
      }
      way_.emplace_back(key->text());
      Value child;
      bool is_there = false;
      if (auto refused = value(*entry.value, child, is_there)) return refused;
      way_.pop_back();
      if (is_there) made.set(std::string(key->text()), key, std::move(child));
    }
    std::ranges::sort(seen);
    const auto twice = std::ranges::adjacent_find(seen);
    if (twice != seen.end() && !maker_.is_lenient())
      return Refusal{Stage::load, fmt::format("mapping key \"{}\" already defined", *twice),
                     node.span()};
    return merged ? merge(*merged, made) : std::nullopt;
  }

  /// What a `<<` brings; of several mappings the earlier ones win, the mapping's own keys always.
  Refused merge(const Node& node, Value& made) {
    Value below;
    bool is_there = false;
    if (auto refused = value(node, below, is_there)) return refused;
    if (!is_there) return std::nullopt;
    const bool is_list =
        below.is_sequence() &&
        std::ranges::all_of(below.items, [](const Value& item) { return item.is_mapping(); });
    if (!is_list && !below.is_mapping())
      return maker_.refuse("map merge requires map or sequence of maps as the value", node.span());
    const auto add = [&](Value& mapping) {
      for (const auto* field : in_order(mapping.fields))
        if (!made.find(field->first))
          made.set(field->first, field->second.key, field->second.value);
    };
    if (below.is_mapping()) add(below);
    for (Value& item : below.items) add(item);
    return std::nullopt;
  }

  Maker& maker_;
  ComposeDocument& into_;
  std::vector<std::string> way_;
};

/// What keeps compose from reading a text at all.
const Problem* fault(const Tree& tree) {
  const auto found = std::ranges::find_if(tree.problems, [](const Problem& problem) {
    return problem.kind != ProblemKind::duplicate_key;
  });
  return found == tree.problems.end() ? nullptr : &*found;
}

void take_out(const Resets& resets, std::vector<std::string_view>& way, Value& value) {
  for (Value& item : value.items) {
    way.push_back(list_part);
    take_out(resets, way, item);
    way.pop_back();
  }
  for (auto field = value.fields.begin(); field != value.fields.end();) {
    way.push_back(field->first);
    const bool is_reset = std::ranges::any_of(
        resets, [&](const auto& reset) { return std::ranges::equal(reset, way); });
    if (!is_reset) take_out(resets, way, field->second.value);
    way.pop_back();
    field = is_reset ? value.fields.erase(field) : std::next(field);
  }
}

}  // namespace

Loaded<std::vector<ComposeDocument>> read_documents(SourceId source, Maker& maker) {
  const Tree tree = read_kyaml(maker.arena(), maker.sources(), source);
  const Problem* wrong = fault(tree);
  const bool is_limit = wrong && wrong->kind == ProblemKind::yaml_limit;
  if (wrong && (is_limit || !maker.is_lenient()))
    return tl::unexpected(
        Refusal{wrong->kind == ProblemKind::yaml_limit ? Stage::declined : Stage::load,
                wrong->message, wrong->at});
  std::vector<ComposeDocument> all;
  for (const Document& document : tree.documents) {
    const bool is_first = &document == &tree.documents.front();
    if (!document.root && (is_first || maker.is_lenient())) continue;
    ComposeDocument& made = all.emplace_back();
    if (!document.root) continue;
    if (auto refused = DocumentReader(maker, made).read(*document.root))
      return tl::unexpected(std::move(*refused));
  }
  return all;
}

void apply_resets(const Resets& resets, Value& below) {
  std::vector<std::string_view> way;
  if (!resets.empty()) take_out(resets, way, below);
}

}  // namespace fairlead::compose
