#include <fmt/core.h>

#include <algorithm>
#include <deque>

#include "tree/assembler.h"
#include "tree/scalar.h"
#include "tree/yaml_text.h"

namespace fairlead {
namespace {

struct Key {
  std::string_view name;
  std::uint32_t index;
};

/// A .env file's readers take the last one of equal names.
void report_variable(const Entry& first, const Entry& again, ProblemList& problems) {
  const bool same = Ref(first.value).text() == Ref(again.value).text();
  problems.add(same ? ProblemKind::repeated_key : ProblemKind::duplicate_key, again.key->span(),
               fmt::format("variable `{}` stands twice in this file: the last one wins, and a "
                           "generator of kustomize refuses the file: remove one of them",
                           excerpt(again.key->text())),
               {first.key->span()});
}

void report(const Node& first, const Node& again, ProblemList& problems) {
  const Node* written = again.resolved();
  const std::string name = json_key(*written);
  const std::string in_json =
      written->text() == name ? "" : fmt::format(" (`{}` once it is read)", excerpt(name));
  problems.add(ProblemKind::duplicate_key, again.span(),
               fmt::format("key `{}`{} stands twice in this mapping and the last one wins: remove "
                           "or rename one of them",
                           excerpt(written->text()), in_json),
               {first.span()});
}

bool is_merge(const Node& key) {
  return key.style() == Style::plain && key.is_string() && key.text() == "<<";
}

/// Whether a merge may have this value; one that could not be followed has its own problem.
bool is_mergeable(const Node* value) {
  value = value->resolved();
  if (!value || value->is_mapping()) return true;
  return value->is_sequence() && std::ranges::all_of(value->items(), [](const Node* item) {
           return !item->resolved() || item->resolved()->is_mapping();
         });
}

/// The keys' names in JSON; those that are no string are spelt into `made`.
std::vector<Key> names(const Entries& entries, std::deque<std::string>& made) {
  std::vector<Key> keys;
  keys.reserve(entries.size());
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    const Node* key = entries[i].key->resolved();
    if (!key || !key->is_scalar()) continue;
    if (!key->is_string()) {
      keys.push_back({made.emplace_back(json_key(*key)), i});
    } else if (!is_merge(*key)) {
      keys.push_back({key->text(), i});
    }
  }
  return keys;
}

/// What nearly every mapping is: a few string keys, no two of them equal.
bool is_small_and_distinct(const Entries& entries) {
  constexpr std::size_t small = 16;
  if (entries.size() > small) return false;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].key->is_string()) return false;
    const std::string_view name = entries[i].key->text();
    for (std::size_t j = 0; j < i; ++j) {
      const std::string_view other = entries[j].key->text();
      if (name.size() == other.size() && name == other) return false;
    }
  }
  return true;
}

}  // namespace

void report_unfit_merges(const Node& mapping, ProblemList& problems) {
  for (const Entry& entry : mapping.entries()) {
    if (!is_merge(*entry.key) || is_mergeable(entry.value)) continue;
    problems.add(ProblemKind::yaml_syntax, entry.key->span(),
                 "`<<` merges mappings, and its value is none: give it an alias of a mapping, or "
                 "put the key in quotes");
  }
}

void report_duplicate_keys(const Node& mapping, Syntax syntax, ProblemList& problems) {
  const Entries entries = mapping.entries();
  if (is_small_and_distinct(entries)) return;
  std::deque<std::string> made;
  std::vector<Key> keys = names(entries, made);
  std::ranges::stable_sort(keys, {}, &Key::name);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> repeats;  // again, first
  for (std::size_t i = 0, first = 0; i < keys.size(); ++i) {
    if (keys[i].name != keys[first].name) first = i;
    if (i != first) repeats.emplace_back(keys[i].index, keys[first].index);
  }
  std::ranges::sort(repeats);
  for (const auto& [again, first] : repeats) {
    if (syntax == Syntax::env)
      report_variable(entries[first], entries[again], problems);
    else
      report(*entries[first].key, *entries[again].key, problems);
  }
}

}  // namespace fairlead
