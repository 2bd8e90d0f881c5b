#include <cstdint>
#include <cstdlib>

#include "tree/document.h"
#include "tree/scalar.h"

namespace {

using namespace fairlead;

void require(bool holds) {
  if (!holds) std::abort();
}

void visit(const SourceMap& sources, const Node& node, std::size_t depth, std::size_t& budget) {
  require(depth <= ReadLimits().depth);
  require(node.span().begin <= node.span().end &&
          node.span().end <= sources.text(node.span().source).size());
  const std::size_t size = node.text().size();
  if (size > 0 && budget > size) {
    budget -= size;
    const Span span = decoded_span(sources, node, size - 1, size);
    require(span.begin < span.end && node.span().contains(span));
  }
  if (node.is_scalar()) json_value(node);
  for (const Node* item : node.items()) visit(sources, *item, depth + 1, budget);
  for (const Entry& entry : node.entries()) {
    visit(sources, *entry.key, depth + 1, budget);
    visit(sources, *entry.value, depth + 1, budget);
  }
}

}  // namespace

/// The first byte chooses the reader: redis.conf, ACL file, .env, JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  SourceMap sources;
  const SourceId source =
      sources.add_written("fuzz", std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  constexpr Tree (*readers[])(Arena&, const SourceMap&, SourceId, const ReadLimits&) = {
      read_redis_conf, read_acl_file, read_env_file, read_json};
  Arena arena;
  const Tree tree = readers[data[0] % 4](arena, sources, source, {});
  require(!tree.documents.empty());
  for (const Problem& problem : tree.problems) {
    require(problem.at.begin <= problem.at.end && problem.at.end < size &&
            !problem.message.empty());
  }
  std::size_t budget = 100'000;
  for (const Document& document : tree.documents) {
    if (document.root) visit(sources, *document.root, 0, budget);
  }
  return 0;
}
