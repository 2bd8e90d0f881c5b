#include "gotemplate/toml/toml_reader.h"

#include <fmt/core.h>

#include "gotemplate/strconv/quote.h"
#include "gotemplate/toml/toml_cursor.h"
#include "gotemplate/toml/toml_scalars.h"
#include "gotemplate/toml/toml_tables.h"

namespace fairlead::gotemplate {
namespace {

bool is_bare_key(char32_t rune) {
  const char32_t lower = rune | 0x20u;
  return (lower >= 'a' && lower <= 'z' && rune < 0x80) || (rune >= '0' && rune <= '9') ||
         rune == '_' || rune == '-';
}

class TomlReader {
 public:
  TomlReader(Heap& heap, const BuiltText& text, std::size_t begin)
      : heap_(heap),
        cursor_(text.text(), begin),
        scalars_(heap, text, cursor_),
        tables_(heap, cursor_) {}

  Map* read(std::string& error) {
    while (line()) {
    }
    if (!cursor_.failed()) return tables_.root();
    const std::string key = last_key();
    error =
        fmt::format("toml: line {}{}: {}", cursor_.failed_line(),
                    key.empty() ? "" : fmt::format(" (last key {})", quoted(key)), cursor_.why());
    return heap_.map();
  }

 private:
  using Parts = std::vector<std::string>;

  std::string last_key() const {
    std::string text = toml_path_text(*tables_.context());
    if (!key_.empty()) text += (text.empty() ? "" : ".") + key_;
    return text;
  }

  bool comment() {
    for (char32_t rune = cursor_.next(); rune != TomlCursor::end && !is_toml_break(rune);)
      rune = cursor_.failed() ? TomlCursor::end : cursor_.next();
    cursor_.back();
    return !cursor_.failed();
  }

  /// A table's head, a key with its value, or nothing; false at the end.
  bool line() {
    const char32_t rune = cursor_.next();
    if (cursor_.failed() || rune == TomlCursor::end) return false;
    if (is_toml_blank(rune) || is_toml_break(rune)) return true;
    if (rune == '#') return comment();
    if (rune == '[') return head() && line_end();
    cursor_.back();
    TomlPath* outside = tables_.context();
    Value value;
    bool is_array = false;
    if (!key_begin() || !pair(value, is_array)) return false;
    tables_.set_context(outside);
    key_.clear();
    return line_end();
  }

  bool line_end() {
    for (;;) {
      const char32_t rune = cursor_.next();
      if (cursor_.failed() || rune == TomlCursor::end) return false;
      if (rune == '#') return comment();
      if (is_toml_break(rune)) return true;
      if (!is_toml_blank(rune))
        return cursor_.fail(
            "expected a top-level item to end with a newline, comment, or EOF, but got " +
            quoted_rune(rune) + " instead");
    }
  }

  bool head() {
    const bool in_array = cursor_.accept('[');
    Parts parts;
    do {
      cursor_.skip_blanks();
      const char32_t rune = cursor_.peek();
      if (rune == ']' || rune == TomlCursor::end)
        return cursor_.fail("unexpected end of table name (table names cannot be empty)");
      if (rune == '.')
        return cursor_.fail("unexpected table separator (table names cannot be empty)");
      if (!key_part(parts)) return false;
      cursor_.skip_blanks();
    } while (cursor_.accept('.'));
    if (const char32_t rune = cursor_.next(); rune != ']')
      return cursor_.fail("expected '.' or ']' to end table name, but got " + quoted_rune(rune) +
                          " instead");
    if (const char32_t rune = in_array ? cursor_.next() : U']'; rune != ']')
      return cursor_.fail("expected end of table array name delimiter ']', but got " +
                          quoted_rune(rune) + " instead");
    return open_head(parts, in_array);
  }

  bool open_head(const Parts& parts, bool in_array) {
    TomlPath* path = tables_.context();
    while (path->parent) path = const_cast<TomlPath*>(path->parent);
    for (const std::string& part : parts) path = tables_.below(path, part);
    if (!tables_.open(path, in_array)) return false;
    path->is_array = false;
    return true;
  }

  /// One part of a dotted name, in quotes or bare.
  bool key_part(Parts& parts) {
    const std::size_t begin = cursor_.at();
    if (parts.empty()) tables_.at_line(cursor_.line());
    const char32_t quote = cursor_.peek();
    if (quote == '"' || quote == '\'') {
      Value name;
      cursor_.next();
      if (!scalars_.string(quote, false, name)) return false;
      parts.emplace_back(name.text());
      return true;
    }
    while (is_bare_key(cursor_.next())) {
    }
    cursor_.back();
    parts.emplace_back(cursor_.since(begin));
    return !cursor_.failed();
  }

  bool key_begin() {
    cursor_.skip_blanks();
    const char32_t rune = cursor_.peek();
    if (rune == '=' || rune == TomlCursor::end)
      return cursor_.fail("unexpected '=': key name appears blank");
    return rune != '.' || cursor_.fail("unexpected '.': keys cannot start with a '.'");
  }

  bool key(Parts& parts) {
    for (;;) {
      cursor_.skip_blanks();
      const char32_t first = cursor_.peek();
      if (first == '=' || first == TomlCursor::end) return cursor_.fail("unexpected '='");
      if (first == '.') return cursor_.fail("unexpected '.'");
      if (!key_part(parts)) return false;
      cursor_.skip_blanks();
      const char32_t rune = cursor_.next();
      if (rune == '=') return !cursor_.failed();
      if (rune == '.') continue;
      if (rune == TomlCursor::end)
        return cursor_.fail("unexpected EOF; expected key separator '='");
      const std::string why = "expected '.' or '=', but got " + quoted_rune(rune) + " instead";
      return rune == '\n' ? cursor_.fail_before(why) : cursor_.fail(why);
    }
  }

  /// A key with its value, put below the context; of a dotted key the context is below it then.
  bool pair(Value& value, bool& is_array, Parts* around = nullptr) {
    Parts parts;
    if (!key(parts)) return false;
    key_ = parts.back();
    parts.pop_back();
    for (const std::string& part : parts)
      if (!tables_.open_implicit(tables_.below(tables_.context(), part))) return false;
    const std::string name = key_;
    if (!this->value(false, value, is_array) || !tables_.set(name, value)) return false;
    named()->is_array = is_array;
    if (around) *around = std::move(parts);
    return true;
  }

  /// The path of the key that is being read.
  TomlPath* named() {
    return key_.empty() ? tables_.context() : tables_.below(tables_.context(), key_);
  }

  bool value(bool in_array, Value& out, bool& is_array) {
    cursor_.skip_blanks();
    const char32_t rune = cursor_.next();
    if (cursor_.failed()) return false;
    is_array = rune == '[';
    if (is_array) return array(out);
    if (rune == '{') return inline_table(in_array, out);
    if (rune == '"' || rune == '\'') return scalars_.string(rune, true, out);
    if (rune == '.') return cursor_.fail("floats must start with a digit, not '.'");
    if (rune == '-' || rune == '+') return scalars_.signed_number(out);
    if (rune >= '0' && rune <= '9') {
      cursor_.back();
      return scalars_.number_or_date(out);
    }
    if (rune == TomlCursor::end) return cursor_.fail("unexpected EOF; expected value");
    if (is_word(rune) && rune != '_') return scalars_.word(rune, out);
    const std::string why = "expected value but found " + quoted_rune(rune) + " instead";
    return rune == '\n' ? cursor_.fail_before(why) : cursor_.fail(why);
  }

  /// Goes over blanks, line breaks and comments.
  char32_t next_in_brackets() {
    for (;;) {
      const char32_t rune = cursor_.next();
      if (rune == '#' ? !comment() : !is_toml_blank(rune) && !is_toml_break(rune)) return rune;
    }
  }

  static std::string shown(char32_t rune) {
    if (rune == TomlCursor::end) return "end of file";
    std::string text = "'";
    append_rune(text, rune);
    return text + "'";
  }

  bool goes_deeper() {
    return (heap_.budget().step() && heap_.budget().deeper()) ||
           cursor_.fail("fairlead reads no more");
  }

  bool array(Value& out) {
    if (!goes_deeper()) return false;
    named()->is_array = true;
    List* list = heap_.list();
    out = Value::list(list);
    for (;;) {
      char32_t rune = next_in_brackets();
      if (rune == ']') return !cursor_.failed();
      if (rune == ',') return cursor_.fail("unexpected comma");
      cursor_.back();
      Value item;
      bool is_array = false;
      if (!value(true, item, is_array)) return false;
      list->push(item);
      rune = next_in_brackets();
      if (rune == ']') return !cursor_.failed();
      if (rune != ',')
        return cursor_.fail("expected a comma (',') or array terminator (']'), but got " +
                            shown(rune));
    }
  }

  /// What stands in braces is put into the tables as it comes, and into a map of its own, which an
  /// array holds.
  bool inline_table(bool in_array, Value& out) {
    if (!goes_deeper()) return false;
    Map* map = heap_.map();
    out = Value::map(map);
    TomlPath* outside = tables_.context();
    const std::string outer_key = std::exchange(key_, "");
    TomlPath* here = tables_.below(outside, outer_key);
    tables_.set_context(here);
    here->is_implicit = true;
    if (!tables_.open(here, in_array)) return false;
    for (char32_t rune = next_in_brackets(); rune != '}'; rune = next_in_braces()) {
      if (rune == ',') return cursor_.fail("unexpected comma");
      cursor_.back();
      Parts around;
      Value item;
      bool is_array = false;
      if (!key_begin() || !pair(item, is_array, &around)) return false;
      if (!put(*map, around, item)) return false;
      tables_.set_context(here);
    }
    if (cursor_.failed()) return false;
    tables_.set_context(outside);
    key_ = outer_key;
    return true;
  }

  /// What stands behind a value in braces: a closing one, or what follows a comma.
  char32_t next_in_braces() {
    char32_t rune = next_in_brackets();
    if (rune == '}') return rune;
    if (rune != ',') {
      cursor_.fail("expected a comma or an inline table terminator '}', but got " + shown(rune) +
                   " instead");
      return '}';
    }
    return next_in_brackets();
  }

  bool put(Map& root, const Parts& around, const Value& value) {
    Map* map = &root;
    for (const std::string& part : around) {
      if (!map->find(part)) map->set(heap_.key(part), Value::map(heap_.map()));
      const Value& found = *map->find(part);
      if (!found.is_map())
        return tables_.fail(quoted(toml_path_text(*tables_.context())) + " is not a table");
      map = &found.map();
    }
    map->set(heap_.key(key_), value);
    return true;
  }

  Heap& heap_;
  TomlCursor cursor_;
  TomlScalars scalars_;
  TomlTables tables_;
  std::string key_;  // the last part of the key that is being read
};

}  // namespace

Value read_toml(Heap& heap, const BuiltText& text, std::string& error) {
  const std::string_view all = text.text();
  std::size_t begin = 0;
  if (all.starts_with("\xff\xfe") || all.starts_with("\xfe\xff")) begin = 2;
  if (all.starts_with("\xef\xbb\xbf")) begin = 3;
  constexpr std::size_t looked_at = 6;
  if (all.substr(begin, looked_at).find('\0') != all.npos) {
    error =
        "toml: line 1: files cannot contain NULL bytes; probably using UTF-16; TOML files must be "
        "UTF-8";
    return Value::map(heap.map());
  }
  return Value::map(TomlReader(heap, text, begin).read(error));
}

}  // namespace fairlead::gotemplate
