#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fairlead::helm {

/// A number as JSON writes it, exactly: digits without zeros at either end, times ten to the power
/// of `exponent`. Zero has no digits.
struct Decimal {
  std::string digits;
  std::int64_t exponent = 0;
  bool negative = false;

  /// Nothing where it is no number, or one of more than a thousand places.
  static std::optional<Decimal> read(std::string_view text);

  bool is_zero() const { return digits.empty(); }
  bool is_whole() const { return exponent >= 0; }
  /// The nearest double; infinite where there is none.
  double nearest() const;
  /// The same text for equal numbers.
  std::string canonical() const;
};

/// Less than, equal to, or greater than 0, as `a` is to `b`.
int compared(const Decimal& a, const Decimal& b);
/// Whether `a` divided by `b`, which is not zero, is whole; nothing where that would take long.
std::optional<bool> is_multiple(const Decimal& a, const Decimal& b);

}  // namespace fairlead::helm
