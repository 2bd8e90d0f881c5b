#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace fairlead {

/// The bytes of a Kubernetes quantity: `512Mi`, `1G`, `1.5Gi`, `128974848`, `129e6`, `1000m` (a
/// thousandth), rounded up. Nothing where the API server refuses it, or beyond 64 bits.
std::optional<std::uint64_t> bytes_of_quantity(std::string_view text);

/// The bytes of a memory limit in a compose file, as compose reads it (RAMInBytes of
/// github.com/docker/go-units 0.5.0): `512m`, `1.5GiB`, `64kb`, in any case, each unit 1024 times
/// the one before; rounded down. Nothing where compose refuses it, nor for what nobody writes
/// (`1e3`, `+1g`), nor beyond 63 bits.
std::optional<std::uint64_t> bytes_of_compose_size(std::string_view text);

}  // namespace fairlead
