#include "lint/mark.h"

#include <fmt/format.h>

#include <charconv>

#include "base/files.h"
#include "base/text.h"
#include "tree/document.h"

namespace fairlead {
namespace {

constexpr std::string_view more = "…";

/// Takes `prefix` off the front of `text`, where it is there.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool take_number(std::string_view& text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

/// `4..9`, and `…` for a span that goes on.
bool take_columns(std::string_view& text, Mark& mark) {
  const bool read =
      take_number(text, mark.begin) && take(text, "..") && take_number(text, mark.end);
  mark.open = take(text, more);
  return read && mark.begin > 0 && mark.begin <= mark.end;
}

/// `rule` or `rule "words"`.
bool take_rule(std::string_view text, Mark& mark) {
  text = trimmed(text);
  const std::size_t end = std::min(text.find(' '), text.size());
  mark.rule = text.substr(0, end);
  text = trimmed(text.substr(end));
  if (!text.empty()) {
    if (text.size() < 3 || text.front() != '"' || text.back() != '"') return false;
    mark.text = text.substr(1, text.size() - 2);
  }
  return contains(mark.rule, "/");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The offset of the character (from 1) in a line; nothing behind its end.
std::optional<std::uint32_t> byte_column(std::string_view line, std::uint32_t character) {
  std::uint32_t seen = 0;
  for (std::uint32_t at = 0; at < line.size(); ++at) {
    if ((static_cast<unsigned char>(line[at]) & 0xC0) == 0x80) continue;
    if (++seen == character) return at + 1;
  }
  if (seen + 1 != character) return std::nullopt;
  return static_cast<std::uint32_t>(line.size()) + 1;
}

tl::unexpected<Error> wrong(std::string_view path, std::size_t line, std::string_view what) {
  return usage_error(fmt::format("{}:{}: {}", path, line, what));
}

/// Takes the marks out of one file; `spoken_of` is the last line that stays.
Result<std::string> strip_file(const std::string& path, const std::string& text,
                               std::vector<Expectation>& expectations) {
  std::string kept;
  std::string_view spoken_of;
  std::uint32_t kept_lines = 0, all_lines = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    std::string_view line = std::string_view(text).substr(at, end - at);
    at = end;
    ++all_lines;
    const Result<std::optional<Mark>> mark = read_mark(line);
    if (!mark) return wrong(path, all_lines, mark.error().message);
    if (!*mark) {
      kept += line;
      ++kept_lines;
      spoken_of = line.substr(0, std::min(line.find_first_of("\r\n"), line.size()));
      continue;
    }
    std::optional<std::uint32_t> first = (*mark)->begin, last = (*mark)->end;
    if ((*mark)->carets) {
      first = byte_column(spoken_of, *first);
      last = byte_column(spoken_of, *last);
    }
    if (kept_lines == 0 || !first || !last) {
      return wrong(path, all_lines, "the mark stands under no text");
    }
    expectations.push_back({path, kept_lines, *first, *last, (*mark)->open,
                            std::string((*mark)->rule), std::string((*mark)->text)});
  }
  return kept;
}

/// Reads an expect.yaml.
Result<void> read_expectations(const std::string& path, const std::string& text,
                               std::vector<Expectation>& expectations) {
  SourceMap sources;
  const SourceId source = sources.add_written(path, text);
  Arena arena;
  const Tree tree = read_yaml(arena, sources, source);
  if (tree.documents.size() != 1 || !tree.problems.empty()) {
    return wrong(path, 1, "this is not one YAML document");
  }
  const Ref root = tree.documents[0].root;
  for (std::size_t i = 0; i < root.items().size(); ++i) {
    const Ref item = root[i];
    const std::uint32_t at = sources.position(source, item.span().begin).line;
    const std::optional<std::string> target = joined_path(directory_of(path), item["path"].text());
    std::string_view line = item["line"].text(), columns = item["columns"].text();
    Mark mark;
    std::uint32_t number = 0;
    if (!target || !take_number(line, number) || !take_columns(columns, mark) || !columns.empty() ||
        item["rule"].text().empty()) {
      return wrong(path, at, "`path`, `line`, `columns: a..b` and `rule` are needed");
    }
    expectations.push_back({*target, number, mark.begin, mark.end, mark.open,
                            std::string(item["rule"].text()), std::string(item["message"].text())});
  }
  return {};
}

}  // namespace

Result<std::optional<Mark>> read_mark(std::string_view line) {
  std::string_view rest = line.substr(0, std::min(line.find_first_not_of(' '), line.size()));
  const std::size_t indent = rest.size();
  rest = line.substr(indent);
  if (!take(rest, "#")) return std::nullopt;
  rest = rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
  Mark mark;
  bool read = true;
  if (rest.starts_with('^')) {
    mark.carets = true;
    mark.begin = static_cast<std::uint32_t>(line.size() - rest.size()) + 1;
    const std::size_t carets = std::min(rest.find_first_not_of('^'), rest.size());
    mark.end = mark.begin + static_cast<std::uint32_t>(carets);
    rest.remove_prefix(carets);
    mark.open = take(rest, more);
    read = take(rest, " expect");
  } else if (rest.starts_with("expect ") && rest.size() > 7 && is_digit(rest[7])) {
    rest.remove_prefix(7);
    read = take_columns(rest, mark);
  } else {
    return std::nullopt;
  }
  if (!read || !take(rest, ":") || !take_rule(rest, mark)) {
    return usage_error("a mark reads `# ^^^ expect: rule \"words\"` or `# expect 1..9: rule`");
  }
  return mark;
}

Result<MarkedFiles> strip_marks(const std::map<std::string, std::string>& files) {
  MarkedFiles result;
  for (const auto& [path, text] : files) {
    if (base_name(path) == "expect.yaml") {
      const Result<void> read = read_expectations(path, text, result.expectations);
      if (!read) return tl::unexpected(read.error());
      continue;
    }
    Result<std::string> kept = strip_file(path, text, result.expectations);
    if (!kept) return tl::unexpected(kept.error());
    result.files.emplace(path, std::move(*kept));
  }
  std::stable_sort(result.expectations.begin(), result.expectations.end(),
                   [](const Expectation& a, const Expectation& b) {
                     return std::tie(a.path, a.line) < std::tie(b.path, b.line);
                   });
  return result;
}

}  // namespace fairlead
