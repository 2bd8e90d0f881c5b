#include "base/crypto/aes.h"

#include <algorithm>

namespace fairlead {
namespace {

/// In the field that AES counts in.
constexpr std::uint8_t doubled(std::uint8_t a) {
  return static_cast<std::uint8_t>(a << 1u ^ (a & 0x80u ? 0x1bu : 0u));
}

constexpr std::uint8_t product(std::uint8_t a, std::uint8_t b) {
  std::uint8_t made = 0;
  for (; b != 0; b >>= 1u, a = doubled(a)) {
    if (b & 1u) made ^= a;
  }
  return made;
}

using Table = std::array<std::uint8_t, 256>;

constexpr std::uint8_t turned(std::uint8_t a, unsigned by) {
  return static_cast<std::uint8_t>(a << by | a >> (8 - by));
}

/// What each byte is replaced with: its inverse, bent by an affine map. Powers of 3 go through all
/// bytes but 0, those of its inverse through their inverses.
constexpr Table substitutes = [] {
  Table table{};
  table[0] = 0x63;
  std::uint8_t power = 1, inverse = 1;
  do {
    power = static_cast<std::uint8_t>(power ^ doubled(power));
    inverse = product(inverse, 0xf6);
    const int bent = inverse ^ turned(inverse, 1) ^ turned(inverse, 2) ^ turned(inverse, 3) ^
                     turned(inverse, 4) ^ 0x63;
    table[power] = static_cast<std::uint8_t>(bent);
  } while (power != 1);
  return table;
}();

constexpr Table originals = [] {
  Table table{};
  for (std::size_t i = 0; i < table.size(); ++i)
    table[substitutes[i]] = static_cast<std::uint8_t>(i);
  return table;
}();

/// Each column times a fixed one.
void mix_columns(std::array<std::uint8_t, Aes256::block>& state,
                 const std::array<std::uint8_t, 4>& by) {
  for (std::size_t column = 0; column < state.size(); column += 4) {
    std::array<std::uint8_t, 4> mixed{};
    for (std::size_t row = 0; row < 4; ++row) {
      for (std::size_t i = 0; i < 4; ++i)
        mixed[row] ^= product(state[column + i], by[(i + 4 - row) % 4]);
    }
    std::ranges::copy(mixed, state.begin() + static_cast<std::ptrdiff_t>(column));
  }
}

constexpr std::array<std::uint8_t, 4> forward = {2, 3, 1, 1}, backward = {14, 11, 13, 9};

}  // namespace

Aes256::Aes256(const std::array<std::uint8_t, 32>& key) {
  std::ranges::copy(key, keys_.begin());
  std::uint8_t constant = 1;
  for (std::size_t at = key.size(); at < keys_.size(); at += 4) {
    std::array<std::uint8_t, 4> word{};
    std::copy_n(keys_.begin() + static_cast<std::ptrdiff_t>(at - 4), 4, word.begin());
    if (at % 32 == 0) std::ranges::rotate(word, word.begin() + 1);
    if (at % 16 == 0) {
      for (std::uint8_t& byte : word) byte = substitutes[byte];
    }
    if (at % 32 == 0) {
      word[0] ^= constant;
      constant = doubled(constant);
    }
    for (std::size_t i = 0; i < 4; ++i)
      keys_[at + i] = static_cast<std::uint8_t>(keys_[at + i - 32] ^ word[i]);
  }
}

void Aes256::add_key(Block& state, std::size_t round) const {
  for (std::size_t i = 0; i < block; ++i) state[i] ^= keys_[round * block + i];
}

void Aes256::encrypt(Block& state) const {
  add_key(state, 0);
  for (std::size_t round = 1; round <= rounds; ++round) {
    Block shifted;
    for (std::size_t i = 0; i < block; ++i)
      shifted[i] = substitutes[state[(i + 4 * (i % 4)) % block]];
    state = shifted;
    if (round < rounds) mix_columns(state, forward);
    add_key(state, round);
  }
}

void Aes256::decrypt(Block& state) const {
  for (std::size_t round = rounds; round > 0; --round) {
    add_key(state, round);
    if (round < rounds) mix_columns(state, backward);
    Block shifted;
    for (std::size_t i = 0; i < block; ++i)
      shifted[(i + 4 * (i % 4)) % block] = originals[state[i]];
    state = shifted;
  }
  add_key(state, 0);
}

std::string Aes256::encrypted(std::string_view text, std::string_view start) const {
  std::string made;
  Block state;
  std::copy_n(start.begin(), block, state.begin());
  for (std::size_t at = 0; at < text.size(); at += block) {
    for (std::size_t i = 0; i < block; ++i) state[i] ^= static_cast<std::uint8_t>(text[at + i]);
    encrypt(state);
    made.append(reinterpret_cast<const char*>(state.data()), block);
  }
  return made;
}

std::string Aes256::decrypted(std::string_view text, std::string_view start) const {
  std::string made;
  std::string_view before = start;
  for (std::size_t at = 0; at < text.size(); at += block) {
    Block state;
    std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(at), block, state.begin());
    decrypt(state);
    for (std::size_t i = 0; i < block; ++i)
      made += static_cast<char>(state[i] ^ static_cast<std::uint8_t>(before[i]));
    before = text.substr(at, block);
  }
  return made;
}

}  // namespace fairlead
