#include "emit/through_json.h"

#include <fmt/core.h>

#include "base/text.h"
#include "emit/characters.h"
#include "emit/json_text.h"
#include "emit/traced_text.h"
#include "tree/scalar_number.h"

namespace fairlead::emit {
namespace {

/// What go-yaml's reader takes.
bool is_allowed(std::uint32_t code) {
  if (code < 0x7f || code == next_line) return true;  // below 0x20 JSON escapes it
  return code >= 0xa0 && code != 0xfffe && code != 0xffff;
}

/// A character's length in JSON: what counts against the length of a key.
std::size_t json_size(const Character& it) {
  constexpr std::string_view short_ones = "\b\t\n\f\r\"\\";
  if (!it.is_valid) return 6;
  if (it.code < 0x80 && short_ones.find(static_cast<char>(it.code)) != short_ones.npos) return 2;
  const bool is_html = it.code == '<' || it.code == '>' || it.code == '&';
  const bool separates = it.code == line_separator || it.code == paragraph_separator;
  return it.code < 0x20 || is_html || separates ? 6 : 1;
}

/// Reads one string of the JSON as a double-quoted scalar of YAML.
class StringReader {
 public:
  explicit StringReader(const BuiltText& text) : text_(text), traced_(made_) {}

  /// Why it cannot be read; "" where it was.
  std::string_view read() {
    for (std::size_t at = 0; at < bytes().size();) {
      const Character next = character_at(bytes(), at);
      if (!is_allowed(next.code)) return "yaml: control characters are not allowed";
      size_ += json_size(next);
      if (next.code == next_line) {
        if (std::string_view why = line_break(at); !why.empty()) return why;
        continue;
      }
      if (!next.is_valid) {
        traced_.copy(text_, from_, at);
        traced_.instead(text_, at, "\ufffd");
        from_ = at + 1;
      }
      at += next.size;
    }
    if (from_ > 0) traced_.copy(text_, from_, bytes().size());
    return {};
  }

  std::size_t size() const { return size_ + 2; }
  bool has_line_break() const { return has_line_break_; }
  bool is_changed() const { return from_ > 0; }
  BuiltText changed(Arena& arena) { return made_.done(arena); }

 private:
  std::string_view bytes() const { return text_.text(); }

  /// Folds the line breaks from `at` on, and the blanks around them.
  std::string_view line_break(std::size_t& at) {
    has_line_break_ = true;
    std::size_t end = at;
    while (end > from_ && bytes()[end - 1] == ' ') --end;
    traced_.copy(text_, from_, end);
    const std::size_t first = at;
    std::size_t breaks = 0;
    while (at < bytes().size()) {
      if (bytes().substr(at, 2) == "\u0085") {
        ++breaks;
        at += 2;
        if (ends_document(at)) return "yaml: found unexpected document indicator";
      } else if (bytes()[at] == ' ') {
        ++at;
      } else {
        break;
      }
    }
    traced_.instead(text_, first, breaks == 1 ? " " : std::string(breaks - 1, '\n'));
    from_ = at;
    return {};
  }

  bool ends_document(std::size_t at) const {
    const std::string_view marker = bytes().substr(at, 3);
    if (marker != "---" && marker != "...") return false;
    const std::string_view next = bytes().substr(at + 3);
    return next.starts_with(' ') || next.starts_with("\u0085");
  }

  const BuiltText& text_;
  TextBuilder made_;
  TracedText traced_;
  std::size_t from_ = 0;  // copied up to here
  std::size_t size_ = 0;
  bool has_line_break_ = false;
};

class Reader {
 public:
  Reader(const Events& events, Arena& arena) : events_(events), arena_(arena) {}

  tl::expected<Events, std::string> read() {
    constexpr std::size_t deepest = 10'000;
    if (events_.depth() > deepest)
      return tl::unexpected(std::string("yaml: exceeded max depth of 10000"));
    if (std::string why = json_refusal(events_); !why.empty())
      return tl::unexpected("error marshaling into JSON: " + why);
    value(0);
    if (!failure_.empty()) return tl::unexpected(std::string(failure_));
    return std::move(read_);
  }

 private:
  void value(std::uint32_t index);
  void mapping(std::uint32_t index);
  void floating(const Item& item);
  BuiltText string(const BuiltText& text, bool is_key);

  const Events& events_;
  Arena& arena_;
  Events read_;
  std::string_view failure_;
};

BuiltText Reader::string(const BuiltText& text, bool is_key) {
  constexpr std::size_t longest_key = 1024;
  if (plain_prefix(text.text()) == text.size && (!is_key || text.size < longest_key / 6)) {
    return text;
  }
  StringReader reader(text);
  if (const std::string_view why = reader.read(); !why.empty()) failure_ = why;
  if (is_key && reader.has_line_break()) failure_ = "yaml: did not find expected ',' or '}'";
  if (is_key && reader.size() > longest_key) failure_ = "yaml: did not find expected ',' or '}'";
  return reader.is_changed() ? reader.changed(arena_) : text;
}

void Reader::floating(const Item& item) {
  const auto number = scalar_number(json_number(item.floating));
  if (!number || !number->is_integer) return read_.floating(item.floating, item.origin);
  if (!number->negative) return read_.natural(number->magnitude, item.origin);
  read_.integer(static_cast<std::int64_t>(0 - number->magnitude), item.origin);
}

void Reader::mapping(std::uint32_t index) {
  read_.begin_mapping();
  for (const std::uint32_t key : events_.keys(index)) {
    read_.key(string(events_[key].text, true));
    value(events_.behind(key));
  }
  read_.end();
}

void Reader::value(std::uint32_t index) {
  const Item& item = events_[index];
  switch (item.type) {
    case Type::null:
    case Type::nil_sequence:
    case Type::nil_mapping:
      return read_.null(item.origin);
    case Type::boolean:
      return read_.boolean(item.boolean, item.origin);
    case Type::integer:
      return read_.integer(item.integer, item.origin);
    case Type::natural:
      return read_.natural(item.natural, item.origin);
    case Type::floating:
      return floating(item);
    case Type::string:
      return read_.string(string(item.text, false));
    case Type::bytes:
      return read_.string(made_of(item.text, base64_encoded(item.text.text()), arena_));
    case Type::sequence:
      read_.begin_sequence();
      for (std::uint32_t at = Events::first(index); at < item.end; at = events_.behind(at))
        value(at);
      return read_.end();
    case Type::mapping:
      return mapping(index);
  }
  __builtin_unreachable();
}

}  // namespace

tl::expected<Events, std::string> through_json(const Events& events, Arena& arena) {
  return Reader(events, arena).read();
}

}  // namespace fairlead::emit
