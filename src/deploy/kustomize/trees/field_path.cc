#include "deploy/kustomize/trees/field_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/regex.h"
#include "base/text.h"
#include "tree/scalar.h"

namespace fairlead::kustomize {
namespace {

constexpr char separator = '.';

/// The parts between dots; a backslash before a dot keeps it.
std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string_view> raw = split(path, separator);
  if (raw.size() > 1 && raw.front().empty()) raw.erase(raw.begin());
  std::vector<std::string> parts{std::string(raw.front())};
  for (std::size_t i = 1; i < raw.size(); ++i) {
    if (parts.back().ends_with('\\')) {
      parts.back().back() = separator;
      parts.back() += raw[i];
    } else {
      parts.emplace_back(raw[i]);
    }
  }
  return parts;
}

std::optional<std::size_t> index_of(std::string_view step) {
  std::int64_t index = 0;
  if (step.starts_with('+')) step.remove_prefix(1);
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  if (error != std::errc() || end != step.data() + step.size() || index < 0) return std::nullopt;
  return static_cast<std::size_t>(index);
}

bool is_item_step(std::string_view step) { return step.starts_with('[') && step.ends_with(']'); }

/// `name=web` of `[name=web]`; `=web` is an item by its own text.
struct ItemStep {
  std::string_view key, value;
};

std::optional<ItemStep> item_step(std::string_view step) {
  const std::string_view inner = step.substr(1, step.size() - 2);
  const std::size_t equals = inner.find('=');
  if (equals == inner.npos) return std::nullopt;
  return ItemStep{inner.substr(0, equals), inner.substr(equals + 1)};
}

tl::unexpected<Refusal> no_step(std::string_view step, Span at) {
  return tl::unexpected(
      Refusal{fmt::format("the step `{}` of a path does not fit here", step), at});
}

const Node* text_of(const Node& item, std::string_view key) {
  return key.empty() ? &item : Ref(&item)[key].node();
}

const Node* item_that_is(const Node& list, const ItemStep& step) {
  for (const Node* item : list.items()) {
    const Node* text = text_of(*item, step.key);
    if (text && text->text() == step.value) return item;
  }
  return nullptr;
}

/// Walks down a path, making what is not there, and changes its ends.
class Changer {
 public:
  Changer(Create create, Span by, const ChangeEnd& change, std::size_t& count, Edits& edits)
      : create_(create), by_(by), change_(change), count_(count), edits_(edits) {}

  using Steps = std::span<const std::string>;

  Built<const Node*> at(const Node& node, Steps steps) {
    if (steps.empty()) {
      ++count_;
      return change_(&node);
    }
    const std::string& step = steps.front();
    if (const auto index = index_of(step)) return at_index(node, *index, steps);
    if (is_item_step(step)) return at_items(node, steps);
    if (step == "*") return at_all(node, steps);
    return at_key(node, steps);
  }

 private:
  /// What stands at a place that is made for the rest of a path.
  const Node* empty(Steps rest, const Node& around) {
    const bool is_list = !rest.empty() && (is_item_step(rest.front()) || index_of(rest.front()));
    const Create kind = is_list ? Create::sequence : rest.empty() ? create_ : Create::mapping;
    if (kind == Create::sequence) return edits_.sequence({}, around);
    if (kind == Create::mapping) return edits_.mapping({}, around);
    return edits_.arena().make<Node>(
        Node::scalar(Kind::null, Style::plain, Syntax::yaml, by_, std::string_view()));
  }

  Built<const Node*> at_key(const Node& node, Steps steps) {
    const std::string& key = steps.front();
    if (!node.is_mapping() && !node.is_null()) return no_step(key, by_);
    const Ref below = Ref(&node)[key];
    if (!below && create_ == Create::nothing) return &node;
    const Node* start = below ? below.node() : empty(steps.subspan(1), node);
    const auto made = at(*start, steps.subspan(1));
    if (!made || *made == below.node()) return made ? Built<const Node*>(&node) : made;
    return edits_.with(node.is_mapping() ? node : *edits_.mapping({}, node), key, **made, by_);
  }

  Built<const Node*> at_index(const Node& node, std::size_t index, Steps steps) {
    std::vector<const Node*> items = items_of(node);
    if (!node.is_sequence() && !node.is_null()) return no_step(steps.front(), by_);
    if (index == items.size() && create_ != Create::nothing)
      items.push_back(empty(steps.subspan(1), node));
    if (index >= items.size()) return no_step(steps.front(), by_);
    return with_items(node, std::move(items), steps,
                      [&](std::size_t i, const Node&) { return i == index; });
  }

  Built<const Node*> at_all(const Node& node, Steps steps) {
    if (!node.is_sequence()) return no_step(steps.front(), by_);
    return with_items(node, items_of(node), steps, [](std::size_t, const Node&) { return true; });
  }

  Built<const Node*> at_items(const Node& node, Steps steps) {
    const auto step = item_step(steps.front());
    std::string error;
    const auto pattern = step ? Regex::compiled(step->value, error) : std::nullopt;
    if (!pattern || !(node.is_sequence() || node.is_null())) return no_step(steps.front(), by_);
    const auto fits = [&](std::size_t, const Node& item) {
      const Node* text = text_of(item, step->key);
      return text && text->is_scalar() && pattern->found_in(trimmed(text->text()));
    };
    std::vector<const Node*> items = items_of(node);
    const bool found = std::ranges::any_of(items, [&](const Node* item) { return fits(0, *item); });
    if (!found && create_ != Create::nothing) items.push_back(new_item(*step, node));
    // An item by its own text is an end of the path, whatever comes behind.
    return with_items(node, std::move(items), step->key.empty() ? steps.first(1) : steps, fits);
  }

  const Node* new_item(const ItemStep& step, const Node& around) {
    const Node* value = edits_.text(step.value, by_);
    if (step.key.empty()) return value;
    return edits_.with(*edits_.mapping({}, around), step.key, *value, by_);
  }

  static std::vector<const Node*> items_of(const Node& node) {
    std::vector<const Node*> items;
    for (const Node* item : node.items()) items.push_back(item);
    return items;
  }

  template <typename Fits>
  Built<const Node*> with_items(const Node& node, std::vector<const Node*> items, Steps steps,
                                const Fits& fits) {
    bool changed = items.size() != node.items().size();
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!fits(i, *items[i])) continue;
      const auto made = at(*items[i], steps.subspan(1));
      if (!made) return made;
      changed = changed || *made != items[i];
      items[i] = *made;
    }
    return changed ? edits_.sequence(items, node) : &node;
  }

  const Create create_;
  const Span by_;
  const ChangeEnd& change_;
  std::size_t& count_;
  Edits& edits_;
};

}  // namespace

std::vector<std::string> steps_of(std::string_view path) {
  const std::vector<std::string> parts = parts_of(path);
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string step = parts[i];
    if (!step.starts_with('[') || step.ends_with(']')) {
      steps.push_back(std::move(step));
      continue;
    }
    while (i + 1 < parts.size() && !step.ends_with(']')) step += separator + parts[++i];
    if (!contains(step, "=")) {
      while (!step.empty() && (step.back() == ']' || step.back() == '[')) step.pop_back();
      step.erase(0, std::min(step.find_first_not_of("[]"), step.size()));
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

Built<const Node*> found_at(const Node& node, std::span<const std::string> steps) {
  const Node* at = &node;
  for (const std::string& each : steps) {
    const std::string_view step = trimmed(each);
    if (step.empty()) continue;
    if (at->is_null()) return nullptr;
    const auto index = index_of(step);
    if (index || step == "-") {
      const std::size_t size = at->items().size();
      if (!at->is_sequence() || size == 0 || (index && *index >= size)) return nullptr;
      at = at->items()[static_cast<std::uint32_t>(index ? *index : size - 1)];
    } else if (is_item_step(step)) {
      const auto item = item_step(step);
      if (!item || !at->is_sequence()) return no_step(step, node.span());
      at = item_that_is(*at, *item);
      if (!at) return nullptr;
    } else {
      if (!at->is_mapping()) return no_step(step, node.span());
      at = Ref(at)[step].node();
    }
    if (!at) return nullptr;
  }
  return at;
}

Built<const Node*> change_at(const Node& node, std::span<const std::string> steps, Create create,
                             Span by, const ChangeEnd& change, std::size_t& count, Edits& edits) {
  return Changer(create, by, change, count, edits).at(node, steps);
}

}  // namespace fairlead::kustomize
