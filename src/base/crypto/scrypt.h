#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fairlead {

/// HMAC with SHA-256: 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view text);

/// What scrypt costs: `n` is a power of two; it takes 128 * n * r bytes of memory.
struct ScryptCost {
  std::uint32_t n, r, p;
};

/// A key of `size` bytes by scrypt (RFC 7914).
std::string scrypt_key(std::string_view password, std::string_view salt, const ScryptCost& cost,
                       std::size_t size);

}  // namespace fairlead
