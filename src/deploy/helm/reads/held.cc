#include "deploy/helm/reads/held.h"

#include <algorithm>

namespace fairlead::helm {
namespace {

bool comes_before(const Held* a, const Held* b) { return a->id < b->id; }

bool add(Held* one, HeldSet& to) {
  const auto at = std::ranges::lower_bound(to, one, comes_before);
  if (at != to.end() && *at == one) return false;
  to.insert(at, one);
  return true;
}

/// A map with all that was merged into it.
HeldSet with_merged(const HeldSet& of) {
  HeldSet all = of;
  if (std::ranges::all_of(of, [](const Held* each) { return each->more.empty(); })) return all;
  std::vector<Held*> waiting = of;
  while (!waiting.empty()) {
    Held* each = waiting.back();
    waiting.pop_back();
    for (Held* more : each->more)
      if (add(more, all)) waiting.push_back(more);
  }
  return all;
}

}  // namespace

bool add(const HeldSet& from, HeldSet& to) {
  if (to.empty() && !from.empty()) {
    to = from;
    return true;
  }
  bool grew = false;
  for (Held* each : from) grew = add(each, to) || grew;
  return grew;
}

HeldTable::HeldTable() : values_(&make(true)) { values_->is_scope = true; }

Held& HeldTable::make(bool is_values) {
  Held& held = all_.emplace_back();
  held.id = static_cast<std::uint32_t>(all_.size());
  held.is_values = is_values;
  ++grown_;
  return held;
}

Held& HeldTable::made() { return make(false); }

Held& HeldTable::scope(Held& around, std::string_view name) {
  Held& below = child(around, name);
  below.is_scope = true;
  below.around = &around;
  return below;
}

/// A place below another one. Where a template goes down in a loop, all is read.
Held& HeldTable::below(Held& values, bool by_any_key) {
  constexpr int most_unknown = 3, deepest = 16;
  const int unknown = by_any_key ? values.unknown_keys + 1 : 0;
  if (values.depth >= deepest || unknown > most_unknown) {
    grow(!values.whole);
    values.whole = true;
    return values;
  }
  Held& made = make(true);
  made.depth = values.depth + 1;
  made.unknown_keys = unknown;
  return made;
}

Held& HeldTable::child(Held& values, std::string_view key) {
  const auto found = values.children.find(key);
  if (found != values.children.end()) return *found->second;
  return *values.children.emplace(key, &below(values, false)).first->second;
}

Held& HeldTable::any_child(Held& values) {
  if (!values.any) values.any = &below(values, true);
  return *values.any;
}

HeldSet HeldTable::field(const HeldSet& of, std::string_view key) {
  HeldSet all;
  for (Held* each : with_merged(of)) {
    ++work_;
    if (each->is_read()) continue;
    const auto found = each->fields.find(key);
    if (found != each->fields.end()) helm::add(found->second, all);
    helm::add(each->others, all);
    // The globals of the charts around are a chart's own as well.
    for (Held* scope = each->is_values ? each : nullptr; scope;
         scope = key == "global" ? scope->around : nullptr)
      add(&child(*scope, key), all);
    if (each->any && each->any->is_written()) add(each->any, all);
  }
  return all;
}

HeldSet HeldTable::element(const HeldSet& of) {
  HeldSet all;
  for (Held* each : with_merged(of)) {
    if (each->is_read() || each->is_closed) continue;
    if (each->is_values) add(&any_child(*each), all);
    for (Held* scope = each->around; scope; scope = scope->around)
      add(&child(*scope, "global"), all);
    for (const auto& [key, value] : each->children)
      if (value->is_written()) add(value, all);
    helm::add(each->others, all);
    for (const auto& [key, value] : each->fields) helm::add(value, all);
  }
  return all;
}

void HeldTable::read_whole(const HeldSet& of) {
  HeldSet seen = of;
  std::vector<Held*> waiting = of;
  const auto wait = [&](Held* each) {
    if (each && add(each, seen)) waiting.push_back(each);
  };
  while (!waiting.empty()) {
    Held* each = waiting.back();
    waiting.pop_back();
    if (each->is_closed) continue;
    grow(each->is_values && !each->whole);
    each->whole = true;
    for (Held* scope = each->around; scope; scope = scope->around) wait(&child(*scope, "global"));
    for (const auto& [key, value] : each->children) wait(value);
    wait(each->any);
    for (const auto& [key, value] : each->fields)
      for (Held* below : value) wait(below);
    for (const HeldSet* all : {&each->others, &each->more})
      for (Held* below : *all) wait(below);
  }
}

void HeldTable::decide(const HeldSet& all) {
  for (Held* each : all) each->decides = true;
}

void HeldTable::put(const HeldSet& into, std::string_view key, const HeldSet& what) {
  if (what.empty()) return;
  for (Held* each : into) {
    if (each->is_read())
      read_whole(what);
    else
      grow(helm::add(what, each->fields[std::string(key)]));
  }
}

void HeldTable::put_anywhere(const HeldSet& into, const HeldSet& what) {
  for (Held* each : into) {
    if (each->is_read())
      read_whole(what);
    else
      grow(helm::add(what, each->others));
  }
}

void HeldTable::merge(const HeldSet& into, const HeldSet& what) {
  for (Held* each : into) {
    HeldSet others = what;
    std::erase(others, each);
    if (each->is_read())
      read_whole(others);
    else
      grow(helm::add(others, each->more));
  }
}

std::optional<Places> places_below(const Places& places, std::string_view key) {
  Places all;
  for (const Held* each : places) {
    if (each->whole) return std::nullopt;
    const auto found = each->children.find(key);
    if (found != each->children.end()) all.push_back(found->second);
    if (each->any) all.push_back(each->any);
  }
  if (std::ranges::any_of(all, &Held::whole)) return std::nullopt;
  return all;
}

}  // namespace fairlead::helm
