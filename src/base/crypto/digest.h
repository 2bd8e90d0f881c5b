#pragma once
#include <string>
#include <string_view>

namespace fairlead {

/// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
/// SHA-256 of two texts, one behind the other, as its 32 bytes.
std::string sha256_bytes(std::string_view first, std::string_view second = {});
/// SHA-1 and SHA-512, as lower-case hexadecimal digits.
std::string sha1_hex(std::string_view bytes);
std::string sha512_hex(std::string_view bytes);

}  // namespace fairlead
