#include <algorithm>

#include "base/utf16.h"
#include "tree/scalar_parts.h"
#include "tree/yaml_text.h"

namespace fairlead {
namespace {

/// A line break as the text has it: a line separator stays, all others become LF.
void add_break(ScalarReading& reading, std::string_view source, std::size_t at) {
  const std::size_t size = break_size(source, at);
  if (source[at] == '\n' || size == 3) {
    reading.copy(source, at, at + size);
  } else {
    reading.make("\n", at, at + size);
  }
}

bool folds(std::string_view source, std::size_t at) { return break_size(source, at) < 3; }

/// Reads plain and quoted scalars, whose line breaks fold.
class FlowReader {
 public:
  FlowReader(std::string_view source, std::size_t begin, std::size_t end, char quote)
      : source_(source), at_(begin), end_(end), quote_(quote) {}

  ScalarReading read() {
    while (at_ < end_) {
      const char c = source_[at_];
      if (is_blank(c) || break_size(source_, at_) > 0) {
        space();
      } else if (quote_ == '\'' && c == '\'' && at_ + 1 < end_) {
        reading_.make("'", at_, at_ + 2);
        at_ += 2;
      } else if (quote_ == '"' && c == '\\' && at_ + 1 < end_) {
        escape();
      } else {
        reading_.copy(source_, at_, at_ + 1);
        ++at_;
      }
    }
    return std::move(reading_);
  }

 private:
  void space() {
    const std::size_t begin = at_;
    while (at_ < end_ && is_blank(source_[at_])) ++at_;
    if (at_ >= end_ || break_size(source_, at_) == 0) {
      reading_.copy(source_, begin, at_);
      return;
    }
    const std::size_t first = at_;
    at_ += break_size(source_, at_);
    if (!folds(source_, first)) {
      add_break(reading_, source_, first);
      more_breaks();
    } else if (!more_breaks()) {
      reading_.make(" ", first, first + break_size(source_, first));
    }
  }

  /// Blank lines after a line break: each is a line break of the text. Says whether there were any.
  bool more_breaks() {
    bool any = false;
    while (at_ < end_) {
      if (is_blank(source_[at_])) {
        ++at_;
      } else if (const std::size_t size = break_size(source_, at_)) {
        add_break(reading_, source_, at_);
        at_ += size;
        any = true;
      } else {
        break;
      }
    }
    return any;
  }

  void escape() {
    if (const std::size_t size = break_size(source_, at_ + 1)) {
      at_ += 1 + size;
      more_breaks();
      return;
    }
    const char letter = source_[at_ + 1];
    if (letter == 'x' || letter == 'u' || letter == 'U') {
      code(letter == 'x' ? 2 : letter == 'u' ? 4 : 8);
      return;
    }
    constexpr std::string_view letters = "0abt\tnvfre \"'/\\N_LP";
    constexpr std::string_view meanings[] = {
        {"\0", 1}, "\a", "\b", "\t", "\t", "\n",     "\v",     "\f",     "\r",    "\x1b",
        " ",       "\"", "'",  "/",  "\\", "\u0085", "\u00a0", "\u2028", "\u2029"};
    static_assert(letters.size() == std::size(meanings));
    const std::size_t index = letters.find(letter);
    if (index != std::string_view::npos) reading_.make(meanings[index], at_, at_ + 2);
    at_ += 2;
  }

  void code(std::size_t digits) {
    const std::size_t end = std::min(at_ + 2 + digits, end_);
    const auto value = hex_code(source_.substr(0, end), at_ + 2, digits);
    reading_.make(utf8(value.value_or(0xfffd)), at_, end);
    at_ = end;
  }

  std::string_view source_;
  std::size_t at_;
  std::size_t end_;
  char quote_;
  ScalarReading reading_;
};

/// Reads `|` and `>`. How far the text is indented follows from the text itself: its first line
/// that is not empty stands in the source with the indentation before it.
class BlockReader {
 public:
  BlockReader(std::string_view source, std::size_t begin, bool folded, std::string_view text)
      : source_(source), at_(begin), folded_(folded), text_(text) {}

  ScalarReading read() {
    while (at_ < source_.size() && break_size(source_, at_) == 0) ++at_;
    at_ += break_size(source_, at_);
    find_indent();
    line_ = at_;
    blank_lines();
    while (at_ < source_.size() && at_ - line_ == indent_ && !done()) content_line();
    if (last_break_ != none) add_wanted_break(last_break_);
    for (const std::size_t at : breaks_) add_wanted_break(at);
    return std::move(reading_);
  }

 private:
  static constexpr std::size_t none = std::string_view::npos;

  bool done() const { return reading_.decoded.size() >= text_.size(); }
  /// The line breaks at the end are there as far as the text has them (chomping).
  void add_wanted_break(std::size_t at) {
    if (!done()) add_break(reading_, source_, at);
  }

  static std::size_t spaces(std::string_view text, std::size_t at) {
    std::size_t count = 0;
    while (at + count < text.size() && text[at + count] == ' ') ++count;
    return count;
  }

  void find_indent() {
    std::size_t here = at_;
    std::size_t decoded = 0;
    while (const std::size_t size = break_size(text_, decoded)) {
      decoded += size;
      here += spaces(source_, here);
      here += break_size(source_, here);
    }
    const std::size_t written = spaces(source_, here);
    const std::size_t kept = spaces(text_, decoded);
    indent_ = decoded < text_.size() && written > kept ? written - kept : none;
  }

  /// Skips indentation, and notes the breaks of lines that have nothing beyond it.
  void blank_lines() {
    while (at_ < source_.size()) {
      while (at_ < source_.size() && at_ - line_ < indent_ && source_[at_] == ' ') ++at_;
      const std::size_t size = break_size(source_, at_);
      if (size == 0) return;
      breaks_.push_back(at_);
      line_ = at_ += size;
    }
  }

  void content_line() {
    const bool blank = is_blank(source_[at_]);
    if (last_break_ != none) {
      if (folded_ && folds(source_, last_break_) && !after_blank_ && !blank) {
        if (breaks_.empty())
          reading_.make(" ", last_break_, last_break_ + break_size(source_, last_break_));
      } else {
        add_break(reading_, source_, last_break_);
      }
    }
    for (const std::size_t at : breaks_) add_break(reading_, source_, at);
    breaks_.clear();
    after_blank_ = blank;
    const std::size_t begin = at_;
    while (at_ < source_.size() && break_size(source_, at_) == 0) ++at_;
    reading_.copy(source_, begin, at_);
    last_break_ = at_ < source_.size() ? at_ : none;
    line_ = at_ += break_size(source_, at_);
    blank_lines();
  }

  std::string_view source_;
  std::size_t at_;
  bool folded_;
  std::string_view text_;
  std::size_t indent_ = none;
  std::size_t line_ = 0;
  std::size_t last_break_ = none;
  bool after_blank_ = false;
  std::vector<std::size_t> breaks_;
  ScalarReading reading_;
};

}  // namespace

ScalarReading read_flow_scalar(std::string_view source, std::size_t begin, std::size_t end,
                               char quote) {
  return FlowReader(source, begin, end, quote).read();
}

ScalarReading read_block_scalar(std::string_view source, std::size_t begin, bool folded,
                                std::string_view text) {
  return BlockReader(source, begin, folded, text).read();
}

}  // namespace fairlead
