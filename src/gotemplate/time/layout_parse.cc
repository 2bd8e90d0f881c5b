#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "gotemplate/time/layout.h"
#include "gotemplate/time/moment.h"

namespace fairlead::gotemplate {
namespace {

bool is_digit(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

bool is_point(char c) { return c == '.' || c == ','; }

std::size_t digit_count(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (is_digit(text, end)) ++end;
  return end - from;
}

/// Reads a text by a layout.
class Reader {
 public:
  Reader(std::string_view layout, std::string_view text)
      : layout_(layout), text_(text), rest_(text) {}

  std::optional<Moment> read(std::string& error) {
    std::string_view layout = layout_;
    for (;;) {
      const LayoutPiece piece = next_piece(layout);
      if (!skip(piece.before)) return wrong(piece.before, rest_, error);
      if (piece.field == Field::none) break;
      layout = piece.rest;
      const std::string_view before = rest_;
      const bool fits = field(piece, layout);
      if (!out_of_range_.empty())
        return wrong(fmt::format(": {} out of range", out_of_range_), error);
      if (!fits) return wrong(piece.written, before, error);
    }
    if (!rest_.empty()) return wrong(": extra text: " + time_quoted(rest_), error);
    return moment(error);
  }

 private:
  std::nullopt_t wrong(std::string_view wanted, std::string_view found, std::string& error) {
    error = fmt::format("parsing time {} as {}: cannot parse {} as {}", time_quoted(text_),
                        time_quoted(layout_), time_quoted(found), time_quoted(wanted));
    return std::nullopt;
  }
  std::nullopt_t wrong(std::string_view message, std::string& error) {
    error = fmt::format("parsing time {}{}", time_quoted(text_), message);
    return std::nullopt;
  }

  /// Passes what stands between two fields. Any number of blanks stands for a blank.
  bool skip(std::string_view between) {
    while (!between.empty()) {
      if (between[0] == ' ') {
        if (!rest_.empty() && rest_[0] != ' ') return false;
        between.remove_prefix(std::min(between.find_first_not_of(' '), between.size()));
        rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
        continue;
      }
      if (rest_.empty() || rest_[0] != between[0]) return false;
      between.remove_prefix(1);
      rest_.remove_prefix(1);
    }
    return true;
  }

  /// Takes a number of at least and at most so many digits.
  bool number(int& value, std::size_t least, std::size_t most) {
    const std::size_t count = std::min(digit_count(rest_, 0), most);
    if (count < least) return false;
    value = 0;
    for (const char c : rest_.substr(0, count)) value = value * 10 + (c - '0');
    rest_.remove_prefix(count);
    return true;
  }

  bool number(int& value, std::size_t least, int from, int to, std::string_view what) {
    if (!number(value, least, 2)) return false;
    if (value < from || value > to) out_of_range_ = what;
    return true;
  }

  /// Takes a name, in any case; its index from 0.
  bool name(std::span<const std::string_view> names, std::size_t size, int& index) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string_view wanted = names[i].substr(0, size);
      if (rest_.size() < wanted.size()) continue;
      const bool same = std::ranges::equal(
          wanted, rest_.substr(0, wanted.size()), {}, [](char c) { return c | 0x20; },
          [](char c) { return c | 0x20; });
      if (!same) continue;
      rest_.remove_prefix(wanted.size());
      index = static_cast<int>(i);
      return true;
    }
    return false;
  }

  bool field(const LayoutPiece& piece, std::string_view layout) {
    switch (piece.field) {
      case Field::year:
      case Field::year2:
      case Field::month_name:
      case Field::month_short:
      case Field::month:
      case Field::month2:
      case Field::day_name:
      case Field::day_short:
      case Field::day:
      case Field::day_padded:
      case Field::day2:
      case Field::year_day_padded:
      case Field::year_day3:
        return day_field(piece.field);
      case Field::zone:
        return zone(piece);
      case Field::zone_name:
        return zone_name();
      case Field::fraction:
        return fraction(piece.digits + 1);
      case Field::fraction_short:
        return rest_.size() < 2 || !is_point(rest_[0]) || !is_digit(rest_, 1) ||
               fraction(1 + digit_count(rest_, 1));
      default:
        return time_field(piece.field, layout);
    }
  }

  bool day_field(Field field) {
    int unused = 0;
    switch (field) {
      case Field::year:
        return year();
      case Field::year2:
        return short_year();
      case Field::month_name:
        return name(month_names, 12, month_) && ++month_ > 0;
      case Field::month_short:
        return name(month_names, 3, month_) && ++month_ > 0;
      case Field::month:
        return number(month_, 1, 1, 12, "month");
      case Field::month2:
        return number(month_, 2, 1, 12, "month");
      case Field::day_name:
        return name(day_names, 12, unused);
      case Field::day_short:
        return name(day_names, 3, unused);
      case Field::day:
        return number(day_, 1, 2);
      case Field::day_padded:
        if (rest_.starts_with(' ')) rest_.remove_prefix(1);
        return number(day_, 1, 2);
      case Field::day2:
        return number(day_, 2, 2);
      case Field::year_day_padded:
        for (int i = 0; i < 2 && rest_.starts_with(' '); ++i) rest_.remove_prefix(1);
        return number(year_day_, 1, 3);
      default:
        return number(year_day_, 3, 3);
    }
  }

  bool year() {
    int value = 0;
    if (rest_.size() < 4 || !is_digit(rest_, 0) || !number(value, 4, 4)) return false;
    year_ = value;
    return true;
  }

  bool short_year() {
    int value = 0;
    if (!number(value, 2, 2)) return false;
    year_ = value + (value >= 69 ? 1900 : 2000);
    return true;
  }

  bool time_field(Field field, std::string_view layout) {
    switch (field) {
      case Field::hour:
        return number(hour_, 1, 0, 23, "hour");
      case Field::hour12:
        return number(hour_, 1, 0, 12, "hour");
      case Field::hour12_2:
        return number(hour_, 2, 0, 12, "hour");
      case Field::minute:
        return number(minute_, 1, 0, 59, "minute");
      case Field::minute2:
        return number(minute_, 2, 0, 59, "minute");
      case Field::second:
        return number(second_, 1, 0, 59, "second") && more_second(layout);
      case Field::second2:
        return number(second_, 2, 0, 59, "second") && more_second(layout);
      case Field::pm_upper:
        return half("PM", "AM");
      default:
        return half("pm", "am");
    }
  }

  bool half(std::string_view after, std::string_view before) {
    is_pm_ = rest_.starts_with(after) || is_pm_;
    is_am_ = rest_.starts_with(before) || is_am_;
    if (!rest_.starts_with(after) && !rest_.starts_with(before)) return false;
    rest_.remove_prefix(2);
    return true;
  }

  /// A fraction may follow where the layout has none.
  bool more_second(std::string_view layout) {
    if (!out_of_range_.empty() || rest_.size() < 2 || !is_point(rest_[0]) || !is_digit(rest_, 1))
      return true;
    const Field next = next_piece(layout).field;
    if (next == Field::fraction || next == Field::fraction_short) return true;
    return fraction(1 + digit_count(rest_, 1));
  }

  bool fraction(std::size_t size) {
    if (rest_.size() < size || !is_point(rest_[0])) return false;
    nanos_ = 0;
    for (std::size_t i = 1; i <= 9; ++i) {
      if (i < size && !is_digit(rest_, i)) return false;
      nanos_ = nanos_ * 10 + (i < size ? rest_[i] - '0' : 0);
    }
    rest_.remove_prefix(size);
    return true;
  }

  bool zone(const LayoutPiece& piece) {
    if (piece.has_z && rest_.starts_with('Z')) {
      rest_.remove_prefix(1);
      is_utc_ = true;
      return true;
    }
    const std::size_t parts = piece.is_short ? 1 : piece.has_seconds ? 3 : 2;
    const std::size_t step = piece.has_colons ? 3 : 2;
    const std::size_t size = 1 + 2 + (parts - 1) * step;
    if (rest_.size() < size) return false;
    constexpr int limits[] = {24, 60, 60};
    constexpr std::string_view names[] = {"hour", "minute", "second"};
    int sum = 0, scale = 3600;
    for (std::size_t i = 0; i < parts; ++i, scale /= 60) {
      const std::size_t at = 1 + i * step;
      if (i > 0 && piece.has_colons && rest_[at - 1] != ':') return false;
      if (!is_digit(rest_, at) || !is_digit(rest_, at + 1)) return false;
      const int value = (rest_[at] - '0') * 10 + (rest_[at + 1] - '0');
      if (value > limits[i]) out_of_range_ = fmt::format("time zone offset {}", names[i]);
      sum += value * scale;
    }
    if (rest_[0] != '+' && rest_[0] != '-') return false;
    offset_ = rest_[0] == '-' ? -sum : sum;
    rest_.remove_prefix(size);
    return true;
  }

  bool zone_name() {
    if (rest_.starts_with("UTC")) {
      is_utc_ = true;
      rest_.remove_prefix(3);
      return true;
    }
    const std::size_t size = zone_name_size(rest_);
    zone_ = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return size > 0;
  }

  /// Takes month and day from the day of the year.
  std::string_view set_year_day() {
    int day = year_day_;
    int month = 0;
    if (is_leap(year_) && day == 60) {
      month = 2;
      day = 29;
    } else {
      if (is_leap(year_) && day > 60) --day;
      if (day < 1 || day > 365) return ": day-of-year out of range";
      for (month = 1; day > days_in(month, 2001); ++month) day -= days_in(month, 2001);
    }
    if (month_ >= 0 && month_ != month) return ": day-of-year does not match month";
    if (day_ >= 0 && day_ != day) return ": day-of-year does not match day";
    month_ = month;
    day_ = day;
    return "";
  }

  std::optional<Moment> moment(std::string& error) {
    if (is_pm_ && hour_ < 12) hour_ += 12;
    if (!is_pm_ && is_am_ && hour_ == 12) hour_ = 0;
    if (year_day_ >= 0) {
      const std::string_view message = set_year_day();
      if (!message.empty()) return wrong(message, error);
    }
    if (month_ < 0) month_ = 1;
    if (day_ < 0) day_ = 1;
    if (day_ < 1 || day_ > days_in(month_, year_)) return wrong(": day out of range", error);
    Moment made;
    made.seconds = seconds_of(year_, month_, day_, hour_, minute_, second_);
    made.nanos = nanos_;
    if (!is_utc_) set_zone(made);
    return made;
  }

  void set_zone(Moment& made) {
    if (offset_) {
      made.seconds -= *offset_;
      if (*offset_ == 0 && (zone_.empty() || zone_ == "UTC")) return;
      made.offset = *offset_;
      made.zone = zone_;
    } else if (!zone_.empty()) {
      made.zone = zone_;
      if (zone_.size() <= 3 || !zone_.starts_with("GMT")) return;
      // Go does not shift the clock here, so it shows another time than was read.
      int hours = 0;
      for (const char c : zone_.substr(4)) hours = hours * 10 + (c - '0');
      made.offset = (zone_[3] == '-' ? -hours : hours) * 3600;
    }
  }

  std::string_view layout_, text_, rest_;
  std::string out_of_range_;
  std::int64_t year_ = 0;
  int month_ = -1, day_ = -1, year_day_ = -1, hour_ = 0, minute_ = 0, second_ = 0, nanos_ = 0;
  bool is_pm_ = false, is_am_ = false, is_utc_ = false;
  std::optional<int> offset_;
  std::string_view zone_;
};

}  // namespace

std::optional<Moment> parsed_moment(std::string_view layout, std::string_view text,
                                    std::string& error) {
  return Reader(layout, text).read(error);
}

}  // namespace fairlead::gotemplate
