#include <fmt/format.h>

#include "gotemplate/time/layout.h"
#include "gotemplate/time/moment.h"

namespace fairlead::gotemplate {
namespace {

void put_offset(std::string& out, const LayoutPiece& piece, int offset) {
  if (piece.has_z && offset == 0) {
    out += 'Z';
    return;
  }
  const int size = offset < 0 ? -offset : offset;
  const int minutes = size / 60;
  out += fmt::format("{}{:02}", offset < 0 ? '-' : '+', minutes / 60);
  if (piece.is_short) return;
  const char* colon = piece.has_colons ? ":" : "";
  out += fmt::format("{}{:02}", colon, minutes % 60);
  if (piece.has_seconds) out += fmt::format("{}{:02}", colon, size % 60);
}

void put_fraction(std::string& out, const LayoutPiece& piece, int nanos) {
  const bool trims = piece.field == Field::fraction_short;
  if (trims && nanos == 0) return;
  std::string digits = fmt::format("{:09}", nanos).substr(0, piece.digits);
  while (trims && digits.ends_with('0')) digits.pop_back();
  if (trims && digits.empty()) return;
  out += piece.written[0];
  out += digits;
}

std::string year(std::int64_t year) {
  return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
}

int hour12(const Clock& clock) { return clock.hour % 12 == 0 ? 12 : clock.hour % 12; }

std::string field_text(const LayoutPiece& piece, const Clock& clock, const Moment& moment) {
  const auto number = [](int value, const char* format) {
    return fmt::format(fmt::runtime(format), value);
  };
  const std::string_view month = month_names[clock.month - 1], day = day_names[clock.weekday];
  std::string out;
  switch (piece.field) {
    case Field::none:
      return out;
    case Field::month_name:
      return std::string(month);
    case Field::month_short:
      return std::string(month.substr(0, 3));
    case Field::month:
      return number(clock.month, "{}");
    case Field::month2:
      return number(clock.month, "{:02}");
    case Field::day_name:
      return std::string(day);
    case Field::day_short:
      return std::string(day.substr(0, 3));
    case Field::day:
      return number(clock.day, "{}");
    case Field::day_padded:
      return number(clock.day, "{:2}");
    case Field::day2:
      return number(clock.day, "{:02}");
    case Field::year_day_padded:
      return number(clock.year_day, "{:3}");
    case Field::year_day3:
      return number(clock.year_day, "{:03}");
    case Field::hour:
      return number(clock.hour, "{:02}");
    case Field::hour12:
      return number(hour12(clock), "{}");
    case Field::hour12_2:
      return number(hour12(clock), "{:02}");
    case Field::minute:
      return number(clock.minute, "{}");
    case Field::minute2:
      return number(clock.minute, "{:02}");
    case Field::second:
      return number(clock.second, "{}");
    case Field::second2:
      return number(clock.second, "{:02}");
    case Field::year:
      return year(clock.year);
    case Field::year2:
      return number(static_cast<int>(std::max<std::int64_t>(clock.year, 0) % 100), "{:02}");
    case Field::pm_upper:
      return clock.hour >= 12 ? "PM" : "AM";
    case Field::pm_lower:
      return clock.hour >= 12 ? "pm" : "am";
    case Field::zone_name:
      if (!moment.zone.empty()) return std::string(moment.zone);
      put_offset(out, LayoutPiece(), moment.offset);
      return out;
    case Field::zone:
      put_offset(out, piece, moment.offset);
      return out;
    case Field::fraction:
    case Field::fraction_short:
      put_fraction(out, piece, moment.nanos);
      return out;
  }
  __builtin_unreachable();
}

}  // namespace

std::string formatted(const Moment& moment, std::string_view layout) {
  const Clock clock = clock_of(moment);
  std::string out;
  while (!layout.empty()) {
    const LayoutPiece piece = next_piece(layout);
    out += piece.before;
    out += field_text(piece, clock, moment);
    layout = piece.rest;
  }
  return out;
}

}  // namespace fairlead::gotemplate
