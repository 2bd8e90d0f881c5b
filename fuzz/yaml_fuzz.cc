#include <cstdint>
#include <cstdlib>

#include "tree/comments.h"
#include "tree/document.h"
#include "tree/scalar.h"

namespace {

using namespace fairlead;

void require(bool holds) {
  if (!holds) std::abort();
}

/// Looks at every value as a rule may: through aliases and merges, with the written bytes of its
/// text.
class Walk {
 public:
  explicit Walk(SourceMap& sources) : sources_(sources) {}

  void visit(const Ref& place, std::size_t depth) {
    require(depth <= ReadLimits().depth && ++visited_ <= 2 * ReadLimits().nodes);
    const Span at = place.span();
    require(at.begin <= at.end && at.end <= sources_.text(at.source).size());
    if (!place) return;
    if (place->is_scalar()) scalar(*place);
    for (const Node* item : place.items()) visit(Ref(item), depth + 1);
    for (const Entry& entry : place.entries()) {
      const Node* key = entry.key->resolved();
      visit(Ref(entry.key), depth + 1);
      visit(Ref(entry.value), depth + 1);
      if (!key || !key->is_scalar() || looked_up_ > 1000) continue;
      ++looked_up_;
      require(place[json_key(*key)].nearest() != nullptr);
    }
  }

 private:
  void scalar(const Node& node) {
    const std::size_t size = node.text().size();
    json_value(node);
    for (std::size_t from = 0; from < size && scanned_ < 100'000; from += 1 + size / 8) {
      scanned_ += size;
      const Span span = decoded_span(sources_, node, from, from + 1);
      require(span.begin < span.end && span.end <= sources_.text(span.source).size());
    }
    if (size > 0 && size < 1000 && ++embedded_ < 10) {
      const SourceId made = embed(sources_, node, "embedded");
      require(sources_.text(made) == node.text());
      sources_.trace({made, 0, static_cast<std::uint32_t>(size)});
    }
  }

  SourceMap& sources_;
  std::size_t visited_ = 0;
  std::size_t looked_up_ = 0;
  std::size_t scanned_ = 0;
  std::size_t embedded_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SourceMap sources;
  const SourceId source =
      sources.add_written("fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  Arena arena;
  const Tree tree = read_yaml(arena, sources, source);
  require(!tree.documents.empty());
  for (const Problem& problem : tree.problems) {
    require(problem.at.begin <= problem.at.end && problem.at.end <= size &&
            !problem.message.empty());
    for (const Span& span : problem.related) require(span.end <= size);
  }
  Walk walk(sources);
  std::uint32_t end = 0;
  for (const Document& document : tree.documents) {
    require(document.span.begin >= end && document.span.end <= size);
    end = document.span.end;
    if (document.root) walk.visit(document.root, 0);
    for (const Span& comment : comments(sources, document)) {
      require(document.span.contains(comment) && sources.text(comment).front() == '#');
    }
  }
  return 0;
}
