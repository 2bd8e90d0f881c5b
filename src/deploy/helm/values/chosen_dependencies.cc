#include "deploy/helm/values/chosen_dependencies.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/text.h"
#include "base/versions/version_constraint.h"
#include "deploy/helm/chart/go_text.h"
#include "deploy/helm/values/coalesce.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::helm {
namespace {

/// Whether a listed dependency means a chart: its own name, whatever it is called here.
bool means(const LiveDependency& listed, const LiveChart& chart) {
  return listed.name == chart.name() &&
         version_fits(listed.entry->version, chart.chart->metadata.version);
}

/// The dependencies as they are listed; before them those that nobody lists.
std::vector<LiveChart*> listed_charts(Making& making, LiveChart& chart) {
  std::vector<LiveChart*> all;
  const auto& listed = chart.metadata->dependencies;
  for (LiveChart* there : chart.dependencies) {
    const bool is_listed = std::ranges::any_of(
        listed, [&](const LiveDependency* each) { return means(*each, *there); });
    if (!is_listed) all.push_back(there);
  }
  for (LiveDependency* each : listed) {
    const auto found = std::ranges::find_if(
        chart.dependencies, [&](const LiveChart* there) { return means(*each, *there); });
    if (found != chart.dependencies.end()) all.push_back(making.aliased(**found, *each->entry));
    if (!each->entry->alias.empty()) each->name = each->entry->alias;
  }
  return all;
}

/// The table at a path of keys; null where there is none.
Table* table_at(Tables& tables, Table& values, std::string_view path) {
  Table* table = &values;
  for (const std::string_view key : split(path, '.')) {
    Slot* slot = table->find(key);
    if (!slot || !slot->is_table()) return nullptr;
    table = tables.open(*slot);
  }
  return table;
}

/// What is no table at a path of keys; null where there is none.
Slot* value_at(Tables& tables, Table& values, std::string_view path) {
  const std::size_t cut = path.rfind('.');
  Table* table = cut == path.npos ? &values : table_at(tables, values, path.substr(0, cut));
  Slot* slot = table ? table->find(path.substr(cut == path.npos ? 0 : cut + 1)) : nullptr;
  return slot && !slot->is_table() ? slot : nullptr;
}

std::optional<bool> boolean(const Slot& slot) {
  if (!slot.node || slot.node->kind() != Kind::boolean) return std::nullopt;
  return Ref(slot.node).boolean();
}

/// One tag that is true switches on, else one that is false switches off.
void apply_tags(Making& making, LiveChart& chart, Table& values) {
  Table* tags = table_at(making.tables, values, "tags");
  if (!tags) return;
  for (LiveDependency* each : chart.metadata->dependencies) {
    bool any_on = false, any_off = false;
    for (const std::string& tag : each->entry->tags) {
      const Slot* slot = tags->find(tag);
      if (!slot) continue;
      const auto on = boolean(*slot);
      if (!on)
        making.warn(fmt::format("returned non-bool value tag={} chart={}", tag, each->name),
                    slot->place());
      if (on) each->decided.push_back(slot->place());
      any_on = any_on || on.value_or(false);
      any_off = any_off || !on.value_or(true);
    }
    each->enabled = any_on || !any_off;
  }
}

/// The first of its paths that leads to a boolean decides, whatever the tags say.
void apply_conditions(Making& making, LiveChart& chart, Table& values, const std::string& path) {
  for (LiveDependency* each : chart.metadata->dependencies) {
    for (const std::string_view condition : split(trimmed(each->entry->condition), ',')) {
      if (condition.empty()) continue;
      const Slot* slot = value_at(making.tables, values, path + std::string(condition));
      if (!slot) continue;
      if (const auto on = boolean(*slot)) {
        each->enabled = *on;
        each->decided = {slot->place()};
        break;
      }
      making.warn(fmt::format("returned non-bool value path={} chart={}", condition, each->name),
                  slot->place());
    }
  }
}

/// Takes away what is switched off, by its name; gives what it has left.
std::vector<LiveChart*> enabled_charts(Making& making, LiveChart& chart,
                                       std::vector<LiveDependency*>& listed) {
  std::set<std::string_view> off;
  for (const LiveDependency* each : chart.metadata->dependencies) {
    if (each->enabled) continue;
    off.insert(each->name);
    making.off.push_back(*each);
  }
  std::vector<LiveChart*> charts;
  for (LiveChart* each : chart.dependencies)
    if (!off.contains(each->name())) charts.push_back(each);
  for (LiveDependency* each : chart.metadata->dependencies)
    if (!off.contains(each->name)) listed.push_back(each);
  return charts;
}

/// A table that has another one at a path of keys.
Table* nested(Tables& tables, std::string_view path, Table& values) {
  if (path == ".") return &values;
  Table* table = &values;
  const std::vector<std::string_view> keys = split(path, '.');
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
    Table* outer = tables.table();
    Slot slot;
    slot.table = table;
    outer->slots.emplace(tables.text(*key), slot);
    table = outer;
  }
  return table;
}

/// What a chart imports from one of its dependencies, under what it has imported before.
void import_from(Making& making, const LiveDependency& dependency, Table& values, Table& imported) {
  for (const Import& import : dependency.entry->imports) {
    const std::string path = fmt::format("{}.{}", dependency.name, import.child);
    Table* child = table_at(making.tables, values, path);
    if (!child) {
      making.warn(fmt::format("ImportValues missing table from chart {}: {}", dependency.name,
                              gotemplate::quoted(import.child)),
                  dependency.entry->at);
      continue;
    }
    // Helm hands on a table of its own where there is nothing in it.
    Table& taken = child->slots.empty() ? *making.tables.table() : *child;
    fill_in(making, imported, *nested(making.tables, import.parent, taken), Nulls::keep,
            Under::shared);
  }
}

Failure at_stage(Failure failure) {
  if (failure.stage != Stage::declined) failure.stage = Stage::dependencies;
  return failure;
}

}  // namespace

std::optional<Failure> missing_dependency(const LiveChart& chart) {
  std::vector<std::string> missing;
  Span at;
  for (const LiveDependency* each : chart.metadata->dependencies) {
    const bool there = std::ranges::any_of(
        chart.dependencies, [&](const LiveChart* sub) { return sub->name() == each->name; });
    if (there) continue;
    if (missing.empty()) at = each->entry->at;
    missing.push_back(each->name);
  }
  if (missing.empty()) return std::nullopt;
  return Failure{Stage::dependencies,
                 fmt::format("found in Chart.yaml, but missing in charts/ directory: {}",
                             fmt::join(missing, ", ")),
                 at};
}

std::optional<Failure> choose_dependencies(Making& making, LiveChart& chart, const Table& given,
                                           const std::string& path) {
  if (!chart.metadata->lists_dependencies) return std::nullopt;
  making.adopt(chart, listed_charts(making, chart));
  for (LiveDependency* each : chart.metadata->dependencies) each->enabled = true;
  auto values = coalesced(making, chart, given, Nulls::drop);
  if (!values) return at_stage(values.error());
  apply_tags(making, chart, **values);
  apply_conditions(making, chart, **values, path);
  std::vector<LiveDependency*> listed;
  std::vector<LiveChart*> charts = enabled_charts(making, chart, listed);
  for (LiveChart* each : charts) {
    const std::string inside = fmt::format("{}{}.", path, each->name());
    if (auto failure = choose_dependencies(making, *each, **values, inside)) return failure;
  }
  chart.metadata->lists_dependencies = !listed.empty();
  chart.metadata->dependencies = std::move(listed);
  making.adopt(chart, std::move(charts));
  return std::nullopt;
}

std::optional<Failure> import_values(Making& making, LiveChart& chart) {
  for (LiveChart* each : chart.dependencies)
    if (auto failure = import_values(making, *each)) return failure;
  if (!chart.metadata->lists_dependencies) return std::nullopt;
  auto values = coalesced(making, chart, *making.tables.table(), Nulls::keep);
  if (!values) return at_stage(values.error());
  Table* imported = making.tables.table();
  for (LiveDependency* each : chart.metadata->dependencies) {
    if (std::exchange(each->imported, true)) continue;
    import_from(making, *each, **values, *imported);
  }
  chart.values = making.tables.copy(**values);
  fill_in(making, *chart.values, *imported, Nulls::keep, Under::shared);
  return std::nullopt;
}

}  // namespace fairlead::helm
