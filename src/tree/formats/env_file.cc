#include <algorithm>

#include "tree/assembler.h"
#include "tree/document.h"
#include "tree/line_reader.h"
#include "tree/scalar_parts.h"
#include "tree/yaml_text.h"

namespace fairlead {
namespace {

std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

/// Reads NAME=value lines as docker compose and the dotenv libraries do where they agree.
class EnvReader {
 public:
  EnvReader(Arena& arena, std::string_view text, SourceId source, const ReadLimits& limits,
            Tree& tree)
      : arena_(arena),
        text_(text),
        source_(source),
        tree_(tree),
        problems_(tree.problems),
        assembler_(arena, source, Syntax::env, limits, problems_) {}

  void read() {
    assembler_.begin_document();
    bool more = assembler_.open(Kind::mapping, Style::block, 0, {});
    at_ = text_.starts_with("\xef\xbb\xbf") ? 3 : 0;
    while (more && at_ < text_.size()) {
      more = line();
      at_ = std::min(line_end(text_, at_), text_.size());
      at_ += break_size(text_, at_);
    }
    if (!assembler_.at_root()) assembler_.close(0, false);
    problems_.sort();
    tree_.documents.push_back({source_, {source_, 0, offset(text_.size())}, assembler_.root()});
  }

 private:
  bool add(Kind kind, Style style, std::size_t begin, std::size_t end, std::string_view text) {
    return assembler_.scalar(kind, style, {source_, offset(begin), offset(end)}, text, {});
  }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  bool line() {
    skip_blanks();
    if (text_.substr(at_).starts_with("export ")) {
      at_ += 7;
      skip_blanks();
    }
    const std::size_t end = line_end(text_, at_);
    if (at_ >= end || text_[at_] == '#') return true;
    const std::size_t sign = at_ + std::min(text_.substr(at_, end - at_).find('='), end - at_);
    std::size_t name_end = sign;
    while (name_end > at_ && is_blank(text_[name_end - 1])) --name_end;
    if (name_end == at_) {
      problem(at_, at_ + 1, "a name is missing before the `=`");
      return true;
    }
    if (!add(Kind::string, Style::plain, at_, name_end, text_.substr(at_, name_end - at_)))
      return false;
    at_ = sign;
    if (sign == end) return add(Kind::null, Style::plain, name_end, name_end, {});
    ++at_;
    return value();
  }

  bool value() {
    const std::size_t after_sign = at_;
    skip_blanks();
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote == '"' || quote == '\'') return quoted(quote);
    std::size_t end = line_end(text_, at_);
    for (std::size_t i = at_; i < end; ++i) {
      if (text_[i] == '#' && (i == after_sign || is_blank(text_[i - 1]))) end = i;
    }
    while (end > at_ && is_blank(text_[end - 1])) --end;
    if (at_ == end) at_ = end = after_sign;
    return add(Kind::string, Style::plain, at_, end, text_.substr(at_, end - at_));
  }

  bool quoted(char quote) {
    std::size_t close = at_ + 1;
    while (close < text_.size() && text_[close] != quote)
      close += quote == '"' && text_[close] == '\\' ? 2 : 1;
    if (close >= text_.size()) {
      problem(at_, at_ + 1, "the quote that opens here is never closed");
      const std::size_t end = line_end(text_, at_);
      return add(Kind::string, Style::plain, at_, end, text_.substr(at_, end - at_));
    }
    const std::size_t begin = std::exchange(at_, close + 1);
    const std::string_view written = text_.substr(begin + 1, close - begin - 1);
    if (quote == '\'') return add(Kind::string, Style::single_quoted, begin, at_, written);
    ScalarReading reading;
    add_escaped(reading, text_, begin + 1, close, Escapes::env_double);
    return add(
        Kind::string, Style::double_quoted, begin, at_,
        reading.decoded == written ? written : arena_.copy(std::string_view(reading.decoded)));
  }

  void problem(std::size_t begin, std::size_t end, std::string message) {
    problems_.add(ProblemKind::yaml_syntax, {source_, offset(begin), offset(end)},
                  std::move(message));
  }

  Arena& arena_;
  std::string_view text_;
  SourceId source_;
  Tree& tree_;
  ProblemList problems_;
  Assembler assembler_;
  std::size_t at_ = 0;
};

}  // namespace

Tree read_env_file(Arena& arena, const SourceMap& sources, SourceId source,
                   const ReadLimits& limits) {
  Tree tree;
  if (refuse_large_text(sources, source, limits, tree)) return tree;
  EnvReader(arena, sources.text(source), source, limits, tree).read();
  return tree;
}

}  // namespace fairlead
