#include "cli/diff/value_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "cli/diff/common_lines.h"
#include "cli/diff/tree_changes.h"
#include "secret/shown.h"

namespace fairlead {
namespace {

/// Whether what lies at a path of an object is a credential.
bool is_protected(const Resource& resource, std::string_view path) {
  if (path.find("last-applied-configuration") != path.npos) return true;
  return resource.kind == "Secret" && (path.starts_with("data") || path.starts_with("stringData"));
}

bool is_text(Ref value) {
  return value && value->is_string() && value.text().find('\n') != std::string_view::npos;
}

/// The lines of two texts, counted from 0, of which the other has none.
struct OtherLines {
  std::vector<std::size_t> before, after;
};

OtherLines other_lines(std::string_view before, std::string_view after) {
  const auto lines_of = [](std::string_view text) {
    const std::vector<std::string_view> lines = split(text, '\n');
    return std::vector<std::string>(lines.begin(), lines.end());
  };
  const std::vector<std::string> old = lines_of(before), now = lines_of(after);
  auto pairs = common_items(old, now);
  pairs.emplace_back(old.size(), now.size());
  OtherLines others;
  std::size_t i = 0, j = 0;
  for (const auto& [there, here] : pairs) {
    while (i < there) others.before.push_back(i++);
    while (j < here) others.after.push_back(j++);
    ++i;
    ++j;
  }
  return others;
}

/// What is hidden is another one where it looks the same.
void tell_what_looks_the_same(ValueChange& change) {
  std::set<std::string_view> before;
  for (const ShownLine& line : change.before) before.insert(line.text);
  for (ShownLine& line : change.after) {
    if (!before.contains(line.text)) continue;
    const bool hides = line.text.find(credential_glyph) != std::string::npos ||
                       line.text.find(unread_glyph) != std::string::npos;
    line.text += hides ? " (another one; what may be a credential is not shown)"
                       : " (at another place, or with other blanks)";
  }
}

class Comparing {
 public:
  Comparing(const ObjectOn& before, const ObjectOn& after) : before_(before), after_(after) {}

  std::vector<ValueChange> changes() {
    std::vector<ValueChange> all;
    for (const TreeChange& each : tree_changes(before_.object.root, after_.object.root)) {
      const bool protects = is_protected(after_.object, each.path);
      if (is_text(each.before) && is_text(each.after) && !protects)
        add_text(each, all);
      else
        all.push_back(value(each, protects));
    }
    for (ValueChange& each : all) tell_what_looks_the_same(each);
    return all;
  }

 private:
  ValueChange value(const TreeChange& change, bool protects) {
    if (change.is_order)
      return {change.path + ", the order",
              {{names_in_order(change.before), before_.side.place(before_.unit, change.before)}},
              {{names_in_order(change.after), after_.side.place(after_.unit, change.after)}}};
    ValueChange made{change.path, {}, {}};
    if (change.before)
      made.before = before_.side.lines(before_.unit, change.before, change.name, protects);
    if (change.after)
      made.after = after_.side.lines(after_.unit, change.after, change.name, protects);
    return made;
  }

  /// A text that is YAML is compared as such, value by value; another one line by line.
  void add_text(const TreeChange& change, std::vector<ValueChange>& all) {
    const Ref before = before_.side.tree_in(before_.unit, change.before);
    const Ref after = before ? after_.side.tree_in(after_.unit, change.after) : Ref();
    if (before && after) {
      const std::vector<TreeChange> inside = tree_changes(before, after);
      for (const TreeChange& each : inside) {
        all.push_back(value(each, false));
        all.back().path = fmt::format("{}: {}", change.path, each.path);
      }
      if (!inside.empty()) return;
    }
    const OtherLines lines = other_lines(change.before.text(), change.after.text());
    all.push_back(
        {change.path,
         before_.side.text_lines(before_.unit, *change.before, change.name, false, lines.before),
         after_.side.text_lines(after_.unit, *change.after, change.name, false, lines.after)});
  }

  const ObjectOn before_, after_;
};

}  // namespace

std::vector<ValueChange> value_changes(const ObjectOn& before, const ObjectOn& after) {
  return Comparing(before, after).changes();
}

ValueChange file_change(const File& before, Side& old, const File& after, Side& now) {
  const OtherLines lines = other_lines(old.text(before), now.text(after));
  ValueChange made{"", old.file_lines(before, lines.before), now.file_lines(after, lines.after)};
  tell_what_looks_the_same(made);
  return made;
}

}  // namespace fairlead
