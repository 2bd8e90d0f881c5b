#include "gotemplate/value/value_events.h"

#include <fmt/format.h>

#include "gotemplate/value/call.h"

namespace fairlead::gotemplate {
namespace {

class Teller {
 public:
  Teller(Heap& heap, emit::Events& events) : heap_(heap), events_(events) {}

  /// What is in a collection stands there because of what decided about the collection.
  void tell_in(const Value& all, const Value& one) {
    const FrameId under = heap_.sources().origin(all.origin()).under;
    tell(under == FrameId::none ? one : heap_.with(one, heap_.decided(under)));
  }

  void tell(const Value& value) {
    // A map may hold itself: Go's own stack ends it.
    if (!heap_.budget().deeper() || events_.depth() > heap_.budget().limits().nesting ||
        !has_room(value))
      return fail("exceeded max depth");
    switch (value.type()) {
      case Type::invalid:
      case Type::nil:
        return events_.null(value.origin());
      case Type::boolean:
        return events_.boolean(value.boolean(), value.origin());
      case Type::float32:
      case Type::float64:
        return events_.floating(value.floating(), value.origin());
      case Type::string:
        return events_.string(value.rope());
      case Type::bytes:
        return events_.bytes(value.rope());
      case Type::list:
        return list(value);
      case Type::map:
        return map(value);
      case Type::record:
        return record(value);
      case Type::complex128:
      case Type::function:
        return fail(fmt::format("json: unsupported type: {}", type_name(value)));
      default:
        return value.is_int() ? events_.integer(value.integer(), value.origin())
                              : events_.natural(value.natural(), value.origin());
    }
  }

  std::string take_error() { return std::move(error_); }

 private:
  /// Before it is told: it will be told twice, and written, with blanks before it.
  bool has_room(const Value& value) {
    const bool is_text = value.is_string() || value.type() == Type::bytes;
    return has_room(is_text ? room_escaped(value.rope()) : 0);
  }
  bool has_room(std::uint64_t text) {
    constexpr std::uint64_t steps_of_one = 4;
    const std::uint64_t more =
        2 * sizeof(emit::Item) + 4 * sizeof(Run) + 2 * events_.depth() + text;
    Budget& budget = heap_.budget();
    if (!budget.step(steps_of_one) || !budget.room(more, held_)) return false;
    held_ += more;
    return true;
  }

  void fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
    events_.null();
  }

  void list(const Value& all) {
    List& list = all.list();
    if (list.is_nil()) return events_.nil_sequence();
    events_.begin_sequence();
    for (const Value& item : list.items()) {
      if (!heap_.budget().refused().empty()) break;
      tell_in(all, item);
    }
    events_.end();
  }

  void map(const Value& all) {
    Map& map = all.map();
    if (map.is_nil()) return events_.nil_mapping();
    events_.begin_mapping();
    for (const Map::Item& item : map.sorted()) {
      if (!has_room(room_escaped(*item.key))) break;
      events_.key(*item.key);
      tell_in(all, item.value);
    }
    events_.end();
  }

  void moment(const Value& value, const TypeInfo& type) {
    const Value text = called(*type.marshaled, value, heap_);
    const std::string_view bare = called(*type.in_toml, value, heap_).text();
    events_.moment(text.rope(), text.text().find(bare), bare.size(), heap_.origin_of(text));
  }

  /// What has a text of its own (a version) is that text.
  void record(const Value& value) {
    const TypeInfo& type = *value.record().type;
    if (type.marshaled) return moment(value, type);
    const bool is_text = type.printed && type.field_count == 0;
    if (is_text) return tell(printed_text(value, heap_));
    events_.begin_record();
    for (std::size_t i = 0; i < type.field_count; ++i) {
      std::string_view name = type.json_names ? type.json_names[i] : type.fields[i];
      const bool may_be_missing = name.ends_with(',');
      if (may_be_missing) name.remove_suffix(1);
      const Value& field = value.record().fields[i];
      if (may_be_missing && !is_true(field)) continue;
      events_.key(heap_.constant(name).rope());
      tell(field);
    }
    events_.end();
  }

  Heap& heap_;
  emit::Events& events_;
  std::string error_;
  std::uint64_t held_ = 0;  // what all that was told takes until it is written
};

}  // namespace

std::string add_value(const Value& value, Heap& heap, emit::Events& events) {
  Teller teller(heap, events);
  teller.tell(value);
  return teller.take_error();
}

}  // namespace fairlead::gotemplate
