// time.Time as a value: what templates call on it.
#include "gotemplate/sprig/moments.h"

#include "gotemplate/sprig/casts.h"
#include "gotemplate/strconv/numbers.h"

namespace fairlead::gotemplate {
namespace {

constexpr std::int64_t second_nanos = 1'000'000'000;

Clock clock(const Call& call) { return clock_of(moment_of(call.self)); }

/// What came of a synthetic time is synthetic.
Value like_self(const Call& call, const Value& made) {
  const Value from = made.from(call.self.origin());
  return call.self.is_synthetic() ? from.as_synthetic() : from;
}

Value number(const Call& call, std::int64_t value, Type type = Type::int_) {
  return like_self(call, Value::integer(value, type));
}

Value text(const Call& call, std::string_view text) {
  if (call.self.is_synthetic()) return call.heap.made_up(text);
  return call.heap.string(text, call.origin());
}

/// A number that prints as a name: time.Month and time.Weekday.
Value name_of(Call& call) { return call.self.record().fields[0]; }
constexpr Function name_methods[] = {{"String", "", name_of}};
constexpr TypeInfo month_type{"time.Month", Type::nil, "int",       name_methods, 1,
                              nullptr,      0,         name_methods};
constexpr TypeInfo weekday_type{"time.Weekday", Type::nil, "int",       name_methods, 1,
                                nullptr,        0,         name_methods};

Value named(const Call& call, const TypeInfo& type, std::string_view name) {
  const Value fields[] = {text(call, name)};
  return like_self(call, Value::record(call.heap.record(type, fields)));
}

Value year(Call& call) { return number(call, clock(call).year); }
Value month(Call& call) { return named(call, month_type, month_names[clock(call).month - 1]); }
Value day(Call& call) { return number(call, clock(call).day); }
Value hour(Call& call) { return number(call, clock(call).hour); }
Value minute(Call& call) { return number(call, clock(call).minute); }
Value second(Call& call) { return number(call, clock(call).second); }
Value nanosecond(Call& call) { return number(call, moment_of(call.self).nanos); }
Value year_day(Call& call) { return number(call, clock(call).year_day); }
Value weekday(Call& call) { return named(call, weekday_type, day_names[clock(call).weekday]); }

Value since_1970(const Call& call, std::int64_t per_second) {
  const Moment& moment = moment_of(call.self);
  const auto whole =
      static_cast<std::uint64_t>(moment.seconds) * static_cast<std::uint64_t>(per_second);
  const auto rest = static_cast<std::uint64_t>(moment.nanos / (second_nanos / per_second));
  return number(call, static_cast<std::int64_t>(whole + rest), Type::int64);
}

Value in_seconds(Call& call) { return since_1970(call, 1); }
Value in_millis(Call& call) { return since_1970(call, 1000); }
Value in_micros(Call& call) { return since_1970(call, 1'000'000); }
Value in_nanos(Call& call) { return since_1970(call, second_nanos); }

Value format(Call& call) {
  const std::size_t size = call[0].rope().size;
  if (!call.heap.budget().step(size) || !call.affords(size * 2)) return {};
  return text(call, formatted(moment_of(call.self), call[0].text()));
}

Value string(Call& call) {
  return text(call, formatted(moment_of(call.self), "2006-01-02 15:04:05.999999999 -0700 MST"));
}

Value marshaled(Call& call) {
  return text(call, formatted(moment_of(call.self), "2006-01-02T15:04:05.999999999Z07:00"));
}

/// The local dates and times of TOML are known by their zones.
Value in_toml(Call& call) {
  const Moment& moment = moment_of(call.self);
  if (moment.zone == "datetime-local")
    return text(call, formatted(moment, "2006-01-02T15:04:05.999999999"));
  if (moment.zone == "date-local") return text(call, formatted(moment, "2006-01-02"));
  if (moment.zone == "time-local") return text(call, formatted(moment, "15:04:05.999999999"));
  return marshaled(call);
}

Value in_utc(Call& call) {
  Moment moment = moment_of(call.self);
  moment.offset = 0;
  moment.zone = "UTC";
  return like_self(call, moment_value(call.heap, moment));
}

Value is_zero(Call& call) {
  const Moment &moment = moment_of(call.self), none;
  return Value::boolean(moment.seconds == none.seconds && moment.nanos == 0);
}

int order(const Call& call) {
  const Moment &a = moment_of(call.self), &b = moment_of(call[0]);
  if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
  return a.nanos == b.nanos ? 0 : a.nanos < b.nanos ? -1 : 1;
}

Value compare(Call& call) { return Value::integer(order(call)); }
Value before(Call& call) { return Value::boolean(order(call) < 0); }
Value after(Call& call) { return Value::boolean(order(call) > 0); }
Value equal(Call& call) { return Value::boolean(order(call) == 0); }

Value add_date(Call& call) {
  const Clock at = clock(call);
  Moment moment = moment_of(call.self);
  constexpr std::int64_t most = 1'000'000'000;
  const auto by = [&](std::size_t i) { return std::clamp(call[i].integer(), -most, most); };
  moment.seconds =
      seconds_of(at.year + by(0), at.month + by(1), at.day + by(2), at.hour, at.minute, at.second) -
      moment.offset;
  return like_self(call, moment_value(call.heap, moment));
}

constexpr Function methods[] = {
    {"String", "", string},
    {"Format", "string", format},
    {"Year", "", year},
    {"Month", "", month},
    {"Day", "", day},
    {"Hour", "", hour},
    {"Minute", "", minute},
    {"Second", "", second},
    {"Nanosecond", "", nanosecond},
    {"YearDay", "", year_day},
    {"Weekday", "", weekday},
    {"Unix", "", in_seconds},
    {"UnixMilli", "", in_millis},
    {"UnixMicro", "", in_micros},
    {"UnixNano", "", in_nanos},
    {"UTC", "", in_utc},
    {"Local", "", in_utc},
    {"IsZero", "", is_zero},
    {"AddDate", "int, int, int", add_date},
    {"Compare", "time.Time", compare},
    {"Before", "time.Time", before},
    {"After", "time.Time", after},
    {"Equal", "time.Time", equal},
};

constexpr Function as_data[] = {{"MarshalJSON", "", marshaled}, {"", "", in_toml}};

constexpr TypeInfo moment_type{"time.Time", Type::nil, "struct", methods, std::size(methods),
                               nullptr,     0,         methods,  nullptr, as_data,
                               as_data + 1};

}  // namespace

Moment fixed_now() { return {1'767'225'600, 0, 0, "UTC"}; }

Value moment_value(Heap& heap, const Moment& moment) {
  Record* record = heap.record(moment_type, {});
  Moment* kept = heap.arena().make<Moment>(moment);
  kept->zone = heap.arena().copy(moment.zone);
  record->data = kept;
  return Value::record(record);
}

bool is_moment(const Value& value) {
  return value.type() == Type::record && value.record().type == &moment_type;
}

const Moment& moment_of(const Value& value) {
  return *static_cast<const Moment*>(value.record().data);
}

Moment later(Moment moment, std::int64_t nanos) {
  std::int64_t rest = moment.nanos + nanos % second_nanos;
  std::int64_t seconds = nanos / second_nanos;
  if (rest < 0) {
    rest += second_nanos;
    --seconds;
  } else if (rest >= second_nanos) {
    rest -= second_nanos;
    ++seconds;
  }
  moment.seconds = static_cast<std::int64_t>(static_cast<std::uint64_t>(moment.seconds) +
                                             static_cast<std::uint64_t>(seconds));
  moment.nanos = static_cast<std::int32_t>(rest);
  return moment;
}

std::int64_t clamped_int(std::string_view text) {
  if (const auto value = parsed_int(text, 10)) return *value;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const bool is_number =
      !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_number) return 0;
  return negative ? INT64_MIN : INT64_MAX;
}

}  // namespace fairlead::gotemplate
