#include "address/url_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"

namespace fairlead::redis {
namespace {

/// Stands for each byte of a placeholder. No host, port or scheme holds it.
constexpr char blot_mark = '\x7f';

bool is_upper(char c) { return (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name(char c) {
  return is_upper(c) || is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
}

constexpr SchemeName schemes[] = {
    {"redis", Scheme::redis},
    {"rediss", Scheme::redis, true},
    {"redis-cluster", Scheme::redis},
    {"redis+cluster", Scheme::redis},
    {"rediss+cluster", Scheme::redis, true},
    {"valkey", Scheme::valkey},
    {"valkeys", Scheme::valkey, true},
    {"sentinel", Scheme::sentinel},
    {"sentinels", Scheme::sentinel, true},
    {"redis+sentinel", Scheme::sentinel},
    {"redis-sentinel", Scheme::sentinel},
    {"rediss+sentinel", Scheme::sentinel, true},
    {"rediss-sentinel", Scheme::sentinel, true},
    {"valkey+sentinel", Scheme::sentinel},
    {"valkey-sentinel", Scheme::sentinel},
    {"postgres", Scheme::postgresql},
    {"postgresql", Scheme::postgresql},
    {"pgsql", Scheme::postgresql},
    {"postgis", Scheme::postgresql},
    {"mysql", Scheme::mysql},
    {"mysql2", Scheme::mysql},
    {"mariadb", Scheme::mysql},
    {"amqp", Scheme::amqp},
    {"amqps", Scheme::amqp, true},
    {"pyamqp", Scheme::amqp},
    {"mongodb", Scheme::mongodb},
    {"mongodb+srv", Scheme::mongodb, true, true},
    {"http", Scheme::http},
    {"https", Scheme::http, true},
    {"nats", Scheme::nats},
};

std::optional<SchemeName> listed(std::string_view name) {
  for (const SchemeName& scheme : schemes) {
    if (equal_ignoring_case(scheme.name, name)) return scheme;
  }
  return std::nullopt;
}

bool is_separator(char c) { return contains("/:@,;=?&# \t\r\n\"'", std::string_view(&c, 1)); }

}  // namespace

/// What stands around the pieces of a text that is read from its begin to its end, in linear time.
class UrlText::Pieces {
 public:
  /// The separator before the piece at `at`; `/` where there is none.
  char opening(std::string_view text, std::size_t at) {
    for (; read_ < at; ++read_) {
      if (is_separator(text[read_])) opening_ = text[read_];
    }
    return opening_;
  }

  /// Whether an `@` follows `at` before the path, the query or the end does.
  bool before_at_sign(std::string_view text, std::size_t at) {
    if (next_ < at) next_ = std::min(text.find_first_of("@/,;?&# \t\r\n\"'", at), text.size());
    return next_ < text.size() && text[next_] == '@';
  }

 private:
  std::size_t read_ = 0, next_ = 0;
  char opening_ = '/';
};

std::optional<SchemeName> scheme_named(std::string_view name) {
  if (auto scheme = listed(name)) return scheme;
  // What wraps or follows the name of a database says which driver is used.
  for (const std::string_view prefix : {"jdbc:", "db+", "sqla+"}) {
    if (equal_ignoring_case(name.substr(0, prefix.size()), prefix)) {
      name.remove_prefix(prefix.size());
    }
  }
  const auto scheme = listed(name.substr(0, name.find('+')));
  const bool database =
      scheme && (scheme->kind == Scheme::postgresql || scheme->kind == Scheme::mysql);
  return database ? scheme : std::nullopt;
}

UrlText::UrlText(std::string_view text) : text_(text), plain_(text) {
  std::ranges::replace(plain_, blot_mark, 'x');
  steps_ += text.size();
  if (text.find_first_of("${<%") == std::string_view::npos) return;
  blot_pairs("{{", "}}");
  blot_pairs("$(", ")");
  blot_nested();
  blot_names();
}

void UrlText::blot(std::size_t begin, std::size_t end) {
  steps_ += end - begin;
  std::fill(plain_.begin() + static_cast<std::ptrdiff_t>(begin),
            plain_.begin() + static_cast<std::ptrdiff_t>(end), blot_mark);
}

/// From each `open` to the next `close`.
void UrlText::blot_pairs(std::string_view open, std::string_view close) {
  const std::size_t none = plain_.size();
  std::size_t begin = find(open, 0, none);
  while (begin < none) {
    const std::size_t end = find(close, begin + open.size(), none);
    if (end == none) return;
    blot(begin, end + close.size());
    begin = find(open, end, none);
  }
}

/// `${A:-${B}}`: from each `${` to its own brace.
void UrlText::blot_nested() {
  std::vector<std::size_t> open;
  std::vector<std::pair<std::size_t, std::size_t>> closed;
  steps_ += plain_.size();
  for (std::size_t i = 0; i < plain_.size(); ++i) {
    if (plain_[i] == '$' && at(i + 1) == '{') {
      open.push_back(i++);
    } else if (plain_[i] == '}' && !open.empty()) {
      while (!closed.empty() && closed.back().first > open.back()) closed.pop_back();
      closed.emplace_back(open.back(), i + 1);
      open.pop_back();
    }
  }
  for (const auto& [begin, end] : closed) blot(begin, end);
}

/// The end of a `$NAME` that is a whole piece of a URL, or 0: a `$` within a password is no
/// variable.
std::size_t UrlText::shell_variable(std::size_t at) const {
  constexpr std::string_view separators = "/:@,;=?&#\"' ";
  if (at > 0 && !contains(separators, std::string_view(plain_).substr(at - 1, 1))) return 0;
  std::size_t end = at + 1;
  if (!is_upper(this->at(end))) return 0;
  while (is_upper(this->at(end)) || is_digit(this->at(end))) ++end;
  const bool whole =
      end == plain_.size() || contains(separators, std::string_view(plain_).substr(end, 1));
  return whole && end - at > 2 ? end : 0;
}

/// The end of what begins as a format's verb does, `%s` or `%(name)s`, or 0: not of the escape of a
/// byte (`%d0`).
std::size_t UrlText::verb_end(std::size_t at) const {
  constexpr std::size_t longest_name = 100;
  const std::string_view text = plain_;
  std::size_t end = at + 1;
  if (this->at(end) == '(') {
    end = text.substr(0, std::min(end + longest_name, text.size())).find(')', end) + 1;
    return end > 0 && contains("sdv", text.substr(end, 1)) && end < text.size() ? end + 1 : 0;
  }
  if (this->at(end) == 's' || this->at(end) == 'v') return end + 1;
  if (this->at(end) != 'd') return 0;
  const std::string_view next = text.substr(++end, 1);
  return next.empty() || !contains("0123456789abcdefABCDEF", next) ? end : 0;
}

/// The end of a format's verb, or 0. One without a name is none where it may be a part of a
/// password: before an `@` and in a query only a whole piece counts.
std::size_t UrlText::format_verb(std::size_t at, Pieces& pieces) const {
  const std::string_view text = plain_;
  const std::size_t end = verb_end(at);
  if (end == 0 || text[at + 1] == '(') return end;
  const bool opens = at == 0 || is_separator(text[at - 1]);
  if (opens && (end == text.size() || is_separator(text[end]))) return end;
  const bool in_query = contains("=?&", std::string(1, pieces.opening(text, at)));
  return in_query || pieces.before_at_sign(text, end) ? 0 : end;
}

/// The end of a `<name>` or `{name}`, or 0.
std::size_t UrlText::bracketed_name(std::size_t at) const {
  const char close = plain_[at] == '<' ? '>' : '}';
  std::size_t end = at + 1;
  while (is_name(this->at(end))) ++end;
  return end > at + 1 && this->at(end) == close ? end + 1 : 0;
}

void UrlText::blot_names() {
  Pieces pieces;
  for (std::size_t i = 0; i < plain_.size(); ++i) {
    ++steps_;
    std::size_t end = 0;
    if (plain_[i] == '$') end = shell_variable(i);
    if (plain_[i] == '%') end = format_verb(i, pieces);
    if (plain_[i] == '<' || plain_[i] == '{') end = bracketed_name(i);
    if (end == 0) continue;
    blot(i, end);
    i = end - 1;
  }
}

std::size_t UrlText::find(std::string_view what, std::size_t begin, std::size_t end) const {
  const std::size_t found = std::min(plain().substr(0, end).find(what, begin), end);
  steps_ += found - std::min(begin, found);
  return found;
}

std::size_t UrlText::first_of(std::string_view characters, std::size_t begin,
                              std::size_t end) const {
  const std::size_t found = std::min(plain().substr(0, end).find_first_of(characters, begin), end);
  steps_ += found - std::min(begin, found);
  return found;
}

std::size_t UrlText::last_of(char character, std::size_t begin, std::size_t end) const {
  const std::size_t found = plain().substr(begin, end - begin).rfind(character);
  steps_ += end - begin - (found == std::string_view::npos ? 0 : found);
  return found == std::string_view::npos ? end : begin + found;
}

bool UrlText::has_placeholder(std::size_t begin, std::size_t end) const {
  const std::size_t found = find(std::string_view(&blot_mark, 1), begin, end);
  return found < end;
}

Part UrlText::part(std::size_t begin, std::size_t end) const {
  return {text_.substr(begin, end - begin), static_cast<std::uint32_t>(begin),
          static_cast<std::uint32_t>(end), true, has_placeholder(begin, end)};
}

Part UrlText::absent(std::size_t at) const {
  const auto offset = static_cast<std::uint32_t>(at);
  return {text_.substr(at, 0), offset, offset, false, false};
}

HostPort host_port(const UrlText& text, std::size_t begin, std::size_t end) {
  HostPort server;
  server.scheme = server.user = server.password = text.absent(begin);
  std::size_t host_begin = begin;
  std::size_t host_end = end;
  std::size_t colon = end;
  const std::string_view whole = text.plain().substr(begin, end - begin);
  text.add_steps(whole.size());
  const std::size_t bracket = text.at(begin) == '[' ? text.first_of("]", begin, end) : end;
  if (bracket < end) {
    host_begin = begin + 1;
    host_end = bracket;
    colon = text.at(bracket + 1) == ':' ? bracket + 1 : end;
  } else if ((std::ranges::count(whole, ':') < 3 && whole.find("::") == std::string_view::npos) ||
             whole.find_first_not_of("0123456789abcdefABCDEF:") != std::string_view::npos) {
    // Anything else is an IPv6 address without brackets, and has no port.
    host_end = colon = text.first_of(":", begin, end);
  }
  server.host = text.part(host_begin, host_end);
  server.port = colon < end ? text.part(colon + 1, end) : text.absent(end);
  return server;
}

}  // namespace fairlead::redis
