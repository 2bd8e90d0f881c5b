#include "cli/diff/side.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/provenance/look.h"
#include "cli/provenance/words.h"
#include "secret/shown.h"
#include "tree/document.h"
#include "tree/scalar.h"

namespace fairlead {

Side::Side(const Deployed& deployed, const Deployed& other, const std::set<std::string>& changed,
           std::string_view prefix, bool past)
    : written_(deployed.written),
      masked_(deployed),
      lines_(deployed.written, other.files, other.written, changed),
      prefix_(prefix),
      past_(past) {}

WrittenPlace Side::cause(Span at, const SourceMap& sources) {
  const Blame blame = sources.blame(at);
  std::vector<Span> candidates{blame.edit};
  for (const Related& each : blame.others)
    if (each.kind != Related::Kind::replaced) candidates.push_back(each.at);
  candidates.insert(candidates.end(), blame.conditions.begin(), blame.conditions.end());
  const Span most =
      *std::ranges::max_element(candidates, {}, [&](Span each) { return lines_.rank(each); });
  if (most.is_place() && sources.is_written(most.source)) cited_.insert(sources.name(most.source));
  return shown(most, sources);
}

WrittenPlace Side::shown(Span at, const SourceMap& sources) const {
  if (!at.is_place() || !sources.is_written(at.source)) return {};
  std::string path = path_from_here(sources.name(at.source), prefix_);
  const Position position = sources.position(at.source, at.begin);
  return {std::move(path), position.line, position.column, past_};
}

namespace {

/// The bytes that stand for an object: its kind is hardly ever put in for a variable.
Span place_of(const UnitState& unit, const Resource& resource) {
  const Ref kind = resource.root["kind"];
  return kind && kind->is_scalar() ? bytes_of(*kind, *unit.sources) : resource.root.span();
}

}  // namespace

WrittenPlace Side::place(const UnitState& unit, const Resource& resource) {
  // Whatever its values are made of has a part in it.
  for (const TreeLeaf& leaf : leaves_of(resource.root, ""))
    if (leaf.value && leaf.value->is_scalar())
      cause(bytes_of(*leaf.value, *unit.sources), *unit.sources);
  return cause(place_of(unit, resource), *unit.sources);
}

WrittenPlace Side::place(const UnitState& unit, Ref list) {
  for (const TreeLeaf& leaf : leaves_of(list, ""))
    if (leaf.value && leaf.value->is_scalar())
      return cause(bytes_of(*leaf.value, *unit.sources), *unit.sources);
  return cause(list.span(), *unit.sources);
}

std::string Side::origin(const UnitState& unit, const Resource& resource, bool by_line) {
  const SourceMap& sources = *unit.sources;
  const Span at = sources.blame(place_of(unit, resource)).edit;
  if (!at.is_place() || !sources.is_written(at.source)) return "";
  return fmt::format("{}/{} {}:{}", resource.group(), resource.kind, sources.name(at.source),
                     by_line ? sources.position(at.source, at.begin).line : 0);
}

std::vector<ShownLine> Side::lines(const UnitState& unit, Ref value, const std::string& name,
                                   bool protects) {
  std::vector<ShownLine> all;
  for (const TreeLeaf& leaf : leaves_of(value, name)) {
    const bool is_scalar = leaf.value && leaf.value->is_scalar();
    const Span at = is_scalar ? bytes_of(*leaf.value, *unit.sources) : leaf.value.span();
    std::string text = scalar_words(leaf.value);
    if (is_scalar) {
      // A digest looks made by a machine, and is no secret.
      const bool is_digest = leaf.value.text().find("sha256:") != std::string_view::npos;
      std::string shown =
          is_digest ? masked_.text(*leaf.value, at, *unit.sources, leaf.name, protects)
                    : masked_.understood(*leaf.value, at, *unit.sources, leaf.name, protects);
      if (shown != leaf.value.text()) text = std::move(shown);
    }
    const std::string_view path = std::string_view(leaf.path).substr(leaf.path.starts_with('.'));
    if (!path.empty()) text = std::string(path) + ": " + text;
    all.push_back({std::move(text), cause(at, *unit.sources)});
  }
  return all;
}

std::vector<ShownLine> Side::text_lines(const UnitState& unit, const Node& text,
                                        const std::string& name, bool protects,
                                        std::span<const std::size_t> wanted) {
  const SourceMap& sources = *unit.sources;
  const Span whole = bytes_of(text, sources);
  const std::string shown_text = masked_.understood(text, whole, sources, name, protects);
  const std::vector<std::string_view> raw = split(text.text(), '\n');
  const std::vector<std::string_view> masked = split(shown_text, '\n');
  const bool is_whole = raw.size() == masked.size();  // else all of it is a credential
  DecodedSpans spans(sources, text);
  std::vector<ShownLine> all;
  for (const std::size_t line : wanted) {
    const auto at = static_cast<std::size_t>(raw[line].data() - text.text().data());
    const Span part = raw[line].empty() ? whole : spans.at(at, at + raw[line].size());
    all.push_back({std::string(is_whole ? masked[line] : credential_glyph), cause(part, sources)});
  }
  return all;
}

std::vector<ShownLine> Side::file_lines(const File& file, std::span<const std::size_t> wanted) {
  std::vector<ShownLine> all;
  for (const std::size_t line : wanted) {
    const Span at = written_.line(file.source, static_cast<std::uint32_t>(line) + 1);
    all.push_back({masked_.line(at), cause(at, written_)});
  }
  return all;
}

Ref Side::tree_in(const UnitState& unit, Ref text) {
  const SourceId embedded = embed(*unit.sources, *text, "a text");
  const Tree tree = read_yaml(arena_, *unit.sources, embedded);
  const bool is_one = tree.problems.empty() && tree.documents.size() == 1;
  const Ref root = is_one ? Ref(tree.documents.front().root) : Ref();
  return root && !root->is_scalar() ? root : Ref();
}

}  // namespace fairlead
