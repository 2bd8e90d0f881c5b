#include "tree/formats/json.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.h"
#include "tree/assembler.h"
#include "tree/document.h"
#include "tree/line_reader.h"
#include "tree/scalar_parts.h"
#include "tree/yaml_text.h"

namespace fairlead {
namespace {

std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

/// What may come next.
enum class Expect : std::uint8_t {
  value,
  value_or_end,
  key,
  key_or_end,
  colon,
  comma_or_end,
  nothing
};

struct Literal {
  std::string_view text;
  Kind kind;
};
constexpr Literal literals[] = {
    {"true", Kind::boolean}, {"false", Kind::boolean}, {"null", Kind::null}};

/// What becomes of a byte in a string that is no UTF-8.
enum class BadBytes : std::uint8_t { refused, replaced };

/// Reads RFC 8259 without recursion.
class JsonReader {
 public:
  JsonReader(Arena& arena, std::string_view text, SourceId source, const ReadLimits& limits,
             BadBytes bad_bytes, Tree& tree)
      : bad_bytes_(bad_bytes),
        arena_(arena),
        text_(text),
        source_(source),
        tree_(tree),
        problems_(tree.problems),
        assembler_(arena, source, Syntax::json, limits, problems_) {}

  void read() {
    at_ = text_.starts_with("\xef\xbb\xbf") ? 3 : 0;
    bool good = bad_bytes_ == BadBytes::replaced || is_utf8();
    // kubectl reads a stream of objects (json.Decoder), so each further one is a document of its
    // own.
    do {
      const std::size_t begin = tree_.documents.empty() ? 0 : at_;
      good = good && value();
      const Node* root = good ? assembler_.root() : nullptr;
      tree_.documents.push_back(
          {source_, {source_, offset(begin), offset(good ? at_ : text_.size())}, root});
    } while (good && at_ < text_.size());
    problems_.sort();
  }

 private:
  /// One value and the blanks behind it, up to the end or to another object.
  bool value() {
    assembler_.begin_document();
    expect_ = Expect::value;
    bool good = true;
    while (good && expect_ != Expect::nothing) good = step();
    skip();
    if (!good || at_ == text_.size() || text_[at_] == '{') return good;
    return fail(at_, "this stands after the end of the JSON value");
  }

  bool is_utf8() {
    const std::size_t bad = valid_utf8_prefix(text_);
    if (bad == text_.size()) return true;
    problems_.add(ProblemKind::yaml_encoding, {source_, offset(bad), offset(bad + 1)},
                  "a byte that is not UTF-8: save the file as UTF-8");
    return false;
  }

  bool fail(std::size_t at, std::string message) { return fail(at, at + 1, std::move(message)); }
  bool fail(std::size_t at, std::size_t end, std::string message) {
    const Span span = {source_, offset(at), offset(std::min(end, text_.size()))};
    problems_.add(ProblemKind::yaml_syntax, span, std::move(message));
    return false;
  }

  void skip() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  bool step() {
    skip();
    if (at_ == text_.size()) return fail_at_end();
    const char c = text_[at_];
    switch (expect_) {
      case Expect::value_or_end:
      case Expect::key_or_end:
        if (c == closing()) return close();
        return expect_ == Expect::value_or_end ? value(c) : key(c);
      case Expect::value:
        return value(c);
      case Expect::key:
        return key(c);
      case Expect::colon:
        if (c != ':') return fail(at_, "a key must be followed by `:`");
        ++at_;
        expect_ = Expect::value;
        return true;
      case Expect::comma_or_end:
        if (c == closing()) return close();
        if (c != ',') return fail(at_, fmt::format("`,` or `{}` is expected here", closing()));
        ++at_;
        expect_ = closing() == '}' ? Expect::key : Expect::value;
        return true;
      case Expect::nothing:
        return true;
    }
    __builtin_unreachable();
  }

  bool fail_at_end() {
    if (open_.empty()) {
      if (at_ == 0) expect_ = Expect::nothing;  // an empty file is no value, and no mistake
      return at_ == 0 || fail(0, at_, "the file holds no JSON value");
    }
    return fail(open_.back(),
                fmt::format("`{}` is never closed: add `{}`", text_[open_.back()], closing()));
  }

  char closing() const { return text_[open_.back()] == '{' ? '}' : ']'; }

  bool close() {
    assembler_.close(offset(++at_), true);
    open_.pop_back();
    after_value();
    return true;
  }

  void after_value() { expect_ = open_.empty() ? Expect::nothing : Expect::comma_or_end; }

  bool value(char c) {
    if (c == '{' || c == '[') {
      if (!assembler_.open(c == '{' ? Kind::mapping : Kind::sequence, Style::flow, offset(at_),
                           {})) {
        return false;
      }
      open_.push_back(at_++);
      expect_ = c == '{' ? Expect::key_or_end : Expect::value_or_end;
      return true;
    }
    const bool good = c == '"' ? string() : word();
    if (good) after_value();
    return good;
  }

  bool key(char c) {
    if (c != '"') {
      return fail(at_, c == '}' ? "a `,` before `}`: remove the comma"
                                : "a key in double quotes is expected here");
    }
    expect_ = Expect::colon;
    return string();
  }

  bool string() {
    const std::size_t begin = at_++;
    bool plain = true;
    for (;; ++at_) {
      at_ = find_special();
      if (at_ >= text_.size() || text_[at_] == '\n') {
        return fail(begin, "the quote that opens here is never closed on its line");
      }
      if (text_[at_] == '"') break;
      if (text_[at_] != '\\') return fail(at_, "a control character: write it as an escape");
      if (!is_escape())
        return fail(at_, at_ + 2, "no escape that JSON knows: write `\\\\` for a backslash");
      plain = false;
      ++at_;
    }
    ++at_;
    std::string_view decoded = text_.substr(begin + 1, at_ - begin - 2);
    if (!plain) {
      ScalarReading reading;
      add_escaped(reading, text_, begin + 1, at_ - 1, Escapes::json);
      decoded = arena_.copy(std::string_view(reading.decoded));
    }
    if (bad_bytes_ == BadBytes::replaced) decoded = replaced(decoded);
    return add(Kind::string, Style::double_quoted, begin, decoded);
  }

  std::string_view replaced(std::string_view text) {
    std::size_t bad = valid_utf8_prefix(text);
    if (bad == text.size()) return text;
    std::string made;
    for (; bad < text.size(); bad = valid_utf8_prefix(text)) {
      made.append(text.substr(0, bad)).append("\xef\xbf\xbd");
      text.remove_prefix(bad + 1);
    }
    return arena_.copy(std::string_view(made.append(text)));
  }

  std::size_t find_special() const {
    std::size_t at = at_;
    while (at < text_.size() && text_[at] != '"' && text_[at] != '\\' &&
           static_cast<unsigned char>(text_[at]) >= 0x20) {
      ++at;
    }
    return at;
  }

  bool is_escape() const {
    if (at_ + 1 >= text_.size()) return false;
    if (text_[at_ + 1] == 'u') return hex_code(text_, at_ + 2, 4).has_value();
    return std::string_view("\"\\/bfnrt").find(text_[at_ + 1]) != std::string_view::npos;
  }

  /// A number, true, false, null, or a mistake.
  bool word() {
    const std::size_t begin = at_;
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n,:]}[{\"", begin), text_.size());
    const std::string_view text = text_.substr(begin, end - begin);
    at_ = end;
    for (const Literal& literal : literals) {
      if (literal.text == text) return add(literal.kind, Style::plain, begin, text);
    }
    if (const auto kind = number_kind(text)) return add(*kind, Style::plain, begin, text);
    if (text.starts_with("//") || text.starts_with("/*") || text.starts_with("#")) {
      return fail(begin, end, "JSON knows no comments: remove it");
    }
    if (text.empty() && text_[begin] == ']')
      return fail(begin, "a `,` before `]`: remove the comma");
    return fail(begin, std::max(end, begin + 1),
                "no JSON value: a text needs double quotes, other values are numbers, true, false "
                "and null");
  }

  static std::optional<Kind> number_kind(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const auto digits = [&] {
      const std::size_t from = at;
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
      return at - from;
    };
    const std::size_t first = at;
    const std::size_t whole = digits();
    if (whole == 0 || (whole > 1 && text[first] == '0')) return std::nullopt;
    if (at == text.size()) return Kind::integer;
    if (text[at] == '.' && (++at, digits() == 0)) return std::nullopt;
    if (at < text.size() && (text[at] | 0x20) == 'e') {
      ++at;
      if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
      if (digits() == 0) return std::nullopt;
    }
    return at == text.size() ? std::optional(Kind::floating) : std::nullopt;
  }

  bool add(Kind kind, Style style, std::size_t begin, std::string_view text) {
    return assembler_.scalar(kind, style, {source_, offset(begin), offset(at_)}, text, {});
  }

  BadBytes bad_bytes_;
  Arena& arena_;
  std::string_view text_;
  SourceId source_;
  Tree& tree_;
  ProblemList problems_;
  Assembler assembler_;
  std::vector<std::size_t> open_;  // places of the brackets that are open
  std::size_t at_ = 0;
  Expect expect_ = Expect::value;
};

Tree read(Arena& arena, const SourceMap& sources, SourceId source, const ReadLimits& limits,
          BadBytes bad_bytes) {
  Tree tree;
  if (refuse_large_text(sources, source, limits, tree)) return tree;
  JsonReader(arena, sources.text(source), source, limits, bad_bytes, tree).read();
  return tree;
}

}  // namespace

Tree read_json(Arena& arena, const SourceMap& sources, SourceId source, const ReadLimits& limits) {
  return read(arena, sources, source, limits, BadBytes::refused);
}

Tree read_json_of_go(Arena& arena, const SourceMap& sources, SourceId source,
                     const ReadLimits& limits) {
  return read(arena, sources, source, limits, BadBytes::replaced);
}

}  // namespace fairlead
