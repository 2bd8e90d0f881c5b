#include "base/crypto/scrypt.h"

#include <bit>
#include <cstring>
#include <vector>

#include "base/crypto/digest.h"

namespace fairlead {
namespace {

/// PBKDF2 with one round.
std::string stretched(std::string_view password, std::string_view salt, std::size_t size) {
  std::string made;
  for (std::uint32_t block = 1; made.size() < size; ++block) {
    std::string text(salt);
    for (const unsigned shift : {24u, 16u, 8u, 0u})
      text += static_cast<char>(block >> shift & 0xffu);
    made += hmac_sha256(password, text);
  }
  made.resize(size);
  return made;
}

using Words = std::vector<std::uint32_t>;
constexpr std::size_t salsa_words = 16;

void quarter(std::uint32_t* x, int a, int b, int c, int d) {
  x[b] ^= std::rotl(x[a] + x[d], 7);
  x[c] ^= std::rotl(x[b] + x[a], 9);
  x[d] ^= std::rotl(x[c] + x[b], 13);
  x[a] ^= std::rotl(x[d] + x[c], 18);
}

/// Salsa20/8 of `state` with `block` mixed in, in place.
void salsa(std::uint32_t* state, const std::uint32_t* block) {
  std::uint32_t x[salsa_words];
  for (std::size_t i = 0; i < salsa_words; ++i) x[i] = state[i] ^= block[i];
  for (int round = 0; round < 4; ++round) {
    quarter(x, 0, 4, 8, 12);
    quarter(x, 5, 9, 13, 1);
    quarter(x, 10, 14, 2, 6);
    quarter(x, 15, 3, 7, 11);
    quarter(x, 0, 1, 2, 3);
    quarter(x, 5, 6, 7, 4);
    quarter(x, 10, 11, 8, 9);
    quarter(x, 15, 12, 13, 14);
  }
  for (std::size_t i = 0; i < salsa_words; ++i) state[i] += x[i];
}

/// BlockMix: even blocks first, then the odd ones.
void mix(const std::uint32_t* from, std::uint32_t* to, std::size_t r) {
  std::uint32_t state[salsa_words];
  std::memcpy(state, from + (2 * r - 1) * salsa_words, sizeof state);
  for (std::size_t i = 0; i < 2 * r; ++i) {
    salsa(state, from + i * salsa_words);
    std::memcpy(to + (i / 2 + (i % 2) * r) * salsa_words, state, sizeof state);
  }
}

/// ROMix of one block, in place.
void mix_in_memory(Words& block, const ScryptCost& cost, Words& memory) {
  const std::size_t size = block.size();
  Words next(size);
  for (std::size_t i = 0; i < cost.n; ++i) {
    std::ranges::copy(block, memory.begin() + static_cast<std::ptrdiff_t>(i * size));
    mix(block.data(), next.data(), cost.r);
    block.swap(next);
  }
  for (std::size_t i = 0; i < cost.n; ++i) {
    const std::size_t at = block[size - salsa_words] & (cost.n - 1);
    for (std::size_t word = 0; word < size; ++word) block[word] ^= memory[at * size + word];
    mix(block.data(), next.data(), cost.r);
    block.swap(next);
  }
}

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 4; i > 0; --i)
    word = word << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  return word;
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view text) {
  constexpr std::size_t block = 64;
  std::string padded = key.size() > block ? sha256_bytes(key) : std::string(key);
  padded.resize(block);
  std::string inner = padded, outer = padded;
  for (char& c : inner) c ^= 0x36;
  for (char& c : outer) c ^= 0x5c;
  return sha256_bytes(outer, sha256_bytes(inner, text));
}

std::string scrypt_key(std::string_view password, std::string_view salt, const ScryptCost& cost,
                       std::size_t size) {
  const std::size_t words = std::size_t{32} * cost.r;
  const std::string blocks = stretched(password, salt, words * 4 * cost.p);
  Words memory(words * cost.n), block(words);
  std::string mixed;
  for (std::size_t part = 0; part < cost.p; ++part) {
    for (std::size_t i = 0; i < words; ++i) block[i] = word_at(blocks, (part * words + i) * 4);
    mix_in_memory(block, cost, memory);
    for (const std::uint32_t word : block) {
      for (const unsigned shift : {0u, 8u, 16u, 24u})
        mixed += static_cast<char>(word >> shift & 0xffu);
    }
  }
  return stretched(password, mixed, size);
}

}  // namespace fairlead
