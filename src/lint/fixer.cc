#include "lint/fixer.h"

#include <algorithm>

namespace fairlead {

/// Whether the edit is one of those taken, or lies beside all of them. Two that begin at one place
/// have no order.
bool Fixer::fits(const Edit& edit) const {
  const auto source = changes_.find(edit.at.source);
  if (source == changes_.end()) return true;
  const Changes& changes = source->second;
  const auto next = changes.lower_bound(edit.at.begin);
  if (next != changes.end() && next->first == edit.at.begin)
    return next->second == Change{edit.at.end, edit.replacement};
  if (next != changes.end() && next->first < edit.at.end) return false;
  return next == changes.begin() || std::prev(next)->second.end <= edit.at.begin;
}

bool Fixer::add(const Fix& fix) {
  if (!std::ranges::all_of(fix.edits, [&](const Edit& edit) { return fits(edit); })) return false;
  for (const Edit& edit : fix.edits)
    changes_[edit.at.source].try_emplace(edit.at.begin, Change{edit.at.end, edit.replacement});
  return true;
}

std::map<std::string, std::string> Fixer::texts() const {
  std::map<std::string, std::string> fixed;
  for (const auto& [source, changes] : changes_) {
    const std::string_view old = sources_.text(source);
    std::string text;
    std::size_t done = 0;
    for (const auto& [begin, change] : changes) {
      text.append(old.substr(done, begin - done)).append(change.replacement);
      done = change.end;
    }
    text.append(old.substr(done));
    if (text != old) fixed.emplace(sources_.name(source), std::move(text));
  }
  return fixed;
}

}  // namespace fairlead
