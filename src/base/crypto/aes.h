#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace fairlead {

/// AES with a key of 32 bytes, in the mode CBC. What is given is a multiple of 16 bytes, `start`
/// (the initialisation vector) has 16.
class Aes256 {
 public:
  static constexpr std::size_t block = 16;

  explicit Aes256(const std::array<std::uint8_t, 32>& key);
  std::string encrypted(std::string_view text, std::string_view start) const;
  std::string decrypted(std::string_view text, std::string_view start) const;

 private:
  using Block = std::array<std::uint8_t, block>;
  static constexpr std::size_t rounds = 14;

  void encrypt(Block& state) const;
  void decrypt(Block& state) const;
  void add_key(Block& state, std::size_t round) const;

  std::array<std::uint8_t, block*(rounds + 1)> keys_{};
};

}  // namespace fairlead
