#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fairlead::gotemplate {

/// A point in time, as Go's time.Time has it: to the nanosecond, and seen from a zone.
struct Moment {
  std::int64_t seconds = -62135596800;  ///< since 1970; Go's zero Time is the year 1
  std::int32_t nanos = 0;
  std::int32_t offset = 0;        ///< of its zone, in seconds east of Greenwich
  std::string_view zone = "UTC";  ///< the zone's short name; "" where it has none
};

/// A day and a time of day.
struct Clock {
  std::int64_t year = 1;
  int month = 1, day = 1, hour = 0, minute = 0, second = 0;
  int weekday = 1;   ///< 0 is Sunday
  int year_day = 1;  ///< 1 is the first of January
};

/// What a clock shows in the moment's zone.
Clock clock_of(const Moment& moment);
/// Seconds since 1970 of what a clock at Greenwich shows; months and days may be out of range.
std::int64_t seconds_of(std::int64_t year, std::int64_t month, std::int64_t day, int hour,
                        int minute, int second);
int days_in(int month, std::int64_t year);
bool is_leap(std::int64_t year);

constexpr std::string_view month_names[] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};
constexpr std::string_view day_names[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                          "Thursday", "Friday", "Saturday"};

/// Go's Time.Format: `layout` shows how the second of January 2006 would be written.
std::string formatted(const Moment& moment, std::string_view layout);
/// Go's time.ParseInLocation at Greenwich; where nothing is returned, `error` says why, in Go's
/// words. The zone's name lies in `text`.
std::optional<Moment> parsed_moment(std::string_view layout, std::string_view text,
                                    std::string& error);

/// Nanoseconds, as Go's time.ParseDuration reads them ("1h30m"); nothing where `error` says why.
std::optional<std::int64_t> parsed_duration(std::string_view text, std::string& error);
/// Nanoseconds, as Go's Duration.String writes them: "1h30m0s".
std::string duration_text(std::int64_t nanos);

/// A text in the quotes of Go's package time: what is not ASCII byte by byte.
std::string time_quoted(std::string_view text);

}  // namespace fairlead::gotemplate
