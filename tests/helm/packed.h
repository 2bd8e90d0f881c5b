#pragma once
#include <zlib.h>

#include <string>
#include <string_view>
#include <vector>

namespace fairlead::testing {

/// An entry of a tar as `tar` writes it, and the end of one.
struct TarEntry {
  std::string name;
  std::string body;
  char type = '0';
};

inline std::string tar_of(const std::vector<TarEntry>& entries) {
  std::string all;
  for (const TarEntry& entry : entries) {
    std::string header(512, '\0');
    const auto write = [&](std::size_t at, std::string_view text) {
      header.replace(at, text.size(), text);
    };
    const auto octal = [](std::size_t number, std::size_t digits) {
      std::string text(digits, '0');
      for (std::size_t i = digits; i-- > 0; number /= 8)
        text[i] = static_cast<char>('0' + number % 8);
      return text;
    };
    write(0, std::string_view(entry.name).substr(0, 100));
    write(124, octal(entry.body.size(), 11));
    write(148, "        ");
    header[156] = entry.type;
    write(257, std::string_view("ustar\00000", 8));
    std::size_t sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    write(148, octal(sum, 6) + std::string("\0 ", 2));
    all += header + entry.body + std::string((512 - entry.body.size() % 512) % 512, '\0');
  }
  return all + std::string(1024, '\0');
}

inline std::string gzipped(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace fairlead::testing
