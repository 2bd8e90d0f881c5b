#include "tree/yaml/yaml_place.h"

#include <algorithm>

namespace fairlead {
namespace {

bool continues_character(char c) { return (c & 0xc0) == 0x80; }
std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

/// libyaml lets a plain value follow an anchor at once where it begins with another sign: `&a:b`.
bool is_anchor_name(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '-';
}

/// The size of the line break that ends just before `at`; 0 where none does.
std::size_t break_before(std::string_view text, std::size_t at, std::size_t begin) {
  if (at <= begin) return 0;
  if (text[at - 1] == '\n') return at - begin >= 2 && text[at - 2] == '\r' ? 2 : 1;
  if (text[at - 1] == '\r') return 1;
  for (const std::size_t size : {std::size_t{2}, std::size_t{3}}) {
    if (at - begin >= size && break_size(text, at - size) == size) return size;
  }
  return 0;
}

}  // namespace

std::uint32_t YamlMarks::walk(std::size_t character) {
  while (character_ < character && byte_ < text_.size()) {
    ++byte_;
    while (byte_ < text_.size() && continues_character(text_[byte_])) ++byte_;
    ++character_;
  }
  while (character_ > character && byte_ > begin_) {
    --byte_;
    while (byte_ > begin_ && continues_character(text_[byte_])) --byte_;
    --character_;
  }
  return byte_;
}

std::uint32_t after_properties(std::string_view text, std::uint32_t at, std::uint32_t end) {
  std::size_t here = at;
  while (here < end && (text[here] == '&' || text[here] == '!')) {
    const bool anchor = text[here] == '&';
    ++here;
    while (here < end && (anchor ? is_anchor_name(text[here]) : !is_space_or_end(text, here)))
      ++here;
    here = skip_space(text, here, end);
  }
  return offset(here);
}

std::uint32_t block_scalar_end(std::string_view text, Span marks) {
  std::size_t header = marks.begin + 1;
  while (header < marks.end && (text[header] == '+' || text[header] == '-' ||
                                (text[header] >= '1' && text[header] <= '9'))) {
    ++header;
  }
  std::size_t body = header;
  while (body < marks.end && break_size(text, body) == 0) ++body;
  std::size_t end = marks.end;
  std::size_t line = end;
  while (end > body) {
    if (is_blank(text[end - 1])) {
      --end;
    } else if (const std::size_t size = break_before(text, end, body)) {
      end -= size;
      line = end;
    } else {
      return offset(line);
    }
  }
  return offset(header);
}

std::uint32_t empty_place(std::string_view text, std::uint32_t mark, const Node* key,
                          std::uint32_t end) {
  if (!key) return mark;
  const std::uint32_t after_key = key->span().end;
  if (mark > after_key && text[mark - 1] == ':') return mark;
  const std::size_t colon = skip_space(text, after_key, end);
  return colon < end && text[colon] == ':' ? offset(colon + 1) : after_key;
}

}  // namespace fairlead
