#include "secret/secret_edits.h"

#include <algorithm>
#include <utility>

#include "base/name_words.h"
#include "base/text.h"
#include "facts/connect/credential.h"
#include "secret/secret_names.h"
#include "secret/secret_text.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;
/// No expression or format that people write is longer.
constexpr std::size_t longest = 1000;

/// Whether a text says a password's name anywhere.
bool says_password(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_name_character(text[end])) ++end;
    const std::string_view name = text.substr(at, end - at);
    if (names_credential(name) || is_password_directive(name, false)) return true;
    at = end + 1;
  }
  return false;
}

/// The end of a part of a sed expression that begins at `at`: the next `sign` that is not escaped.
std::size_t end_of_part(std::string_view line, std::size_t at, char sign) {
  const std::size_t last = std::min(line.size(), at + longest);
  for (; at < last; ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == sign) {
      return at;
    }
  }
  return none;
}

/// The words of a replacement: all that is neither a name nor a group of the pattern.
void add_replacement(std::string_view text, TextRange part, std::vector<TextRange>& found) {
  for (std::size_t at = part.begin; at < part.end;) {
    const std::size_t end = std::min(text.find_first_of(" \t=:\"'", at), part.end);
    std::size_t begin = at;
    while (begin < end && contains("\"'\\#>", text.substr(begin, 1))) ++begin;
    const bool group = begin > at && text[begin - 1] == '\\' && end - begin <= 1;
    const std::string_view word = text.substr(begin, end - begin);
    const bool name = is_password_directive(word, false) || names_credential(word);
    if (!word.empty() && !group && !name && word != "&" && !is_reference(word))
      found.push_back({begin, end});
    at = end + 1;
  }
}

void substituted_in(std::string_view text, TextRange line, std::vector<TextRange>& found) {
  const std::string_view up_to = text.substr(0, line.end);
  const auto sed = up_to.find("sed ", line.begin);
  if (sed == none) return;
  for (auto at = up_to.find('s', sed + 4); at != none && at + 1 < up_to.size();
       at = up_to.find('s', at + 1)) {
    const char sign = up_to[at + 1];
    if (!contains(" \"';{}/0123456789$,!\\", up_to.substr(at - 1, 1))) continue;
    if (!contains("|/#,@:!~%^+;_", std::string_view(&sign, 1))) continue;
    const std::size_t pattern = end_of_part(up_to, at + 2, sign);
    const std::size_t end = pattern == none ? none : end_of_part(up_to, pattern + 1, sign);
    if (end == none) continue;
    if (says_password(up_to.substr(at + 2, end - at - 2)))
      add_replacement(text, {pattern + 1, end}, found);
    at = end;
  }
}

/// The next argument of a command at `at`, without its quotes; [end, end) behind the last one.
TextRange argument(std::string_view line, std::size_t at, std::size_t& next) {
  at = std::min(line.find_first_not_of(" \t", at), line.size());
  next = at;
  if (at == line.size() || contains("|>;&)", line.substr(at, 1))) return {at, at};
  std::size_t quote = at;
  while (quote < line.size() && line[quote] == '\\') ++quote;
  if (quote < line.size() && (line[quote] == '"' || line[quote] == '\'')) {
    const std::string_view opening = line.substr(at, quote + 1 - at);
    const std::size_t close =
        line.substr(0, std::min(line.size(), at + longest)).find(opening, quote + 1);
    if (close != none) {
      next = close + opening.size();
      return {quote + 1, close};
    }
  }
  next = std::min(line.find_first_of(" \t;|>)\"", quote), line.size());
  return {at, next};
}

/// Whether what is written before a conversion of printf is a password's name or an ACL sign.
bool announces(std::string_view before) {
  while (!before.empty() && contains(" \t=:\"'\\", before.substr(before.size() - 1)))
    before.remove_suffix(1);
  if (before.ends_with('>')) return true;
  std::size_t begin = before.size();
  while (begin > 0 && is_name_character(before[begin - 1])) --begin;
  if (begin > 0 && before[begin - 1] == '\\') ++begin;  // `\nrequirepass`
  const std::string_view name = before.substr(std::min(begin, before.size()));
  return names_credential(name) || is_password_directive(name, false);
}

void formatted_in(std::string_view text, TextRange line, std::vector<TextRange>& found) {
  const std::string_view up_to = text.substr(0, line.end);
  for (auto at = up_to.find("printf ", line.begin); at != none;) {
    std::size_t next = 0;
    TextRange format = argument(up_to, at + 7, next);
    if (up_to.substr(format.begin).starts_with("--")) format = argument(up_to, next, next);
    const std::string_view written = up_to.substr(0, format.end);
    for (auto sign = written.find('%', format.begin); sign != none;
         sign = written.find('%', sign + 1)) {
      if (written.substr(sign + 1).starts_with('%')) {
        ++sign;
        continue;
      }
      const TextRange value = argument(up_to, next, next);
      if (value.begin == value.end) break;
      const std::string_view before = up_to.substr(format.begin, sign - format.begin);
      const bool reference = is_reference(up_to.substr(value.begin, value.end - value.begin));
      if (!reference &&
          announces(before.substr(before.size() - std::min<std::size_t>(before.size(), 64))))
        found.push_back(value);
    }
    at = up_to.find("printf ", std::max(next, at + 7));
  }
}

/// Whether values of that name are addresses.
bool names_address(std::string_view name) {
  static constexpr std::string_view addresses[] = {
      "host",     "hosts",     "hostname",   "addr",    "address", "addresses", "url",  "uri",
      "dsn",      "endpoint",  "broker",     "brokers", "server",  "servers",   "node", "nodes",
      "sentinel", "sentinels", "connection", "conn",    "redis",   "backend"};
  static constexpr std::string_view others[] = {"email", "mail",  "image", "registry", "repository",
                                                "repo",  "git",   "from",  "contact",  "user",
                                                "ssh",   "admin", "smtp"};
  const auto words = name_words(name);
  const auto among = [&](auto& all) {
    return std::ranges::any_of(all, [&](std::string_view word) { return has_word(words, word); });
  };
  return among(addresses) && !among(others);
}

/// Whether `redis-socket://` or the like ends there.
bool behind_redis_scheme(std::string_view before) {
  if (!before.ends_with("://")) return false;
  before.remove_suffix(3);
  std::size_t begin = before.size();
  while (begin > 0 && (is_name_character(before[begin - 1]) || before[begin - 1] == '+')) --begin;
  const std::string_view scheme = before.substr(begin);
  return scheme.starts_with("redis") || scheme.starts_with("valkey") || scheme == "unix";
}

/// Whether one of the quoted words of an element is a credential's name.
bool element_names(std::string_view element) {
  for (auto at = element.find('"'); at != none; at = element.find('"', at + 1)) {
    std::size_t end = at + 1;
    while (end < element.size() && is_name_character(element[end])) ++end;
    if (end < element.size() && element[end] == '"' &&
        names_credential(element.substr(at + 1, end - at - 1)))
      return true;
  }
  return false;
}

/// `<password>x</password>`, `<add key="password" value="x"/>`
void in_elements(std::string_view text, std::vector<TextRange>& found) {
  for (auto at = text.find('<'); at != none; at = text.find('<', at + 1)) {
    const std::string_view line = text.substr(0, std::min(text.size(), at + longest));
    const auto close = line.find('>', at);
    if (close == none) continue;
    const std::string_view element = text.substr(at + 1, close - at - 1);
    std::size_t end = 0;
    while (end < element.size() && is_name_character(element[end])) ++end;
    const auto next = line.find('<', close);
    if (end > 0 && next != none && next > close + 1 && names_credential(element.substr(0, end)))
      found.push_back({close + 1, next});
    const auto value = element.find("value=");
    if (value == none || !element_names(element)) continue;
    const std::size_t begin = at + 1 + value + 6;
    if (begin < close) found.push_back({begin, close});
  }
}

/// `setPassword("x")`
void in_calls(std::string_view text, std::vector<TextRange>& found) {
  for (auto at = text.find('('); at != none; at = text.find('(', at + 1)) {
    std::size_t quote = at + 1;
    while (quote < text.size() && text[quote] == '\\') ++quote;
    if (quote >= text.size() || (text[quote] != '"' && text[quote] != '\'')) continue;
    const auto close = text.substr(0, quote + longest).find(text[quote], quote + 1);
    if (close != none && close > quote + 1 && names_credential(name_before(text, at)))
      found.push_back({quote + 1, close});
  }
}

/// The lines of a private key.
void in_keys(std::string_view text, std::vector<TextRange>& found) {
  static constexpr std::string_view begins = "PRIVATE KEY-----", ends = "-----END";
  for (auto at = text.find(begins); at != none; at = text.find(begins, at + 1)) {
    const std::size_t from = at + begins.size();
    const auto to = text.find(ends, from);
    if (from < std::min(to, text.size())) found.push_back({from, std::min(to, text.size())});
    if (to == none) return;
    at = text.find(begins, to);  // the name in its last line
    if (at == none) return;
  }
}

/// The end of a host that begins at `at`, and whether a port follows.
std::pair<std::size_t, bool> host_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < longest && is_name_character(text[end])) ++end;
  const bool digit =
      end + 1 < text.size() && text[end] == ':' && text[end + 1] >= '0' && text[end + 1] <= '9';
  return {end, digit};
}

}  // namespace

void add_substituted(std::string_view text, std::vector<TextRange>& found) {
  if (!contains(text, "sed ")) return;
  for (std::size_t at = 0; at < text.size(); at = end_of_line(text, at) + 1) {
    substituted_in(text, {at, end_of_line(text, at)}, found);
  }
}

void add_formatted(std::string_view text, std::vector<TextRange>& found) {
  if (!contains(text, "printf ")) return;
  for (std::size_t at = 0; at < text.size(); at = end_of_line(text, at) + 1) {
    formatted_in(text, {at, end_of_line(text, at)}, found);
  }
}

void add_lone_users(std::string_view text, std::vector<TextRange>& found) {
  std::size_t earliest = 0;
  for (auto at = text.find('@'); at != none; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > earliest && !contains(" \t\r\n\"'`,;<=:/", text.substr(begin - 1, 1))) --begin;
    earliest = at + 1;
    const auto [end, port] = host_at(text, at + 1);
    const std::string_view user = text.substr(begin, at - begin);
    if (user == "git" || text.substr(at + 1).starts_with("sha")) continue;
    if (behind_redis_scheme(text.substr(0, begin)) && begin < at && !is_reference(user)) {
      found.push_back({begin, at});
      continue;
    }
    const bool path = begin > 0 && (text[begin - 1] == '/' || text[begin - 1] == ':');
    if (begin == at || end == at + 1 || path) continue;
    const bool assigned =
        begin > 0 && text[begin - 1] == '=' && names_address(name_before(text, begin - 1));
    if ((port || assigned) && !is_reference(user)) found.push_back({begin, at});
  }
}

void add_enclosed(std::string_view text, std::vector<TextRange>& found) {
  in_elements(text, found);
  in_calls(text, found);
  if (contains(text, "PRIVATE KEY")) in_keys(text, found);
}

std::size_t lone_user(std::string_view name, std::string_view value) {
  const auto at = value.find('@');
  if (at == none || at == 0 || value.substr(0, at).find_first_of(" /:") != none) return 0;
  const bool host = host_at(value, at + 1).first > at + 1;
  return host && names_address(name) && !is_reference(value.substr(0, at)) ? at : 0;
}

}  // namespace fairlead
