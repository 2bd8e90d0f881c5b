#include "secret/file_reader.h"

#include <algorithm>

#include "base/text.h"
#include "facts/connect/credential.h"
#include "secret/names.h"
#include "secret/word.h"

namespace fairlead {
namespace {

/// How much of a text is read, and of a line before a window that begins within it.
constexpr std::size_t longest = 1u << 20, longest_before = 4096;

bool is_among(std::string_view key, std::initializer_list<std::string_view> all) {
  return std::ranges::find(all, key) != all.end();
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// `REDIS_PASSWORD`, as variables are named.
bool is_variable(std::string_view name) {
  return name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == name.npos;
}

/// Whether no blank parts a text, but within a template's action.
bool is_one_word(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t action = action_size(text.substr(at));
    if (action == 0 && is_blank(text[at])) return false;
    at += std::max<std::size_t>(action, 1);
  }
  return true;
}

TextKind kind_of(FileFormat format) {
  if (format == FileFormat::acl_file) return TextKind::acl;
  const bool is_conf = format == FileFormat::redis_conf || format == FileFormat::sentinel_conf;
  return is_conf ? TextKind::conf : TextKind::words;
}

}  // namespace

bool FileReader::concerns(Span span) const {
  if (windows_.empty()) return true;
  const auto window = std::ranges::upper_bound(windows_, span.begin, {}, &Span::end);
  return window != windows_.end() && window->begin <= span.end;
}

std::vector<HiddenPart> FileReader::read() {
  const FileFormat format = file_.format;
  if (is_yaml_or_json(format) || format == FileFormat::env_file) {
    for (const Document& document : file_.tree.documents) tree(document);
    std::ranges::sort(leaves_, {}, &Bytes::begin);
    for (const Span& window : windows_) gaps(window);
  } else {
    read_part({0, source_.size()}, kind_of(format));
  }
  if (windows_.empty()) return std::move(reader_.hidden);
  return in_order(std::move(reader_.hidden), source_);
}

PasswordVariables FileReader::variables() {
  if (!contains(source_, "$")) return {};
  references_only_ = true;
  read();
  return std::move(reader_.variables);
}

void FileReader::tree(const Document& document) {
  if (!concerns(document.span)) return;
  if (document.root)
    return node(document.root, file_.format == FileFormat::env_file ? Role::held : Role::free, "");
  for (const Span& window : windows_) {
    const Bytes range{std::max(window.begin, document.span.begin),
                      std::min(window.end, document.span.end)};
    if (range.begin < range.end) unread(range);
  }
}

void FileReader::leaf(Span span) {
  if (!windows_.empty()) leaves_.push_back({span.begin, span.end});
}

void FileReader::node(const Node* node, Role role, std::string_view key) {
  if (!node || node->span().source != file_.source || !concerns(node->span())) return;
  reader_.steps += 1 + key.size();
  if (node->kind() == Kind::alias) {
    leaf(node->span());
    // One that stands for nothing may be a value that was meant as text.
    if (!node->resolved()) reader_.hide({node->span().begin, node->span().end}, false);
    if (role == Role::credential || role == Role::held || role == Role::leaves) whole(*node);
  } else if (node->is_scalar()) {
    scalar(*node, role, key);
  } else if (node->is_mapping()) {
    mapping(*node, role);
  } else {
    sequence(*node, role, key);
  }
}

FileReader::Siblings FileReader::siblings(const Node& node) const {
  Siblings beside;
  for (const Entry& entry : node.entries()) {
    const std::string_view key = entry.key->text(), value = Ref(entry.value).text();
    if (key == "kind" && value == "Secret") beside.secret = true;
    if (key == "remoteRef") beside.remote = true;
    if (key == "target" && Ref(entry.value)["kind"].text() == "Secret")
      beside.patches_secret = true;
    // Each of equal keys: whichever wins, both are shown.
    if (key == "name") {
      beside.name = value;
      beside.credential = beside.credential || names_credential(value);
    }
    if (key == "path" && value.starts_with('/') &&
        names_credential(value.substr(value.rfind('/') + 1)))
      beside.credential = true;
  }
  return beside;
}

FileReader::Role FileReader::role_of(std::string_view key, const Node* value, Role above,
                                     const Siblings& beside) const {
  if (is_among(key, {"args", "command", "entrypoint", "cmd", "extraArgs", "extraFlags"}) &&
      above == Role::free)
    return Role::words;
  if (references_only_) return Role::free;
  if (key == "stringData") return Role::held;
  if (key == "data" && beside.secret) return Role::leaves;
  if (is_among(key, {"passwords", "secretEnv", "tokens"})) return Role::leaves;
  const bool collection = value && !value->is_scalar();
  if (is_among(key, {"secrets", "secret", "credentials"}) && collection) return Role::named;
  if (above == Role::named && is_variable(key)) return Role::credential;
  const bool loose = above == Role::credential || above == Role::named;
  if (above != Role::free && !loose) return above;
  if (key == "secretGenerator") return Role::literals;
  if (key == "secretKey" && beside.remote) return Role::free;  // what a key will be called
  if (key == "value" && beside.credential) return Role::credential;
  if (key == "patch" && beside.patches_secret) return Role::credential;
  if (names_credential(key)) return Role::credential;
  if (key == "customConfig" || key.ends_with(".conf")) return Role::conf;
  if (key.ends_with(".acl")) return Role::acl;
  return loose ? Role::named : Role::free;
}

void FileReader::mapping(const Node& node, Role role) {
  // `{x}` in a credential's place: a value that YAML reads otherwise.
  const bool values = std::ranges::any_of(
      node.entries(), [](const Entry& entry) { return !entry.value->is_null(); });
  if (!values && role != Role::free && node.style() == Style::flow && !node.entries().empty()) {
    leaf(node.span());
    return whole(node);
  }
  const Siblings beside = siblings(node);
  for (const Entry& entry : node.entries()) {
    const std::string_view key = entry.key->text();
    // A value may stand far from its key, where an anchor or a line break is between.
    if (!concerns(entry.key->span()) && !concerns(entry.value->span())) continue;
    leaf(entry.key->span());
    if (!entry.key->is_scalar())
      reader_.hide({entry.key->span().begin, entry.key->span().end}, false);
    const std::string_view name = key == "value" ? beside.name : key;
    if (!windows_.empty() && entry.value->is_string() && !name.empty())
      settings_.push_back({name, entry.value->span()});
    this->node(entry.value, role_of(key, entry.value, role, beside), key);
  }
}

void FileReader::sequence(const Node& node, Role role, std::string_view key) {
  const bool options = std::ranges::any_of(node.items(), [](const Node* item) {
    return item->is_scalar() && item->text().starts_with("--");
  });
  const Role items = options && role == Role::free ? Role::words : role;
  reader_.start();
  for (const Node* item : node.items()) this->node(item, items, key);
  reader_.start();
}

void FileReader::whole(const Node& node) {
  if (node.span().empty()) return;
  reader_.hidden.push_back({node.span().begin, node.span().end, true, &node});
}

void FileReader::scalar(const Node& node, Role role, std::string_view key) {
  leaf(node.span());
  if (node.is_null() || node.span().empty()) return;
  if (references_only_ && role != Role::words && !contains(node.text(), "$")) return;
  constexpr std::uint32_t longest_count = 4;
  const std::string_view value = node.text();
  const bool number = node.kind() == Kind::integer || node.kind() == Kind::floating;
  const bool held = role == Role::held && is_address(key, value);
  const bool made = role == Role::named && looks_made(value);
  if (role == Role::held && !held && is_setting(key, value))
    return reader_.hide({node.span().begin, node.span().end}, false);
  if (role == Role::leaves || made || (role == Role::held && !held)) return whole(node);
  if (role == Role::credential) {
    if (node.kind() == Kind::boolean || (number && node.span().size() <= longest_count)) return;
    if (!is_reference(value)) return whole(node);
  }
  if (role == Role::literals && node.is_string()) {
    const auto sign = source_.substr(node.span().begin, node.span().size()).find('=');
    if (sign != value.npos) reader_.hide({node.span().begin + sign + 1, node.span().end}, true);
    return;
  }
  if (!node.is_string() && role != Role::words) return;
  const bool one_word = is_one_word(value);
  text(node, role == Role::conf                 ? TextKind::conf
             : role == Role::acl                ? TextKind::acl
             : role == Role::words || !one_word ? TextKind::words
                                                : TextKind::value);
}

/// Whether a line of a .env file is none of a credential: it is not shown, but what is the same
/// elsewhere is.
bool FileReader::is_setting(std::string_view key, std::string_view value) const {
  return file_.format == FileFormat::env_file && !names_credential(key) && !looks_made(value);
}

/// What is written inside of a scalar's quotes, or below a block scalar's first line.
void FileReader::text(const Node& node, TextKind kind) {
  Bytes all{node.span().begin, node.span().end};
  if (node.style() == Style::single_quoted || node.style() == Style::double_quoted) {
    all = {all.begin + 1, std::max(all.begin + 1, all.end - 1)};
  } else if (node.style() == Style::literal || node.style() == Style::folded) {
    const std::size_t line = std::min(source_.find('\n', all.begin), all.end);
    between({all.begin, line});
    all.begin = line;
  }
  read_part(all, kind);
}

/// A text as a whole, since a word may go on from line to line; nobody reads a megabyte.
void FileReader::read_part(Bytes all, TextKind kind) {
  const std::size_t end = std::min(all.end, all.begin + longest);
  reader_.read({all.begin, end}, kind);
  reader_.hide({end, all.end}, false);
}

/// What stands between nodes: signs show, comments, anchors and tags do not.
void FileReader::between(Bytes range) {
  constexpr std::string_view signs = "-?:,[]{}|>\"'=+";
  for (std::size_t at = range.begin; at < range.end;) {
    if (is_blank(source_[at]) || signs.find(source_[at]) != signs.npos) {
      ++at;
      continue;
    }
    const bool comment = source_[at] == '#';
    std::size_t end = at;
    while (end < range.end && source_[end] != '\n' && (comment || !is_blank(source_[end]))) ++end;
    const bool number = end - at == 1 && source_[at] >= '0' && source_[at] <= '9';  // `|2`
    if (!number) reader_.hide({at + (comment ? 1 : 0), end}, false);
    at = end;
  }
}

/// Lines of a document without a tree: of each only the key that it begins with.
void FileReader::unread(Bytes range) {
  std::size_t at = range.begin;
  while (at > 0 && source_[at - 1] != '\n' && range.begin - at < longest_before) --at;
  while (at < range.end) {
    const std::size_t end = std::min(source_.find('\n', at), range.end);
    std::size_t begin = at;
    while (begin < end && (source_[begin] == ' ' || source_.substr(begin, 2) == "- ")) ++begin;
    const std::size_t colon = std::min(source_.substr(0, end).find(':', begin), end);
    const bool key = colon < end && is_plain_name(source_.substr(begin, colon - begin)) &&
                     (colon + 1 == end || is_blank(source_[colon + 1]));
    if (key)
      leaf({file_.source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(colon)});
    at = end + 1;
  }
}

void FileReader::gaps(const Span& window) {
  std::size_t at = window.begin;
  auto leaf = std::ranges::lower_bound(leaves_, at, {}, &Bytes::begin);
  // One that began before the window; leaves do not overlap.
  while (leaf != leaves_.begin() && (leaf - 1)->end > at) --leaf;
  for (; leaf != leaves_.end() && leaf->begin < window.end; ++leaf) {
    if (leaf->begin > at) between({at, leaf->begin});
    at = std::max(at, leaf->end);
  }
  if (at < window.end) between({at, window.end});
}

std::vector<HiddenPart> in_order(std::vector<HiddenPart> parts, std::string_view source) {
  std::ranges::stable_sort(parts, {}, &HiddenPart::begin);
  std::vector<HiddenPart> all;
  for (const HiddenPart& part : parts) {
    const bool touches = !all.empty() && part.begin <= all.back().end;
    const bool one =
        touches || (!all.empty() && !part.credential && !all.back().credential &&
                    std::all_of(source.begin() + all.back().end, source.begin() + part.begin,
                                [](char c) { return c == ' ' || c == '\t'; }));
    if (!one) {
      all.push_back(part);
      continue;
    }
    all.back().end = std::max(all.back().end, part.end);
    all.back().credential = all.back().credential || part.credential;
  }
  return all;
}

}  // namespace fairlead
