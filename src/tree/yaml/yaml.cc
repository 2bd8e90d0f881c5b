#include <fmt/core.h>

#include "tree/document.h"
#include "tree/line_reader.h"
#include "tree/yaml/yaml_reader.h"
#include "tree/yaml/yaml_refusal.h"
#include "tree/yaml_text.h"

namespace fairlead {
namespace {

/// A document that cannot be read has no root, and a problem says why.
void add_unread(Tree& tree, SourceId source, const YamlChunk& chunk) {
  const std::uint32_t begin = tree.documents.empty() ? 0 : chunk.body;
  tree.documents.push_back({source, {source, begin, chunk.end}, nullptr});
}

void read_chunk(YamlReading& reading, const YamlChunk& chunk) {
  const TextCheck check = check_text(reading.text.substr(chunk.begin, chunk.end - chunk.begin));
  if (check.bad_at == std::string_view::npos) {
    read_yaml_chunk(reading, chunk, check.is_ascii);
    return;
  }
  const Span all = {reading.source, chunk.begin, chunk.end};
  reading.problems.add(ProblemKind::yaml_encoding,
                       all.part(check.bad_at, check.bad_at + check.bad_size), check.message);
  if (reading.assembler.count(chunk.begin)) add_unread(reading.tree, reading.source, chunk);
}

Tree read(Arena& arena, const SourceMap& sources, SourceId source, std::size_t size,
          const ReadLimits& limits, Reading as) {
  Tree tree;
  if (refuse_large_text(sources, source, limits, tree)) return tree;
  const std::string_view text = sources.text(source).substr(0, size);
  ProblemList problems(tree.problems);
  Assembler assembler(arena, source, Syntax::yaml, limits, problems);
  const YamlChunk all = {0, 0, static_cast<std::uint32_t>(text.size())};
  if (const auto encoding = foreign_encoding(text); !encoding.empty()) {
    problems.add(encoding == "UTF-16" ? ProblemKind::utf_16 : ProblemKind::yaml_encoding,
                 {source, 0, 0}, fmt::format("the file is {}: save it as UTF-8", encoding));
  } else {
    YamlReading reading = {arena, text, source, tree, problems, assembler, as};
    YamlChunks chunks(text, text.starts_with("\xef\xbb\xbf") ? 3 : 0);
    for (auto chunk = chunks.next(); chunk && !assembler.is_full(); chunk = chunks.next()) {
      if (chunk->begin < chunk->end) read_chunk(reading, *chunk);
    }
  }
  if (tree.documents.empty()) add_unread(tree, source, all);
  problems.sort();
  return tree;
}

}  // namespace

Tree read_yaml(Arena& arena, const SourceMap& sources, SourceId source, const ReadLimits& limits) {
  return read(arena, sources, source, std::string_view::npos, limits, Reading::kubernetes);
}

Tree read_yaml_begin(Arena& arena, const SourceMap& sources, SourceId source, std::size_t size) {
  return read(arena, sources, source, size, {}, Reading::kubernetes);
}

Tree read_kyaml(Arena& arena, const SourceMap& sources, SourceId source, const ReadLimits& limits) {
  return read(arena, sources, source, std::string_view::npos, limits, Reading::kyaml);
}

}  // namespace fairlead
