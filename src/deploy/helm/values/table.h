#pragma once
#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead::helm {

/// What a value won against, or what a null deleted: the nearest first. In an arena.
struct Lost {
  Span at;
  const Lost* next = nullptr;
};

struct Table;
struct List;

/// A value while layers are merged: a node as it was read, or a table or list that is changed. Go's
/// maps are references, so a table that two places hold is one table.
struct Slot {
  const Node* node = nullptr;  ///< never an alias; null where it is a table or a list of ours
  Table* table = nullptr;
  List* list = nullptr;
  const Node* key = nullptr;  ///< as it is written in the highest layer; null for a list's item
  const Lost* lost = nullptr;

  bool is_null() const { return node && node->is_null(); }
  bool is_table() const { return table || (node && node->is_mapping()); }
  bool is_list() const { return list || (node && node->is_sequence()); }
  /// Where it is written: of what was put together, where its key is.
  Span place() const;
};

/// A mapping that may change.
struct Table {
  std::map<std::string_view, Slot> slots;
  const Lost* deleted = nullptr;  ///< what nulls took out of it

  Slot* find(std::string_view key) {
    const auto found = slots.find(key);
    return found == slots.end() ? nullptr : &found->second;
  }
};

struct List {
  std::vector<Slot> items;
};

/// The tables of one merge, which end with it; what they are made into lives on in the arena.
///
/// Nothing is copied before it changes: a mapping becomes a table when something is to be put into
/// it, and one level only.
class Tables {
 public:
  Tables(Arena& arena, SourceMap& sources) : arena_(arena), sources_(sources) {}
  Tables(const Tables&) = delete;
  Tables& operator=(const Tables&) = delete;

  Table* table() { return &tables_.emplace_back(); }
  List* list() { return &lists_.emplace_back(); }
  /// The table of a slot that is_table(): from now on it can be changed there.
  Table* open(Slot& slot);
  /// The list of a slot that is_list(), for changes.
  List* open_list(Slot& slot);
  /// A table of a mapping's entries; of an empty place, an empty one.
  Table* opened(Ref mapping);

  /// A deep copy, and one whose values are those of the other.
  Table* copy(const Table& table, int depth = 0);
  Table* shallow_copy(Table& table);
  /// The slot with another owner: a mapping is opened first, so that both mean one table.
  Slot shared(Slot& slot);

  /// Puts a value where another may be, which is lost then.
  void put(Table& table, std::string_view key, Slot slot);
  /// Takes out a key whose value is null, with what it deletes.
  void erase(Table& table, std::string_view key, const Slot* deleted = nullptr);
  /// Takes out all nulls, at any depth below mappings.
  void drop_nulls(Table& table, int depth = 0);
  /// Remembers in `winner` that `loser` lost against it.
  void lose(Slot& winner, const Slot& loser);

  /// A null that nobody wrote.
  Slot null();
  std::string_view text(std::string_view text) { return arena_.copy(text); }
  Arena& arena() { return arena_; }
  SourceMap& sources() { return sources_; }

  /// The tree of a table, which lives in the arena. Keys are in the order of their bytes; a table
  /// that two places hold is an alias in both. What won against others lies in a text of its own
  /// whose origin knows them (SourceMap::blame), and what was deleted hangs on the mapping's key.
  const Node* tree(Table& table);

  /// Whether values are too many or too deep: `import-values` can make a table hold itself, of
  /// which Helm itself dies. Nothing that was made then counts.
  bool is_exhausted() const { return exhausted_; }
  void exhaust() { exhausted_ = true; }
  /// Says that a walk through tables went deeper than any that was written.
  bool is_too_deep(int depth) {
    exhausted_ = exhausted_ || depth > deepest;
    return exhausted_;
  }
  /// What `--set a[65536]=x` may still make of lists.
  std::size_t room_for_items = 1'000'000;

 private:
  static constexpr int deepest = 250;

  friend class Freezer;
  const Lost* added(const Lost* list, Span at, Span winner);
  void take(std::size_t slots);

  Arena& arena_;
  SourceMap& sources_;
  std::deque<Table> tables_;
  std::deque<List> lists_;
  std::size_t room_ = 1'000'000;  // slots
  bool exhausted_ = false;
};

}  // namespace fairlead::helm
