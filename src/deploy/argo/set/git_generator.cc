// Directories and files of the repository as parameters.
#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/git_ignore.h"
#include "base/text.h"
#include "deploy/argo/set/filling.h"
#include "deploy/argo/set/generators.h"
#include "deploy/flux/substitution/pattern.h"

namespace fairlead::argo {
namespace {

using gotemplate::Map;
using gotemplate::Value;

constexpr std::size_t most_directories = 20'000;

/// Go's path.Match: no sign stands for a `/`.
bool fits(std::string_view pattern, std::string_view path) {
  const auto wanted = split(pattern, '/'), parts = split(path, '/');
  if (wanted.size() != parts.size()) return false;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (flux::matches(wanted[i], parts[i]) != flux::Matched::yes) return false;
  return true;
}

/// A pathspec of git: a file, all below a directory, or a pattern whose `*` crosses directories.
bool is_meant(std::string_view pathspec, std::string_view path) {
  if (path == pathspec || pathspec == "." ||
      (path.starts_with(pathspec) && (pathspec.ends_with('/') || path[pathspec.size()] == '/')))
    return true;
  const bool is_pattern = pathspec.find_first_of("*?[\\") != pathspec.npos;
  return is_pattern && flux::matches(pathspec, path) == flux::Matched::yes;
}

/// Names a path's parts as parameters.
class PathParameters {
 public:
  PathParameters(SetRun& run, Ref git, Ref item) : run_(run), git_(git) {
    origin_ = run.sources.add_origin(item["path"].span(), OriginKind::interpolated);
  }

  /// `file`: its name; "" for a directory.
  bool put(const std::string& path, std::string_view file, Map& into) {
    const std::string_view prefix = git_["pathParamPrefix"].text();
    if (run_.go_template) {
      Map* around = &into;
      if (!prefix.empty()) {
        around = run_.heap.map();
        into.set(run_.heap.key(prefix), Value::map(around));
      }
      around->set(run_.heap.key("path"), Value::map(nested(path, file)));
    } else {
      flat(path, file, prefix.empty() ? "path" : fmt::format("{}.path", prefix), into);
    }
    return values(into);
  }

 private:
  Value text(std::string_view bytes) { return run_.heap.string(bytes, origin_); }

  Map* nested(const std::string& path, std::string_view file) {
    Map* made = run_.heap.map();
    const auto set = [&](std::string_view key, Value value) {
      made->set(run_.heap.key(key), value);
    };
    set("path", text(path));
    set("basename", text(base_name(path)));
    set("basenameNormalized", text(normalized_name(base_name(path))));
    if (!file.empty()) {
      set("filename", text(file));
      set("filenameNormalized", text(normalized_name(file)));
    }
    gotemplate::List* segments = run_.heap.list(gotemplate::list_of_string);
    for (const std::string_view part : split(path, '/')) segments->push(text(part));
    set("segments", Value::list(segments));
    return made;
  }

  void flat(const std::string& path, std::string_view file, const std::string& name, Map& into) {
    const auto set = [&](std::string_view key, std::string_view value) {
      into.set(run_.heap.key(name + std::string(key)), text(value));
    };
    set("", path);
    set(".basename", base_name(path));
    set(".basenameNormalized", normalized_name(base_name(path)));
    if (!file.empty()) {
      set(".filename", file);
      set(".filenameNormalized", normalized_name(file));
    }
    std::size_t index = 0;
    for (const std::string_view part : split(path, '/')) set(fmt::format("[{}]", index++), part);
  }

  /// The generator's own `values`, made of all that is there already.
  bool values(Map& into) {
    const auto given = git_["values"].entries();
    if (given.empty()) return true;
    Map* made = run_.heap.map(gotemplate::map_of_string);
    for (const Entry& each : given) {
      const Node* value = Filling(run_, &into).tree(Ref(each.value));
      if (!value) return false;
      made->set(run_.heap.key(each.key->text()), run_.heap.thaw(Ref(value)));
    }
    if (run_.go_template) {
      into.set(run_.heap.key("values"), Value::map(made));
      return true;
    }
    for (const Map::Item& item : made->sorted())
      into.set(run_.heap.key(fmt::format("values.{}", item.name())), item.value);
    return true;
  }

  SetRun& run_;
  const Ref git_;
  OriginId origin_;
};

class Directories {
 public:
  Directories(SetRun& run, Ref git) : run_(run), git_(git), ignored_(run.files.disk()) {}

  ParameterSets all() {
    below("");
    return run_.failed() ? ParameterSets() : std::move(made_);
  }

 private:
  void below(const std::string& directory) {
    const auto entries = run_.files.disk().list(directory);
    if (!entries || run_.failed()) return;
    for (const DirectoryEntry& entry : *entries) {
      if (entry.kind != EntryKind::directory || entry.name.starts_with('.')) continue;
      const std::string path =
          directory.empty() ? entry.name : fmt::format("{}/{}", directory, entry.name);
      if (!leads_on(path) || ignored_.ignores(path)) continue;
      if (++seen_ > most_directories) return void(run_.fail("too many directories"));
      take(path);
      below(path);
    }
  }

  /// Whether a pattern may fit a path, or one below it.
  bool leads_on(std::string_view path) const {
    const auto parts = split(path, '/');
    return std::ranges::any_of(git_["directories"].items(), [&](const Node* item) {
      const auto wanted = split(Ref(item)["path"].text(), '/');
      if (Ref(item)["exclude"].boolean() || wanted.size() < parts.size()) return false;
      for (std::size_t i = 0; i < parts.size(); ++i)
        if (flux::matches(wanted[i], parts[i]) != flux::Matched::yes) return false;
      return true;
    });
  }

  void take(const std::string& path) {
    Ref by;
    for (const Node* item : git_["directories"].items()) {
      const Ref each(item);
      if (!fits(each["path"].text(), path)) continue;
      if (each["exclude"].boolean()) return;
      if (!by) by = each;
    }
    if (!by) return;
    Map* made = run_.heap.map();
    if (PathParameters(run_, git_, by).put(path, "", *made)) made_.push_back(made);
  }

  SetRun& run_;
  const Ref git_;
  GitIgnore ignored_;
  ParameterSets made_;
  std::size_t seen_ = 0;
};

/// What one file says: an object, or a list of objects.
void of_file(SetRun& run, Ref git, Ref item, const File& file, ParameterSets& all) {
  Ref root = first_root(file);
  if (file.tree.documents.empty()) {
    const Tree tree = read_json(run.arena, run.sources, file.source);
    if (!tree.problems.empty()) return void(run.unknown = "a file that is no JSON: " + file.path);
    root = Ref(tree.documents[0].root);
  }
  std::string directory(directory_of(file.path));
  if (directory.empty()) directory = ".";
  std::vector<Ref> objects;
  if (root && root->is_sequence())
    for (const Node* each : root.items()) objects.emplace_back(each);
  else
    objects.push_back(root);
  for (const Ref object : objects) {
    const Value value = run.heap.thaw(object);
    Map* made = value.is_map() ? &value.map() : run.heap.map();
    if (!run.go_template) made = flat_parameters(run, *made);
    if (!PathParameters(run, git, item).put(directory, base_name(file.path), *made)) return;
    all.push_back(made);
  }
}

ParameterSets of_files(SetRun& run, Ref git) {
  ParameterSets all;
  for (const auto& [path, file] : run.files.all()) {
    Ref by;
    bool excluded = false;
    for (const Node* item : git["files"].items()) {
      const Ref each(item);
      if (!is_meant(each["path"].text(), path)) continue;
      excluded = excluded || each["exclude"].boolean();
      if (!by) by = each;
    }
    if (!by || excluded || by["exclude"].boolean()) continue;
    if (!is_yaml_or_json(file->format) || !file->tree.problems.empty()) {
      run.unknown = fmt::format("a file that is not read: {}", path);
      return {};
    }
    of_file(run, git, by, *file, all);
  }
  return all;
}

}  // namespace

ParameterSets of_git(SetRun& run, Ref git) {
  if (!git["directories"].items().empty()) return Directories(run, git).all();
  if (!git["files"].items().empty()) return of_files(run, git);
  run.fail("a git generator without directories and files");
  return {};
}

}  // namespace fairlead::argo
