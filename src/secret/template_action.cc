// What of a template's `{{ … }}` shows: all but its literals, where these may be more than names.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "facts/connect/credential.h"
#include "secret/text_reader.h"
#include "secret/word.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;

/// Where the literal ends that `text` has at `at`, behind its closing quote; the text's end for one
/// that is not closed.
std::size_t literal_end(std::string_view text, std::size_t at) {
  const char quote = text[at++];
  for (; at < text.size() && text[at] != quote; ++at)
    if (text[at] == '\\' && quote != '`') ++at;
  return std::min(at + 1, text.size());
}

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

bool is_in_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

/// Whether one of the words outside of literals names a credential: `.Values.auth.password`.
bool speaks_of_credential(std::string_view action) {
  for (std::size_t at = 0; at < action.size();) {
    if (is_quote(action[at])) {
      at = literal_end(action, at);
      continue;
    }
    std::size_t end = at;
    while (end < action.size() && is_in_name(action[end])) ++end;
    if (end > at && names_credential(action.substr(at, end - at))) return true;
    at = std::max(end, at + 1);
  }
  return false;
}

/// Whether one of these functions stands before a literal.
bool is_behind(std::string_view before, std::initializer_list<std::string_view> functions) {
  const std::size_t last = before.find_last_not_of(' ');
  const std::string_view words = before.substr(0, last == none ? 0 : last + 1);
  return std::ranges::any_of(functions, [&](auto each) { return words.ends_with(each); });
}

}  // namespace

std::size_t action_size(std::string_view text) {
  if (!text.starts_with("{{")) return 0;
  for (std::size_t at = 2; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("}}")) return at + 2;
    if (rest.starts_with("{{")) return 0;  // outside of a literal that begins another one
    at = is_quote(text[at]) ? literal_end(text, at) : at + 1;
  }
  return 0;
}

/// Of a credential that a template makes, the actions show but for their literals.
void TextReader::hide(Bytes range, bool credential) {
  for (std::size_t at = range.begin; credential && at < range.end; ++at) {
    const std::size_t size = action_size(text({at, range.end}));
    if (size == 0) continue;
    hide({range.begin, at}, true);
    action({at, at + size}, true);
    return hide({at + size, range.end}, true);
  }
  if (range.begin >= range.end) return;
  hidden.push_back(
      {static_cast<std::uint32_t>(range.begin), static_cast<std::uint32_t>(range.end), credential});
}

/// `secret`: it stands where a credential belongs.
void TextReader::action(Bytes range, bool secret) {
  const std::string_view written = text(range);
  steps += 2 * written.size();
  const std::size_t first = written.find_first_not_of("{- ");
  if (first != none && written.substr(first).starts_with("/*"))
    return hide({range.begin + first, range.end - 2}, false);
  const bool telling = secret || speaks_of_credential(written);
  const TextKind around = std::exchange(kind_, TextKind::value);
  for (std::size_t at = 0; at < written.size();) {
    if (!is_quote(written[at])) {
      ++at;
      continue;
    }
    const std::size_t end = literal_end(written, at);
    const Bytes inside{range.begin + at + 1, range.begin + std::max(at + 1, end - 1)};
    const std::string_view before = written.substr(0, at);
    const bool is_message = is_behind(before, {"printf", "required", "fail"}) &&
                            (contains(text(inside), " ") || !looks_made(text(inside)));
    if (is_behind(before, {"include", "template", "define", "block"})) {
      if (!is_plain_name(text(inside))) hide(inside, false);
    } else if (telling && !is_message) {
      credential(inside);
    } else {
      words(inside);
      start();
    }
    at = end;
  }
  kind_ = around;
}

}  // namespace fairlead
