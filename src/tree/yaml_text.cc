#include "tree/yaml_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace fairlead {
namespace {

std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }
unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

/// Where the directives begin that stand on the lines right before `marker`, comments and blank
/// lines among them; `marker` where there are none.
std::size_t directives_begin(std::string_view text, std::size_t from, std::size_t marker) {
  std::size_t begin = marker;
  std::size_t at = marker;
  while (at > from) {
    at = std::max(from, line_begin(text, at - 1));
    const std::string_view line = text.substr(at, marker - at);
    if (line.starts_with("%YAML") || line.starts_with("%TAG")) {
      begin = at;
    } else if (line[0] != '#' && break_size(line, 0) == 0) {
      break;
    }
  }
  return begin;
}

/// Whether no byte of a block is outside printable ASCII, tab, LF and CR; written so that the
/// compiler makes vector instructions of it.
bool is_plain_block(const char* block, std::size_t size) {
  bool fine = true;
  for (std::size_t i = 0; i < size; ++i) {
    const auto c = static_cast<unsigned char>(block[i]);
    fine &= ((c >= 0x20) & (c < 0x7f)) | (c == '\n') | (c == '\r') | (c == '\t');
  }
  return fine;
}

/// libyaml skips one at the begin of a line, go-yaml takes it for a letter.
constexpr std::uint32_t byte_order_mark = 0xfeff;

struct Character {
  std::size_t size = 0;  // 0: ill-formed
  std::uint32_t code = 0;
};

/// The character at `at`, by the table of well-formed sequences in Unicode's chapter 3.9.
Character character_at(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_at(text, at);
  if (lead < 0x80) return {1, lead};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + size > text.size()) return {};
  std::uint32_t code = lead & (0x7fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const unsigned char next = byte_at(text, at + i);
    if ((next & 0xc0) != 0x80) return {};
    code = code << 6 | (next & 0x3fu);
  }
  constexpr std::array<std::uint32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  if (code < smallest[size] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return {};
  return {size, code};
}

/// YAML 1.1's printable characters, as libyaml has them.
bool is_allowed(std::uint32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  if (code < 0x7f || code == 0x85) return true;
  return code >= 0xa0 && code != 0xfffe && code != 0xffff;
}

std::string words_for(Character found, unsigned char byte) {
  if (found.size == 0) {
    return fmt::format("byte 0x{:02x} is not UTF-8: save the file as UTF-8", byte);
  }
  if (found.code == byte_order_mark) {
    return "a byte order mark in the middle of the file, which becomes part of the key after it: "
           "remove it";
  }
  if (found.code == 0) return "a NUL byte: YAML is text, remove it";
  return fmt::format(
      "control character U+{:04X}: YAML does not allow it, remove it or write it as an escape in "
      "double "
      "quotes",
      found.code);
}

}  // namespace

std::optional<YamlChunk> YamlChunks::next() {
  if (done_) return std::nullopt;
  YamlChunk chunk = {offset(begin_), offset(body_), offset(text_.size())};
  for (at_ = text_.find("---", at_); at_ != std::string_view::npos;
       at_ = text_.find("---", at_ + 1)) {
    const bool starts_line = at_ == begin_ || text_[at_ - 1] == '\n' || text_[at_ - 1] == '\r';
    if (!starts_line || !is_space_or_end(text_, at_ + 3)) continue;
    begin_ = directives_begin(text_, body_, at_);
    body_ = at_ += 3;
    chunk.end = offset(begin_);
    return chunk;
  }
  done_ = true;
  return chunk;
}

TextCheck check_text(std::string_view text) {
  constexpr std::size_t block = 64;
  TextCheck check;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(at + block, text.size());
    if (is_plain_block(text.data() + at, end - at)) {
      at = end;
      continue;
    }
    while (at < end) {
      const Character found = character_at(text, at);
      const bool line_starts = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
      const bool stray_mark = found.code == byte_order_mark && line_starts;
      if (found.size == 0 || !is_allowed(found.code) || stray_mark) {
        check.bad_at = at;
        check.bad_size = std::max<std::size_t>(found.size, 1);
        check.message = words_for(found, byte_at(text, at));
        return check;
      }
      check.is_ascii &= found.size == 1;
      at += found.size;
    }
  }
  return check;
}

std::string_view foreign_encoding(std::string_view text) {
  const auto starts = [&](std::string_view bytes) { return text.starts_with(bytes); };
  using namespace std::string_view_literals;
  if (starts("\xff\xfe\0\0"sv) || starts("\0\0\xfe\xff"sv)) return "UTF-32";
  if (starts("\xff\xfe"sv) || starts("\xfe\xff"sv)) return "UTF-16";
  if (text.size() < 4) return text.size() == 2 && !text[0] != !text[1] ? "UTF-16" : "";
  if (!text[0] && !text[1] && !text[2] && text[3]) return "UTF-32";
  if (text[0] && !text[1] && !text[2] && !text[3]) return "UTF-32";
  const bool little = text[0] && !text[1] && text[2] && !text[3];
  const bool big = !text[0] && text[1] && !text[2] && text[3];
  return little || big ? "UTF-16" : "";
}

std::size_t break_size(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  switch (text[at]) {
    case '\n':
      return 1;
    case '\r':
      return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
    case '\xc2':
      return text.substr(at, 2) == "\u0085" ? 2 : 0;
    case '\xe2':
      return text.substr(at, 3) == "\u2028" || text.substr(at, 3) == "\u2029" ? 3 : 0;
    default:
      return 0;
  }
}

bool is_space_or_end(std::string_view text, std::size_t at) {
  return at >= text.size() || is_blank(text[at]) || break_size(text, at) > 0;
}

std::size_t skip_space(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end) {
    if (is_blank(text[at])) {
      ++at;
    } else if (text[at] == '#') {
      while (at < end && break_size(text, at) == 0) ++at;
    } else if (const std::size_t size = break_size(text, at)) {
      at += size;
    } else {
      break;
    }
  }
  return std::min(at, end);
}

std::size_t find_unquoted(std::string_view line, std::string_view what) {
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const char before = i == 0 ? ' ' : line[i - 1];
    if (quote) {
      if (c == '\\' && quote == '"') ++i;
      if (c == quote) quote = 0;
    } else if (c == '#' && is_blank(before)) {
      return what == "#" ? i : std::string_view::npos;
    } else if (what != "#" && line.substr(i).starts_with(what)) {
      return i;
    } else if ((c == '"' || c == '\'') &&
               std::string_view(" \t[{,(").find(before) != std::string_view::npos) {
      quote = c;
    }
  }
  return std::string_view::npos;
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t longest = 60;
  text = text.substr(0, line_end(text, 0));
  if (text.size() <= longest) return std::string(text);
  std::size_t size = longest;
  while (size > 0 && (text[size] & 0xc0) == 0x80) --size;
  return fmt::format("{}…", text.substr(0, size));
}

std::size_t line_begin(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r') --at;
  return at;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of("\r\n", at), text.size());
}

}  // namespace fairlead
