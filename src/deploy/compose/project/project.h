#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "deploy/compose/variables/environment.h"
#include "deploy/compose/variables/substitution.h"
#include "emit/json_text.h"

namespace fairlead::compose {

/// What a project is made of: files by their absolute paths.
class ProjectFiles {
 public:
  virtual ~ProjectFiles() = default;
  /// A file's text; nothing where it cannot be read.
  virtual std::optional<SourceId> read(const std::string& path) = 0;
  /// What is at `path`, symbolic links followed; nothing where nothing is.
  virtual std::optional<EntryKind> kind(const std::string& path) = 0;
};

/// What a project is asked for: the options of `docker compose`.
struct Request {
  std::string directory;               ///< the project's, absolute; "": the first file's
  std::vector<std::string> files;      ///< absolute; none: those that compose looks for
  std::vector<std::string> env_files;  ///< absolute; none: `.env` of the directory
  std::vector<std::string> env;        ///< `NAME=value`, over those of files
  std::vector<std::string> profiles;
  std::string name;            ///< "": what the files say, else the directory's
  std::string home;            ///< what `~` stands for; "": it stays
  bool raw = false;            ///< without interpolation
  Unset unset = Unset::empty;  ///< what variables are that nobody sets
  bool lenient = false;        ///< what compose would refuse stays as it is, as far as may be
};

/// Something that a project names and that was left aside.
struct LeftAside {
  Span at;
  std::string what;  ///< "`extends`", "`include`"
  std::string why;
};

/// A project as compose loads it.
struct Project {
  std::string name, directory;
  std::vector<std::string> files;     ///< those it was asked for, and what was found
  std::vector<std::string> profiles;  ///< that are active
  Environment environment;
  Value model;                        ///< all of it, inactive services too
  std::vector<LeftAside> left_aside;  ///< where the maker is lenient
};

/// A project. Of a lenient maker's, paths stay relative to its directory.
Loaded<Project> load_project(const Request& request, ProjectFiles& files, Maker& maker);

/// Makes of a project what compose prints: each field of its type, variables of env files, labels
/// of label files; active services alone.
Refused finish_project(const Request& request, ProjectFiles& files, Project& project, Maker& maker);

/// A finished project as `docker compose config --format json` prints it.
Loaded<std::string> project_json(const Project& project, emit::JsonForm form, Maker& maker);

}  // namespace fairlead::compose
