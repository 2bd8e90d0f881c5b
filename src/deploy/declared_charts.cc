#include "deploy/declared_charts.h"

#include <fmt/format.h>

#include "base/files.h"
#include "deploy/helm/chart_directory.h"

namespace fairlead {
namespace {

class Declarer {
 public:
  Declarer(const Config& config, const FileSet& files, const SourceMap& sources,
           DeclaredInstalls& installs)
      : config_(config), files_(files), sources_(sources), installs_(installs) {}

  Result<bool> add(const DeclaredChart& declared) {
    const auto directory = joined_path(config_.directory, declared.path.text);
    const auto chart = directory ? joined_path(*directory, "Chart.yaml") : directory;
    if (!is_file(chart)) return missing(declared.path, "a chart", chart);
    DeclaredInstall install;
    install.declared = &declared;
    for (const Written& file : declared.values) {
      const auto path = joined_path(config_.directory, file.text);
      if (!is_file(path)) return missing(file, "a values file", path);
      const File* found = files_.find(*path);
      if (found)
        install.values.push_back({first_root(*found), false, "", false, found});
      else
        install.is_unread = true;
    }
    installs_[*directory].push_back(std::move(install));
    return true;
  }

 private:
  bool is_file(const std::optional<std::string>& path) const {
    return path && files_.disk().kind(*path) == EntryKind::file;
  }

  tl::unexpected<Error> missing(const Written& word, std::string_view what,
                                const std::optional<std::string>& path) const {
    const Position at = sources_.position(word.at.source, word.at.begin);
    const std::string where = fmt::format("{}:{}:{}", config_.path, at.line, at.column);
    if (!path)
      return usage_error(fmt::format("{}: `{}` is outside of what is read", where, word.text));
    return usage_error(
        fmt::format("{}: `{}` is not {}: there is no file `{}`; paths are relative to "
                    "this fairlead.yaml",
                    where, word.text, what, *path));
  }

  const Config& config_;
  const FileSet& files_;
  const SourceMap& sources_;
  DeclaredInstalls& installs_;
};

/// What a finding calls it.
std::string name_of(const DeclaredInstall& install) {
  const DeclaredChart& declared = *install.declared;
  if (!declared.release.empty()) return "release " + declared.release;
  return declared.values.empty() ? declared.path.text : declared.values.back().text;
}

}  // namespace

Result<bool> add_declared(const Config& config, const FileSet& files, const SourceMap& sources,
                          DeclaredInstalls& installs) {
  Declarer declarer(config, files, sources, installs);
  for (const DeclaredChart& declared : config.charts) {
    if (auto done = declarer.add(declared); !done) return done;
  }
  return true;
}

Unit installed_as(const Unit& site, const DeclaredInstall& install, const FileSet& files) {
  Unit unit = chart_with(site, install.values, files);
  const DeclaredChart& declared = *install.declared;
  for (const DeclaredValue& each : declared.set)
    unit.parameters.push_back({each.path->text(), each.value, false, each.path});
  if (!declared.release.empty()) unit.release = declared.release;
  unit.release_namespace = declared.release_namespace;
  unit.kube_version = declared.kube_version;
  unit.api_versions = declared.api_versions;
  unit.set = name_of(install);
  return unit;
}

}  // namespace fairlead
