#include <fmt/core.h>

#include "base/text.h"
#include "emit/characters.h"
#include "emit/scalar_traits.h"
#include "emit/yaml_output.h"

namespace fairlead::emit {
namespace {

/// As go-yaml spells bytes that are no text: lines of 70 characters where it takes more than one.
std::string binary_text(std::string_view bytes) {
  constexpr std::size_t line = 70;
  const std::string encoded = base64_encoded(bytes);
  if (encoded.size() < line) return encoded;
  std::string text;
  for (std::size_t at = 0; at < encoded.size(); at += line) text += encoded.substr(at, line) + "\n";
  return text;
}

constexpr std::string_view binary_tag = "!!binary";

bool has_break_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_break(character_at(text, at).code);
}

/// Where the character before `end` begins.
std::size_t before(std::string_view text, std::size_t end) {
  do --end;
  while ((static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u);
  return end;
}

bool blank_at(std::string_view text, std::size_t at) { return at < text.size() && text[at] == ' '; }

std::string escaped(std::uint32_t code) {
  switch (code) {
    case '\0':
      return "\\0";
    case '\a':
      return "\\a";
    case '\b':
      return "\\b";
    case '\t':
      return "\\t";
    case '\n':
      return "\\n";
    case '\v':
      return "\\v";
    case '\f':
      return "\\f";
    case '\r':
      return "\\r";
    case 0x1b:
      return "\\e";
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case next_line:
      return "\\N";
    case 0xa0:
      return "\\_";
    case line_separator:
      return "\\L";
    case paragraph_separator:
      return "\\P";
    default:
      if (code <= 0xff) return fmt::format("\\x{:02X}", code);
      return code <= 0xffff ? fmt::format("\\u{:04X}", code) : fmt::format("\\U{:08X}", code);
  }
}

}  // namespace

bool YamlOutput::is_simple_key(std::string_view text) const {
  constexpr std::size_t longest = 128;
  if (version_ == Version::three && !is_utf8(text)) {
    const std::string binary = binary_text(text);
    return binary.size() + binary_tag.size() <= longest && !binary.ends_with('\n');
  }
  return text.size() <= longest && !scalar_traits(text, version_).is_multiline;
}

void YamlOutput::string(const BuiltText& text, const ScalarPlace& place) {
  if (version_ == Version::three && !is_utf8(text.text())) return binary(text, place);
  styled(text, place, !needs_quotes(text.text(), version_));
}

void YamlOutput::binary(const BuiltText& text, const ScalarPlace& place) {
  Arena arena;
  const BuiltText encoded = made_of(text, binary_text(text.text()), arena);
  indicator(binary_tag, true);
  styled(encoded, place, true);
}

void YamlOutput::styled(const BuiltText& text, const ScalarPlace& place, bool may_be_plain) {
  const ScalarTraits traits = scalar_traits(text.text(), version_);
  if (text.text().find('\n') != std::string_view::npos) {
    if (traits.allows_block && !place.is_simple_key) return literal(text, place);
  } else if (may_be_plain && !(traits.is_multiline && place.is_simple_key)) {
    if (traits.allows_plain) return unquoted(text, place);
    if (traits.allows_single_quotes) return single_quoted(text, place);
  }
  double_quoted(text, place);
}

void YamlOutput::unquoted(const BuiltText& text, const ScalarPlace& place) {
  const std::string_view bytes = text.text();
  blank();
  std::size_t from = 0;
  bool after_space = false;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const bool space = bytes[at] == ' ';
    if (space && !place.is_simple_key && !after_space && column_ > width() &&
        !blank_at(bytes, at + 1)) {
      out_.copy(text, from, at);
      fold(text, at, place.indent);
      from = at + 1;
    } else {
      column_ += (static_cast<unsigned char>(bytes[at]) & 0xc0u) != 0x80u;
    }
    after_space = space;
  }
  out_.copy(text, from, bytes.size());
  after_blank_ = at_indentation_ = false;
}

/// The second quote of an empty text is all that there is of it.
void YamlOutput::empty(const BuiltText& text, std::string_view quote) {
  out_.instead(text, 0, quote);
  ++column_;
  at_indentation_ = false;
}

void YamlOutput::single_quoted(const BuiltText& text, const ScalarPlace& place) {
  const std::string_view bytes = text.text();
  indicator("'", true);
  if (bytes.empty()) return empty(text, "'");
  std::size_t from = 0;
  bool after_space = false, after_break = false;
  for (std::size_t at = 0; at < bytes.size();) {
    const Character next = character_at(bytes, at);
    const bool space = next.code == ' ', breaks = is_break(next.code);
    const bool folds = space && !place.is_simple_key && !after_space && column_ > width() &&
                       at > 0 && at + 1 < bytes.size() && !blank_at(bytes, at + 1);
    if (folds || next.code == '\'' || (after_break && !breaks)) {
      out_.copy(text, from, at);
      from = at;
    }
    if (after_break && !breaks) line(place.indent);
    if (folds) {
      fold(text, at, place.indent);
      from = at + 1;
    } else if (breaks) {
      column_ = 0;
      at_indentation_ = true;
    } else {
      if (next.code == '\'') {
        out_.instead(text, at, "''");
        from = at + 1;
        ++column_;
      }
      ++column_;
      at_indentation_ = at_indentation_ && space;
    }
    after_space = space;
    after_break = breaks;
    at += next.size;
  }
  out_.copy(text, from, bytes.size());
  indicator("'", false);
}

void YamlOutput::double_quoted(const BuiltText& text, const ScalarPlace& place) {
  const std::string_view bytes = text.text();
  // go-yaml looks for a byte order mark at the begin of the text whatever character it writes.
  const bool escapes_all = bytes.starts_with("\xef\xbb\xbf");
  indicator("\"", true);
  if (bytes.empty()) return empty(text, "\"");
  std::size_t from = 0;
  bool after_space = false;
  for (std::size_t at = 0; at < bytes.size();) {
    const Character next = character_at(bytes, at);
    const bool space = next.code == ' ' && !escapes_all;
    if (escapes_all || !is_printable(next.code) || is_break(next.code) || next.code == '"' ||
        next.code == '\\') {
      out_.copy(text, from, at);
      escape(text, at, next.code);
      from = at + next.size;
    } else if (space && !place.is_simple_key && !after_space && column_ > width() && at > 0 &&
               at + 1 < bytes.size()) {
      out_.copy(text, from, at);
      fold(text, at, place.indent);
      from = at + 1;
      if (blank_at(bytes, from)) indicator("\\", false);
    } else {
      ++column_;
    }
    after_space = space;
    at += next.size;
  }
  out_.copy(text, from, bytes.size());
  indicator("\"", false);
}

void YamlOutput::escape(const BuiltText& text, std::size_t at, std::uint32_t code) {
  const std::string spelt = escaped(code);
  out_.instead(text, at, spelt);
  column_ += spelt.size();
}

/// How far the text is indented where that cannot be seen, and what becomes of the line breaks at
/// its end.
void YamlOutput::literal_header(std::string_view text) {
  indicator("|", true);
  if (text.front() == ' ' || has_break_at(text, 0)) indicator("2", false);
  const std::size_t last = before(text, text.size());
  if (!has_break_at(text, last)) {
    indicator("-", false);
  } else if (last == 0 || has_break_at(text, before(text, last))) {
    indicator("+", false);
  }
  end_line();
  after_blank_ = true;
}

void YamlOutput::literal(const BuiltText& text, const ScalarPlace& place) {
  const std::string_view bytes = text.text();
  literal_header(bytes);
  bool after_break = true;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = at;
    while (end < bytes.size() && !has_break_at(bytes, end)) end += character_at(bytes, end).size;
    if (end > at) {
      if (after_break) line(place.indent);
      out_.copy(text, at, end);
      column_ += end - at;
      at_indentation_ = false;
    }
    after_break = end < bytes.size();
    if (after_break) {
      const std::size_t behind = end + character_at(bytes, end).size;
      out_.copy(text, end, behind);
      column_ = 0;
      at_indentation_ = true;
      end = behind;
    }
    at = end;
  }
}

}  // namespace fairlead::emit
