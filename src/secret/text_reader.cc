#include "secret/text_reader.h"

#include <algorithm>

#include "base/text.h"
#include "redis/config/directives.h"
#include "redis/config/shown.h"
#include "secret/names.h"
#include "secret/userinfo.h"
#include "secret/word.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n";
/// What parts words of scripts and of JSON.
constexpr std::string_view signs = "\"'`,;(){}[]|&<>", signs_around_addresses = "\"'`<>";

bool is_one_of(std::string_view all, char c) { return all.find(c) != none; }

/// Two bytes that part words: `\n` as printf has it, a quote inside of quotes.
bool is_escape(std::string_view text) {
  return text.size() > 1 && text[0] == '\\' && is_one_of("ntr\"'\\/\n", text[1]);
}

/// What an option begins with, also as word processors make it of two dashes; 0 for other words.
std::size_t dashes_of(std::string_view word) {
  if (word.starts_with("\u2014") || word.starts_with("\u2013")) return 3;
  return word.size() > 1 ? std::min(word.find_first_not_of('-'), word.size()) : 0;
}

}  // namespace

/// What stands where a password belongs: it shows where it only says where the password is.
void TextReader::credential(Bytes range) {
  while (range.begin < range.end && is_one_of("\"'", source_[range.begin])) ++range.begin;
  while (range.begin < range.end && is_one_of("\"'", source_[range.end - 1])) --range.end;
  const std::string_view written = text(range);
  if (!is_reference(written)) return hide(range, true);
  const auto first = written.find_first_not_of("$({");
  if (written.starts_with('$') && first != none)
    variables.emplace(written.substr(first, written.find_first_of("})", first) - first));
}

void TextReader::start() {
  expect(Next::any);
  client_ = false;
}

void TextReader::expect(Next next, int more) {
  next_ = next;
  more_ = more;
}

Bytes TextReader::next_word(std::size_t at, std::size_t end) {
  const std::size_t from = at;
  while (at < end && is_one_of(blanks, source_[at])) ++at;
  std::size_t stop = at;
  while (stop < end && !is_one_of(blanks, source_[stop]))
    stop += std::max<std::size_t>(action_size(text({stop, end})), 1);
  steps += stop - from;
  return {at, stop};
}

void TextReader::read(Bytes range, TextKind kind) {
  kind_ = kind;
  steps += range.end - range.begin;
  for (std::size_t begin = range.begin; begin < range.end;) {
    std::size_t end = begin;
    while (end < range.end && source_[end] != '\n' && source_.substr(end, 2) != "\\n") ++end;
    line({begin, end});
    begin = end + (end < range.end && source_[end] == '\\' ? 2 : 1);
  }
}

void TextReader::line(Bytes line) {
  if (kind_ == TextKind::value) return words(line);
  std::size_t at = line.begin;
  while (at < line.end && is_one_of(" \t\r\"'`", source_[at])) ++at;
  if (at < line.end && source_[at] == '#') return hide({at + 1, line.end}, false);
  const Bytes first = next_word(at, line.end);
  Bytes rest = next_word(first.end, line.end);
  rest.end = rest.begin == rest.end ? rest.begin : line.end;
  while (rest.end > rest.begin && is_one_of(" \t\r", source_[rest.end - 1])) --rest.end;
  if (kind_ != TextKind::words) start();
  if (next_ != Next::any || first.begin == first.end || !directive(first, rest)) return words(line);
  if (next_ != Next::credential) expect(Next::any);
}

/// Where a word ends that begins at `at`: an address has signs of its own.
std::size_t TextReader::word_end(std::size_t at, std::size_t end) const {
  const std::string_view* ends = &signs;
  for (; at < end; ++at) {
    const std::string_view rest = source_.substr(at, end - at);
    if (rest.starts_with("://")) ends = &signs_around_addresses;
    if (const std::size_t size = ends == &signs ? 0 : action_size(rest); size > 0) {
      at += size - 1;
      continue;
    }
    if (is_one_of(blanks, rest[0]) || is_one_of(*ends, rest[0]) || is_escape(rest)) break;
  }
  return at;
}

void TextReader::words(Bytes line) {
  for (std::size_t at = line.begin; at < line.end;) {
    const std::string_view rest = text({at, line.end});
    ++steps;
    if (is_one_of(blanks, rest[0])) {
      ++at;
    } else if (const std::size_t size = std::max(reference_size(rest), action_size(rest));
               size > 0) {
      const bool secret = taken(false) == Next::credential;
      if (rest.starts_with("{{"))
        action({at, at + size}, secret);
      else if (secret)
        credential({at, at + size});
      at += size;
    } else if (is_escape(rest)) {
      at += 2;
    } else if (is_one_of(signs, rest[0]) || is_one_of(":=", rest[0]) || rest.starts_with("$(") ||
               rest.starts_with("${")) {
      if (is_one_of(";|&", rest[0])) start();
      const bool filled_in = at > line.begin && source_[at - 1] == '$';
      if (rest[0] == '{' && !filled_in) expect(Next::any);  // `"auth": {"pass": …`
      ++at;
    } else if (rest[0] == '#' && at > line.begin && is_one_of(blanks, source_[at - 1])) {
      at = kind_ == TextKind::words ? at + 1 : next_word(at + 1, line.end).begin;
      return hide({at, line.end}, false);
    } else {
      const std::size_t end = word_end(at, line.end);
      word({at, end}, line.end);
      at = end;
    }
  }
}

/// One word of a line that ends at `end`.
void TextReader::word(Bytes range, std::size_t end) {
  const std::string_view written = text(range);
  steps += written.size();
  const char before = range.begin > 0 ? source_[range.begin - 1] : '\0';
  // What goes on behind a reference, `{{ .x }}-redis`, is no option.
  const std::size_t dashes = before == '}' ? 0 : dashes_of(written);
  const Next here = taken(dashes > 0);
  const std::size_t sign = std::min(written.find_first_of("=:", dashes), written.size());
  const std::string_view name = written.substr(dashes, sign - dashes);
  if (here == Next::credential) {
    if (before != '{' || sign == written.size() || !is_plain_name(name)) return credential(range);
    variables.emplace(name);  // `--requirepass ${X:-y}`
    return credential(behind_signs({range.begin + sign, range.end}));
  }
  if (is_one_of("<>", before) && !(written.starts_with('/') && is_harmless(written)))
    return hide(range, kind_ != TextKind::words || before == '>');
  const bool named =
      (dashes > 0 || sign < written.size() || is_key(range.end, end)) && is_plain_name(name);
  if (contains(written, "://") && !(named && announces(name))) return urls(range);
  // `redis:user:password@host`; not the image `redis:7@sha256:…`.
  if (sign < written.size() && user_end(written.substr(sign)) != none && ends_with_scheme(name) &&
      !contains(written, "@sha256:"))
    return url({range.begin + sign + 1, range.end}, true);
  if (here == Next::value && redis::glued_password(written) == none) return;
  if (dashes > 0 && !shows_option(range, dashes, name)) return;
  if (named && (dashes > 0 || !is_harmless(written)))
    return behind(name, {range.begin + sign, range.end});
  if (equal_ignoring_case(written, "auth") && (client_ || written == "AUTH"))
    return expect(Next::credential, 1);
  if (const redis::Directive* known = redis::find_directive(written); known && known->secret)
    return expect(Next::credential);
  client_ = client_ || written.ends_with("-cli");
  if (here != Next::name || !is_plain_name(written)) lone(range);
}

/// What the word at hand is by those before it; an option is none that was waited for.
TextReader::Next TextReader::taken(bool option) {
  const Next here = option ? Next::any : next_;
  if (option || more_-- <= 0) expect(Next::any);
  return here;
}

/// `"password": x`: whether a `:` or `=` follows what ends at `at` and its quotes.
bool TextReader::is_key(std::size_t at, std::size_t end) {
  const std::size_t from = at;
  while (at < end && is_one_of("\"' \\", source_[at])) ++at;
  steps += at - from;
  return at > from && at < end && is_one_of(":=", source_[at]);
}

/// Whether an option's name is one; hides it, and what is glued to it, where it may be more.
bool TextReader::shows_option(Bytes range, std::size_t dashes, std::string_view name) {
  const bool short_one = dashes == 1 && name.size() > 0;
  if (short_one && client_ && name[0] == 'a') {  // `redis-cli -a x`, `-ax`
    if (range.end - range.begin == 2) expect(Next::credential);
    hide({range.begin + 2, range.end}, true);
    return false;
  }
  std::size_t shown = redis::shown_size(name);
  const bool glued = shown < name.size() && announces(name.substr(0, shown));
  const bool known = redis::find_directive(name) != nullptr || announces(name);
  if (short_one && name.size() > 1 && !known) {  // `-ppassword`
    shown = 1;
  } else if (!glued) {
    if (is_plain_name(name) && (shown == name.size() || known)) return true;
    shown = 0;
  }
  hide({range.begin + dashes + shown, range.end}, glued);
  return false;
}

Bytes TextReader::behind_signs(Bytes range) const {
  while (range.begin < range.end && is_one_of("=:?+-", source_[range.begin])) ++range.begin;
  return range;
}

/// What stands behind a name, or will: `--maxmemory 1Gi`, `password=x`, `"host": x`, `${X:-y}`.
void TextReader::behind(std::string_view name, Bytes range) {
  range = behind_signs(range);
  const bool shown = names_place(name) || redis::find_directive(name);
  const Next next = announces(name) ? Next::credential : shown ? Next::name : Next::any;
  if (range.begin == range.end) return expect(next);
  if (next == Next::credential) return credential(range);
  if (next == Next::any || !is_plain_name(text(range))) lone(range);
}

/// A word that nothing announces.
void TextReader::lone(Bytes range) {
  const std::string_view written = text(range);
  const auto at = user_end(written);
  // `user:password@host`, `token@host`; not `owner/name@v4`, `image@sha256:…`, `git@host:path`.
  const std::string_view before = written.substr(0, at == none ? 0 : at);
  std::size_t colon_size = 0;
  const bool password = encoded_colon(before, colon_size) != none;
  const bool user = is_plain_name(before.substr(0, 1)) && before != "git" &&
                    !contains(written, "@sha256:") && (password || !contains(before, "/"));
  const bool encoded = password && at != none && written[at] == '%';
  if (user || encoded) return hide({range.begin, range.begin + at}, password);
  if (!shows(range)) hide(range, false);
}

bool TextReader::shows(Bytes range) const {
  const std::string_view written = text(range);
  if (is_harmless(written) || is_reference(written)) return true;
  if (kind_ == TextKind::value) return !looks_made(written);
  if (is_known_word(written)) return true;
  const bool about = std::ranges::any_of(focus_, [&](const Bytes& focus) {
    return focus.begin < range.end && range.begin < focus.end;
  });
  return about && std::ranges::all_of(split(written, ':'), is_plain_name);
}

/// Addresses in a word, each up to where the next one's scheme begins.
void TextReader::urls(Bytes range) {
  constexpr std::string_view sign = "://";
  for (std::size_t at = source_.find(sign, range.begin); at < range.end;) {
    const bool known = ends_with_scheme(text({range.begin, at}));
    const std::size_t begin = at + sign.size();
    at = std::min(source_.substr(0, range.end).find(sign, begin), range.end);
    steps += at - begin;
    url({begin, at}, known);
  }
}

/// What stands behind the `://` of one, or behind the colon of a `known` scheme.
void TextReader::url(Bytes range, bool known) {
  std::string_view rest = text(range);
  steps += rest.size();
  // Too many slashes or too few: a server stands behind them where somebody logs in to it. Other
  // schemes have paths there.
  const std::size_t slashes = slashes_size(rest);
  const std::string_view server =
      rest.substr(slashes, known ? none : rest.find_first_of("/?#", slashes) - slashes);
  const std::size_t at = user_end(server);
  if (slashes > 0 && at != none && (known || contains(server.substr(0, at), ":")))
    range.begin += slashes;
  path({server_end(range), range.end});
}

/// Hides what somebody logs in with to the server that a text begins with, and says where that
/// ends. Whoever did not encode a `/`, `#` or `?` in a password has them hidden, too.
std::size_t TextReader::server_end(Bytes range) {
  const std::string_view rest = text(range);
  const std::size_t end = rest.find_first_of("/?#");
  // An encoded sign is one of the server alone.
  const std::size_t written = rest.rfind('@');
  const std::size_t at = written != none ? written : user_end(rest.substr(0, end));
  std::size_t colon_size = 0;
  const std::size_t colon = encoded_colon(rest.substr(0, at), colon_size);
  const std::size_t port = rest.find(':');
  std::size_t behind = 0;
  const auto is_port = [](std::string_view text) {
    return text.find_first_not_of("0123456789,") == none || is_reference(text);
  };
  const auto are_hosts = [&](std::string_view hosts) {
    return std::ranges::all_of(split(hosts, ','), [&](std::string_view host) {
      return host.starts_with('[') || !contains(host, ":") ||
             is_port(host.substr(host.rfind(':') + 1));
    });
  };
  if (at != none && at > 0 && !(end < at && are_hosts(rest.substr(0, end)))) {
    logged_in({range.begin, range.begin + at}, colon, colon_size);
    behind = at;
  } else if (!rest.starts_with('[') && port < end) {
    const std::string_view words = rest.substr(port + 1, std::min(end, rest.size()) - port - 1);
    if (!contains(rest.substr(0, end), ",") && !is_port(words) && !words.starts_with('$'))
      credential({range.begin + port + 1, range.begin + port + 1 + words.size()});
  }
  return range.begin + std::min(rest.find_first_of("/?#", behind), rest.size());
}

/// `user:password`, `:password`, or a user alone, which may be a token, with or without the colon.
void TextReader::logged_in(Bytes range, std::size_t colon, std::size_t colon_size) {
  const std::string_view written = text(range);
  if (colon == none) {
    if (written != "git") credential(range);
    return;
  }
  const std::string_view user = written.substr(0, colon);
  if (colon + colon_size == written.size() && !is_plain_name(user) && !is_reference(user))
    credential({range.begin, range.begin + colon});
  credential({range.begin + colon + colon_size, range.end});
}

/// Parts of a path and of a query: those behind a credential's name, and those that only a machine
/// makes, as webhooks have.
void TextReader::path(Bytes range) {
  std::string_view name;
  for (std::size_t at = range.begin; at < range.end;) {
    std::size_t end = at;
    while (end < range.end && !is_one_of("/?#&=;", source_[end])) ++end;
    const std::string_view part = text({at, end});
    steps += part.size() + name.size();
    if (announces(name))
      credential({at, end});
    else if (looks_made(part))
      hide({at, end}, false);
    name = end < range.end && source_[end] == '=' ? part : std::string_view();
    at = end + 1;
  }
}

}  // namespace fairlead
