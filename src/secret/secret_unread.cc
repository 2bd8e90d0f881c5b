#include "secret/secret_unread.h"

#include <algorithm>

#include "base/text.h"
#include "facts/connect/credential.h"
#include "secret/secret_names.h"
#include "secret/secret_text.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;

/// Whether a text holds a Secret, however its kind is written.
bool holds_secret(std::string_view text) {
  if (contains(text, "stringData")) return true;
  for (auto at = text.find("kind"); at != none; at = text.find("kind", at + 1)) {
    const std::size_t value = text.find_first_not_of("\"'\\: \t", at + 4);
    if (value == none) return false;
    const std::string_view rest = text.substr(value, 7);
    if (rest.starts_with("Secret") && (rest.size() < 7 || !is_name_character(rest[6]))) return true;
  }
  return false;
}

class UnreadScanner {
 public:
  explicit UnreadScanner(std::string_view text) : text_(text), secret_(holds_secret(text)) {}

  std::vector<TextRange> values() {
    for (std::size_t at = 0; at < text_.size();) {
      const TextRange line{at, end_of_line(text_, at)};
      at = is_comment(text_, at) ? line.end + 1 : line_of(line);
    }
    return std::move(found_);
  }

 private:
  /// Where the next line to look at begins.
  std::size_t line_of(TextRange line) {
    const std::size_t own = indent(line.begin);
    if (held_ && own <= held_indent_) held_ = false;
    for (std::size_t sign = text_.substr(0, line.end).find_first_of(":=", line.begin); sign != none;
         sign = text_.substr(0, line.end).find_first_of(":=", sign + 1)) {
      const std::string_view name = name_before(text_, sign);
      if (name.empty() || !is_credential(name, {sign + 1, line.end})) continue;
      const TextRange value = without_blanks(text_, {sign + 1, line.end});
      add(value);
      // A variable's ends with its line: `X=y`, `${X:-y}`.
      if (text_[sign] == '=' || contains("-=+?", text_.substr(sign + 1, 1))) return line.end + 1;
      return goes_on(line.end + 1, own, value.begin == value.end);
    }
    begin_of_held(line, own);
    without_sign(line);
    return line.end + 1;
  }

  /// `password x`, where the sign between them is missing.
  void without_sign(TextRange line) {
    for (std::size_t at = line.begin; at < line.end;) {
      std::size_t end = at;
      while (end < line.end && is_name_character(text_[end])) ++end;
      const std::string_view name = text_.substr(at, end - at);
      if (names_credential(name) || is_password_directive(name, false)) {
        while (end < line.end && contains("\"' \t:=\\", text_.substr(end, 1))) ++end;
        return add(without_blanks(text_, {end, line.end}));
      }
      at = end + 1;
    }
  }

  bool is_credential(std::string_view name, TextRange rest) {
    if (name == "name") {
      TextRange value = without_blanks(text_, rest);
      while (value.begin < value.end && contains("\"'\\", text_.substr(value.begin, 1)))
        ++value.begin;
      std::size_t end = value.begin;
      while (end < value.end && is_name_character(text_[end])) ++end;
      value_of_credential_ = names_credential(text_.substr(value.begin, end - value.begin));
    }
    return held_ || names_credential(name) || names_several(name) ||
           (name == "value" && value_of_credential_) || (secret_ && !is_structural(name));
  }

  static bool names_several(std::string_view name) {
    return name == "passwords" || name == "tokens" || name == "secrets" || name == "secretEnv";
  }

  /// `stringData:` and `data:` of a Secret: below them every key holds a credential.
  void begin_of_held(TextRange line, std::size_t own) {
    const TextRange key = without_blanks(text_, line);
    const std::string_view written = text_.substr(key.begin, key.end - key.begin);
    if (!secret_ || !(written == "data:" || written == "stringData:")) return;
    held_ = true;
    held_indent_ = own;
  }

  /// The lines from `at` on that belong to the value above: what is no key, no closing bracket and
  /// no list item beside it.
  std::size_t goes_on(std::size_t at, std::size_t own, bool is_empty) {
    while (at < text_.size()) {
      const TextRange line = without_blanks(text_, {at, end_of_line(text_, at)});
      const std::string_view written = text_.substr(line.begin, line.end - line.begin);
      const bool deeper = indent(at) > own;
      const bool item = written.starts_with("- ") && !deeper && !is_empty;
      const bool closing = written.find_first_not_of("]}), ") == none;
      if (closing || item || is_key(written) || written[0] == '#' || written.starts_with("---"))
        break;
      add(line);
      at = end_of_line(text_, at) + 1;
    }
    return at;
  }

  static bool is_key(std::string_view line) {
    while (line.starts_with("- ")) line = trimmed(line.substr(2));
    std::size_t at = line.find_first_not_of("\"'{");
    while (at < line.size() && (is_name_character(line[at]) || line[at] == '/')) ++at;
    if (at >= line.size()) return false;
    at = line.find_first_not_of("\"' ", at);
    return at != none && line[at] == ':' && (at + 1 == line.size() || is_blank(line[at + 1]));
  }

  std::size_t indent(std::size_t begin) const {
    const std::size_t first = text_.find_first_not_of(' ', begin);
    return first == none ? 0 : first - begin;
  }

  void add(TextRange range) {
    const std::string_view written = text_.substr(range.begin, range.end - range.begin);
    if (!written.empty() && !is_reference(written)) found_.push_back(range);
  }

  std::string_view text_;
  bool secret_;
  bool held_ = false;  // below `data:` of a Secret
  std::size_t held_indent_ = 0;
  bool value_of_credential_ = false;  // the last `name:` was one
  std::vector<TextRange> found_;
};

/// What stands behind the key of an entry whose value is empty, and is no prose: a property
/// (`&name`,
/// `!tag`) or a `#` without a blank, as a password may begin. [begin, end) of the text from the
/// key's end on.
TextRange written_behind_key(std::string_view text) {
  const std::size_t end = end_of_line(text, 0);
  const std::size_t begin = text.substr(0, end).find_first_not_of("\"': \t");
  if (begin == none) return {};
  const std::size_t next = begin + 1;
  if (text[begin] == '#' && next < end && !is_blank(text[next]) && text[next] != '#')
    return without_blanks(text, {begin, end});
  if (!contains("&!", text.substr(begin, 1))) return {};
  return {begin, std::min(text.find_first_of(" \t\r\n,}]", begin), text.size())};
}

}  // namespace

std::vector<TextRange> unread_values(std::string_view text) { return UnreadScanner(text).values(); }

std::vector<UnreadPart> unread_parts(const Tree& tree, SourceId source, std::size_t size) {
  std::vector<UnreadPart> parts;
  const Document* last = nullptr;
  for (const Problem& problem : tree.problems) {
    if (problem.kind == ProblemKind::duplicate_key) continue;
    const auto document = std::ranges::find_if(
        tree.documents, [&](const Document& each) { return each.span.contains(problem.at); });
    if (document == tree.documents.end())
      return {{{source, 0, static_cast<std::uint32_t>(size)}, false}};
    if (&*document == last) continue;
    last = &*document;
    parts.push_back({document->span, document->root != nullptr});
  }
  return parts;
}

void hide_unfit(Ref value, SourceMap& sources) {
  constexpr std::uint32_t longest_count = 4;
  const Node* node = value.nearest();
  if (!value.key() || !node) return;
  if (!value) return node->kind() == Kind::alias ? sources.hide(node->span()) : void();
  const bool number = value->kind() == Kind::integer || value->kind() == Kind::floating;
  if (number && node->span().size() > longest_count) sources.hide(node->span());
  const auto is_empty = [](const Entry& entry) { return entry.value->is_null(); };
  const bool words = value->is_sequence() || (value->is_mapping() && !value->entries().empty() &&
                                              std::ranges::all_of(value->entries(), is_empty));
  if (words && node->style() == Style::flow) sources.hide(node->span());
  if (!value->is_scalar() || !value.text().empty()) return;
  const Span key = value.key()->span();
  const Span rest{key.source, key.end, static_cast<std::uint32_t>(sources.text(key.source).size())};
  const TextRange behind = written_behind_key(sources.text(rest));
  if (behind.begin < behind.end) sources.hide(rest.part(behind.begin, behind.end));
}

}  // namespace fairlead
