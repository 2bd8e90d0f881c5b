#pragma once
#include <cstdint>
#include <string>

namespace fairlead::gotemplate {

/// An exact decimal number, as sprig calculates with: shopspring's.
struct Decimal {
  std::string digits;  ///< without leading zeroes; "" is zero
  std::int64_t exponent = 0;
  bool is_negative = false;
};

/// Of a finite number what its shortest spelling says.
Decimal decimal_of(double number);
/// The nearest float64.
double nearest_float(const Decimal& decimal);

Decimal sum(const Decimal& a, const Decimal& b);
Decimal difference(const Decimal& a, const Decimal& b);
Decimal product(const Decimal& a, const Decimal& b);
/// To 16 digits behind the point; `b` is not zero.
Decimal quotient(const Decimal& a, const Decimal& b);

}  // namespace fairlead::gotemplate
