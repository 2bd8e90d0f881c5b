#include "secret/credentials.h"

#include <algorithm>

#include "base/text.h"
#include "secret/shown.h"
#include "secret/userinfo.h"
#include "secret/word.h"

namespace fairlead {
namespace {

/// How many parts of a credential are compared, and how many bytes.
constexpr int most_parts = 8;
constexpr std::size_t longest = 128;

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '-' || (static_cast<unsigned char>(c) & 0x80u) != 0;
}

std::size_t end_of_part(std::string_view text, std::size_t at) {
  if (at < text.size() && !is_word_byte(text[at])) return at + 1;
  while (at < text.size() && is_word_byte(text[at])) ++at;
  return at;
}

/// As much of a text as is compared.
std::string_view compared(std::string_view text) {
  std::size_t end = 0;
  for (int parts = 0; parts < most_parts && end < text.size(); ++parts) {
    const std::size_t next = end_of_part(text, end);
    end = std::min(next, longest);
    if (next > longest) break;
  }
  return text.substr(0, end);
}

}  // namespace

void Credentials::add(std::string_view text) {
  for (const std::string_view line : split(text, '\n')) {
    const std::string_view word = trimmed(line);
    if (!word.empty()) texts_[lower(compared(word))] |= is_telling(word);
  }
}

void Credentials::add_part(std::string_view text, std::size_t begin, std::size_t end) {
  add(text.substr(begin, end - begin));
  while (begin > 0 && is_word_byte(text[begin - 1])) --begin;
  while (end < text.size() && is_word_byte(text[end])) ++end;
  add(text.substr(begin, end - begin));
}

bool Credentials::contains(std::string_view text) const {
  return texts_.contains(lower(compared(trimmed(text))));
}

void Credentials::add_name(std::string_view text) {
  if (is_telling(text)) names_.insert(lower(text));
}

std::size_t Credentials::longest_at(std::string_view text, std::size_t at) const {
  std::size_t end = at, found = 0;
  for (int parts = 0; parts < most_parts && end < text.size(); ++parts) {
    end = end_of_part(text, end);
    const std::string part(text.substr(at, std::min(end - at, longest)));
    const auto known = texts_.find(part);
    if (known != texts_.end() && known->second && !names_.contains(part)) found = end;
    if (end - at > longest) break;
  }
  return found;
}

std::vector<Bytes> Credentials::find(std::string_view text) const {
  std::vector<Bytes> found;
  if (texts_.empty()) return found;
  const std::string small = lower(text);
  for (std::size_t at = 0; at < small.size();) {
    const std::size_t end = longest_at(small, at);
    if (end > 0) found.push_back({at, end});
    at = end > 0 ? end : end_of_part(small, at);
  }
  return found;
}

std::string Credentials::hidden_in(std::string_view text) const { return hidden(text, true); }

std::string Credentials::hidden(std::string_view text, bool urls) const {
  std::vector<HiddenPart> all;
  for (const Bytes& range : find(text)) {
    all.push_back(
        {static_cast<std::uint32_t>(range.begin), static_cast<std::uint32_t>(range.end), true});
  }
  if (urls && may_log_in(text)) {
    TextReader reader(text);
    reader.read({0, text.size()}, TextKind::value);
    std::erase_if(reader.hidden, [](const HiddenPart& part) { return !part.credential; });
    all.insert(all.end(), reader.hidden.begin(), reader.hidden.end());
  }
  std::ranges::sort(all, {}, &HiddenPart::begin);
  std::string result;
  std::size_t at = 0;
  for (const HiddenPart& part : all) {
    if (part.end <= at) continue;
    if (part.begin >= at) result.append(text.substr(at, part.begin - at)).append(credential_glyph);
    at = part.end;
  }
  return sanitized_utf8(result.append(text.substr(at)));
}

std::string Credentials::hidden_in_words(std::string_view message) const {
  std::string result;
  for (;;) {
    const auto open = message.find('`');
    const auto close = open == message.npos ? open : message.find('`', open + 1);
    if (close == message.npos) return result.append(hidden(message, false));
    result.append(hidden(message.substr(0, open + 1), false));
    result.append(hidden_in(message.substr(open + 1, close - open - 1))).append("`");
    message.remove_prefix(close + 1);
  }
}

}  // namespace fairlead
