#include "base/text.h"

#include <algorithm>
#include <bit>
#include <charconv>

#include "base/near_names.h"

namespace fairlead {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// The length of the well-formed UTF-8 sequence at the start of `text` (RFC 3629), 0 where there is
/// none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const auto continues = [&](std::size_t i) {
    return (byte(i) & 0xC0u) == 0x80u && i < text.size();
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!continues(1) || !continues(2)) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    return first == 0xED && byte(1) > 0x9F ? 0 : 3;  // surrogates
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!continues(1) || !continues(2) || !continues(3)) return 0;
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    return first == 0xF4 && byte(1) > 0x8F ? 0 : 4;
  }
  return 0;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = upper(c);
  return result;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string joined(std::span<const std::string> parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (&part != parts.data()) text += separator;
    text += part;
  }
  return text;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most) {
  most = std::min(most, std::max(a.size(), b.size()));
  const std::size_t beyond = most + 1;
  if (a.size() > b.size() + most || b.size() > a.size() + most) return beyond;
  // Three rows of the table are enough, a swap looks back two; and of each what is no further from
  // the diagonal than `most`.
  std::vector<std::size_t> before(b.size() + 2, beyond), last = before, row = before;
  for (std::size_t j = 0; j <= std::min(b.size(), most); ++j) last[j] = j;
  std::size_t least_before = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const std::size_t first = i > most ? i - most : 1, end = std::min(b.size(), i + most);
    std::size_t least = std::min(i, beyond);
    row[first - 1] = least;
    for (std::size_t j = first; j <= end; ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, change, beyond});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    row[end + 1] = beyond;
    if (least > most && least_before >= most) return beyond;
    least_before = least;
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string_view nearest(std::string_view text, std::span<const std::string_view> candidates) {
  const auto slips = most_slips(text);
  if (!slips) return {};
  const std::size_t limit = *slips;
  const std::uint64_t own = letters_of(text);
  std::string_view best;
  std::size_t least = limit + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > text.size() + limit || text.size() > candidate.size() + limit) continue;
    if (least_edits(own, letters_of(candidate)) >= least) continue;
    const std::size_t distance = edit_distance(text, candidate, least - 1);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::size_t byte_order_mark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = sequence_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return at;
}

namespace {

/// How many bytes of what is no character stand for one: those that could have begun one, as the
/// Unicode Standard (3.9, "U+FFFD Substitution of Maximal Subparts"), browsers and Python count.
std::size_t maximal_subpart(std::string_view text) {
  const auto begins_character = [](std::string_view bytes) {
    for (const std::string_view rest : {"\x80\x80\x80", "\x90\x80\x80", "\xA0\x80\x80"}) {
      if (sequence_length(std::string(bytes).append(rest)) > 0) return true;
    }
    return false;
  };
  std::size_t size = 1;
  while (size < 3 && size < text.size() && begins_character(text.substr(0, size + 1))) ++size;
  return size;
}

}  // namespace

std::string sanitized_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (;;) {
    const std::size_t valid = valid_utf8_prefix(text);
    result += text.substr(0, valid);
    if (valid == text.size()) return result;
    result += "\xEF\xBF\xBD";
    text.remove_prefix(valid);
    text.remove_prefix(maximal_subpart(text));
  }
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

std::size_t utf16_length(std::string_view text) {
  // Sequences of four bytes are two code units.
  const auto pairs =
      std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0xF0u; });
  return code_points(text) + static_cast<std::size_t>(pairs);
}

std::optional<std::uint16_t> port_from(std::string_view text) {
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
  return number;
}

std::string base64_encoded(std::string_view bytes) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = bytes.size() - at < 3 ? bytes.size() - at : 3;
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    for (std::size_t i = 0; i < 4; ++i)
      text += i <= count ? letters[group >> (18 - 6 * i) & 63u] : '=';
  }
  return text;
}

std::optional<std::string> base64_decoded(std::string_view text) {
  std::string bytes;
  unsigned bits = 0, held = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    unsigned value = 0;
    if (c >= 'A' && c <= 'Z')
      value = static_cast<unsigned>(c - 'A');
    else if (c >= 'a' && c <= 'z')
      value = static_cast<unsigned>(c - 'a') + 26;
    else if (c >= '0' && c <= '9')
      value = static_cast<unsigned>(c - '0') + 52;
    else if (c == '+')
      value = 62;
    else if (c == '/')
      value = 63;
    else
      return std::nullopt;
    if (padding > 0) return std::nullopt;
    held = (held << 6 | value) & 0xFFFFu;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 0xFFu);
  }
  const bool whole = bits == 0   ? padding == 0
                     : bits == 4 ? padding == 2
                                 : bits == 2 && padding == 1;
  if (!whole) return std::nullopt;
  return bytes;
}

std::string counted(std::size_t count, std::string_view noun) {
  std::string text = std::to_string(count);
  text.append(" ").append(noun);
  return count == 1 ? text : text + "s";
}

}  // namespace fairlead
