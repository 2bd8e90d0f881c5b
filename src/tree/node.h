#pragma once
#include <cstdint>
#include <ranges>
#include <span>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace fairlead {

/// What a value is, as Kubernetes and Helm read it (sigs.k8s.io/yaml: YAML 1.1 with go-yaml's
/// types).
enum class Kind : std::uint8_t {
  null,
  boolean,
  integer,
  floating,
  string,
  sequence,
  mapping,
  alias
};

/// How a value is written.
enum class Style : std::uint8_t {
  plain,
  single_quoted,
  double_quoted,
  literal,
  folded,
  block,
  flow
};

/// Which language a scalar is written in: what its escapes and line breaks mean.
enum class Syntax : std::uint8_t {
  yaml,
  json,   ///< RFC 8259
  redis,  ///< redis.conf and ACL files: sdssplitargs
  env     ///< .env files
};

class Node;

/// One key of a mapping, in written order; equal keys are all kept.
struct Entry {
  const Node* key = nullptr;
  const Node* value = nullptr;
};

struct NodeAt {
  const Node* items = nullptr;
  const Node* operator()(std::uint32_t index) const;
};
struct EntryAt {
  const Node* items = nullptr;  ///< keys and values in turn
  Entry operator()(std::uint32_t index) const;
};
/// Pointers to the items of a sequence, and the entries of a mapping: made as they are asked for.
using Indexes = std::ranges::iota_view<std::uint32_t, std::uint32_t>;
using Items = std::ranges::transform_view<Indexes, NodeAt>;
using Entries = std::ranges::transform_view<Indexes, EntryAt>;

/// A value of a tree: immutable, in its file's arena, knowing its bytes.
///
/// span() is what is written without anchor and tag: a quoted scalar with its quotes, a block
/// scalar from its `|` to the end of its last line, a collection from its first child's begin to
/// its last child's end (a flow collection with its brackets). An empty value is zero-width, just
/// after its key's colon.
class Node {
 public:
  static Node scalar(Kind kind, Style style, Syntax syntax, Span span, std::string_view text);
  /// `items` lie in an arena; what is in two collections is there twice. Those of a mapping are
  /// keys and values in turn.
  static Node sequence(Style style, Span span, std::span<const Node> items);
  static Node mapping(Style style, Span span, std::span<const Node> items);
  /// `target` is null where the alias may not be followed: no anchor, a cycle, the budget is spent.
  static Node alias(Span span, const Node* target);

  Kind kind() const { return kind_; }
  Style style() const { return style_; }
  /// A scalar's.
  Syntax syntax() const { return syntax_; }
  Span span() const { return {SourceId(source_), begin_, end_}; }
  bool is_scalar() const { return kind_ < Kind::sequence; }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_mapping() const { return kind_ == Kind::mapping; }
  bool is_sequence() const { return kind_ == Kind::sequence; }
  bool is_null() const { return kind_ == Kind::null; }

  /// A scalar's decoded text ("" for other kinds); of a number or boolean, as it is written.
  std::string_view text() const;
  /// A sequence's items; a mapping's entries; empty for other kinds.
  Items items() const;
  Entries entries() const;
  /// The node itself, or what an alias stands for (never an alias; null where it may not be
  /// followed).
  const Node* resolved() const;

 private:
  Node(Kind kind, Style style, Span span, const void* data, std::size_t count);

  const void* data_;  // char, Node; for an alias its target
  std::uint32_t begin_, end_;
  std::uint32_t count_;  // bytes of text, items, entries
  // A tree is most of what a run holds: a node takes 24 bytes.
  std::uint32_t source_ : 24;
  Kind kind_ : 3;
  Style style_ : 3;
  Syntax syntax_ : 2;
};
static_assert(sizeof(Node) == 24);

inline const Node* NodeAt::operator()(std::uint32_t index) const { return items + index; }
inline Entry EntryAt::operator()(std::uint32_t index) const {
  return {items + 2 * index, items + 2 * index + 1};
}

/// A place in a tree that may not exist. Aliases are followed and `<<` merge keys are searched, as
/// sigs.k8s.io/yaml does (measured with v1.6.0): a merge stands for its entries at its own place,
/// and the last of equal keys wins, so a `<<` overrides the keys above it and yields to those
/// below; in a `<<` with several mappings the earlier ones win. Keys are called what they are in
/// JSON: an unquoted `yes` is found as "true".
class Ref {
 public:
  Ref() = default;
  Ref(const Node* node)
      : node_(node ? node->resolved() : nullptr), nearest_(node) {}  // NOLINT: a node is a place
  /// An entry's value, with its key.
  explicit Ref(const Entry& entry) : Ref(entry.value) { key_ = entry.key; }

  Ref operator[](std::string_view key) const;
  Ref operator[](std::size_t index) const;

  explicit operator bool() const { return node_ != nullptr; }
  const Node& operator*() const { return *node_; }
  const Node* operator->() const { return node_; }
  const Node* node() const { return node_; }
  /// The key that leads here, where the last step was a mapping's; else null.
  const Node* key() const { return key_; }
  /// The nearest place that exists: this one, or the parent where the path broke off.
  const Node* nearest() const { return nearest_; }

  /// A scalar's text; "" where there is none, for null, and for collections.
  std::string_view text() const;
  /// Whether it exists and is not null.
  bool present() const { return node_ && !node_->is_null(); }
  /// The value of a boolean as sigs.k8s.io/yaml reads it; `otherwise` for anything else.
  bool boolean(bool otherwise = false) const;
  Items items() const;
  /// Own entries and merged ones, in order, each key once (the one that operator[] finds).
  std::vector<Entry> entries() const;
  /// The place: the value where it has bytes, else its key, else the nearest that exists.
  Span span() const;

 private:
  const Node* node_ = nullptr;
  const Node* key_ = nullptr;
  const Node* nearest_ = nullptr;
};

}  // namespace fairlead
