#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"
#include "deploy/compose/project/project.h"
#include "tree/node.h"

namespace fairlead {

/// The files that a compose project may be made of. No path leaves them, nor does a link.
class ComposeDisk final : public compose::ProjectFiles {
 public:
  /// `files` are those below the absolute path `root`; "" for the whole disk.
  ComposeDisk(const Files& files, std::string root, SourceMap& sources)
      : files_(files), root_(std::move(root)), sources_(sources) {}

  std::optional<SourceId> read(const std::string& path) override;
  std::optional<EntryKind> kind(const std::string& path) override;

 private:
  /// A path as `files` has it; nothing for what lies elsewhere.
  std::optional<std::string> inside(const std::string& path) const;

  const Files& files_;
  std::string root_;
  SourceMap& sources_;
  std::map<std::string, std::optional<SourceId>> read_;
};

/// Answers a job for a compose project, a JSON object:
///
///   dir        the project's directory
///   files      paths, as -f; none: those that compose looks for
///   envFiles   paths, as --env-file; none: `.env` of the directory
///   env        `NAME=value`; nothing of this process's own environment is used
///   profiles, name
///   raw        true: variables stay
///   home       what `~` stands for
///
/// The answer is a JSON object in one line: `id`, `ok` and `project`, what `docker compose config
/// --format json` prints; or `stage` and `error`. Paths are as for answer_helm_job.
std::string answer_compose_job(Ref job, const SourceMap& map, const Files& files,
                               const std::string& directory);

/// A project as JSON; where it is refused, the place stands before the words.
compose::Loaded<std::string> compose_project_text(const compose::Request& request,
                                                  emit::JsonForm form, compose::ProjectFiles& files,
                                                  SourceMap& sources);

}  // namespace fairlead
