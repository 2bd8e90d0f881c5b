#include "secret/places.h"

#include <algorithm>

#include "base/text.h"
#include "secret/file_reader.h"
#include "secret/names.h"
#include "secret/word.h"
#include "source/made_of.h"

namespace fairlead {
namespace {

/// Calls `visit` with each key of a tree, and with what is a name or a host by its key.
template <typename Visit>
void each_name(const Node* node, Visit visit) {
  if (!node || node->kind() == Kind::alias) return;
  for (const Entry& entry : node->entries()) {
    const std::string_view key = entry.key->text();
    visit(key);
    const bool named = key == "name" || key == "namespace" || key.ends_with("Name") ||
                       key == "host" || key == "hostname" || key == "image";
    if (named && entry.value->is_scalar()) visit(entry.value->text());
    each_name(entry.value, visit);
  }
  for (const Node* item : node->items()) each_name(item, visit);
}

/// Whether a part is one for certain: a whole value, before a URL's `@`, behind an ACL's `>` or the
/// name of an option or directive. Others are hidden because they may be.
bool is_certain(const HiddenPart& part, std::string_view text) {
  constexpr std::string_view blanks = " \t\"',[", ends = " \t\n\"',[";
  const std::string_view before = text.substr(0, part.begin);
  if (part.scalar || text.substr(part.end, 1) == "@" || before.ends_with('>')) return true;
  const std::size_t last = before.find_last_not_of(blanks);
  if (last == before.npos) return false;
  const std::string_view word = before.substr(before.find_last_of(ends, last) + 1);
  return announces(word.substr(0, word.find_first_of(ends)));
}

bool is_quote(char c) { return c == '"' || c == '\''; }

class Search {
 public:
  explicit Search(ProjectCredentials& found) : found_(found) {}

  /// Those of a file by its structure.
  void read(const File& file, const SourceMap& sources) {
    FileReader reader(file, sources);
    for (const HiddenPart& part : reader.read()) {
      if (!part.credential) continue;
      const Span at{file.source, part.begin, part.end};
      found_.written.add(at);
      add(part, sources.text(at));
    }
    if (!is_yaml_or_json(file.format)) return;
    for (const Document& document : file.tree.documents)
      each_name(document.root, [&](std::string_view name) { found_.texts.add_name(name); });
  }

  /// Those of an object, and the values that they are made of: whatever these are called, they are
  /// credentials. A text of several words may hold anything.
  void read(const Resource& object, const SourceMap& sources) {
    const Node* root = object.root.node();
    if (!root || !root->span().is_place() || sources.is_written(root->span().source)) return;
    File file;
    file.source = root->span().source;
    file.format = FileFormat::yaml;
    file.tree.documents.push_back({file.source, root->span(), root});
    FileReader reader(file, sources);
    for (const HiddenPart& part : reader.read()) {
      if (!part.credential || !is_certain(part, sources.text(file.source))) continue;
      Span at{file.source, part.begin, part.end};
      while (!at.empty() && is_quote(sources.text(at).front())) ++at.begin;
      while (!at.empty() && is_quote(sources.text(at).back())) --at.end;
      const std::string_view text = part.scalar ? part.scalar->text() : sources.text(at);
      found_.made[&sources].add(at);
      if (text.find_first_of(" \n") != text.npos) continue;
      // Secrets keep hosts and names, too.
      if (object.kind == "Secret" && !is_telling(base64_decoded(text).value_or(std::string(text))))
        continue;
      if (is_telling(text)) add(part, text);
      for (const Way& way : sources.trace(at)) {
        const std::string_view made_of = sources.text(way.written());
        if (way.kind() == OriginKind::assumed) continue;
        found_.written.add(way.written());
        if (made_of.find('\n') == made_of.npos && is_telling(made_of)) found_.texts.add(made_of);
      }
    }
  }

  /// What was made of them.
  void follow(const SourceMap& sources) {
    CredentialPlaces& own = found_.made[&sources];
    each_piece(sources, [&](const MadePiece& piece) {
      for (const Span& part : found_.within(piece.map, piece.of)) {
        const std::uint32_t from = piece.of.begin;
        own.add(piece.whole ? piece.at : piece.at.part(part.begin - from, part.end - from));
      }
    });
    own.each([&](Span at) {
      const std::string_view text = sources.text(at);
      const bool is_line = text.find('\n') == text.npos;
      if (is_line && is_telling(text))
        found_.texts.add_part(sources.text(at.source), at.begin, at.end);
    });
  }

 private:
  void add(const HiddenPart& part, std::string_view text) {
    if (!part.scalar) return found_.texts.add(text);
    found_.texts.add(part.scalar->text());
    if (const auto decoded = base64_decoded(part.scalar->text())) found_.texts.add(*decoded);
  }

  ProjectCredentials& found_;
};

}  // namespace

void CredentialPlaces::add(Span at) {
  if (at.empty()) return;
  auto& ends = ends_[at.source];
  auto next = ends.upper_bound(at.begin);
  if (next != ends.begin() && std::prev(next)->second >= at.begin) --next;
  while (next != ends.end() && next->first <= at.end) {
    at.begin = std::min(at.begin, next->first);
    at.end = std::max(at.end, next->second);
    next = ends.erase(next);
  }
  ends.emplace(at.begin, at.end);
}

std::vector<Span> CredentialPlaces::within(Span at) const {
  std::vector<Span> parts;
  const auto ends = ends_.find(at.source);
  if (ends == ends_.end()) return parts;
  auto next = ends->second.upper_bound(at.begin);
  if (next != ends->second.begin()) --next;
  for (; next != ends->second.end() && next->first < at.end; ++next)
    if (next->second > at.begin)
      parts.push_back({at.source, std::max(at.begin, next->first), std::min(at.end, next->second)});
  return parts;
}

std::vector<Span> ProjectCredentials::within(const SourceMap& sources, Span at) const {
  const auto own = made.find(&sources);
  return (own == made.end() ? written : own->second).within(at);
}

ProjectCredentials find_credentials(std::span<const File* const> files, const SourceMap& sources,
                                    std::span<const MadeTexts> made) {
  ProjectCredentials found;
  Search search(found);
  for (const File* file : files) search.read(*file, sources);
  for (const MadeTexts& each : made)
    for (const Resource& object : each.objects) search.read(object, *each.sources);
  for (const MadeTexts& each : made) search.follow(*each.sources);
  return found;
}

}  // namespace fairlead
