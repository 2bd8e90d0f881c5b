#include "report/inert.h"

#include <fmt/format.h>

#include "base/text.h"

namespace fairlead {
namespace {

struct Range {
  char32_t first, last;
};

bool in(std::span<const Range> ranges, char32_t point) {
  return std::ranges::any_of(
      ranges, [&](const Range& range) { return point >= range.first && point <= range.last; });
}

// Controls, marks and embeddings of direction, separators of lines and paragraphs, isolates, the
// byte order mark.
constexpr Range controls[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0x61C, 0x61C},  {0x200E, 0x200F},
                              {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}};
constexpr Range no_width[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},
                              {0x610, 0x61A},   {0x64B, 0x65F},   {0xE31, 0xE31},
                              {0xE34, 0xE3A},   {0x200B, 0x200D}, {0x20D0, 0x20F0},
                              {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF}};
constexpr Range wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x4DBF},   {0x4E00, 0xA4CF},  {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// How many bytes at the start of `text`, which is ill-formed there, one U+FFFD stands for: those
/// that begin a sequence of Unicode's table 3-7, and at least one.
std::size_t ill_formed_length(std::string_view text, std::size_t whole) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0xC2 || first > 0xF4 || text.size() < 2) return 1;
  const unsigned lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < lowest || byte(1) > highest) return 1;
  std::size_t length = 2;
  while (length < whole && length < text.size() && (byte(length) & 0xC0u) == 0x80u) ++length;
  return length;
}

}  // namespace

CodePoint next_code_point(std::string_view text) {
  if (text.empty()) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  const std::string_view sequence = text.substr(0, length);
  if (valid_utf8_prefix(sequence) != length) return {0xFFFD, ill_formed_length(text, length)};
  char32_t value = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) value = value << 6 | (byte(i) & 0x3Fu);
  return {value, length};
}

std::string well_formed(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (;;) {
    const std::size_t valid = valid_utf8_prefix(text);
    result += text.substr(0, valid);
    if (valid == text.size()) return result;
    text.remove_prefix(valid);
    result += replacement;
    text.remove_prefix(next_code_point(text).length);
  }
}

bool is_control(char32_t point) { return in(controls, point); }

std::string control_escape(char32_t point) {
  const auto value = static_cast<unsigned>(point);
  return value < 0x80 ? fmt::format("\\x{:02x}", value) : fmt::format("\\u{{{:x}}}", value);
}

std::size_t column_width(char32_t point) {
  if (point < 0x300) return 1;
  if (in(no_width, point)) return 0;
  return in(wide, point) ? 2 : 1;
}

std::size_t log_command_begin(std::string_view text) {
  constexpr std::size_t longest = 16;
  if (!text.starts_with("##")) return 0;
  const std::string_view word = text.substr(2, longest);
  const std::size_t end =
      word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return end != word.npos && word[end] == '[' ? end + 3 : 0;
}

std::string inert(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool begun = false;  // something came that the runner does not trim
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    if (const std::size_t command = log_command_begin(text); command > 0) {
      result.append(text.substr(0, command - 1)).append("\\[");
      text.remove_prefix(command);
      continue;
    }
    if (!begun && text.starts_with("::")) result += '\\';
    if (point.value != '\t' && is_control(point.value)) {
      result += control_escape(point.value);
    } else if (point.value == 0xFFFD) {
      result += replacement;
    } else {
      result += text.substr(0, point.length);
    }
    // White space beyond ASCII is trimmed, too; letters beyond it are taken for such here.
    begun = begun || (point.value > ' ' && point.value < 0x80);
    text.remove_prefix(point.length);
  }
  return result;
}

std::string inert_lines(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  std::string all;
  for (const std::string_view line : split(text, '\n')) {
    if (!all.empty()) all += '\n';
    all += inert(line);
  }
  return all;
}

}  // namespace fairlead
