#include "deploy/argo/set/generators.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "deploy/argo/set/filling.h"
#include "tree/document.h"
#include "tree/scalar.h"
#include "tree/yaml/value_text.h"

namespace fairlead::argo {
namespace {

using gotemplate::Map;
using gotemplate::Value;

/// More sets of one ApplicationSet are not made.
constexpr std::size_t most_sets = 5'000;
/// Generators lie in each other no deeper: Argo CD takes two levels.
constexpr int deepest = 3;

constexpr std::array<std::string_view, 9> kinds = {
    "list",        "git",      "matrix",
    "merge",       "clusters", "scmProvider",
    "pullRequest", "plugin",   "clusterDecisionResource"};

ParameterSets of_generator(SetRun& run, Ref generator, int depth);

bool add(SetRun& run, Map* set, ParameterSets& all) {
  if (!set || run.failed()) return false;
  if (all.size() >= most_sets) return run.fail("it makes too many Applications");
  all.push_back(set);
  return true;
}

/// An element under flat names: strings, and those below `values`.
Map* flat_element(SetRun& run, Ref element) {
  Map* made = run.heap.map();
  const auto put = [&](const std::string& name, const Entry& entry) {
    if (!entry.value->is_string()) return run.fail("error parsing value as string");
    made->set(run.heap.key(name), run.heap.thaw(Ref(entry.value)));
    return true;
  };
  for (const Entry& entry : element.entries()) {
    const std::string name(entry.key->text());
    if (name != "values") {
      if (!put(name, entry)) return nullptr;
      continue;
    }
    for (const Entry& inner : Ref(entry.value).entries())
      if (!put("values." + std::string(inner.key->text()), inner)) return nullptr;
  }
  return made;
}

Map* as_map(SetRun& run, Ref element) {
  const Value value = run.heap.thaw(element);
  return value.is_map() ? &value.map() : nullptr;
}

ParameterSets of_list(SetRun& run, Ref list) {
  ParameterSets all;
  for (const Node* item : list["elements"].items()) {
    const Ref element(item);
    if (!add(run, run.go_template ? as_map(run, element) : flat_element(run, element), all))
      return {};
  }
  const Ref text = list["elementsYaml"];
  if (!text.present() || text.text().empty()) return all;
  const ValueText read = read_yaml_value(
      run.arena, run.sources, embed(run.sources, *text, "elementsYaml"), Wanted::sequence);
  if (!read.error.empty()) {
    run.fail("error unmarshling decoded ElementsYaml " + read.error);
    return {};
  }
  for (const Node* item : Ref(read.root).items())
    if (!add(run, as_map(run, Ref(item)), all)) return {};
  return all;
}

ParameterSets of_matrix(SetRun& run, Ref matrix, int depth) {
  const auto generators = matrix["generators"].items();
  ParameterSets all;
  if (generators.size() != 2) return run.fail("a matrix takes two generators"), ParameterSets();
  for (Map* first : of_generator(run, Ref(generators[0]), depth + 1)) {
    Ref second(generators[1]);
    // The second one may be made of what the first one gives.
    if (first->size() > 0) second = Ref(Filling(run, first).tree(second));
    for (Map* each : of_generator(run, second, depth + 1))
      if (!add(run, combined(run, *first, *each), all)) return {};
    if (run.failed()) return {};
  }
  return all;
}

/// Sets by their merge keys, in the order of their coming.
struct Keyed {
  std::vector<std::string> order;
  std::map<std::string, Map*> sets;
};

bool key(SetRun& run, const ParameterSets& sets, Ref keys, Keyed& made) {
  for (Map* each : sets) {
    std::string name = merge_key(run, *each, keys);
    if (!made.sets.emplace(name, each).second)
      return run.fail(
          "the parameters from a generator were not unique by the given mergeKeys, "
          "Merge requires all param sets to be unique. Duplicate key was " +
          name);
    made.order.push_back(std::move(name));
  }
  return true;
}

ParameterSets of_merge(SetRun& run, Ref merge, int depth) {
  const auto generators = merge["generators"].items();
  const Ref keys = merge["mergeKeys"];
  if (generators.size() < 2)
    return run.fail("a merge takes two generators or more"), ParameterSets();
  if (keys.items().empty()) return run.fail("no merge keys were specified"), ParameterSets();
  Keyed base;
  if (!key(run, of_generator(run, Ref(generators[0]), depth + 1), keys, base)) return {};
  for (std::size_t i = 1; i < generators.size(); ++i) {
    Keyed more;
    if (!key(run, of_generator(run, Ref(generators[i]), depth + 1), keys, more)) return {};
    for (const auto& [name, set] : more.sets) {
      const auto place = base.sets.find(name);
      if (place != base.sets.end()) put_over(run, *place->second, *set);
    }
  }
  ParameterSets all;
  for (const std::string& name : base.order)
    if (!add(run, base.sets.at(name), all)) return {};
  return all;
}

ParameterSets of_generator(SetRun& run, Ref generator, int depth) {
  const std::string_view kind = generator_kind(generator);
  if (run.failed() || depth > deepest) return {};
  ParameterSets all;
  if (kind == "list")
    all = of_list(run, generator[kind]);
  else if (kind == "git")
    all = of_git(run, generator[kind]);
  else if (kind == "matrix")
    all = of_matrix(run, generator[kind], depth);
  else if (kind == "merge")
    all = of_merge(run, generator[kind], depth);
  else
    run.unknown = kind.empty() ? "a generator of an unknown kind" : std::string(kind);
  if (run.failed()) return {};
  std::erase_if(all, [&](Map* each) { return !selects(run, generator["selector"], *each); });
  return all;
}

}  // namespace

std::string_view generator_kind(Ref generator) {
  for (const std::string_view kind : kinds)
    if (generator[kind].present()) return kind;
  return {};
}

ParameterSets generated(SetRun& run, Ref generator) { return of_generator(run, generator, 0); }

}  // namespace fairlead::argo
