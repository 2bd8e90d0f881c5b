#include "base/near_names.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace fairlead {
std::uint64_t letters_of(std::string_view text) {
  std::uint64_t set = 0;
  for (const char c : text) set |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63u);
  return set;
}

std::size_t least_edits(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::size_t>(std::max(std::popcount(a & ~b), std::popcount(b & ~a)));
}

std::optional<std::size_t> most_slips(std::string_view text) {
  constexpr std::size_t longest = 200;  // beyond it nobody mistypes a name
  if (text.size() > longest) return std::nullopt;
  return std::clamp<std::size_t>(text.size() / 3, 1, NearNames::most);
}

NearNames::NearNames(std::vector<std::string_view> names)
    : names_(std::move(names)), order_(names_.size()) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::ranges::stable_sort(order_, {}, [&](std::size_t number) { return names_[number]; });
  for (const std::size_t number : order_) letters_.push_back(letters_of(names_[number]));
  if (names_.empty()) return;
  nodes_.push_back({0, names_.size()});
  for (std::size_t i = 0; i < nodes_.size(); ++i) grow(i);
  for (std::size_t i = nodes_.size(); i-- > 0;) {
    Node& node = nodes_[i];
    node.least = node.alike > node.begin ? order_[node.begin] : names_.size();
    for (std::size_t child = 0; child < node.children; ++child)
      node.least = std::min(node.least, nodes_[node.first_child + child].least);
  }
}

/// Finds what the names of a node share, and parts them by the letter behind it.
void NearNames::grow(std::size_t at) {
  Node node = nodes_[at];
  const auto name = [&](std::size_t place) { return names_[order_[place]]; };
  const std::string_view first = name(node.begin), last = name(node.end - 1);
  while (node.depth < std::min(first.size(), last.size()) && first[node.depth] == last[node.depth])
    ++node.depth;
  const auto next_group = [&](std::size_t begin) {
    // The letter behind, or none, which sorts first.
    const auto letter = [&](std::size_t number) { return names_[number].substr(node.depth, 1); };
    const auto from = order_.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to = order_.begin() + static_cast<std::ptrdiff_t>(node.end);
    const auto end = std::ranges::upper_bound(from, to, letter(*from), {}, letter);
    return static_cast<std::size_t>(end - order_.begin());
  };
  node.alike = first.size() == node.depth ? next_group(node.begin) : node.begin;
  node.first_child = nodes_.size();
  for (std::size_t begin = node.alike; begin < node.end; ++node.children) {
    const std::size_t end = next_group(begin);
    nodes_.push_back({begin, end, node.depth});
    begin = end;
  }
  nodes_[at] = node;
}

NearNames::Search::Search(const NearNames& names, std::string_view text, std::size_t edits)
    : names_(names), text_(text), edits_(std::min(edits, most)), letters_(letters_of(text)) {
  Open start;
  start.last.fill(static_cast<std::uint8_t>(edits_ + 1));
  start.before = start.last;
  for (std::size_t j = 0; j <= std::min(text_.size(), edits_); ++j)
    start.last[j + edits_] = static_cast<std::uint8_t>(j);
  if (!names_.nodes_.empty()) enter(start, 0);
}

/// A cell of the row behind the letter `at` of a name; `row` is that row as far as it is filled.
std::uint8_t NearNames::Search::cell(const Open& open, const Row& row, std::string_view name,
                                     std::size_t at, std::size_t band) const {
  const std::size_t beyond = edits_ + 1, j = at + 1 + band - edits_;
  if (at + 1 + band < edits_ || j > text_.size()) return static_cast<std::uint8_t>(beyond);
  std::size_t least = beyond;
  if (band < 2 * edits_) least = std::min<std::size_t>(least, open.last[band + 1] + 1u);
  if (band > 0) least = std::min<std::size_t>(least, row[band - 1] + 1u);
  if (j > 0)
    least = std::min<std::size_t>(least, open.last[band] + (name[at] == text_[j - 1] ? 0u : 1u));
  if (at > 0 && j > 1 && name[at] == text_[j - 2] && name[at - 1] == text_[j - 1])
    least = std::min<std::size_t>(least, open.before[band] + 1u);
  return static_cast<std::uint8_t>(least);
}

/// Goes on by the letter `at` of a name; false where nothing near can begin so.
bool NearNames::Search::advance(Open& open, std::string_view name, std::size_t at) const {
  ++names_.steps_;
  const std::size_t beyond = edits_ + 1;
  Row row = open.last;
  std::size_t least = beyond, least_before = beyond;
  for (std::size_t band = 0; band <= 2 * edits_; ++band) {
    row[band] = cell(open, row, name, at, band);
    least = std::min<std::size_t>(least, row[band]);
    least_before = std::min<std::size_t>(least_before, open.last[band]);
  }
  open.before = open.last;
  open.last = row;
  return least <= edits_ || least_before < edits_;  // a swap looks back two rows
}

bool NearNames::Search::is_found(const Open& open, std::size_t length) const {
  if (text_.size() > length + edits_ || length > text_.size() + edits_) return false;
  return open.last[text_.size() + edits_ - length] <= edits_;
}

/// Names alike that are found, from a place of the order on.
void NearNames::Search::push_found(std::size_t node, std::size_t same) {
  Open found;
  found.least = names_.order_[same];
  found.node = node;
  found.same = same + 1;
  open_.push(found);
}

/// What is shared by the names of a node is compared; they stay open, unless none can be near.
void NearNames::Search::enter(const Open& from, std::size_t node) {
  const Node& to = names_.nodes_[node];
  const std::string_view name = names_.names_[names_.order_[to.begin]];
  ++names_.steps_;
  if (to.children == 0) {
    if (least_edits(letters_, names_.letters_[to.begin]) > edits_ ||
        name.size() > text_.size() + edits_ || text_.size() > name.size() + edits_)
      return;
  }
  Open open = from;
  const std::size_t depth = node == 0 ? 0 : names_.nodes_[from.node].depth;
  for (std::size_t at = depth; at < to.depth; ++at) {
    if (!advance(open, name, at)) return;
  }
  open.node = node;
  open.least = to.least;
  open_.push(open);
}

std::optional<std::size_t> NearNames::Search::next() {
  while (!open_.empty()) {
    const Open open = open_.top();
    open_.pop();
    ++names_.steps_;
    const Node& node = names_.nodes_[open.node];
    if (open.same > 0) {
      if (open.same < node.alike) push_found(open.node, open.same);
      return open.least;
    }
    if (node.alike > node.begin && is_found(open, node.depth)) push_found(open.node, node.begin);
    for (std::size_t child = 0; child < node.children; ++child)
      enter(open, node.first_child + child);
  }
  return std::nullopt;
}

std::string_view NearNames::nearest(std::string_view text, std::string_view not_this) const {
  const auto slips = most_slips(text);
  for (std::size_t edits = 0; slips && edits <= *slips; ++edits) {
    Search search(*this, text, edits);
    while (const auto number = search.next()) {
      if (names_[*number] != not_this) return names_[*number];
    }
  }
  return {};
}

}  // namespace fairlead
