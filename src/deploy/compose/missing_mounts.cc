#include "deploy/compose/missing_mounts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/filled_in.h"
#include "base/git_ignore.h"
#include "base/text.h"
#include "deploy/compose/compose.h"

namespace fairlead {
namespace {

/// Files that people write; others are made: certificates, databases, exports, bundles.
constexpr std::string_view written_kinds[] = {"conf", "cnf", "cfg", "ini", "yml", "yaml",  "toml",
                                              "xml",  "sql", "sh",  "lua", "acl", "rules", "tmpl"};

std::string_view extension_of(std::string_view path) {
  const std::string_view name = base_name(path);
  const std::size_t dot = name.rfind('.');
  return dot == name.npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
}

bool is_written_file(std::string_view path) {
  return std::ranges::find(written_kinds, extension_of(path)) != std::end(written_kinds);
}

/// Texts that may say how a file comes into being.
bool may_make(std::string_view name) {
  constexpr std::string_view ends[] = {".sh",   ".mk",  ".md", ".py", ".yml", ".yaml", ".json",
                                       ".toml", ".ps1", ".js", ".ts", ".txt", ".rst",  ".j2"};
  constexpr std::string_view begins[] = {"makefile", "justfile",    "dockerfile",  "readme",
                                         "rakefile", "vagrantfile", "jenkinsfile", "setup",
                                         "install",  "bootstrap",   ".gitlab-ci"};
  const std::string small = lower(name);
  return std::ranges::any_of(ends, [&](auto each) { return small.ends_with(each); }) ||
         std::ranges::any_of(begins, [&](auto each) { return small.starts_with(each); });
}

class MountReader {
 public:
  MountReader(const Unit& unit, const Files& disk, Rendered& rendered)
      : unit_(unit), disk_(disk), ignored_(disk), rendered_(rendered) {}

  void read(Ref mount, std::string_view service) {
    const Ref source = mount["source"];
    const std::string_view written = source.text(), target = mount["target"].text();
    if (mount["type"].text() != "bind" || written.empty() || written.starts_with('/') ||
        written.starts_with('~') || may_be_filled_in(written) || !is_written_file(written) ||
        !is_written_file(target))
      return;
    const auto path = joined_path(directory_of(unit_.root), written);
    if (!path || disk_.kind(*path)) return;
    rendered_.inputs.push_back(*path);
    if (is_at_another_base(written) || disk_.hides(*path) || may_be_elsewhere(*path) ||
        ignored_.ignores(*path) || has_sample(*path) || is_named(base_name(*path)))
      return;
    Problem problem;
    problem.kind = ProblemKind::resource_missing;
    problem.at = source.span();
    problem.message = fmt::format("service `{}` mounts `{}` as a file, and there is no such file",
                                  service, *path);
    if (const std::string near = nearest_file(*path); !near.empty())
      problem.message += fmt::format("; did you mean `{}`?", near);
    rendered_.problems.push_back(std::move(problem));
  }

 private:
  /// Paths count from the first file that is given with `-f`, or from `--project-directory`.
  bool is_at_another_base(std::string_view written) const {
    for (std::string_view at = directory_of(unit_.root); !at.empty();) {
      at = directory_of(at);
      const auto path = joined_path(at, written);
      if (path && disk_.kind(*path)) return true;
    }
    return false;
  }

  std::vector<DirectoryEntry> entries(std::string_view directory) const {
    auto all = disk_.list(std::string(directory));
    return all ? std::move(*all) : std::vector<DirectoryEntry>();
  }

  /// The nearest directory above that is here is a link, or empty as a submodule that was not
  /// fetched.
  bool may_be_elsewhere(std::string_view path) const {
    for (path = directory_of(path); !path.empty(); path = directory_of(path)) {
      const auto kind = disk_.kind(std::string(path));
      if (kind) return *kind != EntryKind::directory || entries(path).empty();
    }
    return false;
  }

  /// `redis.conf.example`, `redis.example.conf`: somebody copies it.
  bool has_sample(std::string_view path) const {
    const std::string_view name = base_name(path), stem = name.substr(0, name.rfind('.'));
    return std::ranges::any_of(entries(directory_of(path)), [&](const DirectoryEntry& each) {
      return each.name.starts_with(stem) && each.name.size() > name.size();
    });
  }

  std::string nearest_file(std::string_view path) const {
    const std::vector<DirectoryEntry> all = entries(directory_of(path));
    std::vector<std::string_view> names;
    for (const DirectoryEntry& each : all)
      if (each.kind == EntryKind::file && names.size() < 1000) names.push_back(each.name);
    const std::string_view name = nearest(base_name(path), names);
    return name.empty() ? "" : joined_path(directory_of(path), name).value_or("");
  }

  /// Whether a text around names it, other than compose files.
  bool is_named(std::string_view name) {
    if (!has_texts_) read_texts();
    return is_cut_ || std::ranges::any_of(
                          texts_, [&](const std::string& each) { return contains(each, name); });
  }

  void read_texts() {
    has_texts_ = true;
    read_directory(".github/workflows");
    for (std::string_view at = directory_of(unit_.root);; at = directory_of(at)) {
      read_directory(at);
      for (const std::string_view below : {"scripts", "script", "bin", "docs", "hack", "tools"})
        read_directory(joined_path(at, below).value_or(""));
      if (at.empty()) break;
    }
  }

  void read_directory(std::string_view directory) {
    constexpr std::size_t largest = 256u << 10, most = 200;
    for (const DirectoryEntry& each : entries(directory)) {
      if (each.kind != EntryKind::file || !may_make(each.name)) continue;
      const auto path = joined_path(directory, each.name);
      if (!path || is_compose_path(*path)) continue;
      if (texts_.size() == most) {
        is_cut_ = true;
        return;
      }
      if (auto text = disk_.read(*path, largest); text && text->size() <= largest)
        texts_.push_back(std::move(*text));
    }
  }

  const Unit& unit_;
  const Files& disk_;
  GitIgnore ignored_;
  Rendered& rendered_;
  bool has_texts_ = false, is_cut_ = false;
  std::vector<std::string> texts_;
};

/// Whether what a service is built from is not here either: it is checked out beside.
bool is_built_elsewhere(const Unit& unit, Ref context, const Files& disk) {
  if (!context.present()) return false;
  const auto path = joined_path(directory_of(unit.root), context.text());
  return !path || (!path->empty() && !disk.kind(*path));
}

}  // namespace

void add_missing_mounts(const Unit& unit, const FileSet& files, Rendered& rendered) {
  MountReader reader(unit, files.disk(), rendered);
  for (const Resource& service : rendered.resources) {
    if (service.api_version != compose_version || service.partial ||
        is_built_elsewhere(unit, service.root["build"]["context"], files.disk()))
      continue;
    for (const Node* mount : service.root["volumes"].items()) reader.read(Ref(mount), service.name);
  }
}

}  // namespace fairlead
