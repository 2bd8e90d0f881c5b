#include "base/crypto/digest.h"

#include <sha1.h>
#include <sha256.h>
#include <sha512.h>
#include <sys/types.h>

#include <cstdint>
#include <span>

namespace fairlead {
namespace {

std::string hex(std::span<const std::uint8_t> digest) {
  std::string text;
  for (const std::uint8_t byte : digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

const std::uint8_t* data(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

}  // namespace

std::string sha256_bytes(std::string_view first, std::string_view second) {
  SHA256_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, data(first), first.size());
  SHA256Update(&context, data(second), second.size());
  std::uint8_t digest[SHA256_DIGEST_LENGTH];
  SHA256Final(digest, &context);
  return {reinterpret_cast<const char*>(digest), sizeof digest};
}

std::string sha256_hex(std::string_view bytes) {
  const std::string digest = sha256_bytes(bytes);
  return hex({fairlead::data(digest), digest.size()});
}

std::string sha1_hex(std::string_view bytes) {
  SHA1_CTX context;
  SHA1Init(&context);
  SHA1Update(&context, data(bytes), bytes.size());
  std::uint8_t digest[SHA1_DIGEST_LENGTH];
  SHA1Final(digest, &context);
  return hex(digest);
}

std::string sha512_hex(std::string_view bytes) {
  SHA512_CTX context;
  SHA512Init(&context);
  SHA512Update(&context, data(bytes), bytes.size());
  std::uint8_t digest[SHA512_DIGEST_LENGTH];
  SHA512Final(digest, &context);
  return hex(digest);
}

}  // namespace fairlead
