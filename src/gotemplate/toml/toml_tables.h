#pragma once
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gotemplate/toml/toml_cursor.h"
#include "gotemplate/value/heap.h"

namespace fairlead::gotemplate {

/// A key with all that it stands below: a whole path. What lies in an array of tables has one path
/// in each of them.
struct TomlPath {
  const TomlPath* parent = nullptr;  ///< null: the root of the text
  std::string name;
  std::uint32_t depth = 0;
  bool is_implicit = false;  ///< it was never written itself, so that it still may be
  bool is_array = false;     ///< its value was written in brackets
};

/// `a.b."c d"`; "" for the root.
std::string toml_path_text(const TomlPath& path);

inline constexpr TypeInfo list_of_maps{"[]map[string]interface {}", Type::map};

/// The tables that a TOML text is read into, by the rules of BurntSushi's toml: which keys may be
/// written twice, and what it says of others.
class TomlTables {
 public:
  TomlTables(Heap& heap, TomlCursor& cursor) : heap_(heap), cursor_(cursor), map_(heap.map()) {}

  Map* root() const { return map_; }
  /// The table that keys are put into.
  TomlPath* context() const { return context_; }
  void set_context(TomlPath* path) { context_ = path; }
  TomlPath* below(TomlPath* path, std::string_view name);

  /// Makes the table of a path the context: a new one in an array of tables, or else one that is
  /// not there yet.
  bool open(TomlPath* path, bool in_array);
  /// The same for the parts of a dotted key before the last.
  bool open_implicit(TomlPath* path) {
    path->is_implicit = true;
    return open(path, false);
  }
  /// Gives a key of the context its value.
  bool set(std::string_view name, const Value& value);

  /// The line of the key that is being read, for what is wrong with it.
  void at_line(std::size_t line) { line_ = line; }
  bool fail(std::string why) { return cursor_.fail_at(line_, std::move(why)); }

 private:
  bool affords(const TomlPath* path);
  std::vector<TomlPath*> parts(TomlPath* path) const;
  Map* step_into(Map& map, const TomlPath& path, std::string_view complaint);

  Heap& heap_;
  TomlCursor& cursor_;
  Map* map_;
  std::deque<TomlPath> paths_ = std::deque<TomlPath>(1);
  std::map<std::pair<const TomlPath*, std::string>, TomlPath*, std::less<>> below_;
  TomlPath* context_ = &paths_.front();
  std::size_t line_ = 1;
};

}  // namespace fairlead::gotemplate
