#include "report/mask.h"

#include <algorithm>

#include "base/text.h"
#include "report/inert.h"

namespace fairlead {
namespace {

/// Whether to hide a credential, or a line of one, wherever it is repeated. These words stand in
/// charts where a password belongs, and in too many sentences and names; a few words in a row are
/// prose. Their own places are masked all the same.
bool is_telling(std::string_view text) {
  static constexpr std::string_view commonplaces[] = {
      "change-me", "change_me", "changeit", "changeme", "cluster.local", "default",  "disabled",
      "enabled",   "example",   "mongodb",  "passwd",   "password",      "postgres", "postgresql",
      "rabbitmq",  "required",  "resource", "secret",   "username"};
  constexpr std::size_t longest_prose = 20;
  const auto in_prose = [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; };
  if (contains(text, " ") && text.size() <= longest_prose && std::ranges::all_of(text, in_prose))
    return false;
  return std::ranges::none_of(
      commonplaces, [&](std::string_view word) { return equal_ignoring_case(word, text); });
}

/// A marked scalar has its quotes, which are not repeated elsewhere.
std::string_view without_quotes(std::string_view text) {
  text = trimmed(text);
  const bool quoted = text.size() > 2 && (text.front() == '"' || text.front() == '\'') &&
                      text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// Whether a text only says where a password comes from: `$(NAME)`, `${NAME}`, `$NAME`, `{{.x}}`,
/// alone or before a path. What has a default (`${NAME:-x}`) says more.
bool is_placeholder(std::string_view text) {
  if (text.starts_with("{{")) return text.ends_with("}}");
  if (!text.starts_with('$')) return false;
  const bool round = text.starts_with("$("), curly = text.starts_with("${");
  if (!round && !curly) return text == upper(text) && is_name(text.substr(1));
  const auto end = text.find(round ? ')' : '}');
  return end != text.npos && is_name(text.substr(2, end - 2)) &&
         (end + 1 == text.size() || text[end + 1] == '/');
}

/// "cache:6379,[::1]:6379,other": hosts, with ports or without.
bool are_hosts(std::string_view text) {
  return std::ranges::all_of(split(text, ','), [](std::string_view host) {
    const auto colon = host.rfind(':');
    return colon == host.npos || (colon > 0 && colon + 1 < host.size() &&
                                  host.find_first_not_of("0123456789", colon + 1) == host.npos);
  });
}

/// The passwords of `//user:password@`, wherever a text holds one that no reader saw. Whoever did
/// not encode a `/`, `#` or `?` in a password has them hidden, too: what could be one is.
void add_passwords(std::string_view text, std::vector<Range>& found) {
  constexpr std::string_view sign = "://";
  for (auto at = text.find(sign); at != std::string_view::npos;) {
    at += sign.size();
    const auto next = text.find(sign, at);
    std::string_view rest = text.substr(at, next - at);
    rest = rest.substr(0, rest.find_first_of(" \t\r\n\"'`<>"));
    const auto end = rest.rfind('@');
    const auto colon = rest.find(':');
    const auto path = rest.find_first_of("/?#");
    const bool has_user = end != rest.npos && colon < path && colon + 1 < end;
    if (has_user && !(path < end && are_hosts(rest.substr(0, path))) &&
        !is_placeholder(rest.substr(colon + 1, end - colon - 1))) {
      found.push_back({at + colon + 1, at + end});
    }
    at = next;
  }
}

}  // namespace

Mask::Mask(const SourceMap& sources) : sources_(sources) {
  for (const Span& span : sources.secrets()) marked_[span.source].push_back({span.begin, span.end});
  for (const Span& span : sources.hidden()) marked_[span.source].push_back({span.begin, span.end});
  for (const std::string& text : sources.secret_texts()) {
    // Lines of a longer credential may be repeated with another indentation.
    for (const std::string_view line : split(without_quotes(text), '\n')) {
      if (is_telling(trimmed(line))) texts_.add(trimmed(line));
    }
  }
}

std::vector<Range> Mask::found_in(std::string_view text) const {
  std::vector<Range> found = texts_.find(text);
  add_passwords(text, found);
  return found;
}

std::string Mask::words(std::string_view text) const {
  std::string result;
  std::size_t at = 0;
  for (const Range& range : merged(found_in(text))) {
    result += text.substr(at, range.begin - at);
    result += stars;
    at = range.end;
  }
  result += text.substr(at);
  return well_formed(result);
}

std::vector<Span> Mask::hidden(Span span) const {
  const auto [whole, added] = hidden_.try_emplace(span.source);
  if (added) {
    std::vector<Range> found = found_in(sources_.text(span.source));
    const auto marked = marked_.find(span.source);
    if (marked != marked_.end())
      found.insert(found.end(), marked->second.begin(), marked->second.end());
    whole->second = merged(std::move(found));
  }
  std::vector<Span> result;
  auto range = std::ranges::upper_bound(whole->second, span.begin, {}, &Range::end);
  for (; range != whole->second.end() && range->begin < span.end; ++range) {
    const std::size_t begin = std::max<std::size_t>(range->begin, span.begin);
    const std::size_t end = std::min<std::size_t>(range->end, span.end);
    result.push_back(span.part(begin - span.begin, end - span.begin));
  }
  return result;
}

std::string Mask::source(Span span) const {
  if (span.begin == 0) span = span.part(byte_order_mark(sources_.text(span)), span.size());
  std::string text;
  std::uint32_t at = span.begin;
  for (const Span& part : hidden(span)) {
    text += sources_.text({span.source, at, part.begin});
    text += stars;
    at = part.end;
  }
  text += sources_.text({span.source, at, span.end});
  return well_formed(text);
}

bool Mask::can_show(const Fix& fix) const {
  return std::ranges::all_of(
      fix.edits, [&](const Edit& edit) { return words(edit.replacement) == edit.replacement; });
}

}  // namespace fairlead
