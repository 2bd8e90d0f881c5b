#include "deploy/compose/refused_project.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/files.h"
#include "base/text.h"
#include "deploy/compose/compose.h"
#include "deploy/compose/refusal_words.h"
#include "deploy/compose/run_files.h"

namespace fairlead {
namespace {

using compose::Refusal;
using compose::Unset;

/// What compose refuses; its place is a written one. Of what was made of a guess it is none.
std::optional<Refusal> refusal_of(const Unit& unit, const FileSet& files, const SourceMap& written,
                                  Unset unset) {
  SourceMap sources(&written);
  Arena arena;
  compose::Maker maker(sources, arena);
  compose::RunFiles run_files(files);
  compose::Request request;
  request.directory = "/" + std::string(directory_of(unit.files.front()->path));
  for (const File* file : unit.files) request.files.push_back("/" + file->path);
  request.profiles = {"*"};
  request.name = "project";
  request.unset = unset;
  std::optional<Refusal> refused;
  auto project = compose::load_project(request, run_files, maker);
  if (project)
    refused = compose::finish_project(request, run_files, *project, maker);
  else
    refused = std::move(project.error());
  if (!refused || !refused->at.is_place()) return refused;
  refused->at = maker.is_guessed(refused->at) ? Span{} : sources.blame(refused->at).edit;
  return refused;
}

/// Whether the place is one of a fault that is told by itself: of YAML, or of a key that is there
/// twice.
bool is_told(Span at, const FileSet& files, const SourceMap& sources) {
  const File* file = files.find(sources.name(at.source));
  if (!file) return true;
  for (const Problem& problem : file->tree.problems) {
    if (problem.kind == ProblemKind::duplicate_key) {
      if (at.begin <= problem.at.begin && problem.at.begin < at.end) return true;
    } else {
      return true;
    }
  }
  // A template engine's line will be another one.
  const std::string_view line =
      sources.text(sources.line(at.source, sources.position(at.source, at.begin).line));
  return file->has_template || contains(line, "{{") || contains(line, "{%");
}

/// Whether another compose file near by has a name in a section: in the directory, below it, or in
/// one above it. Of too many files, one might.
class NearFiles {
 public:
  NearFiles(const Unit& unit, const FileSet& files, const SourceMap& sources)
      : unit_(unit), files_(files), sources_(sources) {}

  bool define(std::string_view section, std::string_view name) {
    const std::string_view own = directory_of(unit_.root);
    if (any(own.empty() ? "" : std::string(own) + "/", section, name)) return true;
    for (std::string_view above = own; !above.empty();) {
      above = directory_of(above);
      for (const std::string_view begin : {"compose", "docker-compose"})
        if (any(above.empty() ? std::string(begin) : fmt::format("{}/{}", above, begin), section,
                name))
          return true;
    }
    return false;
  }

  /// Whether a project in a directory beside lacks it as well: some other program adds it to all.
  bool lack(std::string_view section, std::string_view name) const {
    const std::string_view own = directory_of(unit_.root), parent = directory_of(own);
    if (own.empty()) return false;
    const std::string prefix = parent.empty() ? "" : std::string(parent) + "/";
    const auto& all = files_.all();
    for (auto at = all.lower_bound(prefix); at != all.end() && at->first.starts_with(prefix);
         ++at) {
      const std::string_view directory = directory_of(at->first);
      const bool is_beside = directory != own && !directory.empty() &&
                             directory_of(directory) == parent &&
                             base_name(at->first) == base_name(unit_.root);
      if (is_beside && lacks(*at->second, section, name)) return true;
    }
    return false;
  }

 private:
  /// Whether a file names something that it does not define.
  bool lacks(const File& file, std::string_view section, std::string_view name) const {
    const Ref defined = first_root(file)[section][name];
    if (file.source == SourceId::none || (defined && section != "services")) return false;
    if (defined)
      return !defined["image"] && !defined["build"] && !defined["extends"] && !defined["provider"];
    return contains(sources_.text(file.source), name);
  }

  bool any(const std::string& prefix, std::string_view section, std::string_view name) {
    const auto& all = files_.all();
    for (auto at = all.lower_bound(prefix); at != all.end() && at->first.starts_with(prefix);
         ++at) {
      const File& file = *at->second;
      if (looked_at_++ == most) return true;
      if (std::ranges::find(unit_.files, &file) != unit_.files.end()) continue;
      if (is_yaml_or_json(file.format) && first_root(file)[section][name] && is_compose(file))
        return true;
    }
    return false;
  }

  static constexpr std::size_t most = 100'000;
  const Unit& unit_;
  const FileSet& files_;
  const SourceMap& sources_;
  std::size_t looked_at_ = 0;
};

/// The name of a section that is nearest to one that it lacks, or "".
std::string_view near_name(const Unit& unit, std::string_view section, std::string_view name) {
  std::vector<std::string_view> names;
  for (const File* file : unit.files)
    for (const Entry& entry : first_root(*file)[section].entries())
      if (entry.key->text() != name) names.push_back(entry.key->text());
  return nearest(name, names);
}

}  // namespace

void add_refusal(const Unit& unit, const FileSet& files, const SourceMap& sources,
                 Rendered& rendered) {
  auto refused = refusal_of(unit, files, sources, Unset::one);
  if (!refused || refused->is_absent) return;
  const auto undecided = [&](std::string why) {
    rendered.gaps.push_back(
        {unit.root, {}, "whether compose loads it", std::move(why), GapKind::check});
  };
  if (refused->stage == compose::Stage::declined) return undecided("it is too large");
  if (!refused->at.is_place()) return undecided("it hangs on variables that no file gives");
  if (is_told(refused->at, files, sources)) return;
  const auto again = refusal_of(unit, files, sources, Unset::number);
  if (!again || again->at != refused->at)
    return undecided("it hangs on variables that no file gives");
  const compose::PlainRefusal plain = compose::plain_refusal(refused->message);
  NearFiles near(unit, files, sources);
  if (!plain.section.empty() && near.lack(plain.section, plain.name))
    return undecided("projects beside lack the same, so that something may add it to all of them");
  const bool is_elsewhere = (plain.is_layer && !is_looked_for(unit.root)) ||
                            (!plain.section.empty() && near.define(plain.section, plain.name));
  if (is_elsewhere) return undecided("what it lacks may stand in another file, given with `-f`");
  Problem problem;
  problem.kind = ProblemKind::compose_refuses;
  problem.at = refused->at;
  problem.message = plain.words;
  const std::string_view meant = near_name(unit, plain.section, plain.name);
  if (!meant.empty() && !plain.is_layer)
    problem.message += fmt::format("; did you mean `{}`?", meant);
  rendered.problems.push_back(std::move(problem));
}

}  // namespace fairlead
