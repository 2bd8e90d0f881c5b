#include "deploy/helm/values/coalesce.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "deploy/helm/chart/go_text.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::helm {
namespace {

constexpr std::string_view global = "global";

std::string printed(Tables& tables, const Slot& slot) { return go_text(*node_of(tables, slot)); }

bool is_subchart(const LiveChart& chart, std::string_view key) {
  return std::ranges::any_of(chart.dependencies,
                             [&](const LiveChart* sub) { return sub->name() == key; });
}

class Coalescing {
 public:
  Coalescing(Making& making, Nulls nulls)
      : making_(making), tables_(making.tables), nulls_(nulls) {}

  std::optional<Failure> run(const LiveChart& chart, Table& values, const TablePath& path) {
    const TablePath inside{&path, chart.name()};
    own_values(chart, values, inside);
    return subcharts(chart, values, inside);
  }

 private:
  /// Puts a chart's own values under the given ones.
  void own_values(const LiveChart& chart, Table& values, const TablePath& path) {
    if (!chart.values) return;
    Table* own = tables_.copy(*chart.values);
    for (auto& [key, slot] : own->slots) {
      if (Slot* given = values.find(key)) {
        under_given(chart, values, key, *given, slot, path);
      } else if (add_default(slot)) {
        values.slots.emplace(key, slot);
      }
    }
  }

  /// Nulls of a chart's own say nothing in Helm 4.
  bool add_default(Slot& slot) {
    if (nulls_ == Nulls::keep || making_.version == Version::v3) return true;
    if (slot.is_null()) return false;
    if (slot.is_table()) drop_nulls(slot);
    return true;
  }
  void drop_nulls(Slot& slot) {
    Table none;
    Table* holder = &none;
    holder->slots.emplace("", slot);
    tables_.drop_nulls(*holder);
    slot = holder->slots.begin()->second;
  }

  void under_given(const LiveChart& chart, Table& values, std::string_view key, Slot& given,
                   Slot& own, const TablePath& path) {
    if (given.is_null() && nulls_ == Nulls::drop) {
      tables_.erase(values, key, &own);
    } else if (!given.is_table()) {
      tables_.lose(given, own);
    } else if (!own.is_table()) {
      tables_.lose(given, own);
      if (!own.is_null())
        making_.warn(fmt::format("warning: skipped value for {}: Not a table.",
                                 TablePath{&path, key}.text()),
                     own.place());
    } else {
      const Nulls nulls = is_subchart(chart, key) ? Nulls::keep : nulls_;
      if (nulls == Nulls::drop && making_.version == Version::v4) drop_nulls(own);
      fill_in(making_, *tables_.open(given), *tables_.open(own), nulls, Under::taken, {&path, key});
    }
  }

  std::optional<Failure> subcharts(const LiveChart& chart, Table& values, const TablePath& path) {
    for (const LiveChart* sub : chart.dependencies) {
      const std::string_view name = tables_.text(sub->name());
      Slot* slot = values.find(name);
      if (!slot) {
        Slot empty;
        empty.table = tables_.table();
        slot = &values.slots.emplace(name, empty).first->second;
      } else if (!slot->is_table()) {
        return Failure{{},
                       fmt::format("type mismatch on {}: {}", name,
                                   go_text_of_boolean(*node_of(tables_, *slot))),
                       slot->place()};
      }
      Table& inside = *tables_.open(*slot);
      globals(inside, values, path);
      if (auto failure = run(*sub, inside, path)) return failure;
    }
    return std::nullopt;
  }

  /// Puts the globals of a chart over those that its subchart is given.
  void globals(Table& to, Table& from, const TablePath& path) {
    Slot* given = to.find(global);
    Slot* above = from.find(global);
    if (given && !given->is_table())
      return making_.warn("warning: skipping globals because destination global is not a table.",
                          given->place());
    if (above && !above->is_table())
      return making_.warn("warning: skipping globals because source global is not a table.",
                          above->place());
    if (!given) {
      Slot made;
      made.table = tables_.table();
      made.key = above ? above->key : nullptr;
      given = &to.slots.emplace(global, made).first->second;
    }
    Table& inside = *tables_.open(*given);
    if (!above) return;
    for (auto& [key, slot] : tables_.open(*above)->slots) one_global(inside, key, slot, path);
  }

  void one_global(Table& to, std::string_view key, Slot& slot, const TablePath& path) {
    Slot* there = to.find(key);
    if (!slot.is_table()) {
      if (there && there->is_table())
        return making_.warn(fmt::format("key {} is table. Skipping", key), slot.place());
      return tables_.put(to, key, slot);
    }
    if (there && !there->is_table())
      return making_.warn(fmt::format("Conflict: cannot merge map onto non-map for {}. Skipping.",
                                      gotemplate::quoted(key)),
                          slot.place());
    Slot made = slot;
    made.table = tables_.shallow_copy(*tables_.open(slot));
    made.node = nullptr;
    if (there) {
      tables_.lose(made, *there);
      fill_in(making_, *made.table, *tables_.open(*there), Nulls::keep, Under::taken, {&path, key});
    }
    to.slots[key] = made;
  }

  Making& making_;
  Tables& tables_;
  const Nulls nulls_;
};

}  // namespace

Outcome<Table*> coalesced(Making& making, const LiveChart& chart, const Table& given, Nulls nulls) {
  Table* values = making.tables.copy(given);
  if (auto failure = Coalescing(making, nulls).run(chart, *values, {}))
    return tl::unexpected(*failure);
  if (making.tables.is_exhausted())
    return refused(Stage::declined,
                   "values that are too many, or a table that import-values put into itself");
  return values;
}

std::string TablePath::text() const {
  const std::string before = above ? above->text() : "";
  return before.empty() ? std::string(key) : fmt::format("{}.{}", before, key);
}

const Node* node_of(Tables& tables, const Slot& slot) {
  if (slot.node) return slot.node;
  Table holder;
  holder.slots.emplace("", slot);
  return tables.tree(holder)->entries()[0].value;
}

namespace {

/// Nulls of `over` stand for values of `under` from then on, wherever that is used. What they
/// delete of `over`: those that stand over nulls stay.
std::set<std::string_view> stand_over(Making& making, Table& over, Table& under, Nulls nulls) {
  std::set<std::string_view> deleting;
  for (auto& [key, slot] : over.slots) {
    if (!slot.is_null()) continue;
    Slot* below = under.find(key);
    if (below) making.tables.lose(slot, *below);
    if (below && !below->is_null() && nulls == Nulls::drop) deleting.insert(key);
    under.slots[key] = slot;
  }
  return deleting;
}

}  // namespace

void fill_in(Making& making, Table& over, Table& under, Nulls nulls, Under how,
             const TablePath& path) {
  Tables& tables = making.tables;
  if (&over == &under || tables.is_too_deep(path.depth)) return;
  const std::set<std::string_view> deleting = stand_over(making, over, under, nulls);
  for (auto& [key, slot] : under.slots) {
    Slot* given = over.find(key);
    const TablePath here{&path, key};
    if (deleting.contains(key)) {
      tables.erase(over, key);
    } else if (!given) {
      over.slots.emplace(key, how == Under::shared ? tables.shared(slot) : slot);
    } else if (slot.is_table() && given->is_table()) {
      fill_in(making, *tables.open(*given), *tables.open(slot), nulls, how, here);
    } else {
      tables.lose(*given, slot);
      if (slot.is_table() && making.hears())
        making.warn(fmt::format("warning: cannot overwrite table with non table for {} ({})",
                                here.text(), printed(tables, slot)),
                    given->place());
      if (given->is_table() && !slot.is_null() && making.hears())
        making.warn(
            fmt::format("warning: destination for {} is a table. Ignoring non-table value ({})",
                        here.text(), printed(tables, slot)),
            slot.place());
    }
  }
}

}  // namespace fairlead::helm
