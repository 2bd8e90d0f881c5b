// Lines of redis.conf, sentinel.conf and ACL files, also inside of other texts.
#include <algorithm>

#include "base/text.h"
#include "redis/acl/acl.h"
#include "redis/command/commands.h"
#include "redis/config/directives.h"
#include "redis/config/shown.h"
#include "secret/names.h"
#include "secret/text_reader.h"
#include "secret/word.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;

std::string_view unquoted(std::string_view word) {
  while (!word.empty() && contains("\"'", word.substr(0, 1))) word.remove_prefix(1);
  while (!word.empty() && contains("\"'", word.substr(word.size() - 1))) word.remove_suffix(1);
  return word;
}

}  // namespace

/// False where the line is none of a configuration.
bool TextReader::directive(Bytes first, Bytes rest) {
  const bool is_conf = kind_ == TextKind::conf || kind_ == TextKind::acl;
  const std::string_view name = unquoted(text(first));
  const bool alone = rest.begin == rest.end;
  if (equal_ignoring_case(name, "user") && (is_conf || !alone)) {
    user(rest);
  } else if (equal_ignoring_case(name, "sentinel") && !alone) {
    statement(rest);
  } else if (const redis::Directive* known = redis::find_directive(name); known && known->secret) {
    credential(rest);
  } else if (known && (is_conf || !alone)) {
    values(first, rest);
  } else if (is_conf) {
    unknown(first, rest);
  } else if (!alone && name.find_first_of("=:\"'{}$<>/") == none && announces(name)) {
    hide(rest, kind_ != TextKind::words || text(rest).find(' ') == none);
  } else {
    return false;
  }
  return true;
}

/// What a directive is given that holds no password. Behind its first two values only what cannot
/// be a word of another kind.
void TextReader::values(Bytes first, Bytes rest) {
  constexpr std::size_t longest_unit = 3;
  const std::string name = lower(unquoted(text(first)));
  const bool renames = name == "rename-command";
  const bool several = redis::find_directive(name)->several_arguments;
  std::size_t count = 0;
  for (Bytes word = next_word(rest.begin, rest.end); word.begin < word.end;
       word = next_word(word.end, rest.end)) {
    const std::string_view written = unquoted(text(word));
    ++count;
    if (written.starts_with('#') && count > 1)
      return hide({next_word(word.begin + 1, rest.end).begin, rest.end}, false);
    const bool plain = is_plain_name(written) && !(renames && count > 1);
    const bool shown = (count == 1 && !several && !renames) || (count <= 2 && several && plain) ||
                       (renames && count == 1 && plain) || is_harmless(written) ||
                       written.size() <= longest_unit ||
                       (renames && redis::known_command(lower(written)));
    if (contains(written, "://")) {
      urls(word);
    } else if (!shown) {
      hide(word, false);
    } else if (const std::size_t sign = redis::glued_password(text(word)); sign != none) {
      hide({word.begin + sign + 1, word.end}, true);
    }
  }
}

/// A line that no server reads: what it begins with as far as that is a directive's name, and the
/// values of one that is misspelt.
void TextReader::unknown(Bytes first, Bytes rest) {
  const std::string_view name = text(first);
  const bool alone = rest.begin == rest.end;
  const std::size_t size = redis::shown_size(name);
  if (redis::shown_name(name, alone).empty()) {
    hide(first, false);
  } else if (size < name.size() && announces(name.substr(0, size))) {
    const std::size_t sign = contains("=:>\"'", name.substr(size, 1)) ? 1 : 0;
    hide({first.begin + size + sign, first.end}, true);
  } else if (size < name.size() && !redis::find_directive(name.substr(0, size))) {
    hide({first.begin + size, first.end}, false);
  }
  const std::string_view near = redis::nearest_directive(name);
  if (announces(name.substr(0, size)) || (!near.empty() && redis::find_directive(near)->secret)) {
    credential(rest);
  } else if (!near.empty() && is_plain_name(text(next_word(rest.begin, rest.end)))) {
    words({next_word(rest.begin, rest.end).end, rest.end});
  } else {
    words(rest);
  }
}

/// What stands behind `sentinel`.
void TextReader::statement(Bytes rest) {
  Bytes word = next_word(rest.begin, rest.end);
  const std::string name = lower(unquoted(text(word)));
  const auto all = redis::all_statements();
  const auto known = std::ranges::find(all, "sentinel " + name, &redis::StatementNotes::name);
  const Bytes master = next_word(word.end, rest.end);
  if (contains(name, "auth-user") || contains(name, "sentinel-user"))
    return words({word.end, rest.end});
  const bool password = contains(name, "pas") || announces(name);
  if (password && known == all.end()) {
    const std::size_t size = redis::shown_size(name);
    const bool plain = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-_") == none;
    if (!plain || announces(name.substr(0, size)) != announces(name)) hide(word, true);
    return hide(master.end < rest.end ? Bytes{master.begin, rest.end} : master, true);
  }
  if (password) {
    const Bytes last = next_word(master.end, rest.end);
    const bool own = name == "sentinel-pass" || last.begin == last.end;
    return credential({own ? master.begin : last.begin, rest.end});
  }
  if (known == all.end() && redis::nearest_sentinel_option(name).empty() && !is_plain_name(name))
    hide(word, false);
  std::size_t left = known == all.end() ? 1 : std::ranges::count(known->arguments, ' ') + 1;
  for (word = master; word.begin < word.end; word = next_word(word.end, rest.end)) {
    const bool renames = name == "rename-command" && left == 1;
    const std::string_view written = unquoted(text(word));
    if (!(left > 0 && is_plain_name(written)) && !is_harmless(written))
      hide(word, false);
    else if (renames && !redis::known_command(lower(written)))
      hide(word, false);
    left -= left > 0 ? 1 : 0;
  }
}

/// The name and the rules of an ACL user.
void TextReader::user(Bytes rest) {
  Bytes word = next_word(rest.begin, rest.end);
  const std::string_view name = text(word);
  const std::size_t sign = name.find_first_of(":><");
  if (sign != none)
    hide({word.begin + sign + 1, word.end}, true);
  else if (!is_plain_name(unquoted(name)) && looks_made(name))
    hide(word, false);
  for (word = next_word(word.end, rest.end); word.begin < word.end;
       word = next_word(word.end, rest.end))
    rule(word);
}

/// The sign shows, also one that is glued to another rule; a word that is no rule may be a password
/// whose sign was forgotten.
void TextReader::rule(Bytes range) {
  while (range.begin < range.end && contains("\"'", source_.substr(range.begin, 1))) ++range.begin;
  const std::string_view written = unquoted(text(range));
  const std::size_t sign = redis::glued_password(written);
  if (sign != none) return hide({range.begin + sign + 1, range.end}, true);
  if (written.starts_with('#') || written.starts_with('!'))
    return hide({range.begin + 1, range.end}, true);
  if (redis::shown_rule(written).empty()) hide(range, true);
}

}  // namespace fairlead
