#include "gotemplate/sprig/ip_address.h"

#include <fmt/format.h>

#include <algorithm>

#include "gotemplate/strconv/quote.h"

namespace fairlead::gotemplate {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

/// Goes through an address; all steps say whether it goes on.
class Reader {
 public:
  explicit Reader(std::string_view text) : in_(text), rest_(text) {}

  IpAddress read() {
    IpAddress address;
    const std::size_t special = in_.find_first_of(".:%");
    const char first = special == in_.npos ? '\0' : in_[special];
    bool good = false;
    if (first == '.') {
      address.is_v4 = good = fields(in_);
    } else if (first == ':') {
      const std::size_t zone = std::min(in_.find('%'), in_.size());
      address.has_zone = zone < in_.size();
      rest_ = in_.substr(0, zone);
      good = zone + 1 == in_.size() ? fail("zone must be a non-empty string") : groups();
    } else {
      fail(first == '%' ? "missing IPv6 address" : "unable to parse IP");
    }
    if (!good) address.error = std::move(wrong_);
    return address;
  }

 private:
  bool fail(std::string_view message, std::string_view at = {}) {
    wrong_ = fmt::format("ParseAddr({}): {}", quoted(in_), message);
    if (!at.empty()) wrong_ += fmt::format(" (at {})", quoted(at));
    return false;
  }

  /// The four numbers of an IPv4 address.
  bool fields(std::string_view text) {
    int value = 0, digits = 0, position = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (is_digit(c)) {
        if (digits == 1 && value == 0) return fail("IPv4 field has octet with leading zero");
        value = value * 10 + (c - '0');
        ++digits;
        if (value > 255) return fail("IPv4 field has value >255");
      } else if (c == '.') {
        if (i == 0 || i + 1 == text.size() || text[i - 1] == '.')
          return fail("IPv4 field must have at least one digit", text.substr(i));
        if (position == 3) return fail("IPv4 address too long");
        ++position;
        value = digits = 0;
      } else {
        return fail("unexpected character", text.substr(i));
      }
    }
    return position == 3 || fail("IPv4 address too short");
  }

  bool groups() {
    if (rest_.starts_with("::")) {
      has_gap_ = true;
      rest_.remove_prefix(2);
      if (rest_.empty()) return true;
    }
    while (count_ < 16 && !is_over_)
      if (!group()) return false;
    if (!rest_.empty()) return fail("trailing garbage after address", rest_);
    if (count_ < 16) return has_gap_ || fail("address string too short");
    return !has_gap_ || fail("the :: must expand to at least one field of zeros");
  }

  bool group() {
    std::size_t size = 0;
    for (; size < rest_.size() && is_hex(rest_[size]); ++size)
      if (size > 3) return fail("each group must have 4 or less digits", rest_);
    if (size == 0) return fail("each colon-separated field must have at least one digit", rest_);
    if (size < rest_.size() && rest_[size] == '.') return embedded();
    count_ += 2;
    rest_.remove_prefix(size);
    if (rest_.empty()) return is_over_ = true;
    if (rest_[0] != ':') return fail("unexpected character, want colon", rest_);
    if (rest_.size() == 1) return fail("colon must be followed by more characters", rest_);
    rest_.remove_prefix(1);
    if (rest_[0] != ':') return true;
    if (has_gap_) return fail("multiple :: in address", rest_);
    has_gap_ = true;
    rest_.remove_prefix(1);
    is_over_ = rest_.empty();
    return true;
  }

  bool embedded() {
    if (!has_gap_ && count_ != 12)
      return fail("embedded IPv4 address must replace the final 2 fields of the address", rest_);
    if (count_ + 4 > 16)
      return fail("too many hex fields to fit an embedded IPv4 at the end of the address", rest_);
    if (!fields(rest_)) return false;
    rest_ = {};
    count_ += 4;
    return is_over_ = true;
  }

  const std::string_view in_;
  std::string_view rest_;
  int count_ = 0;  // bytes
  bool has_gap_ = false, is_over_ = false;
  std::string wrong_;
};

}  // namespace

IpAddress ip_address(std::string_view text) { return Reader(text).read(); }

}  // namespace fairlead::gotemplate
