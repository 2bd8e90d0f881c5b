#include "deploy/compose/variables/dotenv.h"

#include <fmt/format.h>

#include <cctype>

#include "base/text.h"

namespace fairlead::compose {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_blank(char c) { return is_space(c) && c != '\n'; }

/// What a name may have beside blanks: letters of any language.
bool is_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("_.-[]").find(c) != std::string_view::npos;
}

class DotenvReader {
 public:
  DotenvReader(SourceId source, const Substitution::Lookup& lookup, Unset unset,
               Environment& variables, Maker& maker)
      : source_(source),
        text_(maker.sources().text(source)),
        lookup_(lookup),
        unset_(unset),
        variables_(variables),
        maker_(maker) {}

  Refused read() {
    at_ = byte_order_mark(text_);
    while (true) {
      skip(is_space);
      if (at_ >= text_.size()) return std::nullopt;
      if (text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      if (auto refused = statement()) return refused;
    }
  }

 private:
  void skip(bool (*what)(char)) {
    while (at_ < text_.size() && what(text_[at_])) ++at_;
  }
  Span span(std::size_t begin, std::size_t end) const {
    return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  Refused statement() {
    const std::size_t begin = at_;
    if (text_.substr(at_).starts_with("export") && at_ + 6 < text_.size() &&
        is_space(text_[at_ + 6])) {
      at_ += 6;
      skip(is_blank);
    }
    const std::size_t from = at_;
    std::size_t sign = from;
    while (sign < text_.size() && (is_blank(text_[sign]) || is_name(text_[sign]))) ++sign;
    const bool is_over = sign >= text_.size();
    if (!is_over && std::string_view("=:\n").find(text_[sign]) == std::string_view::npos)
      return Refusal{Stage::load,
                     fmt::format("unexpected character \"{}\" in variable name", text_[sign]),
                     span(sign, sign + 1)};
    // A last line without a sign is the value of a variable without a name.
    std::string_view name = is_over ? std::string_view() : text_.substr(from, sign - from);
    while (!name.empty() && is_space(name.back())) name.remove_suffix(1);
    if (contains(name, " "))
      return Refusal{Stage::load, "key cannot contain a space", span(begin, sign)};
    if (!is_over) at_ = sign + 1;
    const bool is_inherited = !is_over && text_[sign] == '\n';
    skip(is_blank);
    if (is_inherited) {
      const Variable* value = lookup_ ? lookup_(name) : nullptr;
      if (value) variables_[std::string(name)] = *value;
      return std::nullopt;
    }
    return value(name);
  }

  Refused value(std::string_view name) {
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote == '"' || quote == '\'') return quoted(name, quote);
    const std::size_t begin = at_, end = std::min(text_.find('\n', at_), text_.size());
    at_ = std::min(end + 1, text_.size());
    std::string_view value = text_.substr(begin, end - begin);
    value = value.substr(0, value.find(" #"));
    while (!value.empty() && is_space(value.back())) value.remove_suffix(1);
    return set(name, value, span(begin, begin + value.size()), true);
  }

  Refused quoted(std::string_view name, char quote) {
    const std::size_t open = at_;
    TextBuilder made;
    const OriginId origin =
        maker_.sources().add_origin(span(open, text_.size()), OriginKind::embedded);
    const auto put = [&](std::string_view bytes, std::size_t at) {
      const bool is_same = text_.substr(at, bytes.size()) == bytes;
      made.put(bytes, origin, is_same ? Copy::verbatim : Copy::transformed,
               static_cast<std::uint32_t>(at - open));
    };
    bool is_plain = true;
    std::size_t i = open + 1;
    for (; i < text_.size() && text_[i] != quote; ++i) {
      if (text_[i] != '\\' || i + 1 >= text_.size()) {
        put(text_.substr(i, 1), i);
      } else if (text_[i + 1] == quote) {
        put(text_.substr(i + 1, 1), i + 1);
        is_plain = false;
        ++i;
      } else {
        const Escape escape = escape_at(i, quote);
        put(escape.made, i);
        is_plain = is_plain && escape.made == text_.substr(i, escape.size);
        i += escape.size - 1;
      }
    }
    if (i >= text_.size())
      return Refusal{Stage::load, "unterminated quoted value", span(open, open + 1)};
    at_ = i + 1;
    const bool expands = quote == '"';
    if (is_plain) return set(name, made.text(), span(open + 1, i), expands);
    const std::uint32_t size = made.size();
    const Span at{maker_.sources().add_made("compose", std::move(made)), 0, size};
    return set(name, maker_.sources().text(at), at, expands);
  }

  struct Escape {
    std::string made;
    std::size_t size = 2;
  };
  /// A backslash and what follows it, which is no quote that is escaped.
  Escape escape_at(std::size_t at, char quote) const {
    const std::string_view written = text_.substr(at, 2);
    if (quote != '"') return {std::string(written), 2};
    constexpr std::string_view letters = "abfnrtv\\", bytes = "\a\b\f\n\r\t\v\\";
    if (const std::size_t which = letters.find(written[1]); which != letters.npos)
      return {std::string(1, bytes[which]), 2};
    if (written[1] == '$') return {"$$", 2};
    if (written[1] != '0') return {std::string(written), 2};
    std::size_t size = 2;
    while (size < 5 && at + size < text_.size() && std::isdigit(text_[at + size])) ++size;
    const std::string_view digits = text_.substr(at + 2, size - 2);
    unsigned code = 0;
    bool is_octal = digits.size() == 3;
    for (const char digit : digits) {
      is_octal = is_octal && digit < '8';
      code = code * 8 + static_cast<unsigned>(digit - '0');
    }
    if (!is_octal || code > 255) return {"\\" + std::string(digits), size};
    std::string rune;
    if (code >= 0x80) rune += static_cast<char>(0xC0 | (code >> 6));
    rune += static_cast<char>(code < 0x80 ? code : 0x80 | (code & 0x3F));
    return {rune, size};
  }

  Refused set(std::string_view name, std::string_view value, Span at, bool expands) {
    TextBuilder made;
    if (expands) {
      const auto lookup = [&](std::string_view wanted) -> const Variable* {
        if (const Variable* outer = lookup_ ? lookup_(wanted) : nullptr) return outer;
        const auto found = variables_.find(wanted);
        return found == variables_.end() ? nullptr : &found->second;
      };
      if (auto refused =
              Substitution(maker_, lookup, unset_, OriginKind::interpolated).put(value, at, made))
        return refused;
    } else if (!value.empty()) {
      made.put(value, maker_.sources().add_origin(at, OriginKind::interpolated), Copy::verbatim);
    }
    if (auto refused = maker_.take(1, made.size())) return refused;
    variables_[std::string(name)] = {made.done(maker_.arena()), at};
    return std::nullopt;
  }

  const SourceId source_;
  const std::string_view text_;
  const Substitution::Lookup& lookup_;
  const Unset unset_;
  Environment& variables_;
  Maker& maker_;
  std::size_t at_ = 0;
};

}  // namespace

Refused read_dotenv(SourceId source, const Substitution::Lookup& lookup, Unset unset,
                    Environment& variables, Maker& maker) {
  return DotenvReader(source, lookup, unset, variables, maker).read();
}

}  // namespace fairlead::compose
