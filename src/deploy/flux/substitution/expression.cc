#include "deploy/flux/substitution/expression.h"

#include <utility>

#include "gotemplate/strconv/runes.h"

namespace fairlead::flux {
namespace {

using gotemplate::Rune;
using gotemplate::rune_at;

constexpr std::string_view bad = "bad substitution";
constexpr std::string_view no_brace = "missing closing brace";
constexpr std::string_view no_name = "unable to parse variable name";
constexpr std::string_view no_argument = "unable to parse substitution within function";
constexpr std::string_view no_default = "unable to parse default function";
constexpr std::string_view too_deep = "expressions are nested too deeply";

constexpr int deepest = 100;

/// What ends a text inside the braces, and whether signs are escaped in it.
struct Argument {
  std::string_view ends;
  bool has_escapes = false;
};
constexpr Argument to_brace{"}"}, to_colon{":}"}, to_slash{"/", true}, replacement{"}", true};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Template read() && {
    Part part;
    std::uint32_t from = at_;
    const auto copy = [&](std::uint32_t to) {
      if (from < to) part.copied.push_back({from, to});
    };
    while (at_ < text_.size()) {
      const std::size_t dollar = text_.find('$', at_);
      at_ = static_cast<std::uint32_t>(dollar < text_.size() ? dollar : text_.size());
      if (begins_expression()) {
        copy(at_);
        if (!part.copied.empty()) made_.parts.push_back(std::exchange(part, {}));
        made_.fault_at = at_;
        if (!expression(part, 0)) return std::move(made_);
        made_.parts.push_back(std::exchange(part, {}));
        from = at_;
      } else if (text_.substr(at_).starts_with("$$")) {
        copy(at_ + 1);
        from = at_ += 2;
      } else if (at_ < text_.size()) {
        ++at_;
      }
    }
    copy(at_);
    if (!part.copied.empty()) made_.parts.push_back(std::move(part));
    return std::move(made_);
  }

 private:
  bool begins_expression() const { return text_.substr(at_).starts_with("${"); }
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool fail(std::string_view why) {
    made_.fault = why;
    return false;
  }

  bool expression(Part& part, int depth) {
    if (depth >= deepest) return fail(too_deep);
    Expression made;
    made.all.begin = at_;
    at_ += 2;
    if (!inside(made, depth)) return false;
    made.all.end = at_;
    part.expression = static_cast<std::uint32_t>(made_.expressions.size());
    made_.expressions.push_back(std::move(made));
    return true;
  }

  bool inside(Expression& made, int depth) {
    if (next() == '#') {
      made.use = take(1);
      made.name = word();
      return made.name.empty() ? fail(bad) : closed(bad);
    }
    made.name = word();
    if (made.name.empty()) return fail(no_name);
    switch (next()) {
      case ':':
        return colon(made, depth);
      case '=':
        made.use = take(1);
        return defaults(made, depth);
      case ',':
      case '^':
        made.use = take(signs(",^", 2));
        return closed(bad);
      case '/':
        return replace(made, depth);
      case '#':
      case '%':
        made.use = take(signs(std::string_view(text_).substr(at_, 1), 2));
        return argument(made, to_brace, depth) && closed(bad);
      default:
        return closed(no_brace);
    }
  }

  bool colon(Expression& made, int depth) {
    const char sign = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (sign == '=' || sign == '-' || sign == '?' || sign == '+') {
      made.use = take(2);
      return defaults(made, depth);
    }
    // The library steps back by a character of another width.
    if (rune_at(text_, at_ + 1).size != 1) return fail(bad);
    made.use = take(1);
    if (!argument(made, to_colon, depth)) return false;
    if (next() == '}') return closed(bad);
    if (next() != ':') return fail(bad);
    while (next() == ':') ++at_;
    return argument(made, to_brace, depth) && closed(bad);
  }

  bool defaults(Expression& made, int depth) {
    if (made.use.empty()) return fail(no_default);
    while (next() != '}' || at_ >= text_.size()) {
      if (!argument(made, to_brace, depth)) return false;
    }
    return closed(bad);
  }

  bool replace(Expression& made, int depth) {
    const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    made.use = take(kind == '/' || kind == '#' || kind == '%' ? 2 : 1);
    if (!argument(made, to_slash, depth)) return false;
    if (next() != '/') return fail(bad);
    while (next() == '/') ++at_;
    if (next() == '}') return closed(bad);
    return argument(made, replacement, depth) && closed(bad);
  }

  /// One argument: an expression, or the text up to the next one.
  bool argument(Expression& made, Argument kind, int depth) {
    Part part;
    if (begins_expression()) {
      if (!expression(part, depth + 1)) return false;
    } else {
      std::uint32_t from = at_;
      const auto copy = [&](std::uint32_t to) {
        if (from < to) part.copied.push_back({from, to});
      };
      const std::uint32_t begin = at_;
      while (at_ < text_.size() && !begins_expression()) {
        if (kind.has_escapes && escapes()) {
          copy(at_);
          from = at_ + 1;
          at_ += 2;
        } else if (kind.ends.find(text_[at_]) != std::string_view::npos) {
          break;
        } else {
          ++at_;
        }
      }
      if (at_ == begin) return fail(no_argument);
      copy(at_);
    }
    made.arguments.push_back(std::move(part));
    return true;
  }

  bool escapes() const {
    const std::string_view rest = text_.substr(at_);
    return rest.starts_with("$$") || rest.starts_with("\\/") || rest.starts_with("\\\\");
  }

  bool closed(std::string_view otherwise) {
    if (at_ >= text_.size() || text_[at_] != '}') return fail(otherwise);
    ++at_;
    return true;
  }

  std::string_view take(std::size_t size) {
    const std::string_view taken = text_.substr(at_, size);
    at_ += static_cast<std::uint32_t>(taken.size());
    return taken;
  }

  /// How many of these signs stand here, at most.
  std::size_t signs(std::string_view among, std::size_t most) const {
    std::size_t count = 0;
    while (count < most && at_ + count < text_.size() &&
           among.find(text_[at_ + count]) != std::string_view::npos)
      ++count;
    return count;
  }

  std::string_view word() {
    const std::uint32_t begin = at_;
    for (Rune rune = rune_at(text_, at_); rune.size && gotemplate::is_word(rune.value);
         rune = rune_at(text_, at_))
      at_ += rune.size;
    return text_.substr(begin, at_ - begin);
  }

  const std::string_view text_;
  std::uint32_t at_ = 0;
  Template made_;
};

}  // namespace

Template read_template(std::string_view text) { return Reader(text).read(); }

}  // namespace fairlead::flux
