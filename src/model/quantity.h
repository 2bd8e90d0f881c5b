#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace fairlead {

/// The bytes of a Kubernetes quantity: `512Mi`, `1G`, `1.5Gi`, `128974848`, `129e6`, `1000m` (a
/// thousandth), rounded up. Nothing where the API server refuses it, or beyond 64 bits.
std::optional<std::uint64_t> bytes_of_quantity(std::string_view text);

}  // namespace fairlead
