#include "cli/diff/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "cli/diff/side.h"
#include "cli/diff/value_changes.h"
#include "cli/provenance/look.h"
#include "cli/provenance/words.h"

namespace fairlead {
namespace {

/// The same thing on both sides; null where one of them has it not.
template <typename Thing>
struct Both {
  const Thing *before = nullptr, *after = nullptr;
};
template <typename Thing>
using Matched = std::map<std::string, Both<Thing>>;

/// Takes a thing in on one side; of several that have a key, each has a place of its own.
template <typename Thing>
void match(const std::string& key, const Thing* Both<Thing>::*side, const Thing& thing,
           Matched<Thing>& all) {
  std::string name = key;
  for (int i = 2; all[name].*side; ++i) name = fmt::format("{}\n{}", key, i);
  all[name].*side = &thing;
}

std::string unit_key(const Unit& unit) {
  return fmt::format("{}\n{}\n{}/{}", unit_words(unit), static_cast<int>(unit.kind),
                     unit.release_namespace, unit.release.value_or(""));
}

std::string object_key(const Resource& resource) {
  return fmt::format("{}/{}/{}/{}", resource.kind, resource.group(), resource.namespace_name,
                     resource.name);
}

/// A unit that is gone and one that is new are one with another release's name or namespace where
/// nothing else is called so.
Matched<UnitState> with_renamed(Matched<UnitState> all) {
  std::map<std::string, std::vector<Matched<UnitState>::iterator>> left;
  for (auto at = all.begin(); at != all.end(); ++at) {
    const auto& [before, after] = at->second;
    if (!before || !after) left[unit_words((before ? before : after)->unit)].push_back(at);
  }
  for (const auto& [words, places] : left) {
    if (places.size() != 2) continue;
    auto &first = places[0]->second, &second = places[1]->second;
    if (!first.before == !second.before) continue;
    first.before = first.before ? first.before : second.before;
    first.after = first.after ? first.after : second.after;
    all.erase(places[1]);
  }
  return all;
}

/// The units that are asked for on both sides, by the same measure: those of which all is, where
/// there is one on either side.
Matched<UnitState> matched_units(const Deployed& before, const Deployed& after) {
  const auto is_whole = [](const auto& state) { return state->share == Share::all; };
  const bool any_whole =
      std::ranges::any_of(before.units, is_whole) || std::ranges::any_of(after.units, is_whole);
  Matched<UnitState> all;
  const auto add = [&](const Deployed& side, const UnitState* Both<UnitState>::*which) {
    for (const auto& state : side.units) {
      if (any_whole ? is_whole(state) : state->share != Share::none)
        match(unit_key(state->unit), which, *state, all);
    }
  };
  add(before, &Both<UnitState>::before);
  add(after, &Both<UnitState>::after);
  return with_renamed(std::move(all));
}

class Comparing {
 public:
  Comparing(const Deployed& before, const Deployed& after, const CompareAsked& asked)
      : before_(before),
        after_(after),
        asked_(asked),
        old_(before, after, asked.changed, asked.prefix, true),
        now_(after, before, asked.changed, asked.prefix, false) {}

  Comparison compare(const Matched<UnitState>& units) {
    for (const auto& [key, unit] : units) compare_units(unit);
    note_unseen();
    note_submodules();
    for (auto& [key, change] : changes_) result_.objects.push_back(std::move(change));
    std::ranges::stable_sort(result_.objects, {}, [](const ObjectChange& change) {
      return std::tie(change.units, change.object_kind, change.name);
    });
    return std::move(result_);
  }

 private:
  void compare_units(const Both<UnitState>& unit) {
    Matched<Resource> objects;
    if (unit.before) {
      for (const Resource& each : unit.before->facts->resources)
        match(object_key(each), &Both<Resource>::before, each, objects);
    }
    if (unit.after) {
      ++result_.units;
      for (const Resource& each : unit.after->facts->resources)
        match(object_key(each), &Both<Resource>::after, each, objects);
    }
    // Compose's names stand in no value.
    if (unit.before && unit.after && unit.after->unit.kind != UnitKind::compose) {
      for (const bool by_line : {true, false}) match_renamed(unit, by_line, objects);
    }
    for (const auto& [key, object] : objects) compare_objects(unit, object);
    if (unit.before && unit.after && unit.after->unit.kind == UnitKind::compose)
      compare_files(unit);
    note_gaps(unit);
    note_problems(unit);
  }

  /// What services of a compose project read beside it: env files, configurations.
  void compare_files(const Both<UnitState>& unit) {
    Matched<File> files;
    for (const File* file : unit.before->facts->files)
      match(file->path, &Both<File>::before, *file, files);
    for (const File* file : unit.after->facts->files)
      match(file->path, &Both<File>::after, *file, files);
    for (const auto& [path, file] : files) {
      if (!file.before || !file.after || !asked_.changed.contains(path)) continue;
      ObjectChange change;
      change.kind = ChangeKind::changed;
      change.object_kind = "file";
      change.name = path;
      change.values = {file_change(*file.before, old_, *file.after, now_)};
      add(std::move(change), {unit_words(unit.after->unit), ""});
    }
  }

  /// An object that is gone and one of the same kind that is new are one with another name or
  /// namespace where they alone are written in the same line, or the same file.
  void match_renamed(const Both<UnitState>& unit, bool by_line, Matched<Resource>& objects) {
    std::map<std::string, std::vector<typename Matched<Resource>::iterator>> gone, fresh;
    for (auto at = objects.begin(); at != objects.end(); ++at) {
      const auto& [before, after] = at->second;
      if (before && !after)
        gone[old_.origin(*unit.before, *before, by_line)].push_back(at);
      else if (after && !before)
        fresh[now_.origin(*unit.after, *after, by_line)].push_back(at);
    }
    for (const auto& [origin, olds] : gone) {
      const auto news = fresh.find(origin);
      if (origin.empty() || olds.size() != 1 || news == fresh.end() || news->second.size() != 1)
        continue;
      news->second.front()->second.before = olds.front()->second.before;
      objects.erase(olds.front());
    }
  }

  void compare_objects(const Both<UnitState>& unit, const Both<Resource>& object) {
    result_.resources += object.after != nullptr;
    const Resource& known = object.after ? *object.after : *object.before;
    ObjectChange change;
    change.kind = !object.before  ? ChangeKind::added
                  : !object.after ? ChangeKind::removed
                                  : ChangeKind::changed;
    if (change.kind == ChangeKind::changed) {
      change.values =
          value_changes({*unit.before, *object.before, old_}, {*unit.after, *object.after, now_});
      if (change.values.empty()) return;
    } else {
      change.at = object.after ? now_.place(*unit.after, known) : old_.place(*unit.before, known);
    }
    change.api_version = known.api_version;
    change.object_kind = known.kind;
    change.name = known.name;
    add(std::move(change), {unit_words((unit.after ? unit.after : unit.before)->unit),
                            std::string(known.namespace_name)});
  }

  /// What happens in several units alike is one change.
  void add(ObjectChange change, DeployedIn unit) {
    std::string key = fmt::format("{} {}/{}/{}", change_name(change.kind), change.api_version,
                                  change.object_kind, change.name);
    const auto add_line = [&](const ShownLine& line) {
      key += fmt::format("\n{} {}:{}", line.text, line.at.path, line.at.line);
    };
    add_line({"", change.at});
    for (const ValueChange& value : change.values) {
      key += "\n" + value.path;
      for (const ShownLine& line : value.before) add_line(line);
      key += "\n";
      for (const ShownLine& line : value.after) add_line(line);
    }
    const auto [place, is_new] = changes_.emplace(std::move(key), std::move(change));
    place->second.units.push_back(std::move(unit));
  }

  /// What was not rendered may have changed, too.
  void note_gaps(const Both<UnitState>& unit) {
    if (!unit.after) return;
    for (const Gap& gap : unit.after->facts->gaps) {
      if (!is_not_rendered(gap)) continue;
      const SourceMap& sources = *unit.after->sources;
      const Span at = gap.at.empty() ? Span{} : sources.blame(gap.at).edit;
      note(at, gap.path, gap.what, gap.reason, sources);
    }
  }

  /// What is wrong may keep it from being deployed.
  void note_problems(const Both<UnitState>& unit) {
    if (!unit.after) return;
    const SourceMap& sources = *unit.after->sources;
    for (const Problem& problem : unit.after->facts->problems) {
      const Span at = problem.at.is_place() ? sources.blame(problem.at).edit : Span{};
      note(at, "", "", problem.message, sources);
    }
  }

  /// `path` says where it is if nobody wrote it down.
  void note(Span at, const std::string& path, std::string_view what, std::string_view reason,
            const SourceMap& sources) {
    NotCompared made{now_.shown(at, sources), now_.words(what), now_.words(reason), false};
    const bool is_written = !made.at.path.empty();
    made.is_changed = asked_.changed.contains(is_written ? sources.name(at.source) : path);
    if (!is_written) made.at.path = path;
    if (told_.insert({made.at.path, made.at.line, made.what, made.reason}).second)
      result_.not_compared.push_back(std::move(made));
  }

  /// Files that are read, differ, and have no part in what was said.
  void note_unseen() {
    const Asked asked(asked_.paths);
    for (const std::string& path : asked_.changed) {
      const bool is_read = before_.files.find(path) || after_.files.find(path);
      if (!is_read || !asked.holds(path)) continue;
      if (old_.cited().contains(path) || now_.cited().contains(path)) continue;
      result_.unseen.push_back(path_from_here(path, asked_.prefix));
    }
  }

  /// On the disk lies one commit of each, for both sides.
  void note_submodules() {
    const Asked asked(asked_.paths);
    for (const std::string& path : asked_.submodules) {
      if (!asked.holds(path)) continue;
      result_.not_compared.push_back({{path_from_here(path, asked_.prefix), 0, 0, false},
                                      "submodule",
                                      "its commit differs, and at most one of the two is here",
                                      true});
    }
  }

  const Deployed &before_, &after_;
  const CompareAsked asked_;
  Side old_, now_;
  Comparison result_;
  std::map<std::string, ObjectChange> changes_;
  std::set<std::tuple<std::string, std::uint32_t, std::string, std::string>> told_;
};

}  // namespace

std::string_view change_name(ChangeKind kind) {
  constexpr std::string_view names[] = {"added", "removed", "changed"};
  return names[static_cast<std::size_t>(kind)];
}

Comparison compare(const Deployed& before, const Deployed& after, const CompareAsked& asked) {
  return Comparing(before, after, asked).compare(matched_units(before, after));
}

}  // namespace fairlead
