#pragma once
#include <string_view>

#include "base/arena.h"
#include "gotemplate/value/budget.h"
#include "gotemplate/value/containers.h"
#include "gotemplate/value/value.h"
#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead::gotemplate {

/// How many bytes a text may take once its special characters are written as escapes.
std::uint64_t room_escaped(const BuiltText& text);

/// Where the values of a run lie, all freed with it, and how values are made. Its texts know where
/// their bytes were written, in terms of one SourceMap.
class Heap {
 public:
  /// `sources` must outlive it. `is_int64` says of a number whether it is an int64, as those of
  /// `--set` are; all others are float64, since they come through JSON.
  explicit Heap(SourceMap& sources, const Limits& limits = {},
                bool (*is_int64)(const Node&) = nullptr)
      : sources_(sources), budget_(limits), is_int64_(is_int64) {}
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  SourceMap& sources() { return sources_; }
  Budget& budget() { return budget_; }
  const Budget& budget() const { return budget_; }
  Arena& arena() { return arena_; }

  /// The value of a tree, read lazily; null and no node are nil.
  Value thaw(Ref place);

  /// A string of a text; the builder is empty again.
  Value string(TextBuilder& text);
  Value string(const BuiltText& text) { return Value::string(keep(text)); }
  /// A string of bytes that were made of `origin` as a whole; none: of what stands in the template.
  Value string(std::string_view bytes, OriginId origin = OriginId::none);
  /// A string that differs at every render; these bytes stand for it.
  Value made_up(std::string_view bytes);
  /// A text that is written once in the program, not copied.
  Value constant(std::string_view bytes);
  /// What a map of a type has where nothing is: nil, or Go's zero of a string or []byte.
  Value zero(const TypeInfo& map, OriginId origin);
  const BuiltText* keep(const BuiltText& text) {
    budget_.make(sizeof(BuiltText));
    return arena_.make<BuiltText>(text);
  }
  /// Puts a text to one that is being made; false where there is no room for it, or was none.
  bool append(TextBuilder& out, const BuiltText& text);
  /// The same where the text's special characters will be written as escapes.
  bool has_room_escaped(const TextBuilder& out, const BuiltText& text);
  bool append(TextBuilder& out, const BuiltText& text, std::uint32_t from, std::uint32_t to) {
    return append(out, text.part(from, to));
  }
  const BuiltText* key(std::string_view bytes, OriginId origin = OriginId::none) {
    return &string(bytes, origin).rope();
  }

  List* list(const TypeInfo& type = list_of_any) {
    budget_.make(sizeof(List));
    return arena_.make<List>(*this, type);
  }
  Map* map(const TypeInfo& type = map_of_any) {
    budget_.make(sizeof(Map));
    return arena_.make<Map>(*this, type);
  }
  Value nil_list(const TypeInfo& type = list_of_any) {
    List* made = list(type);
    made->make_nil();
    return Value::list(made);
  }
  Value nil_map() {
    Map* made = map();
    made->make_nil();
    return Value::map(made);
  }
  Record* record(const TypeInfo& type, std::span<const Value> fields);

  template <typename T>
  T* array(std::size_t count) {
    // An array of nothing to copy from: what is behind its size is written before it is read.
    return static_cast<T*>(arena_.raw(sizeof(T) * count, alignof(T)));
  }

  /// Where all of a value was written: a string's runs together, and what decided about them. What
  /// stands in a template as text has no place: it is the template's own.
  OriginId origin_of(const Value& value);
  /// The same origin with a word for what is made of it; what is made of nothing has one as well.
  OriginId as_kind(OriginId origin, OriginKind kind);
  /// A value that differs at every render, because of a call.
  Value made_up(const Value& value, OriginId call);
  /// A value that stands where it does because of another place, too: what a condition read.
  Value with(const Value& value, OriginId also);
  OriginId united(OriginId first, OriginId second);
  /// As those of the SourceMap; what was asked last is remembered.
  FrameId joined(FrameId inner, FrameId outer);
  OriginId decided(FrameId under);

 private:
  friend class List;
  friend class Map;
  Value scalar(const Node& node, const Node* key);
  const BuiltText* leaf(const Node& node, std::string_view text);
  OriginId written(const Node& node);

  SourceMap& sources_;
  Budget budget_;
  bool (*is_int64_)(const Node&);
  Arena arena_;
  OriginId last_[3] = {};         // what was united last, and what it gave
  OriginId last_absent_[2] = {};  // what was asked last for what it has not, and what that gave
  FrameId last_frames_[3] = {};
  std::pair<FrameId, OriginId> last_decided_ = {};
};

}  // namespace fairlead::gotemplate
