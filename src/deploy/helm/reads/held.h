#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead::helm {

struct Held;
/// What an expression of a template may be, of all that matters: sorted by id, each once. Texts and
/// numbers that no values file holds are nothing here.
using HeldSet = std::vector<Held*>;

/// A place in a release's values, or a map or list that templates make and may put such places
/// into.
struct Held {
  std::uint32_t id = 0;
  int depth = 0;         ///< of values: keys on the way to it
  int unknown_keys = 0;  ///< the last of them that are not known, one after the other
  bool is_values = false;
  bool whole = false;      ///< of values: all below is read
  bool decides = false;    ///< an `if` goes by whether it is true
  bool is_closed = false;  ///< of a made one: only what is asked for by its key is read
  bool is_scope = false;   ///< of values: `.Values` of a chart
  Held* around = nullptr;  ///< of a scope: that of the chart around
  std::map<std::string, Held*, std::less<>> children;  ///< of values: what is asked for, by its key
  Held* any = nullptr;  ///< of values: what is asked for by a key or index that is not known
  std::map<std::string, HeldSet, std::less<>> fields;  ///< what templates put there
  HeldSet others;  ///< the same, below keys that are not known, and items
  HeldSet more;    ///< maps that were merged into it

  /// Nothing more can be learned of it: what is put there later is read as well.
  bool is_read() const { return is_values && whole; }
  bool is_written() const { return !fields.empty() || !others.empty() || !more.empty(); }
};

/// Adds what is not there yet; true where there was something.
bool add(const HeldSet& from, HeldSet& to);

/// All that the templates of a release may hold. It grows alone, whatever the order in which
/// templates are read, so that it is complete once nothing is added any more.
class HeldTable {
 public:
  HeldTable();

  /// `.Values` of the release's own chart.
  Held& values() { return *values_; }
  /// `.Values` of a dependency that is called so.
  Held& scope(Held& around, std::string_view name);
  Held& made();
  /// The place below a key; asking for it is reading it.
  Held& child(Held& values, std::string_view key);
  Held& any_child(Held& values);

  /// What lies below a key in what may be one of them.
  HeldSet field(const HeldSet& of, std::string_view key);
  /// What may be an item, or lie below any key.
  HeldSet element(const HeldSet& of);
  /// All below is read: it is printed, or goes where nobody follows.
  void read_whole(const HeldSet& all);
  /// An `if` goes by whether one of them is true.
  void decide(const HeldSet& all);
  /// Puts something below a key.
  void put(const HeldSet& into, std::string_view key, const HeldSet& what);
  void put_anywhere(const HeldSet& into, const HeldSet& what);
  /// Puts all that is in `what` into the maps, too.
  void merge(const HeldSet& into, const HeldSet& what);

  /// Something else was added that what is read depends on.
  void note_growth() { ++grown_; }
  /// How much has been added so far.
  std::uint64_t grown() const { return grown_; }
  /// How many things were looked at for a field.
  std::uint64_t work() const { return work_; }

 private:
  Held& make(bool is_values);
  Held& below(Held& values, bool by_any_key);
  void grow(bool did) { grown_ += did; }

  std::deque<Held> all_;
  Held* values_;
  std::uint64_t grown_ = 0;
  std::uint64_t work_ = 0;
};

/// The places that a path leads to: by its keys, and by keys that are not known.
using Places = std::vector<const Held*>;
/// What is below a key ("": of a list, any item); nothing where all below is read as a whole.
std::optional<Places> places_below(const Places& places, std::string_view key);

}  // namespace fairlead::helm
