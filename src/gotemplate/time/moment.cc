#include "gotemplate/time/moment.h"

#include <fmt/format.h>

namespace fairlead::gotemplate {
namespace {

constexpr std::int64_t day_seconds = 86400;
/// Days of 400 years, and from the first of March of the year 0 to 1970.
constexpr std::int64_t era_days = 146097, days_to_1970 = 719468;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

/// Days since 1970 of a day; years begin in March, so that leap days come last.
std::int64_t days_of(std::int64_t year, int month, std::int64_t day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t of_era = y - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * era_days + of_era * 365 + of_era / 4 - of_era / 100 + of_year - days_to_1970;
}

void set_day(Clock& clock, std::int64_t days) {
  const std::int64_t from_march = days + days_to_1970;
  const std::int64_t era = floor_div(from_march, era_days);
  const std::int64_t of_era = from_march - era * era_days;
  const std::int64_t year =
      (of_era - of_era / 1460 + of_era / 36524 - of_era / (era_days - 1)) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::int64_t month = (5 * of_year + 2) / 153;
  clock.day = static_cast<int>(of_year - (153 * month + 2) / 5 + 1);
  clock.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  clock.year = year + era * 400 + (clock.month <= 2 ? 1 : 0);
  clock.year_day = static_cast<int>(days - days_of(clock.year, 1, 1)) + 1;
  clock.weekday = static_cast<int>(((days + 4) % 7 + 7) % 7);
}

}  // namespace

bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int month, std::int64_t year) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

Clock clock_of(const Moment& moment) {
  Clock clock;
  const auto local = static_cast<std::int64_t>(static_cast<std::uint64_t>(moment.seconds) +
                                               static_cast<std::uint64_t>(moment.offset));
  const std::int64_t days = floor_div(local, day_seconds);
  const auto of_day = static_cast<int>(local - days * day_seconds);
  set_day(clock, days);
  clock.hour = of_day / 3600;
  clock.minute = of_day / 60 % 60;
  clock.second = of_day % 60;
  return clock;
}

std::int64_t seconds_of(std::int64_t year, std::int64_t month, std::int64_t day, int hour,
                        int minute, int second) {
  const std::int64_t years = floor_div(month - 1, 12);
  const auto in_year = static_cast<int>(month - 1 - years * 12) + 1;
  return days_of(year + years, in_year, day) * day_seconds + hour * 3600 + minute * 60 + second;
}

std::string time_quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || byte >= 0x80) {
      made += fmt::format("\\x{:02x}", byte);
      continue;
    }
    if (c == '"' || c == '\\') made += '\\';
    made += c;
  }
  return made + "\"";
}

}  // namespace fairlead::gotemplate
