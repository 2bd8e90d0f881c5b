// Base64, base32 and digests.
#include <fmt/format.h>

#include "base/digest.h"
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

constexpr std::string_view letters64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view letters32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Groups of `bits` bits as letters, filled up with `=` to whole blocks.
std::string encoded(std::string_view bytes, std::string_view letters, unsigned bits,
                    std::size_t block) {
  std::string made;
  std::uint32_t buffer = 0;
  unsigned have = 0;
  for (const char byte : bytes) {
    buffer = buffer << 8u | static_cast<unsigned char>(byte);
    have += 8;
    while (have >= bits) {
      have -= bits;
      made += letters[buffer >> have & ((1u << bits) - 1)];
    }
  }
  if (have > 0) made += letters[buffer << (bits - have) & ((1u << bits) - 1)];
  while (made.size() % block != 0) made += '=';
  return made;
}

/// The bytes, or what Go says is wrong and where.
std::string decoded(std::string_view text, std::string_view letters, unsigned bits,
                    std::size_t block, std::string_view name) {
  std::string made;
  std::uint32_t buffer = 0;
  unsigned have = 0;
  std::size_t count = 0, padding = 0;
  const auto corrupt = [&](std::size_t at) {
    return fmt::format("illegal {} data at input byte {}", name, at);
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || c == '\r') continue;
    if (c == '=') {
      ++padding;
      ++count;
      if (count % block == 1 || (block == 4 && count % block == 2)) return corrupt(i);
      continue;
    }
    const std::size_t value = letters.find(c);
    if (value == letters.npos) return corrupt(i);
    if (padding > 0) return corrupt(i);
    ++count;
    buffer = buffer << bits | static_cast<std::uint32_t>(value);
    have += bits;
    if (have < 8) continue;
    have -= 8;
    made += static_cast<char>(buffer >> have & 0xffu);
  }
  if (count % block != 0) return corrupt(text.size() - count % block);
  return made;
}

Value base64(Call& call) { return call.made(encoded(call[0].text(), letters64, 6, 4)); }
Value base32(Call& call) { return call.made(encoded(call[0].text(), letters32, 5, 8)); }
Value from_base64(Call& call) {
  return call.made(decoded(call[0].text(), letters64, 6, 4, "base64"));
}
Value from_base32(Call& call) {
  return call.made(decoded(call[0].text(), letters32, 5, 8, "base32"));
}

Value sha1(Call& call) { return call.made(sha1_hex(call[0].text())); }
Value sha256(Call& call) { return call.made(sha256_hex(call[0].text())); }
Value sha512(Call& call) { return call.made(sha512_hex(call[0].text())); }

Value adler32(Call& call) {
  std::uint32_t a = 1, b = 0;
  for (const char byte : call[0].text()) {
    a = (a + static_cast<unsigned char>(byte)) % 65521;
    b = (b + a) % 65521;
  }
  return call.made(fmt::format("{}", b << 16u | a));
}

constexpr Function table[] = {
    {"b64enc", "string", base64},    {"b64dec", "string", from_base64},
    {"b32enc", "string", base32},    {"b32dec", "string", from_base32},
    {"sha1sum", "string", sha1},     {"sha256sum", "string", sha256},
    {"sha512sum", "string", sha512}, {"adler32sum", "string", adler32},
};

}  // namespace

std::span<const Function> encoding_functions() { return table; }

}  // namespace fairlead::gotemplate
