#include "emit/yaml_output.h"

#include <limits>

#include "emit/characters.h"

namespace fairlead::emit {

std::size_t YamlOutput::width() const {
  constexpr std::size_t preferred = 80;
  return version_ == Version::two ? preferred : std::numeric_limits<std::size_t>::max();
}

void YamlOutput::blank() {
  if (after_blank_) return;
  out_.made(" ");
  ++column_;
}

void YamlOutput::end_line() {
  out_.made("\n");
  column_ = 0;
  at_indentation_ = true;
}

void YamlOutput::indicator(std::string_view text, bool after_blank, bool begins_line) {
  if (after_blank) blank();
  out_.made(text);
  column_ += text.size();
  after_blank_ = false;
  at_indentation_ = at_indentation_ && begins_line;
}

void YamlOutput::line(std::size_t indent) {
  if (!at_indentation_ || column_ > indent || (column_ == indent && !after_blank_)) end_line();
  if (column_ < indent) out_.made(std::string(indent - column_, ' '));
  column_ = indent > column_ ? indent : column_;
  after_blank_ = at_indentation_ = true;
}

void YamlOutput::plain(std::string_view text, OriginId origin) {
  blank();
  out_.value(text, origin);
  column_ += text.size();
  after_blank_ = at_indentation_ = false;
}

/// Begins a line in place of the blank at `at`.
void YamlOutput::fold(const BuiltText& text, std::size_t at, std::size_t indent) {
  out_.instead(text, at, "\n" + std::string(indent, ' '));
  column_ = indent;
}

}  // namespace fairlead::emit
