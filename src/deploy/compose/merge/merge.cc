#include "deploy/compose/merge/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "deploy/compose/merge/unique.h"

namespace fairlead::compose {
namespace {

/// How compose merges what stands at a path.
enum class How : std::uint8_t {
  replace,       ///< what stands over it is all that counts
  list,          ///< both as lists, without repeats
  pairs,         ///< both as lists of `key=value`, the later value of a key
  names,         ///< both as mappings; a list names keys
  dependencies,  ///< the same; what a list names is started and required
  build,         ///< both as mappings; a text is the context
  logging,       ///< as mappings of one driver; else the upper one
  limit,         ///< as mappings where both are; else the upper one
  pools,         ///< of networks, by their subnets
};

struct Row {
  std::string_view pattern;
  How how;
};

constexpr Row rows[] = {
    {"networks.*.ipam.config", How::pools},
    {"networks.*.labels", How::pairs},
    {"volumes.*.labels", How::pairs},
    {"secrets.*.labels", How::pairs},
    {"configs.*.labels", How::pairs},
    {"services.*.deploy.labels", How::pairs},
    {"@.*.annotations", How::pairs},
    {"@.*.build", How::build},
    {"@.*.build.args", How::pairs},
    {"@.*.build.additional_contexts", How::pairs},
    {"@.*.build.extra_hosts", How::list},
    {"@.*.build.labels", How::pairs},
    {"@.*.command", How::replace},
    {"@.*.depends_on", How::dependencies},
    {"@.*.dns", How::list},
    {"@.*.dns_opt", How::list},
    {"@.*.dns_search", How::list},
    {"@.*.entrypoint", How::replace},
    {"@.*.env_file", How::list},
    {"@.*.label_file", How::list},
    {"@.*.environment", How::pairs},
    {"@.*.extra_hosts", How::list},
    {"@.*.healthcheck.test", How::replace},
    {"@.*.labels", How::pairs},
    {"@.*.volumes.*.volume.labels", How::pairs},
    {"@.*.logging", How::logging},
    {"@.*.models", How::names},
    {"@.*.networks", How::names},
    {"@.*.sysctls", How::pairs},
    {"@.*.tmpfs", How::list},
    {"@.*.ulimits.*", How::limit},
};

class Merger {
 public:
  Merger(Path& path, Maker& maker) : path_(path), maker_(maker) {}

  Refused value(Value& base, const Value& over) {
    if (const Row* row = row_for(rows, path_)) return by_rule(row->how, base, over);
    if (over.is_null()) return std::nullopt;
    if (base.is_mapping()) return over.is_mapping() ? mappings(base, over) : unfit(over);
    if (base.is_sequence()) {
      if (!over.is_sequence()) return unfit(over);
      append(base, over);
      return std::nullopt;
    }
    base = over.is_scalar() && base.is_scalar() ? maker_.chosen(over, base) : over;
    return std::nullopt;
  }

 private:
  Refused unfit(const Value& over) const {
    return maker_.refuse(fmt::format("cannot override {}", path_.text()), over.span());
  }

  Refused mappings(Value& base, const Value& over) {
    base.node = nullptr;
    for (const auto* field : in_order(over.fields)) {
      const Field& from = field->second;
      Value* below = base.find(field->first);
      if (!below) {
        if (auto refused = maker_.take(size_of(from.value))) return refused;
        base.set(field->first, from.key, from.value);
        continue;
      }
      const Step step(path_, field->first);
      if (auto refused = value(*below, from.value)) return refused;
    }
    return std::nullopt;
  }

  static void append(Value& base, const Value& over) {
    base.node = nullptr;
    std::unordered_set<std::string> there;
    for (const Value& item : base.items) there.insert(identity(item));
    for (const Value& item : over.items)
      if (there.insert(identity(item)).second) base.items.push_back(item);
  }

  Refused by_rule(How how, Value& base, const Value& over) {
    switch (how) {
      case How::replace:
        return replace(base, over);
      case How::list: {
        Value list = as_pairs(base, maker_);
        append(list, as_pairs(over, maker_));
        base = std::move(list);
        return std::nullopt;
      }
      case How::pairs: {
        Value list = as_pairs(base, maker_), more = as_pairs(over, maker_);
        list.node = nullptr;
        for (Value& item : more.items) list.items.push_back(std::move(item));
        base = std::move(list);
        return unique_items(base, Index::key, path_, maker_);
      }
      case How::names:
      case How::dependencies:
        return named(how, base, over);
      case How::build:
        return mapped(base, over, [&](const Value& value) { return as_build(value); });
      case How::logging:
        return logging(base, over);
      case How::limit:
        if (base.is_mapping() && over.is_mapping()) return mappings(base, over);
        return replace(base, over);
      case How::pools:
        return pools(base, over);
    }
    __builtin_unreachable();
  }

  Refused replace(Value& base, const Value& over) {
    const Value lost = std::exchange(base, over);
    if (base.is_scalar()) base = maker_.chosen(base, lost);
    for (Value& item : base.items)
      if (item.is_scalar()) item = maker_.chosen(item, lost);
    return std::nullopt;
  }

  template <typename As>
  Refused mapped(Value& base, const Value& over, const As& as) {
    base = as(base);
    return mappings(base, as(over));
  }

  Value as_build(const Value& value) const {
    if (value.is_mapping()) return value;
    Value made = Value::mapping();
    if (value.is_string()) made.set("context", nullptr, value);
    return made;
  }

  Refused named(How how, Value& base, const Value& over) {
    const auto fault = [&](const Value& value) {
      const bool is_list =
          value.is_sequence() && std::ranges::all_of(value.items, &Value::is_string);
      return !is_list && !value.is_mapping() && !value.is_null() && !value.is_string();
    };
    for (const Value* each : {static_cast<const Value*>(&base), &over})
      if (fault(*each))
        return maker_.refuse(fmt::format("{}: cannot convert into a mapping", path_.text()),
                             each->span());
    return mapped(base, over, [&](const Value& value) {
      if (value.is_mapping()) return value;
      Value made = Value::mapping();
      for (const Value& item : value.items) name(how, item, made);
      if (value.is_string()) name(how, value, made);
      return made;
    });
  }

  void name(How how, const Value& item, Value& made) {
    Value below;
    if (how == How::dependencies) {
      below = Value::mapping();
      below.set("condition", nullptr, maker_.constant(Kind::string, "service_started", item));
      below.set("required", nullptr, maker_.constant(Kind::boolean, "true", item));
    }
    made.set(std::string(item.text()), item.node, std::move(below));
  }

  Refused logging(Value& base, const Value& over) {
    if (!base.is_mapping() || !over.is_mapping())
      return maker_.refuse(fmt::format("{}: cannot merge logging", path_.text()), over.span());
    const Value *own = over.find("driver"), *below = base.find("driver");
    if (!own || !below || equal(*own, *below)) return mappings(base, over);
    base = over;
    return std::nullopt;
  }

  /// Each pool below meets each one above, in compose's order.
  Refused pools(Value& base, const Value& over) {
    if (!base.is_sequence() || !over.is_sequence()) return unfit(over);
    constexpr std::size_t most = 1000;
    if (base.items.size() > most || over.items.size() > most) return maker_.take(most * most);
    Value made = Value::sequence();
    const auto same = [](const Value& one, const Value& other) {
      const Value *a = one.find("subnet"), *b = other.find("subnet");
      return a && b ? equal(*a, *b) : a == b;
    };
    const auto place_of = [&](const Value& pool) {
      return static_cast<std::size_t>(
          std::ranges::find_if(made.items, [&](const Value& each) { return same(each, pool); }) -
          made.items.begin());
    };
    for (const Value& low : base.items) {
      Value pool = low;
      std::vector<std::size_t> places;  // where it was put: what changes it changes it there
      for (const Value& high : over.items) {
        if (!pool.is_mapping() || !high.is_mapping()) return unfit(high);
        if (!same(pool, high) && place_of(high) == made.items.size()) {
          made.items.push_back(high);
          continue;
        }
        if (auto refused = mappings(pool, high)) return refused;
        for (const std::size_t place : places) made.items[place] = pool;
        const std::size_t place = place_of(pool);
        if (place == made.items.size()) made.items.emplace_back();
        made.items[place] = pool;
        places.push_back(place);
      }
    }
    base = std::move(made);
    return std::nullopt;
  }

  Path& path_;
  Maker& maker_;
};

}  // namespace

Value as_pairs(const Value& value, Maker& maker) {
  if (value.is_sequence()) return value;
  Value made = Value::sequence();
  if (value.is_string()) made.items.push_back(value);
  // By their names, as compose sorts them.
  for (const auto& [name, field] : value.fields) {
    if (!field.value.is_sequence()) {
      made.items.push_back(maker.pair(name, field.key, field.value));
      continue;
    }
    for (const Value& item : field.value.items)
      made.items.push_back(maker.pair(name, field.key, item));
  }
  std::ranges::stable_sort(made.items, {}, [](const Value& item) { return item.text(); });
  return made;
}

Refused merge(Value& base, const Value& over, Path& path, Maker& maker) {
  return Merger(path, maker).value(base, over);
}

}  // namespace fairlead::compose
