// Texts by their words: wrap, snakecase, camelcase …
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/letter_case.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {
namespace {

/// Puts `between` where lines would be longer than `width` bytes; words that are longer are cut
/// only where `cuts` says so.
Value wrapped(Call& call, std::int64_t width, const BuiltText& between, const Value& value,
              bool cuts) {
  const BuiltText& text = value.rope();
  const std::string_view all = text.text();
  const auto most = static_cast<std::size_t>(std::max<std::int64_t>(width, 1));
  TextBuilder out;
  std::size_t at = 0;
  const auto line = [&](std::size_t end, std::size_t next) {
    const bool fits = call.heap.budget().step() &&
                      call.heap.append(out, text, static_cast<std::uint32_t>(at),
                                       static_cast<std::uint32_t>(end)) &&
                      call.heap.append(out, between);
    at = next;
    return fits;
  };
  while (all.size() - at > most) {
    if (all[at] == ' ') {
      ++at;
      continue;
    }
    const std::size_t space = all.substr(at, most + 1).rfind(' ');
    if (space != all.npos) {
      if (!line(at + space, at + space + 1)) break;
    } else if (cuts) {
      if (!line(at + most, at + most)) break;
    } else {
      const std::size_t next = all.find(' ', at + most);
      if (next == all.npos) break;
      if (!line(next, next + 1)) break;
    }
  }
  out.append(text, static_cast<std::uint32_t>(at), text.size);
  return call.heap.string(out);
}

Value wrap(Call& call) {
  const Value line_break = call.heap.constant("\n");
  return wrapped(call, call[0].integer(), line_break.rope(), call[1], false);
}

Value wrap_with(Call& call) {
  const Value between = call[1].text().empty() ? call.heap.constant("\n") : call[1];
  return wrapped(call, call[0].integer(), between.rope(), call[2], true);
}

bool connects(char32_t rune) { return rune == '-' || rune == '_' || is_space(rune); }
bool counts(char32_t rune) { return rune >= '0' && rune <= '9'; }
bool is_letter(char32_t rune) { return is_word(rune) && rune != '_' && !counts(rune); }

bool is_mark(char32_t rune) {
  return rune < 0x80 &&
         std::string_view("!\"#%&'()*,-./:;?@[\\]_{}").find(static_cast<char>(rune)) !=
             std::string_view::npos;
}

/// What a piece of a text consists of.
enum class Piece : std::uint8_t { none, connector, mark, capital, letters, digits, other };

/// Cuts a text into words and what lies between.
class Pieces {
 public:
  explicit Pieces(std::string_view all) : rest_(all) {}

  Piece kind = Piece::none;
  std::string_view text;

  bool ends() const { return rest_.empty(); }

  void next() {
    kind = Piece::none;
    text = {};
    if (rest_.empty()) return;
    const char32_t first = rune_at(rest_, 0).value;
    std::size_t size = rune_at(rest_, 0).size;
    if (connects(first)) {
      kind = Piece::connector;
      size = run(size, connects);
    } else if (is_mark(first)) {
      kind = Piece::mark;
      size = run(size, is_mark);
    } else if (is_upper_case(first)) {
      kind = Piece::capital;
      size = capital(size);
    } else if (is_letter(first)) {
      kind = Piece::letters;
      size = run(size, is_small);
    } else if (counts(first)) {
      kind = Piece::digits;
      size = run(size, counts);
    } else {
      kind = Piece::other;
      size = run(size, [](char32_t rune) {
        return !connects(rune) && !is_letter(rune) && !counts(rune) && !is_mark(rune);
      });
    }
    text = rest_.substr(0, size);
    rest_.remove_prefix(size);
  }

 private:
  static bool is_small(char32_t rune) { return is_letter(rune) && !is_upper_case(rune); }

  template <typename Fits>
  std::size_t run(std::size_t at, Fits fits) const {
    while (at < rest_.size() && fits(rune_at(rest_, at).value)) at += rune_at(rest_, at).size;
    return at;
  }

  /// "Status", or of "HTTPStatus" what stands before the last capital.
  std::size_t capital(std::size_t at) const {
    if (at >= rest_.size() || !is_upper_case(rune_at(rest_, at).value)) return run(at, is_small);
    const std::size_t end = run(at, is_upper_case);
    if (end >= rest_.size() || !is_letter(rune_at(rest_, end).value)) return end;
    return end - rune_before(rest_, end).size;
  }

  std::string_view rest_;
};

void put_small(std::string& out, Piece kind, std::string_view text, char connector) {
  if (kind != Piece::capital && kind != Piece::connector) {
    out += text;
    return;
  }
  for (std::size_t at = 0; at < text.size(); at += rune_at(text, at).size) {
    const char32_t rune = rune_at(text, at).value;
    append_rune(out, connects(rune) ? static_cast<char32_t>(connector) : lower_case(rune));
  }
}

bool joins(Piece kind) { return kind == Piece::letters || kind == Piece::digits; }
bool stands_apart(Piece kind) { return kind != Piece::connector && kind != Piece::mark; }

/// Writes pieces that belong together, and a connector where another word follows.
void put_joined(std::string& out, Pieces& pieces, char connector) {
  while (joins(pieces.kind)) {
    put_small(out, pieces.kind, pieces.text, connector);
    pieces.next();
  }
  if (pieces.kind != Piece::none && stands_apart(pieces.kind)) out += connector;
}

std::string with_connectors(std::string_view text, char connector) {
  std::string out;
  Pieces pieces(text);
  pieces.next();
  while (!pieces.ends()) {
    const Piece before = pieces.kind;
    const std::string_view last = pieces.text;
    if (before != Piece::connector) put_small(out, before, last, connector);
    pieces.next();
    if (before == Piece::connector) {
      put_small(out, before, last, connector);
    } else if (before == Piece::digits) {
      put_joined(out, pieces, connector);
    } else if (before != Piece::mark && pieces.kind != Piece::digits) {
      if (stands_apart(pieces.kind)) out += connector;
    } else if (before != Piece::mark && !pieces.ends()) {
      // Digits belong to the word before, but where small letters follow them.
      const std::string_view digits = pieces.text;
      pieces.next();
      if (pieces.kind == Piece::letters) {
        out += connector;
        out += digits;
        put_joined(out, pieces, connector);
      } else {
        out += digits;
        if (stands_apart(pieces.kind)) out += connector;
      }
    }
  }
  put_small(out, pieces.kind, pieces.text, connector);
  return out;
}

Value snake_case(Call& call) { return call.made(with_connectors(call[0].text(), '_')); }
Value kebab_case(Call& call) { return call.made(with_connectors(call[0].text(), '-')); }

/// Connectors go, and what follows one begins with a capital.
Value camel_case(Call& call) {
  const std::string_view text = call[0].text();
  std::string out;
  std::size_t at = 0;
  while (at < text.size() && connects(rune_at(text, at).value)) {
    out += text.substr(at, rune_at(text, at).size);
    at += rune_at(text, at).size;
  }
  if (at == text.size()) return call.made(out);
  char32_t last = rune_at(text, at).value;
  bool in_capitals = is_upper_case(last);
  last = upper_case(last);
  for (at += rune_at(text, at).size; at < text.size(); at += rune_at(text, at).size) {
    char32_t rune = rune_at(text, at).value;
    if (connects(rune) && connects(last)) {
      append_rune(out, last);
      last = rune;
      continue;
    }
    if (connects(last)) {
      in_capitals = is_upper_case(rune);
      rune = upper_case(rune);
    } else {
      if (in_capitals && is_upper_case(rune))
        rune = lower_case(rune);
      else
        in_capitals = false;
      append_rune(out, last);
    }
    last = rune;
  }
  append_rune(out, last);
  return call.made(out);
}

constexpr Function table[] = {
    {"wrap", "int, string", wrap},       {"wrapWith", "int, string, string", wrap_with},
    {"snakecase", "string", snake_case}, {"kebabcase", "string", kebab_case},
    {"camelcase", "string", camel_case},
};

}  // namespace

std::span<const Function> word_functions() { return table; }

}  // namespace fairlead::gotemplate
