#pragma once
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "deploy/types/resource.h"
#include "secret/credentials.h"
#include "secret/file_reader.h"
#include "secret/places.h"
#include "secret/shown.h"

namespace fairlead {

/// Files that are one project: a credential of one is hidden in the lines and messages of all.
using ProjectFiles = std::vector<const File*>;

/// Says what may be shown of places, and hides what is a credential in words about them. Nothing is
/// read of projects that nobody asks about, and what credentials there are only where a word that
/// shows could be one.
class Hiding {
 public:
  /// All must outlive it.
  Hiding(const SourceMap& sources, std::span<const ProjectFiles> projects,
         std::span<const MadeTexts> made = {});
  /// A file of no project, whose lines may be shown as well.
  void add(const File& file) { files_[file.source].first = &file; }

  /// The lines of places as reports show them.
  Shown shown(std::span<const Span> places);
  /// Hides credentials in `words`, which are about a place in a file.
  void hide(std::string& words, SourceId source);
  /// There are credentials in clear text: they are looked for in whatever is shown.
  void look_everywhere() { looks_everywhere_ = true; }
  /// Whether a word is, or has in it, a credential of any project. An everyday word is one where it
  /// protects something.
  bool holds_credential(std::string_view word);

 private:
  struct Place {
    std::vector<Span> windows;  // ascending and apart
    std::vector<Span> focus;
  };
  using Places = std::map<SourceId, Place>;

  Places windows_around(std::span<const Span> places) const;
  std::vector<Shown::Part> parts_of(const File* file, SourceId source, const Place& place);
  const PasswordVariables& variables(std::size_t project);
  const ProjectCredentials& credentials(std::size_t project);

  const SourceMap& sources_;
  std::span<const ProjectFiles> projects_;
  std::span<const MadeTexts> made_;
  std::map<SourceId, std::pair<const File*, std::set<std::size_t>>> files_;  // and their projects
  std::map<std::size_t, PasswordVariables> variables_;
  std::map<std::size_t, ProjectCredentials> credentials_;
  bool looks_everywhere_ = false;
};

}  // namespace fairlead
