#include "deploy/helm/values/set_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "deploy/helm/chart/go_text.h"
#include "tree/document.h"
#include "tree/scalar_number.h"

namespace fairlead::helm {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::optional<std::int64_t> whole_number(std::string_view text) {
  if (text == "0") return 0;
  if (text.empty() || text[0] == '0') return std::nullopt;
  const std::size_t sign = text[0] == '+' ? 1 : 0;
  if (sign == 1 && text.size() > 1 && text[1] == '-') return std::nullopt;
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data() + sign, end, number);
  if (error != std::errc() || read != end) return std::nullopt;
  return number;
}

/// Whether a float64 can hold each number; Go refuses others. JSON is read to a depth of 100.
bool holds_numbers(const Node& node) {
  if (node.kind() == Kind::integer || node.kind() == Kind::floating) {
    const auto number = scalar_number(node.text());
    return number && std::isfinite(number->floating);
  }
  const auto fits = [](const Node* each) { return !each || holds_numbers(*each); };
  return std::ranges::all_of(node.items(), fits) &&
         std::ranges::all_of(node.entries(), fits, &Entry::value);
}

}  // namespace

SetWord SetWords::until(std::string_view stops, bool escapes) {
  SetWord word;
  const std::size_t begin = at_;
  std::size_t end = text_.size();
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (stops.find(c) != stops.npos) {
      word.stop = c;
      end = at_ - 1;
      break;
    }
    if (c == '\\' && escapes) {
      word.escaped = true;
      if (at_ == text_.size()) break;
      word.text += text_[at_++];
    } else {
      word.text += c;
    }
  }
  word.at = item_.part(begin, end);
  return word;
}

bool SetWords::skip_empty_value() {
  while (!at_end()) {
    const char c = text_[at_];
    if (c == ',') {
      ++at_;
      return true;
    }
    if (!is_space(c)) return false;
    ++at_;
  }
  return true;
}

/// The word in a text of its own, made of all that is written: who edits it edits it as a whole.
Span SetWords::without_backslashes(const SetWord& word) {
  SourceMap& sources = tables_.sources();
  TextBuilder builder;
  builder.put(word.text, sources.add_origin(word.at, OriginKind::decoded), Copy::transformed);
  const std::uint32_t size = builder.size();
  return {sources.add_made(sources.name(word.at.source), std::move(builder)), 0, size};
}

const Node* SetWords::text(const SetWord& word) {
  const Span at = word.escaped ? without_backslashes(word) : word.at;
  return made(
      Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, tables_.sources().text(at)));
}

const Node* SetWords::typed(const SetWord& word) {
  const auto constant = [&](Kind kind, std::string_view text) {
    return made(Node::scalar(kind, Style::plain, Syntax::yaml, word.at, text));
  };
  if (equal_ignoring_case(word.text, "true")) return constant(Kind::boolean, "true");
  if (equal_ignoring_case(word.text, "false")) return constant(Kind::boolean, "false");
  if (equal_ignoring_case(word.text, "null")) return constant(Kind::null, "null");
  if (const auto number = whole_number(word.text))
    return made(int64_node(word.at, tables_.text(fmt::format("{}", *number))));
  return text(word);
}

/// How much of what stands here is one JSON value, as far as brackets and quotes tell.
std::size_t SetWords::json_size() const {
  const std::string_view rest = text_.substr(at_);
  std::size_t depth = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    if (c == '"') {
      for (++i; i < rest.size() && rest[i] != '"'; ++i)
        if (rest[i] == '\\') ++i;
      if (depth == 0) return std::min(i + 1, rest.size());
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth <= 1) return i + 1;
      --depth;
    } else if (depth == 0) {
      const bool number = c == '-' || (c >= '0' && c <= '9');
      const std::string_view signs = number ? "+-.0123456789eE" : "abcdefghijklmnopqrstuvwxyz";
      return i + std::max<std::size_t>(
                     1, std::min(rest.substr(i).find_first_not_of(signs), rest.size() - i));
    }
  }
  return rest.size();
}

std::optional<const Node*> SetWords::json() {
  SourceMap& sources = tables_.sources();
  const std::size_t size = json_size();
  const Span at = item_.part(at_, at_ + size);
  TextBuilder builder;
  builder.put(sources.text(at), sources.add_origin(at, OriginKind::embedded), Copy::verbatim);
  at_ += size;
  const SourceId source = sources.add_made(sources.name(item_.source), std::move(builder));
  const Tree tree = read_json(tables_.arena(), sources, source);
  for (const Problem& problem : tree.problems)
    if (problem.kind != ProblemKind::duplicate_key) return std::nullopt;
  if (tree.documents.size() != 1 || !tree.documents[0].root) return std::nullopt;
  if (!holds_numbers(*tree.documents[0].root)) return std::nullopt;
  return tree.documents[0].root;
}

std::string_view SetWords::key_name(const SetWord& word) { return tables_.text(word.text); }

const Node* SetWords::key_node(const SetWord& word) {
  // Unquoted it would be a merge.
  const Style style = word.text == "<<" ? Style::double_quoted : Style::plain;
  return made(Node::scalar(Kind::string, style, Syntax::yaml, word.at, tables_.text(word.text)));
}

}  // namespace fairlead::helm
