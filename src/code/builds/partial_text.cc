#include "code/builds/partial_text.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

bool is_name_part(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::size_t name_size(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_name_part(text[size])) ++size;
  return size;
}

/// To the bracket that closes the one that `text` begins with; npos where none does.
std::size_t closing(std::string_view text, char open, char close) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return i;
  }
  return std::string_view::npos;
}

constexpr std::size_t deepest = 20, most_added = 64u << 10;

std::string filled(std::string_view text, const VariableLookup& variables, std::size_t depth);

/// What stands between the braces of `${…}`.
std::string expanded(std::string_view inner, const VariableLookup& variables, std::size_t depth) {
  const std::size_t size = name_size(inner);
  const std::optional<std::string> value = variables(inner.substr(0, size));
  const std::string_view rest = inner.substr(size);
  const std::string known = value.value_or(std::string(unknown_text));
  if (size == 0) return std::string(unknown_text);
  if (rest.empty() || rest.starts_with(":?") || rest.starts_with("?")) return known;
  if (rest == ",," || rest == ",") return lower(known);
  for (const std::string_view sign : {":-", "-", ":=", "="}) {
    if (rest.starts_with(sign))
      return value && !value->empty() ? known
                                      : filled(rest.substr(sign.size()), variables, depth + 1);
  }
  return std::string(unknown_text);
}

std::string filled(std::string_view text, const VariableLookup& variables, std::size_t depth) {
  if (depth > deepest) return std::string(unknown_text);
  std::string made;
  for (std::size_t i = 0; i < text.size();) {
    if (made.size() > text.size() + most_added) return std::string(unknown_text);
    const std::string_view rest = text.substr(i);
    std::size_t size = 1;
    if (rest[0] == '`') {
      const std::size_t end = rest.find('`', 1);
      size = end == std::string_view::npos ? rest.size() : end + 1;
      made += unknown_part;
    } else if (rest[0] != '$' || rest.size() == 1) {
      made += rest[0];
    } else if (rest[1] == '{' || rest[1] == '(') {
      const bool braces = rest[1] == '{';
      const std::size_t end = closing(rest.substr(1), rest[1], braces ? '}' : ')');
      size = end == std::string_view::npos ? rest.size() : end + 2;
      const std::string_view inner = rest.substr(2, size < 3 ? 0 : size - 3);
      made += braces ? expanded(inner, variables, depth) : std::string(unknown_text);
    } else if (const std::size_t name = name_size(rest.substr(1)); name > 0) {
      made += variables(rest.substr(1, name)).value_or(std::string(unknown_text));
      size = name + 1;
    } else {
      made += unknown_part;
      size = 2;
    }
    i += size;
  }
  return made;
}

}  // namespace

std::string filled_by_shell(std::string_view text, const VariableLookup& variables) {
  return filled(text, variables, 0);
}

std::string filled_by_make(std::string_view text, const VariableLookup& variables) {
  std::string made;
  for (std::size_t i = 0; i < text.size();) {
    if (made.size() > text.size() + most_added) return std::string(unknown_text);
    const std::string_view rest = text.substr(i);
    if (rest[0] != '$' || rest.size() == 1) {
      made += rest[0];
      ++i;
      continue;
    }
    if (rest[1] == '$') {
      made += '$';
      i += 2;
      continue;
    }
    const bool brackets = rest[1] == '(' || rest[1] == '{';
    const std::size_t end =
        brackets ? closing(rest.substr(1), rest[1], rest[1] == '(' ? ')' : '}') : 0;
    const std::string_view name = !brackets                       ? rest.substr(1, 1)
                                  : end == std::string_view::npos ? std::string_view()
                                                                  : rest.substr(2, end - 1);
    made += variables(name).value_or(std::string(unknown_text));
    i += !brackets ? 2 : end == std::string_view::npos ? rest.size() : end + 2;
  }
  return made;
}

std::string filled_between(std::string_view text, std::string_view open, std::string_view close,
                           const VariableLookup& variables) {
  std::string made;
  for (std::size_t at = 0;;) {
    const std::size_t begin = text.find(open, at);
    const std::size_t end =
        begin == std::string_view::npos ? begin : text.find(close, begin + open.size());
    if (end == std::string_view::npos) return made += text.substr(at);
    made += text.substr(at, begin - at);
    if (made.size() > text.size() + most_added) return std::string(unknown_text);
    std::string_view name = trimmed(text.substr(begin + open.size(), end - begin - open.size()));
    if (name.starts_with('.')) name.remove_prefix(1);
    made += variables(name).value_or(std::string(unknown_text));
    at = end + close.size();
  }
}

std::string joined_lines(std::string_view text) {
  std::string joined(text);
  for (std::size_t at = joined.find("\\\n"); at != std::string::npos; at = joined.find("\\\n", at))
    joined[at] = joined[at + 1] = ' ';
  return joined;
}

}  // namespace fairlead
