#include "deploy/helm/own_places.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// The keys down to a place in a tree; those of a list end before its items, since a list is
/// written as a whole.
bool find_keys(Ref value, Span at, std::vector<std::string>& keys) {
  if (!value) return false;
  for (const Entry& entry : value.entries()) {
    const Node* key = entry.key->resolved();
    if (!key || !key->is_scalar()) continue;
    keys.push_back(json_key(*key));
    const bool is_here = entry.key->span().contains(at) || entry.value->span().contains(at);
    if (find_keys(Ref(entry), at, keys) || is_here) return true;
    keys.pop_back();
  }
  return false;
}

/// A chart that is another's, and where its values are given.
struct Foreign {
  std::string path;               ///< what the names of its texts begin with
  std::string values_name;        ///< the name of its values.yaml
  std::vector<std::string> keys;  ///< below which its values stand in the root's
  std::vector<const Node*> values;
  Span entry;  ///< the dependency of the root that brings it
};

struct OwnPlaces {
  std::vector<Foreign> foreign;  ///< the deepest first
  std::vector<const Node*> values;
  bool is_named = false;  ///< the root is another's, too, and these are all that it is given
  const SourceMap* sources = nullptr;

  std::optional<OwnPlace> operator()(Span at) const {
    if (!at.is_place()) return std::nullopt;
    const std::string& name = sources->name(at.source);
    for (const Foreign& chart : foreign) {
      if (name != chart.values_name) continue;
      std::vector<std::string> keys = chart.keys;
      const bool found = std::ranges::any_of(
          chart.values, [&](const Node* root) { return find_keys(Ref(root), at, keys); });
      if (found)
        return OwnPlace{nearest(keys, chart.entry), fmt::format("{}", fmt::join(keys, "."))};
    }
    const auto chart = std::ranges::find_if(
        foreign, [&](const Foreign& each) { return name.starts_with(each.path); });
    if (chart == foreign.end()) return std::nullopt;
    return OwnPlace{chart->entry, ""};
  }

  /// The key of our own values that the most of `keys` lead to; where none does, the first key of
  /// the root's, or who names a root that is another's.
  Span nearest(const std::vector<std::string>& keys, Span entry) const {
    for (auto layer = values.rbegin(); layer != values.rend(); ++layer) {
      Ref here(*layer);
      Span at;
      for (const std::string& key : keys) {
        here = here[key];
        if (!here || !here.key()) break;
        at = here.key()->span();
      }
      // What an object gives may be a text in it.
      if (at.is_place()) return is_named ? sources->blame(at).edit : at;
      if (!is_named) break;
    }
    if (is_named || values.empty() || !values.back()) return entry;
    const auto all = Ref(values.back()).entries();
    return all.empty() ? entry : all.front().key->span();
  }
};

void gather(const helm::LiveChart& chart, const std::string& root, std::vector<std::string> keys,
            Span entry, OwnPlaces& places) {
  for (const helm::LiveChart* child : chart.dependencies) {
    const helm::Chart& made = *child->chart;
    std::vector<std::string> below = keys;
    below.push_back(child->name());
    const auto& listed = chart.metadata->dependencies;
    const auto by = std::ranges::find(listed, child->name(), &helm::LiveDependency::name);
    const Span from = entry.is_place() ? entry : by != listed.end() ? (*by)->entry->at : Span{};
    gather(*child, root, below, from, places);
    const bool is_packed = made.path.ends_with(".tgz");
    const bool is_inside = made.path.starts_with(root.empty() ? "charts/" : root + "/charts/");
    const bool is_anothers = places.is_named || (made.foreign && (is_packed || is_inside));
    if (!is_anothers || !from.is_place()) continue;
    places.foreign.push_back({made.path + (is_packed ? "!" : "/"), made.values_yaml.path,
                              std::move(below), made.values, from});
  }
}

}  // namespace

std::function<std::optional<OwnPlace>(Span)> own_places(const helm::ChartRelease& release,
                                                        const NamedBy& by,
                                                        const SourceMap& sources) {
  OwnPlaces places;
  places.sources = &sources;
  const helm::Chart& root = *release.root->chart;
  places.is_named = by.at.is_place();
  places.values = places.is_named ? by.values : root.values;
  gather(*release.root, root.path, {}, by.at, places);
  if (places.is_named) {
    const bool is_packed = root.path.ends_with(".tgz");
    places.foreign.push_back(
        {root.path + (is_packed ? "!" : "/"), root.values_yaml.path, {}, root.values, by.at});
  }
  if (places.foreign.empty()) return nullptr;
  return places;
}

}  // namespace fairlead
