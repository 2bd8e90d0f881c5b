// Times and durations. The clock stands still, and what is read from it is marked as made up.
#include <fmt/format.h>

#include <cmath>

#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/numbers.h"

namespace fairlead::gotemplate {
namespace {

/// What a layout of Go's says of Saturday 3 February 2001, 04:05:06 UTC; longer words first.
constexpr std::pair<std::string_view, std::string_view> words[] = {
    {"January", "February"},
    {"Jan", "Feb"},
    {"Monday", "Saturday"},
    {"Mon", "Sat"},
    {"MST", "UTC"},
    {"2006", "2001"},
    {"-07:00:00", "+00:00:00"},
    {"-07:00", "+00:00"},
    {"-0700", "+0000"},
    {"-07", "+00"},
    {"Z07:00", "Z"},
    {"Z0700", "Z"},
    {"002", "034"},
    {"01", "02"},
    {"02", "03"},
    {"03", "04"},
    {"04", "05"},
    {"05", "06"},
    {"06", "01"},
    {"15", "04"},
    {"PM", "AM"},
    {"pm", "am"},
    {"_2", " 3"},
    {"1", "2"},
    {"2", "3"},
    {"3", "4"},
    {"4", "5"},
    {"5", "6"},
};

std::string formatted(std::string_view layout) {
  std::string made;
  while (!layout.empty()) {
    std::size_t size = 1;
    std::string_view text = layout.substr(0, 1);
    for (const auto& [word, meaning] : words) {
      if (!layout.starts_with(word)) continue;
      size = word.size();
      text = meaning;
      break;
    }
    made += text;
    layout.remove_prefix(size);
  }
  return made;
}

Value epoch(Call& call) { return call.heap.made_up("981173106"); }
Value whole(Call& call) { return call.heap.made_up("2001-02-03 04:05:06 +0000 UTC"); }
Value number(Call&) { return Value::integer(981173106, Type::int64).as_synthetic(); }
Value by_layout(Call& call) { return call.heap.made_up(formatted(call[0].text())); }
Value method_by_layout(Call& call) { return call.heap.made_up(formatted(call[0].text())); }
Value day(Call& call) { return call.heap.made_up("2001-02-03"); }
Value an_hour(Call& call) { return call.heap.made_up("1h0m0s"); }
Value itself(Call& call) { return call.self; }
Value year(Call&) { return Value::integer(2001).as_synthetic(); }

constexpr Function methods[] = {
    {"Format", "string", method_by_layout},
    {"Unix", "", number},
    {"UTC", "", itself},
    {"Local", "", itself},
    {"Year", "", year},
    {"String", "", whole},
};

constexpr TypeInfo time_type{"time.Time",        Type::nil, "struct", methods,
                             std::size(methods), nullptr,   0,        methods + 5};

Value now(Call& call) { return Value::record(call.heap.record(time_type, {})).as_synthetic(); }

/// Seconds as Go's time.Duration writes them.
Value duration(Call& call) {
  std::int64_t seconds = 0;
  if (call[0].is_string())
    seconds = parsed_int(call[0].text(), 10).value_or(0);
  else if (call[0].type() == Type::int64)
    seconds = int_of(call[0]);
  const auto size = static_cast<std::uint64_t>(std::abs(seconds));
  std::string text = size >= 3600 ? fmt::format("{}h", size / 3600) : "";
  if (size >= 60) text += fmt::format("{}m", size / 60 % 60);
  return call.made((seconds < 0 ? "-" : "") + text + fmt::format("{}s", size % 60));
}

/// The nanoseconds of "1h2.5m"; 0 where it is no duration.
double nanoseconds(std::string_view text) {
  constexpr std::pair<std::string_view, double> units[] = {
      {"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}};
  double sum = 0;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    const auto count = parsed_float(text.substr(0, digits));
    text.remove_prefix(digits);
    const auto unit =
        std::ranges::find_if(units, [&](const auto& one) { return text.starts_with(one.first); });
    if (!count || unit == std::end(units)) return 0;
    sum += *count * unit->second;
    text.remove_prefix(unit->first.size());
  }
  return sum;
}

/// A duration in its largest unit.
Value rounded(Call& call) {
  constexpr std::pair<std::string_view, double> units[] = {
      {"y", 365 * 86400e9}, {"mo", 30 * 86400e9}, {"d", 86400e9},
      {"h", 3600e9},        {"m", 60e9},          {"s", 1e9}};
  std::string_view text = call[0].is_string() ? call[0].text() : std::string_view();
  const bool is_negative = text.starts_with('-');
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const double size = call[0].type() == Type::int64
                          ? std::abs(static_cast<double>(call[0].integer()))
                          : nanoseconds(text);
  for (const auto& [name, unit] : units) {
    if (size > unit)
      return call.made(fmt::format("{}{}{}", is_negative ? "-" : "",
                                   static_cast<std::uint64_t>(size / unit), name));
  }
  return call.made("0s");
}

constexpr Function table[] = {
    {"now", "", now},
    {"toDate", "string, string", now},
    {"mustToDate", "string, string", now},
    {"dateModify", "string, any", now},
    {"date_modify", "string, any", now},
    {"mustDateModify", "string, any", now},
    {"must_date_modify", "string, any", now},
    {"date", "string, any", by_layout},
    {"dateInZone", "string, any, string", by_layout},
    {"date_in_zone", "string, any, string", by_layout},
    {"htmlDate", "any", day},
    {"htmlDateInZone", "any, string", day},
    {"unixEpoch", "any", epoch},
    {"ago", "any", an_hour},
    {"duration", "any", duration},
    {"durationRound", "any", rounded},
};

}  // namespace

std::span<const Function> clock_functions() { return table; }

}  // namespace fairlead::gotemplate
