#include "deploy/types/values.h"

#include <algorithm>
#include <unordered_map>

#include "tree/copied_tree.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

std::string name_of(const Node& key) {
  const Node* node = key.resolved();
  if (!node || !node->is_scalar()) return {};
  return node->is_string() ? std::string(node->text()) : json_key(*node);
}

/// A key of several mappings, and what each of them says there.
struct LayeredEntry {
  const Node* key = nullptr;
  std::vector<ValuesLayer> candidates;
};

/// The keys of all layers in the order of their coming, the lowest layer's first.
std::vector<LayeredEntry> entries_of(const std::vector<ValuesLayer>& layers) {
  std::vector<LayeredEntry> all;
  std::unordered_map<std::string, std::size_t> places;
  for (const ValuesLayer& layer : layers) {
    for (const Entry& entry : layer.root.entries()) {
      const auto [place, added] = places.try_emplace(name_of(*entry.key), all.size());
      if (added) all.emplace_back();
      LayeredEntry& made = all[place->second];
      made.key = entry.key;  // the highest layer's
      made.candidates.push_back({Ref(entry.value), layer.own});
    }
  }
  return all;
}

/// Builds the tree. Its depth is that of the layers, which their reader bounds.
class Merger {
 public:
  Merger(SourceMap& sources, Arena& arena) : sources_(sources), arena_(arena) {}

  /// `lost` is told what a mapping that was put together replaced, and what was deleted from it.
  const Node* tree(const LayeredValues& values, std::vector<Ref>& lost) {
    if (values.state() == LayeredValues::State::mapping && values.layers().size() > 1)
      return mapping(values, lost);
    const Node* winner = values.winner().node();
    return winner ? chosen(*winner, values.losers()) : nullptr;
  }

 private:
  const Node* mapping(const LayeredValues& values, std::vector<Ref>& lost) {
    std::vector<Node> entries;
    lost = values.losers();
    for (const LayeredEntry& each : entries_of(values.layers())) {
      const LayeredValues value = values.child(each.candidates);
      if (value.state() == LayeredValues::State::absent) continue;  // an alias that leads nowhere
      if (value.state() == LayeredValues::State::deleted) {
        lost.insert(lost.end(), value.losers().begin(), value.losers().end());
        continue;
      }
      std::vector<Ref> lost_below;
      const Node* made = tree(value, lost_below);
      entries.insert(entries.end(), {*chosen(*each.key, lost_below), *made});
    }
    const std::span<const Node> kept = arena_.copy(std::span<const Node>(entries));
    return arena_.make<Node>(Node::mapping(Style::block, Span{}, kept));
  }

  /// A node that won against others, in a text of its own: so an anchor's value has its history at
  /// this place alone.
  const Node* chosen(const Node& winner, const std::vector<Ref>& losers) {
    if (losers.empty()) return &winner;
    std::vector<Related> replaced;
    for (const Ref loser : losers) replaced.push_back({loser->span(), Related::Kind::replaced});
    return copied_tree(winner, OriginKind::chosen, std::move(replaced), sources_, arena_);
  }

  SourceMap& sources_;
  Arena& arena_;
};

}  // namespace

LayeredValues::LayeredValues(const std::vector<ValuesLayer>& layers) : is_root_(true) {
  for (const ValuesLayer& layer : layers) {
    if (layer.root && layer.root->is_mapping()) layers_.push_back(layer);
  }
  if (!layers_.empty()) state_ = State::mapping;
}

LayeredValues LayeredValues::operator[](std::string_view key) const {
  std::vector<ValuesLayer> candidates;
  if (state_ != State::mapping) return {};
  for (const ValuesLayer& layer : layers_) {
    if (const Ref value = layer.root[key]) candidates.push_back({value, layer.own});
  }
  return child(candidates);
}

// Helm merges what users give first, where any later value wins over an earlier one unless both are
// mappings; then it fills in what the charts say: below mappings, and where nothing is given.
LayeredValues LayeredValues::child(const std::vector<ValuesLayer>& candidates) const {
  LayeredValues made;
  bool hidden = false;  // lower layers that are given lie behind a scalar
  for (auto each = candidates.rbegin(); each != candidates.rend(); ++each) {
    const Ref value = each->root;
    if (!value) continue;
    const bool fills_in =
        made.state_ == State::mapping && value->is_mapping() && (each->own || !hidden);
    const bool says_nothing = each->own && value->is_null();
    if (made.state_ == State::absent && !says_nothing) {
      made.state_ = value->is_mapping() ? State::mapping : State::scalar;
      made.layers_.push_back(*each);
    } else if (fills_in) {
      made.layers_.insert(made.layers_.begin(), *each);
    } else {
      made.contested_ = made.contested_ || made.state_ == State::absent;
      made.losers_.push_back(value);
      hidden = hidden || !each->own;
      // A chart's own null is no value to delete, but at the top, where Helm looks at keys alone.
      const bool deletable = each->own && (is_root_ || !says_nothing);
      if (deletable && made.state_ == State::scalar && made.winner()->is_null()) {
        made.losers_.insert(made.losers_.begin(), made.winner());
        made.layers_.clear();
        made.state_ = State::deleted;
      }
    }
  }
  if (made.state_ == State::absent && !made.losers_.empty()) made.state_ = State::deleted;
  return made;
}

const Node* merged_values(const std::vector<ValuesLayer>& layers, SourceMap& sources,
                          Arena& arena) {
  std::vector<Ref> lost;  // the root has no key that it could hang on
  return Merger(sources, arena).tree(LayeredValues(layers), lost);
}

}  // namespace fairlead
