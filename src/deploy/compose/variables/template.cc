#include "deploy/compose/variables/template.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

bool begins_name(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class TemplateReader {
 public:
  explicit TemplateReader(std::string_view text) : text_(text) {}

  std::vector<TemplatePart> read() {
    using Kind = TemplatePart::Kind;
    std::size_t at = text_.find('$');
    for (; at != text_.npos && at + 1 < text_.size(); at = text_.find('$', at)) {
      TemplatePart part;
      part.begin = at;
      part.end = at + 2;
      if (text_[at + 1] == '$') {
        part.kind = Kind::dollar;
      } else if (begins_name(text_[at + 1])) {
        part.kind = Kind::variable;
        part.end = name_end(at + 1);
        part.name = text_.substr(at + 1, part.end - at - 1);
      } else if (text_[at + 1] == '{') {
        const bool is_variable = braced(part);
        part.kind = is_variable ? Kind::variable : Kind::refused;
        if (!is_variable) part.end = at + 2;
      } else {
        ++at;
        continue;
      }
      text_to(part.begin);
      parts_.push_back(part);
      done_ = at = part.end;
    }
    text_to(text_.size());
    return std::move(parts_);
  }

 private:
  void text_to(std::size_t end) {
    if (end == done_) return;
    TemplatePart& part = parts_.emplace_back();
    part.begin = std::exchange(done_, end);
    part.end = end;
  }

  std::size_t name_end(std::size_t at) const {
    while (at < text_.size() && (begins_name(text_[at]) || (text_[at] >= '0' && text_[at] <= '9')))
      ++at;
    return at;
  }

  /// A variable in braces, from `part.begin` on; false where it is none.
  bool braced(TemplatePart& part) {
    const std::size_t name = part.begin + 2;
    if (name >= text_.size() || !begins_name(text_[name])) return false;
    std::size_t at = name_end(name);
    part.name = text_.substr(name, at - name);
    part.end = at + 1;
    if (at < text_.size() && text_[at] == '}') return true;
    part.needs_text = at < text_.size() && text_[at] == ':';
    if (part.needs_text) ++at;
    constexpr std::string_view operators = "-?+";
    const std::size_t which = at < text_.size() ? operators.find(text_[at]) : operators.npos;
    if (which == operators.npos) return false;
    part.use = static_cast<VariableUse>(which + 1);
    part.word_begin = at + 1;
    const std::size_t last = last_brace(at + 1);
    if (last == text_.npos) return false;
    part.word_end = closing(part.begin, last);
    part.end = part.word_end + 1;
    return true;
  }

  /// The last `}` of the line of `at`, not before it: compose looks no further.
  std::size_t last_brace(std::size_t at) {
    if (at >= line_end_) {
      line_end_ = std::min(text_.find('\n', at), text_.size());
      last_ = text_.substr(0, line_end_).rfind('}');
    }
    return last_ == text_.npos || last_ < at ? text_.npos : last_;
  }

  /// The `}` that ends what begins at `at`. As compose does, the character behind a `{` is passed
  /// over; where they do not add up, the last one ends it.
  std::size_t closing(std::size_t at, std::size_t last) const {
    int open = 0;
    for (std::size_t i = at; i <= last; ++i) {
      if (text_[i] == '}' && --open == 0) return i;
      if (text_[i] == '{') ++open, ++i;
    }
    return last;
  }

  std::string_view text_;
  std::vector<TemplatePart> parts_;
  std::size_t done_ = 0;                 // parts reach up to here
  std::size_t line_end_ = 0, last_ = 0;  // of the line that was looked at last
};

}  // namespace

std::vector<TemplatePart> template_parts(std::string_view text) {
  return TemplateReader(text).read();
}

}  // namespace fairlead
