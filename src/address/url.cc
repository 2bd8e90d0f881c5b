#include "address/url.h"

#include <algorithm>
#include <charconv>

#include "address/url_text.h"
#include "base/text.h"

namespace fairlead::redis {
namespace {

bool is_scheme_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '-' || c == '.';
}

/// Where the scheme before the "://" at `colon` begins, not before `limit`.
std::size_t scheme_begin(const UrlText& text, std::size_t colon, std::size_t limit) {
  std::size_t begin = colon;
  const auto belongs = [&](std::size_t at) {
    return is_scheme_byte(text.at(at)) || text.has_placeholder(at, at + 1);
  };
  while (begin > limit && belongs(begin - 1)) --begin;
  constexpr std::string_view jdbc = "jdbc:";
  if (begin >= limit + jdbc.size() &&
      equal_ignoring_case(text.plain().substr(begin - jdbc.size(), jdbc.size()), jdbc)) {
    begin -= jdbc.size();
  }
  return begin;
}

/// The scheme written in [begin, end). Of `redis{{ … }}` what stands before the placeholder counts.
std::optional<SchemeName> scheme_in(const UrlText& text, std::size_t begin, std::size_t end) {
  if (begin == end) return std::nullopt;
  if (!text.has_placeholder(begin, end))
    return scheme_named(text.plain().substr(begin, end - begin));
  std::size_t literal = begin;
  while (!text.has_placeholder(literal, literal + 1)) ++literal;
  const auto known = scheme_named(text.plain().substr(begin, literal - begin));
  return known ? known : SchemeName{"", Scheme::unknown};
}

/// Reads one URL whose scheme is known to stand at its front.
class UrlReader {
 public:
  UrlReader(const UrlText& text, std::size_t end) : text_(text), end_(end) {}

  ConnectionUrl read(std::size_t begin, std::size_t colon, const SchemeName& scheme) {
    url_.kind = scheme.kind;
    url_.tls = scheme.tls;
    url_.srv = scheme.srv;
    url_.scheme = text_.part(begin, colon);
    std::size_t at = read_server(colon + 3, true);
    // Servers that repeat the scheme: `sentinel://h1:26379;sentinel://h2:26379`.
    while (at < end_) {
      const std::size_t next = text_.find("://", at, end_);
      const std::size_t first = url_.hosts.size();
      const Part repeated = text_.part(at + 1, next);
      at = read_server(next + 3, false);
      url_.hosts[first].scheme = repeated;
    }
    url_.whole = text_.part(begin, end_);
    return std::move(url_);
  }

 private:
  /// Reads from behind a "://" to the URL's end, or to the separator before a repeated scheme. The
  /// first one's user and rest are the URL's.
  std::size_t read_server(std::size_t begin, bool first);
  std::size_t server_end(std::size_t begin);
  std::size_t unescaped_userinfo_end(std::size_t begin, std::size_t authority, std::size_t end);
  void read_authority(std::size_t begin, std::size_t at_sign, std::size_t end, bool first);
  void read_rest(std::size_t begin, std::size_t end);
  bool repeats_userinfo(std::size_t begin, std::size_t end) const;
  void add_hosts(std::size_t begin, std::size_t end);
  void split_userinfo(std::size_t begin, std::size_t end, Part& user, Part& password) const;

  const UrlText& text_;
  std::size_t end_;  ///< of the whole URL; lowered where another kind of URL follows
  ConnectionUrl url_;
};

/// Where what begins behind a "://" ends: at a separator that another scheme follows, or at the
/// end.
std::size_t UrlReader::server_end(std::size_t begin) {
  std::size_t colon = text_.find("://", begin, end_);
  while (colon < end_) {
    const std::size_t scheme = scheme_begin(text_, colon, begin);
    const char before = scheme > begin ? text_.at(scheme - 1) : '\0';
    if (before == ',' || before == ';' || before == '|') {
      const auto next = scheme_in(text_, scheme, colon);
      if (next && next->kind == url_.kind) return scheme - 1;
      if (next) return end_ = scheme - 1;
    }
    colon = text_.find("://", colon + 3, end_);
  }
  return end_;
}

/// The `@` that ends a password with unencoded separators, or `end`. `authority` is where the
/// authority ends by the separators: it then holds no `@`, and no valid port.
std::size_t UrlReader::unescaped_userinfo_end(std::size_t begin, std::size_t authority,
                                              std::size_t end) {
  if (url_.kind == Scheme::http || authority == end) return end;
  const std::size_t colon = text_.first_of(":", begin, authority);
  if (colon == authority || text_.last_of('@', begin, authority) < authority) return end;
  const Part port = text_.part(colon + 1, authority);
  if (port.has_placeholder || (port_number(port) && colon > begin)) return end;
  const std::size_t first = text_.first_of("@", authority, end);
  const std::size_t query = text_.first_of("?", first, end);
  return first < end ? text_.last_of('@', authority, query) : end;
}

std::size_t UrlReader::read_server(std::size_t begin, bool first) {
  const std::size_t end = server_end(begin);
  std::size_t authority = text_.first_of("/?#", begin, end);
  std::size_t at_sign = text_.last_of('@', begin, authority);
  if (const auto meant = unescaped_userinfo_end(begin, authority, end); meant < end) {
    url_.unescaped_password = true;
    at_sign = meant;
    authority = text_.first_of("/?#", at_sign, end);
  }
  read_authority(begin, std::min(at_sign, authority), authority, first);
  if (first) read_rest(authority, end);
  return end;
}

void UrlReader::split_userinfo(std::size_t begin, std::size_t end, Part& user,
                               Part& password) const {
  const std::size_t colon = text_.first_of(":", begin, end);
  user = text_.part(begin, colon);
  password = colon < end ? text_.part(colon + 1, end) : text_.absent(end);
}

/// Whether every server of the list has its own `user:password@`.
bool UrlReader::repeats_userinfo(std::size_t begin, std::size_t end) const {
  if (text_.first_of(",;", begin, end) == end || url_.unescaped_password) return false;
  while (true) {
    const std::size_t next = text_.first_of(",;", begin, end);
    if (text_.first_of("@", begin, next) == next) return false;
    if (next == end) return true;
    begin = next + 1;
  }
}

void UrlReader::add_hosts(std::size_t begin, std::size_t end) {
  while (true) {
    const std::size_t next = text_.first_of(",;", begin, end);
    const std::size_t at_sign = text_.last_of('@', begin, next);
    HostPort server = host_port(text_, at_sign < next ? at_sign + 1 : begin, next);
    if (at_sign < next) split_userinfo(begin, at_sign, server.user, server.password);
    url_.hosts.push_back(server);
    if (next == end) return;
    begin = next + 1;
  }
}

void UrlReader::read_authority(std::size_t begin, std::size_t at_sign, std::size_t end,
                               bool first) {
  if (repeats_userinfo(begin, end)) at_sign = text_.first_of("@", begin, end);
  const bool has_user = at_sign < end;
  const std::size_t hosts = has_user ? at_sign + 1 : begin;
  const std::size_t before = url_.hosts.size();
  add_hosts(hosts, end);
  Part user = text_.absent(begin);
  Part password = user;
  if (has_user) split_userinfo(begin, at_sign, user, password);
  if (first) {
    url_.user = user;
    url_.password = password;
  } else {
    url_.hosts[before].user = user;
    url_.hosts[before].password = password;
  }
}

void UrlReader::read_rest(std::size_t begin, std::size_t end) {
  const std::size_t hash = text_.first_of("#", begin, end);
  const std::size_t question = text_.first_of("?", begin, hash);
  url_.path = begin < question ? text_.part(begin, question) : text_.absent(begin);
  url_.query = question < hash ? text_.part(question + 1, hash) : text_.absent(question);
  url_.fragment = hash < end ? text_.part(hash + 1, end) : text_.absent(end);
}

/// Where a URL inside other text ends.
std::size_t end_in_text(const UrlText& text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size()) {
    const char c = text.at(end);
    if (static_cast<unsigned char>(c) <= ' ' || contains("\"'`<>\\", {&c, 1})) break;
    ++end;
  }
  // Punctuation of the sentence or list around it; brackets of its own it keeps.
  constexpr std::string_view brackets[] = {"()", "[]", "{}"};
  const std::string_view run = text.plain().substr(begin, end - begin);
  text.add_steps(run.size());
  std::ptrdiff_t surplus[3];
  for (std::size_t i = 0; i < 3; ++i) {
    surplus[i] = std::ranges::count(run, brackets[i][1]) - std::ranges::count(run, brackets[i][0]);
  }
  for (; end > begin; --end) {
    const char c = text.at(end - 1);
    bool trims = contains(".,;:!", {&c, 1});
    for (std::size_t i = 0; i < 3; ++i) trims |= c == brackets[i][1] && surplus[i]-- > 0;
    if (!trims) break;
  }
  return end;
}

/// Whether the text is nothing but what begins at `begin`: quotes are then part of it, most likely
/// of a password, which must not be taken for a host.
bool is_one_word(const UrlText& text, std::size_t begin) {
  text.add_steps(begin == 0 ? text.size() : 0);
  return begin == 0 && std::ranges::none_of(text.plain(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ';
         });
}

}  // namespace

std::optional<ConnectionUrl> parse_url(std::string_view text) {
  return contains(text, "://") ? parse_url(UrlText(text)) : std::nullopt;
}

std::optional<ConnectionUrl> parse_url(const UrlText& text) {
  const std::size_t colon = text.find("://", 0, text.size());
  if (colon == text.size() || scheme_begin(text, colon, 0) != 0) return std::nullopt;
  text.add_steps(text.size());
  for (const char c : text.plain()) {
    if (static_cast<unsigned char>(c) < ' ') return std::nullopt;
  }
  const auto scheme = scheme_in(text, 0, colon);
  if (!scheme) return std::nullopt;
  return UrlReader(text, text.size()).read(0, colon, *scheme);
}

std::size_t most_urls(std::string_view text) {
  constexpr std::size_t bytes_walked = 2u << 20, fewest = 4;
  return std::max(fewest, bytes_walked / (text.size() + 1));
}

std::vector<ConnectionUrl> find_urls(std::string_view text) {
  return contains(text, "://") ? find_urls(UrlText(text)) : std::vector<ConnectionUrl>();
}

std::vector<ConnectionUrl> find_urls(const UrlText& text) {
  std::vector<ConnectionUrl> urls;
  std::size_t after = 0;
  std::size_t end = 0;  // of the run without blanks, which may hold many URLs
  std::size_t colon = text.find("://", 0, text.size());
  while (colon < text.size()) {
    const std::size_t begin = scheme_begin(text, colon, after);
    const auto scheme = scheme_in(text, begin, colon);
    after = colon + 3;
    if (scheme) {
      if (end < after) end = is_one_word(text, begin) ? text.size() : end_in_text(text, after);
      urls.push_back(UrlReader(text, end).read(begin, colon, *scheme));
      after = std::max<std::size_t>(after, urls.back().whole.end);
    }
    colon = text.find("://", after, text.size());
  }
  return urls;
}

std::vector<QueryParameter> query_parameters(const ConnectionUrl& url) {
  std::vector<QueryParameter> parameters;
  if (!url.query.present || url.query.empty()) return parameters;
  const UrlText text(url.query.text);
  const auto moved = [&](Part part) {
    part.begin += url.query.begin;
    part.end += url.query.begin;
    return part;
  };
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.first_of("&", begin, text.size());
    const std::size_t equals = text.first_of("=", begin, end);
    if (begin < end) {
      const Part value = equals < end ? text.part(equals + 1, end) : text.absent(end);
      parameters.push_back({moved(text.part(begin, equals)), moved(value)});
    }
    begin = end + 1;
  }
  return parameters;
}

}  // namespace fairlead::redis
