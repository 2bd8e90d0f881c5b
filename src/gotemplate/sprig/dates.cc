// Dates. The clock always shows the same time, and what comes of it is marked synthetic. Local time
// is that of Greenwich.
#include <fmt/format.h>

#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/moments.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/numbers.h"
#include "gotemplate/time/moment.h"

namespace fairlead::gotemplate {
namespace {

constexpr std::int64_t second_nanos = 1'000'000'000;

/// What a function takes for a point in time.
struct Given {
  Moment moment = fixed_now();
  bool is_synthetic = true;
};

Given given(const Value& value) {
  if (is_moment(value)) return {moment_of(value), value.is_synthetic()};
  const bool counts =
      value.type() == Type::int_ || value.type() == Type::int64 || value.type() == Type::int32;
  if (!counts) return {};
  return {{value.integer(), 0, 0, "UTC"}, value.is_synthetic()};
}

/// Zones whose clocks never change; of others nothing is known here.
bool set_zone(Moment& moment, std::string_view zone) {
  moment.offset = 0;
  moment.zone = "UTC";
  if (zone.empty() || zone == "UTC" || zone == "Local" || zone == "Etc/UTC") return true;
  if (zone != "GMT" && zone != "Etc/GMT") return false;
  moment.zone = "GMT";
  return true;
}

Value shown(Call& call, std::string_view layout, const Value& date, std::string_view zone) {
  Given at = given(date);
  const bool is_known = set_zone(at.moment, zone);
  if (!call.heap.budget().step(layout.size()) || !call.affords(layout.size() * 2)) return {};
  const std::string text = formatted(at.moment, layout);
  if (at.is_synthetic || !is_known) return call.heap.made_up(text).from(call.origin());
  return call.made(text);
}

Value date(Call& call) { return shown(call, call[0].text(), call[1], "Local"); }
Value date_in_zone(Call& call) { return shown(call, call[0].text(), call[1], call[2].text()); }
Value html_date(Call& call) { return shown(call, "2006-01-02", call[0], "Local"); }
Value html_date_in_zone(Call& call) { return shown(call, "2006-01-02", call[0], call[1].text()); }

Value now(Call& call) { return moment_value(call.heap, fixed_now()).as_synthetic(); }

Value ago(Call& call) {
  const Given at = given(call[0]);
  const std::int64_t seconds = fixed_now().seconds - at.moment.seconds;
  constexpr std::int64_t most = INT64_MAX / second_nanos;
  const std::int64_t nanos = std::clamp(seconds, -most, most) * second_nanos;
  return call.heap.made_up(duration_text(nanos)).from(call.origin());
}

Value modified(Call& call, bool must) {
  std::string error;
  const auto by = parsed_duration(call[0].text(), error);
  if (!by) return must ? call.fail(std::move(error)) : call[1];
  const Value made = moment_value(call.heap, later(moment_of(call[1]), *by)).from(call.origin());
  return call[1].is_synthetic() ? made.as_synthetic() : made;
}

Value modify(Call& call) { return modified(call, false); }
Value must_modify(Call& call) { return modified(call, true); }

Value read(Call& call, bool must) {
  std::string error;
  if (!call.heap.budget().step(call[0].rope().size)) return {};
  auto moment = parsed_moment(call[0].text(), call[1].text(), error);
  if (!moment && must) return call.fail(std::move(error));
  return moment_value(call.heap, moment.value_or(Moment())).from(call.origin());
}

Value to_date(Call& call) { return read(call, false); }
Value must_to_date(Call& call) { return read(call, true); }

Value unix_epoch(Call& call) {
  const std::string text = fmt::format("{}", moment_of(call[0]).seconds);
  if (call[0].is_synthetic()) return call.heap.made_up(text);
  return call.made(text);
}

Value duration(Call& call) {
  std::int64_t seconds = 0;
  if (call[0].is_string()) seconds = clamped_int(call[0].text());
  if (call[0].type() == Type::int64) seconds = call[0].integer();
  const std::uint64_t nanos =
      static_cast<std::uint64_t>(seconds) * static_cast<std::uint64_t>(second_nanos);
  return call.made(duration_text(static_cast<std::int64_t>(nanos)));
}

/// The largest unit alone.
std::string rounded(std::uint64_t nanos) {
  struct Unit {
    std::uint64_t seconds;
    std::string_view name;
  };
  constexpr Unit units[] = {{365 * 86400, "y"}, {30 * 86400, "mo"}, {86400, "d"},
                            {3600, "h"},        {60, "m"},          {1, "s"}};
  for (const Unit& unit : units) {
    const std::uint64_t size = unit.seconds * static_cast<std::uint64_t>(second_nanos);
    if (nanos > size) return fmt::format("{}{}", nanos / size, unit.name);
  }
  return "0s";
}

Value round_duration(Call& call) {
  std::string error;
  std::int64_t nanos = 0;
  if (call[0].is_string()) nanos = parsed_duration(call[0].text(), error).value_or(0);
  if (call[0].type() == Type::int64) nanos = call[0].integer();
  const bool from_clock = is_moment(call[0]);
  if (from_clock) {
    const std::int64_t seconds = fixed_now().seconds - moment_of(call[0]).seconds;
    constexpr std::int64_t most = INT64_MAX / second_nanos;
    nanos = std::clamp(seconds, -most, most) * second_nanos;
  }
  const auto bits = static_cast<std::uint64_t>(nanos);
  const std::string text = rounded(nanos < 0 ? 0 - bits : bits);
  return from_clock ? call.heap.made_up(text).from(call.origin()) : call.made(text);
}

constexpr Function table[] = {
    {"now", "", now},
    {"ago", "any", ago},
    {"date", "string, any", date},
    {"dateInZone", "string, any, string", date_in_zone},
    {"date_in_zone", "string, any, string", date_in_zone},
    {"htmlDate", "any", html_date},
    {"htmlDateInZone", "any, string", html_date_in_zone},
    {"dateModify", "string, time.Time", modify},
    {"date_modify", "string, time.Time", modify},
    {"mustDateModify", "string, time.Time", must_modify},
    {"must_date_modify", "string, time.Time", must_modify},
    {"toDate", "string, string", to_date},
    {"mustToDate", "string, string", must_to_date},
    {"unixEpoch", "time.Time", unix_epoch},
    {"duration", "any", duration},
    {"durationRound", "any", round_duration},
};

}  // namespace

std::span<const Function> date_functions() { return table; }

}  // namespace fairlead::gotemplate
