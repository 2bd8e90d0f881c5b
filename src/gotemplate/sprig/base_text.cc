#include "gotemplate/sprig/base_text.h"

#include <fmt/format.h>

#include <cstdint>

namespace fairlead::gotemplate {
namespace {

constexpr std::string_view letters64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view letters32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Collects groups of bits as bytes; what is left over at the end is dropped.
class Bytes {
 public:
  explicit Bytes(unsigned bits) : bits_(bits) {}
  void put(std::size_t group) {
    buffer_ = buffer_ << bits_ | static_cast<std::uint32_t>(group);
    have_ += bits_;
    if (have_ < 8) return;
    have_ -= 8;
    bytes_ += static_cast<char>(buffer_ >> have_ & 0xffu);
  }
  std::string take() { return std::move(bytes_); }

 private:
  unsigned bits_, have_ = 0;
  std::uint32_t buffer_ = 0;
  std::string bytes_;
};

bool is_break(char c) { return c == '\n' || c == '\r'; }

std::size_t behind_breaks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_break(text[at])) ++at;
  return at;
}

std::nullopt_t corrupt(std::string_view name, std::size_t at, std::string& error) {
  error = fmt::format("illegal {} data at input byte {}", name, at);
  return std::nullopt;
}

}  // namespace

std::string base32_of(std::string_view bytes) {
  std::string made;
  std::uint32_t buffer = 0;
  unsigned have = 0;
  for (const char byte : bytes) {
    buffer = buffer << 8u | static_cast<unsigned char>(byte);
    have += 8;
    for (; have >= 5; have -= 5) made += letters32[buffer >> (have - 5) & 31u];
  }
  if (have > 0) made += letters32[buffer << (5 - have) & 31u];
  while (made.size() % 8 != 0) made += '=';
  return made;
}

std::optional<std::string> from_base64(std::string_view text, std::string& error) {
  Bytes bytes(6);
  std::size_t in_block = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_break(text[at])) continue;
    if (text[at] != '=') {
      const std::size_t value = letters64.find(text[at]);
      if (value == letters64.npos) return corrupt("base64", at, error);
      bytes.put(value);
      in_block = (in_block + 1) % 4;
      continue;
    }
    if (in_block < 2) return corrupt("base64", at, error);
    std::size_t end = at + 1;
    if (in_block == 2) {
      const std::size_t second = behind_breaks(text, end);
      if (second == text.size()) return corrupt("base64", text.size(), error);
      if (text[second] != '=') return corrupt("base64", second - 1, error);
      end = second + 1;
    }
    end = behind_breaks(text, end);
    if (end < text.size()) return corrupt("base64", end, error);
    return bytes.take();
  }
  if (in_block > 0) return corrupt("base64", text.size() - in_block, error);
  return bytes.take();
}

std::optional<std::string> from_base32(std::string_view written, std::string& error) {
  std::string text;
  for (const char c : written) {
    if (!is_break(c)) text += c;
  }
  Bytes bytes(5);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t in_block = at % 8, left = text.size() - at - 1;
    if (text[at] == '=' && in_block >= 2 && left < 8) {
      if (left + in_block < 7) return corrupt("base32", text.size(), error);
      for (std::size_t i = 0; i < 7 - in_block; ++i) {
        if (i < left && text[at + 1 + i] != '=') return corrupt("base32", at + i, error);
      }
      if (in_block == 3 || in_block == 6) return corrupt("base32", at, error);
      return bytes.take();
    }
    const std::size_t value = letters32.find(text[at]);
    if (value == letters32.npos) return corrupt("base32", at, error);
    bytes.put(value);
  }
  if (text.size() % 8 != 0) return corrupt("base32", text.size() - text.size() % 8, error);
  return bytes.take();
}

}  // namespace fairlead::gotemplate
