#include "report/mask.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

constexpr std::string_view hidden = "****";
/// Whether a credential can be told from a word: `password` or `postgres` stand in too many
/// sentences. Its own place is masked all the same.
bool is_telling(std::string_view text) {
  constexpr std::size_t shortest = 6, longest_word = 12;
  if (text.size() < shortest) return false;
  const bool letters = std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
  return !letters || text.size() > longest_word;
}

/// The bytes of a userinfo's password, `//user:password@`, wherever a text holds one that no reader
/// saw.
struct Userinfo {
  std::size_t begin = 0, end = 0;
};
std::optional<Userinfo> next_password(std::string_view text, std::size_t from) {
  for (auto at = text.find("://", from); at != std::string_view::npos;
       at = text.find("://", at + 3)) {
    const auto end = text.find_first_of("/ \t\"'<>", at + 3);
    const std::string_view authority =
        text.substr(at + 3, end == std::string_view::npos ? end : end - at - 3);
    const auto sign = authority.rfind('@');
    const auto colon = authority.find(':');
    if (sign == std::string_view::npos || colon == std::string_view::npos || colon + 1 >= sign)
      continue;
    if (authority.substr(colon + 1).starts_with("$") ||
        authority.substr(colon + 1).starts_with("****"))
      continue;
    return Userinfo{at + 3 + colon + 1, at + 3 + sign};
  }
  return std::nullopt;
}

std::string without_userinfo(std::string text) {
  std::size_t from = 0;
  while (const auto found = next_password(text, from)) {
    text.replace(found->begin, found->end - found->begin, hidden);
    from = found->begin + hidden.size();
  }
  return text;
}

}  // namespace

Mask::Mask(const SourceMap& sources) : sources_(sources) {
  std::vector<Span> spans = sources.secrets();
  std::ranges::sort(spans, {},
                    [](const Span& span) { return std::tuple(span.source, span.begin, span.end); });
  for (const Span& span : spans) {
    if (!spans_.empty() && spans_.back().source == span.source && span.begin <= spans_.back().end) {
      spans_.back().end = std::max(spans_.back().end, span.end);
    } else {
      spans_.push_back(span);
    }
  }
  for (std::string& text : sources.secret_texts()) {
    // A marked scalar has its quotes, which are not repeated elsewhere.
    std::string_view bare = trimmed(text);
    if (bare.size() > 2 && (bare.front() == '"' || bare.front() == '\'') &&
        bare.back() == bare.front()) {
      bare = bare.substr(1, bare.size() - 2);
    }
    for (const std::string_view line : split(bare, '\n')) {
      if (is_telling(trimmed(line))) texts_.emplace_back(trimmed(line));
    }
  }
  std::ranges::sort(texts_, [](const auto& a, const auto& b) {
    return std::tuple(b.size(), a) < std::tuple(a.size(), b);
  });
  const auto rest = std::ranges::unique(texts_);
  texts_.erase(rest.begin(), rest.end());
}

std::string Mask::without_known(std::string text) const {
  for (const std::string& secret : texts_) {
    for (auto at = text.find(secret); at != std::string::npos;
         at = text.find(secret, at + hidden.size())) {
      text.replace(at, secret.size(), hidden);
    }
  }
  return without_userinfo(std::move(text));
}

std::string Mask::words(std::string_view text) const { return without_known(sanitized_utf8(text)); }

std::string Mask::source(Span span) const {
  std::string text;
  std::uint32_t at = span.begin;
  auto place =
      std::ranges::lower_bound(spans_, std::tuple(span.source, span.begin), {},
                               [](const Span& each) { return std::tuple(each.source, each.end); });
  for (; place != spans_.end() && place->source == span.source && place->begin < span.end;
       ++place) {
    if (place->end <= at) continue;
    if (place->begin > at) text += sources_.text({span.source, at, place->begin});
    text += hidden;
    at = std::min(place->end, span.end);
  }
  text += sources_.text({span.source, at, std::max(at, span.end)});
  return without_known(sanitized_utf8(text));
}

std::string inert(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
      fmt::format_to(std::back_inserter(result), "\\x{:02x}", byte);
      continue;
    }
    // U+0080–U+009F are control characters; U+202A–U+202E and U+2066–U+2069 turn the writing
    // direction.
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      fmt::format_to(std::back_inserter(result), "\\u00{:02x}",
                     static_cast<unsigned char>(text[++i]));
      continue;
    }
    if (byte == 0xE2 && i + 2 < text.size()) {
      const auto second = static_cast<unsigned char>(text[i + 1]),
                 third = static_cast<unsigned char>(text[i + 2]);
      const bool turns = (second == 0x80 && third >= 0xAA && third <= 0xAE) ||
                         (second == 0x81 && third >= 0xA6 && third <= 0xA9) ||
                         (second == 0x80 && third >= 0xA8 && third <= 0xA9);
      if (turns) {
        fmt::format_to(std::back_inserter(result), "\\u20{:02x}",
                       second == 0x80 ? third - 0x80u : third - 0x40u);
        i += 2;
        continue;
      }
    }
    result += text[i];
  }
  for (auto at = result.find("##["); at != std::string::npos; at = result.find("##[", at + 3)) {
    result.replace(at, 3, "##\\[");
  }
  const auto first = result.find_first_not_of(" \t");
  if (first != std::string::npos && std::string_view(result).substr(first).starts_with("::")) {
    result.insert(first, "\\");
  }
  return result;
}

}  // namespace fairlead
