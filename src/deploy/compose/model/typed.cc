#include "deploy/compose/model/typed.h"

#include <fmt/format.h>

#include "base/text.h"
#include "deploy/compose/model/typed_lists.h"
#include "deploy/compose/value/path.h"

namespace fairlead::compose {
namespace {

class Typer {
 public:
  explicit Typer(Maker& maker) : maker_(maker), scalars_(maker), lists_(maker) {}

  Refused record(const Record& record, Value& value) {
    Value made = Value::mapping();
    made.node = value.node;
    Refused refused;
    each_field(record, [&](const Member& field) {
      if (!refused) refused = this->field(field, value, made);
    });
    value = std::move(made);
    return refused;
  }

 private:
  Refused field(const Member& field, Value& from, Value& made) {
    const auto place = from.fields.find(field.name);
    const bool is_given = place != from.fields.end() && !place->second.value.is_null();
    Value value;
    if (is_given) {
      const Step step(path_, place->first);
      value = std::move(place->second.value);
      if (!convert(field, value))
        return Refusal{Stage::load, fmt::format("{}: unexpected type", path_.text()), value.span()};
      if (refused_) return refused_;
    } else if (field.shown != Shown::always) {
      return std::nullopt;
    } else if (auto refused = missing(field, value)) {
      return refused;
    }
    const bool is_shown = field.shown == Shown::denied   ? !value.is_true()
                          : field.shown == Shown::filled ? !is_zero(value)
                                                         : true;
    if (!is_shown) return std::nullopt;
    const Node* key = is_given ? place->second.key : nullptr;
    made.set(std::string(field.printed.empty() ? field.name : field.printed), key,
             std::move(value));
    return std::nullopt;
  }

  /// What stands for a field that is printed although nobody gives it.
  Refused missing(const Member& field, Value& value) {
    if (field.type == Type::record) {
      value = Value::mapping();
      return record(*field.rule->record, value);
    }
    const Value nobody;
    if (field.type == Type::record_map) value = Value::mapping();
    if (field.type == Type::text) value = maker_.constant(Kind::string, "", nobody);
    if (field.type == Type::boolean) value = maker_.constant(Kind::boolean, "false", nobody);
    if (field.type == Type::integer) value = maker_.constant(Kind::integer, "0", nobody);
    if (field.type == Type::bytes) value = maker_.constant(Kind::string, "0", nobody);
    return std::nullopt;
  }

  static bool is_zero(const Value& value) {
    switch (value.kind) {
      case Kind::null:
        return true;
      case Kind::boolean:
        return !value.is_true();
      case Kind::integer:
      case Kind::floating:
        return printed(value) == "0";
      case Kind::string:
        return value.text().empty();
      case Kind::sequence:
        return value.items.empty();
      case Kind::mapping:
      case Kind::alias:
        return value.fields.empty();
    }
    __builtin_unreachable();
  }

  /// Whether compose takes the value.
  bool convert(const Member& field, Value& value) {
    switch (field.type) {
      case Type::record:
        return value.is_mapping() && below(*field.rule->record, value);
      case Type::records:
        if (!value.is_sequence()) return false;
        for (Value& item : value.items)
          if (!item.is_mapping() || !below(*field.rule->items->record, item)) return false;
        return true;
      case Type::record_map:
        return record_map(*field.rule->values, value);
      case Type::text:
      case Type::boolean:
      case Type::integer:
      case Type::number:
      case Type::cpus:
      case Type::bytes:
      case Type::duration:
      case Type::mode:
      case Type::count:
        return zeroless(field, value);
      default:
        return lists_.convert(field.type, value);
    }
  }

  /// Bytes and durations are texts that may mean zero.
  bool zeroless(const Member& field, Value& value) {
    if (!scalars_.convert(field.type, value)) return false;
    const bool is_nothing = (field.type == Type::bytes && value.text() == "0") ||
                            (field.type == Type::duration && value.text() == "0s");
    if (is_nothing && field.shown == Shown::filled) value = {};
    return true;
  }

  bool below(const Record& record, Value& value) {
    if (!refused_) refused_ = this->record(record, value);
    return true;
  }

  bool record_map(const Rule& rule, Value& value) {
    if (!value.is_mapping()) return false;
    std::size_t order = 0;  // as Go prints a map
    for (auto& [name, field] : value.fields) {
      const Step step(path_, name);
      field.order = order++;
      Value& item = field.value;
      const bool is_limit = rule.record == record_of(rule) && (rule.allows & allows::integer) != 0;
      if (item.is_null()) continue;
      if (item.is_integer() && is_limit) {
        if (!scalars_.convert(Type::integer, item)) return false;
        if (item.text() == "0") item = Value::mapping();
      } else if (!item.is_mapping() || !rule.record || !below(*rule.record, item)) {
        return false;
      }
    }
    value.next_order = order;
    return true;
  }

  Maker& maker_;
  TypedScalars scalars_;
  TypedLists lists_;
  Path path_;
  Refused refused_;
};

}  // namespace

Refused make_typed(const Record& record, Value& value, Maker& maker) {
  return Typer(maker).record(record, value);
}

}  // namespace fairlead::compose
