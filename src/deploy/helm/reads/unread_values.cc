#include "deploy/helm/reads/unread_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace fairlead::helm {
namespace {

using Path = std::vector<std::string_view>;
/// Whether a comment, or something that other tools than Helm read, by its name.
bool is_aside(std::string_view key) {
  return key.starts_with('_') || key.starts_with('.') || key.starts_with('#') ||
         key.starts_with("x-") || key == "<<";
}

bool says_nothing(const Node& value) {
  if (value.is_mapping()) return value.entries().empty();
  if (value.is_sequence()) return value.items().empty();
  return value.is_null();
}

class UnreadValues {
 public:
  UnreadValues(const Chart& chart, HeldTable& reads, Ref values, const SourceMap& sources)
      : chart_(chart), reads_(reads), values_(values), sources_(sources) {}

  std::vector<UnreadValue> in(const Node& layer) {
    look(layer, {&reads_.values()});
    return std::move(unread_);
  }

 private:
  void look(const Node& map, const Places& places) {
    for (const Entry& entry : map.entries()) {
      const std::string_view key = entry.key->text();
      if (is_aside(key) || entry.key->is_null()) continue;
      const auto inside = places_below(places, key);
      if (!inside) continue;
      path_.push_back(key);
      const Node* value = entry.value->resolved();
      if (inside->empty())
        tell(entry, map, places);
      else if (value && value == entry.value)
        look_into(*value, *inside);
      path_.pop_back();
    }
  }

  void look_into(const Node& value, const Places& places) {
    look(value, places);
    for (const Node* item : value.items()) {
      if (!item->is_mapping()) continue;
      const auto in_item = places_below(places, "");
      if (!in_item || in_item->empty()) return;
      path_.push_back("[]");
      look(*item, *in_item);
      path_.pop_back();
    }
  }

  /// What YAML's anchors name is read where it is used.
  bool has_anchor(const Entry& entry) const {
    const Span from = entry.key->span(), to = entry.value->span();
    if (!from.is_place() || from.source != to.source || to.end < from.end) return false;
    std::string_view text = sources_.text({from.source, from.end, to.end});
    for (std::size_t at; (at = text.find('&')) != text.npos; text.remove_prefix(at + 1)) {
      const char before = at == 0 ? ' ' : text[at - 1];
      const char behind = at + 1 < text.size() ? text[at + 1] : ' ';
      if ((before == ' ' || before == '\n') && is_word(behind)) return true;
    }
    return false;
  }
  static bool is_word(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
  }

  void tell(const Entry& entry, const Node& map, const Places& places) {
    const Node* value = entry.value->resolved();
    if (!value || has_anchor(entry)) return;
    UnreadValue unread;
    unread.at = entry.key->span();
    unread.path = written(path_);
    unread.is_off = value->kind() == Kind::boolean && !Ref(value).boolean();
    add_leaves(*value, unread.leaves);
    const bool is_clear = find_dependency(unread) || find_elsewhere(*value, unread) ||
                          find_spelling(map, places, unread);
    if (is_clear || !says_nothing(*value)) unread_.push_back(std::move(unread));
  }

  static void add_leaves(const Node& value, std::vector<std::string>& leaves) {
    constexpr std::size_t most = 32;
    for (const Entry& entry : value.entries()) {
      if (leaves.size() == most) return;
      const Node* below = entry.value->resolved();
      if (below && below->is_mapping())
        add_leaves(*below, leaves);
      else if (below && !says_nothing(*below))
        leaves.emplace_back(entry.key->text());
    }
  }

  static std::string written(const Path& path) {
    std::string made;
    for (const std::string_view key : path) {
      if (!made.empty() && key != "[]") made += '.';
      made += key;
    }
    return made;
  }

  bool find_dependency(UnreadValue& unread) const {
    for (const Dependency& each : chart_.metadata.dependencies) {
      const std::string& name = each.alias.empty() ? each.name : each.alias;
      const bool is_name = path_.size() == 1 && path_[0] == each.name;
      const bool is_switch = path_.size() == 2 && path_[0] == name && path_[1] == "enabled";
      if (!is_name && !is_switch) continue;
      unread.slip = is_name ? UnreadValue::Slip::alias : UnreadValue::Slip::condition;
      unread.near = name;
      unread.near_at = each.at;
      return true;
    }
    return false;
  }

  bool is_given(const Path& path) const {
    Ref at = values_;
    for (const std::string_view key : path) at = at[key];
    return bool(at);
  }

  /// Whether a path is read by its keys, and leads to no map that holds more.
  bool is_read(const Path& path) const {
    const Held* at = &reads_.values();
    for (const std::string_view key : path) {
      const auto found = at->children.find(key);
      if (found == at->children.end() || at->whole) return false;
      at = found->second;
    }
    return at->children.empty();
  }

  bool take(const Path& from, const Path& to, UnreadValue& unread) const {
    if (!is_read(to) || is_given(to)) return false;
    unread.slip = UnreadValue::Slip::elsewhere;
    unread.near = written(to);
    unread.moved = written(from);
    return true;
  }

  /// A leaf that is read with one map more or one less around it.
  bool find_elsewhere(const Node& value, UnreadValue& unread) {
    if (value.is_mapping()) {
      for (const Entry& each : value.entries()) {
        path_.push_back(each.key->text());
        const bool found =
            each.value->resolved() && find_elsewhere(*each.value->resolved(), unread);
        path_.pop_back();
        if (found) return true;
      }
      return false;
    }
    const Path& path = path_;
    if (std::ranges::find(path, "[]") != path.end()) return false;
    if (path.size() > 1) {
      Path shorter = path;
      shorter.erase(shorter.end() - 2);
      if (take(path, shorter, unread)) return true;
    }
    // A common word may well be read somewhere else.
    constexpr std::size_t telling = 8;
    const Held* at = &reads_.values();
    for (std::size_t i = 0; i < path.size() && path.back().size() >= telling; ++i) {
      for (const auto& [key, child] : at->children) {
        if (child->is_scope) continue;
        Path longer = path;
        longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(i), key);
        if (take(path, longer, unread)) return true;
      }
      const auto found = at->children.find(path[i]);
      if (found == at->children.end()) break;
      at = found->second;
    }
    return false;
  }

  /// Without what people write in one way or the other.
  static std::string plain(std::string_view key) {
    std::string made = lower(key);
    std::erase_if(made, [](char letter) { return letter == '-' || letter == '_'; });
    return made;
  }

  /// A key beside it that is read, and not given in this layer: a default below it is what the slip
  /// leaves in force.
  bool find_spelling(const Node& map, const Places& places, UnreadValue& unread) const {
    const std::string key = plain(path_.back());
    const std::size_t most = key.size() < 4 ? 0 : key.size() < 8 ? 1 : 2;
    std::size_t best = most + 1;
    for (const Held* place : places) {
      for (const auto& [name, child] : place->children) {
        Path path = path_;
        path.back() = name;
        const std::size_t distance = edit_distance(key, plain(name), most);
        if (distance >= best || Ref(&map)[name]) continue;
        best = distance;
        unread.slip = UnreadValue::Slip::spelling;
        unread.near = written(path);
      }
    }
    return best <= most;
  }

  const Chart& chart_;
  HeldTable& reads_;
  Ref values_;
  const SourceMap& sources_;
  Path path_;
  std::vector<UnreadValue> unread_;
};

}  // namespace

std::vector<UnreadValue> unread_values(const Chart& chart, HeldTable& reads, const Node& layer,
                                       Ref values, const SourceMap& sources) {
  return UnreadValues(chart, reads, values, sources).in(layer);
}

}  // namespace fairlead::helm
