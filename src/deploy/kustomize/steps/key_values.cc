#include "deploy/kustomize/steps/key_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/text.h"

namespace fairlead::kustomize {
namespace {

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
}

/// What Kubernetes takes for a key of a ConfigMap or a Secret.
bool is_key(std::string_view text) {
  constexpr std::size_t longest = 253;
  return !text.empty() && text.size() <= longest && text != "." && text != ".." &&
         std::ranges::all_of(text, is_name_character);
}

/// What it takes for the name of an environment variable.
bool is_variable(std::string_view text) {
  return is_key(text) && !std::isdigit(static_cast<unsigned char>(text.front())) &&
         !text.starts_with("..");
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

std::optional<Refusal> KeyValues::read() {
  for (const Node* each : entry_["envs"].items()) env_file(Ref(each));
  if (const Ref one = entry_["env"]; !one.text().empty()) env_file(one);
  for (const Node* each : entry_["literals"].items()) literal(*each);
  for (const Node* each : entry_["files"].items()) file(*each);
  std::map<std::string_view, SourceId> keys;
  for (const KeyValue& each : all_) {
    const std::string_view key = each.key->text();
    if (!is_key(key)) refuse(fmt::format("`{}` is no valid key", key), each.key->span());
    const SourceId source = each.key->span().source;
    const auto [known, is_new] = keys.emplace(key, source);
    if (is_new || refusal_) continue;
    refuse(fmt::format("the key `{}` is there twice", key), each.key->span());
    // Both in one env file: that is a fault of the file.
    if (known->second == source && edits_.sources().is_written(source))
      refusal_->of = Refusal::Of::file;
  }
  return refusal_;
}

const Node* KeyValues::text_at(Span at) const {
  return edits_.arena().make<Node>(
      Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, edits_.sources().text(at)));
}

void KeyValues::add(const Node* key, const Node* value) { all_.push_back({key, value}); }

void KeyValues::env_file(Ref path) {
  const auto text = read_(path, path.text());
  if (!text) return;
  const std::string_view bytes = edits_.sources().text(*text);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    env_line(text->part(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)), at == 0);
    at = end + 1;
  }
}

void KeyValues::env_line(Span line, bool is_first) {
  std::string_view bytes = edits_.sources().text(line);
  std::size_t begin = is_first ? byte_order_mark(bytes) : 0;
  while (begin < bytes.size() && is_blank(bytes[begin])) ++begin;
  std::size_t end = bytes.size();
  if (end > begin && bytes[end - 1] == '\r') --end;
  if (begin == end || bytes[begin] == '#') return;
  const std::size_t equals = std::min(bytes.find('=', begin), end);
  const auto part = [&](std::size_t from, std::size_t to) {
    return text_at(line.part(static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)));
  };
  const Node* key = part(begin, equals);
  if (!is_variable(key->text()))
    return refuse(fmt::format("`{}` is no name of a variable", key->text()), key->span());
  add(key, part(std::min(equals + 1, end), end));
}

void KeyValues::literal(const Node& scalar) {
  const std::string_view text = scalar.text();
  const std::size_t equals = text.find('=');
  if (equals == text.npos || equals == 0)
    return refuse("a literal is written `key=value`", scalar.span());
  std::size_t from = equals + 1, to = text.size();
  const bool is_quoted =
      to - from >= 2 && text[from] == text[to - 1] && (text[from] == '"' || text[from] == '\'');
  if (is_quoted) ++from, --to;
  add(edits_.joined({Piece::part(scalar, 0, equals)}),
      edits_.joined({Piece::part(scalar, from, to)}));
}

void KeyValues::file(const Node& scalar) {
  const std::string_view text = scalar.text();
  const std::size_t equals = text.find('=');
  const bool is_named = equals != text.npos;
  if (is_named &&
      (equals == 0 || equals + 1 == text.size() || text.find('=', equals + 1) != text.npos))
    return refuse("a file is written `path` or `key=path`", scalar.span());
  const std::string_view path = is_named ? text.substr(equals + 1) : text;
  const auto bytes = read_(Ref(&scalar), path);
  if (!bytes) return;
  const std::size_t name = text.size() - base_name(text).size();
  add(edits_.joined(
          {is_named ? Piece::part(scalar, 0, equals) : Piece::part(scalar, name, text.size())}),
      text_at(*bytes));
}

}  // namespace fairlead::kustomize
