#include "tree/timestamp.h"

#include <fmt/core.h>

namespace fairlead {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Moment {
  unsigned year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::string fraction;  // of a second, without zeros at its end
  std::string zone = "Z";
};

/// Reads a moment as Go's time.Parse does with the layouts of go-yaml.
class MomentReader {
 public:
  explicit MomentReader(std::string_view text) : text_(text) {}

  std::optional<Moment> read() {
    if (!number(4, 4, moment_.year) || !skip('-') || !number(1, 2, moment_.month) || !skip('-') ||
        !number(1, 2, moment_.day) || !is_day()) {
      return std::nullopt;
    }
    if (at_ == text_.size()) return moment_;
    const bool has_zone = skip('T') || skip('t');
    if (!has_zone && !skip(' ')) return std::nullopt;
    if (!time() || (has_zone && !zone()) || at_ != text_.size()) return std::nullopt;
    return moment_;
  }

 private:
  bool skip(char c) {
    const bool found = at_ < text_.size() && text_[at_] == c;
    if (found) ++at_;
    return found;
  }

  bool number(std::size_t least, std::size_t most, unsigned& value) {
    std::size_t count = 0;
    value = 0;
    while (count < most && at_ < text_.size() && is_digit(text_[at_])) {
      value = value * 10 + static_cast<unsigned>(text_[at_++] - '0');
      ++count;
    }
    return count >= least;
  }

  bool is_day() const {
    constexpr unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (moment_.month < 1 || moment_.month > 12) return false;
    const bool leap = moment_.year % 4 == 0 && (moment_.year % 100 != 0 || moment_.year % 400 == 0);
    const unsigned last = days[moment_.month - 1] + (leap && moment_.month == 2 ? 1 : 0);
    return moment_.day >= 1 && moment_.day <= last;
  }

  /// Go reads an hour of one or two digits, as all of the layout's numbers of one digit.
  bool time() {
    if (!number(1, 2, moment_.hour) || !skip(':') || !number(1, 2, moment_.minute) || !skip(':') ||
        !number(1, 2, moment_.second)) {
      return false;
    }
    if (moment_.hour > 23 || moment_.minute > 59 || moment_.second > 59) return false;
    if (at_ + 1 < text_.size() && (text_[at_] == '.' || text_[at_] == ',') &&
        is_digit(text_[at_ + 1])) {
      ++at_;
      while (at_ < text_.size() && is_digit(text_[at_])) moment_.fraction += text_[at_++];
      if (moment_.fraction.size() > 9) moment_.fraction.resize(9);
      while (moment_.fraction.ends_with('0')) moment_.fraction.pop_back();
    }
    return true;
  }

  bool zone() {
    if (skip('Z')) return true;
    const std::string_view rest = text_.substr(at_);
    if (rest.size() < 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return false;
    unsigned hours = 0, minutes = 0;
    ++at_;
    if (!number(2, 2, hours) || !skip(':') || !number(2, 2, minutes)) return false;
    if (hours > 24 || minutes > 60) return false;
    moment_.zone = hours + minutes == 0 ? "Z" : std::string(rest.substr(0, 6));
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Moment moment_;
};

}  // namespace

bool is_timestamp(std::string_view text) {
  return text.size() > 5 && text[4] == '-' && MomentReader(text).read().has_value();
}

std::optional<std::string> timestamp_text(std::string_view text) {
  if (text.size() <= 5 || text[4] != '-') return std::nullopt;
  const auto moment = MomentReader(text).read();
  const bool is_far = moment && moment->zone.size() > 1 && moment->zone.substr(1, 2) > "23";
  if (!moment || is_far) return std::nullopt;
  const std::string fraction = moment->fraction.empty() ? "" : "." + moment->fraction;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{}", moment->year, moment->month,
                     moment->day, moment->hour, moment->minute, moment->second, fraction,
                     moment->zone);
}

}  // namespace fairlead
