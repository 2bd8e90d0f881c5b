#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "tree/document.h"
#include "tree/node.h"
#include "tree/problem_list.h"

namespace fairlead {

/// Makes nodes of one document after the other, from the bottom up, and keeps the limits. Knows
/// nothing of any parser. Its vectors are reused, so that a node costs its bytes in the arena and
/// nothing else.
class Assembler {
 public:
  Assembler(Arena& arena, SourceId source, Syntax syntax, const ReadLimits& limits,
            ProblemList& problems)
      : arena_(arena), source_(source), syntax_(syntax), limits_(limits), problems_(problems) {}

  void begin_document();
  /// The finished document's root; null where it has none.
  const Node* root() const { return root_; }

  /// Each of these says false where a limit was reached (a problem tells which): nothing more may
  /// come.
  bool scalar(Kind kind, Style style, Span span, std::string_view text, std::string_view anchor);
  bool alias(std::string_view name, Span span);
  bool open(Kind kind, Style style, std::uint32_t begin, std::string_view anchor);
  /// `end` matters to collections in brackets only; others end with their last child.
  void close(std::uint32_t end, bool has_brackets);

  /// The key that waits for its value; null where the next node is no value.
  const Node* waiting_key() const;
  bool at_root() const { return frames_.empty(); }
  /// The last scalar that came, empty where none did: what an error stands right after.
  Span last_scalar() const { return last_scalar_; }
  /// Where the innermost collection in brackets begins that is still open.
  std::optional<std::uint32_t> open_bracket() const;
  /// Keys that JSON cannot have: mappings, sequences, null.
  const std::vector<Node>& unfit_keys() const { return unfit_keys_; }
  /// Whether the limit of nodes was reached: no document is read any more.
  bool is_full() const { return is_full_; }
  /// Counts what is no node and yet takes room, such as a document; false where the limit was
  /// reached.
  bool count(std::uint32_t at);
  /// How much was counted; counting may go on from an earlier figure, when a document is read
  /// again.
  std::size_t counted() const { return count_; }
  void count_from(std::size_t figure) { count_ = figure; }

 private:
  /// How much one walks through below a node, aliases followed, and how deep.
  struct Extent {
    std::uint64_t size = 1;
    std::size_t height = 0;
  };
  struct Anchor {
    const Node* node = nullptr;  // null: still open
    Extent extent;
  };
  static constexpr std::size_t no_anchor = static_cast<std::size_t>(-1);
  struct Frame {
    Kind kind;
    Style style;
    bool key_waits;
    std::uint32_t begin;
    std::size_t first_child;  // in children_
    std::size_t anchor;
    Extent extent;
  };

  std::size_t define(std::string_view anchor);
  const Node* followed(std::string_view name, Span span, Extent& extent);
  void add(const Node& node, const Extent& extent);
  Span collection_span(const Frame& frame, std::uint32_t end, bool has_brackets) const;
  void report(ProblemKind kind, Span at, std::string message);

  Arena& arena_;
  SourceId source_;
  Syntax syntax_;
  const ReadLimits& limits_;
  ProblemList& problems_;

  const Node* root_ = nullptr;
  std::vector<Frame> frames_;
  std::vector<Node> children_;  // of all open collections; of mappings keys and values in turn
  std::vector<Anchor> anchors_;
  std::map<std::string, std::size_t, std::less<>> latest_;
  std::vector<Node> unfit_keys_;
  Span last_scalar_;
  std::size_t count_ = 0;       // nodes of all documents
  std::uint64_t expanded_ = 0;  // nodes that one meets again through aliases
  bool budget_spent_ = false;
  bool is_full_ = false;
};

/// Reports every `<<` of a mapping whose value is neither a mapping nor a sequence of mappings,
/// which go-yaml refuses.
void report_unfit_merges(const Node& mapping, ProblemList& problems);
/// Reports every key of a mapping that equals an earlier one, as keys are called in JSON; `<<` may
/// be repeated. Costs n log n.
void report_duplicate_keys(const Node& mapping, Syntax syntax, ProblemList& problems);

}  // namespace fairlead
