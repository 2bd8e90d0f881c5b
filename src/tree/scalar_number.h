#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fairlead {

/// A number as go-yaml v2 resolves a plain scalar: integers of 64 bits where they fit, else a
/// float64.
struct ScalarNumber {
  bool is_integer = false;
  bool negative = false;
  std::uint64_t magnitude = 0;  ///< of an integer
  double floating = 0;          ///< of either
};

/// The number that a scalar spells, or nothing. 0x, 0o, 0b and a leading 0 choose the base,
/// underscores are skipped, and a float64 must be able to hold the rest; sexagesimals are no
/// numbers.
std::optional<ScalarNumber> scalar_number(std::string_view text);

/// As Go's encoding/json writes a float64.
std::string json_number(double value);
/// As Go's strconv writes a float64 by %g with the fewest digits, which is how fmt and go-yaml
/// print it: 1e+06, 0.0001, 1e-05.
std::string general_number(double value);
/// As sigs.k8s.io/yaml writes a float as a key: with the digits of a float32, in the style of Go's
/// %g.
std::string json_number_key(double value);

}  // namespace fairlead
