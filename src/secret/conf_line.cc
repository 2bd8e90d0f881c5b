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
  const bool is_conf = kind_ != TextKind::words, alone = rest.begin == rest.end;
  const std::string_view name = unquoted(text(first));
  const redis::Directive* known = redis::find_directive(name);
  if (alone && !is_conf) return false;
  if (equal_ignoring_case(name, "user")) {
    user(rest);
  } else if (equal_ignoring_case(name, "sentinel") && !alone) {
    statement(rest);
  } else if (known && known->secret) {
    credential(rest);
  } else if (known) {
    const bool renames =
        known->name == "rename-command";  // to a name that is as good as a password
    const bool several = known->several_arguments;
    if (!renames) expect(several ? Next::name : Next::value, several ? 1 : 0);
    words(rest);
  } else if (is_conf) {
    unknown(first, rest);
  } else if (name.find_first_of("=:\"'{}$<>/") == none && announces(name)) {
    hide(rest, text(rest).find(' ') == none);
  } else {
    return false;
  }
  return true;
}

/// A line that no server reads: what it begins with as far as that is a directive's name, and the
/// values of one that is misspelt.
void TextReader::unknown(Bytes first, Bytes rest) {
  const std::string_view name = text(first), near = redis::nearest_directive(name);
  const std::size_t size = redis::shown_size(name);
  const bool secret = announces(name.substr(0, size));
  if (redis::shown_name(name, rest.begin == rest.end).empty())
    hide(first, false);
  else if (secret || !redis::find_directive(name.substr(0, size)))
    hide({first.begin + size + (contains("=:>\"'", name.substr(size, 1)) ? 1 : 0), first.end},
         secret);
  if (secret || (!near.empty() && redis::find_directive(near)->secret)) return credential(rest);
  if (!near.empty()) expect(Next::name);
  words(rest);
}

/// What stands behind `sentinel`.
void TextReader::statement(Bytes rest) {
  const Bytes word = next_word(rest.begin, rest.end), master = next_word(word.end, rest.end);
  const Bytes last = next_word(master.end, rest.end);
  const std::string name = lower(unquoted(text(word)));
  const auto all = redis::all_statements();
  const auto statement = std::ranges::find(all, "sentinel " + name, &redis::StatementNotes::name);
  const bool known = statement != all.end();
  const bool password = (contains(name, "pas") || announces(name)) && !contains(name, "-user");
  if (password) {
    const bool own = !known || name == "sentinel-pass" || last.begin == last.end;
    if (!known) hide({word.begin + redis::shown_size(text(word)), word.end}, true);
    return credential({own ? master.begin : last.begin, rest.end});
  }
  if (!known && !is_plain_name(name)) hide(word, false);
  const bool several = known && name != "rename-command";
  expect(Next::name, several ? static_cast<int>(std::ranges::count(statement->arguments, ' ')) : 0);
  words({master.begin, rest.end});
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
