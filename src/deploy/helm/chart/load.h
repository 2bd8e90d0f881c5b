#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/arena.h"
#include "base/files.h"
#include "deploy/helm/chart/archive.h"
#include "deploy/helm/chart/chart.h"
#include "deploy/helm/chart/outcome.h"
#include "source/source_map.h"
#include "tree/document.h"

namespace fairlead {
class FileSet;
}

namespace fairlead::helm {

struct LoadLimits {
  std::size_t files = 20'000;  ///< of a chart with all of its subcharts
  std::size_t bytes = 64u << 20;
  int depth = 20;  ///< of directories, and of charts in charts
  ArchiveLimits archive;
};

/// Where to look for a chart that `charts/` lacks: a path, or nothing.
using FindChart = std::function<std::optional<std::string>(const Dependency&)>;

struct LoadOptions {
  Version version = Version::v4;
  /// Takes a dependency of `file://…` from there where charts/ lacks it, as `helm dependency build`
  /// would; Helm itself then refuses the chart.
  bool follow_file_urls = true;
  /// The files that it reads follow symbolic links: one that is listed still leads nowhere, which
  /// Helm refuses.
  bool links_followed = false;
  FindChart find = nullptr;        ///< asked for what is still missing
  const FileSet* known = nullptr;  ///< files that are read and parsed already
  /// The place that a person is sent to for what lies in an archive or is not among `known`: texts
  /// of these are made ones then. Null: they are written texts like all others.
  std::function<Span(std::string_view path)> stand_in = nullptr;
  LoadLimits limits = {};
};

/// Loads charts as Helm does: what it refuses is a failure with its words. What is read lies in
/// `sources` and `arena`, which must outlive the charts.
class ChartLoader {
 public:
  ChartLoader(const Files& files, SourceMap& sources, Arena& arena, LoadOptions options = {})
      : files_(files), sources_(sources), arena_(arena), options_(std::move(options)) {}

  /// A directory, or a .tgz.
  Outcome<Chart> load(const std::string& path);
  /// A chart whose files are given: names below it, and texts that are in the sources already.
  Outcome<Chart> load(std::vector<ChartFile> files, const std::string& path);

  /// What reading and unpacking took so far in steps of templates, charts that were refused too.
  std::uint64_t steps() const { return work_ / bytes_of_a_step; }
  /// A path as a person knows it: of the whole disk it has lost its first `/` here.
  std::string shown(const std::string& path) const;
  /// The bytes of a file; reads them where nobody has.
  Outcome<Span> text(ChartFile& file);
  /// The tree of a file that is YAML.
  Outcome<Tree> tree(ChartFile& file);

 private:
  friend class ChartAssembler;

  SourceId add(const std::string& path, std::string bytes);
  Outcome<std::vector<ChartFile>> files_below(const std::string& directory);
  Outcome<std::vector<ChartFile>> files_packed(ChartFile archive);
  Outcome<Chart> loaded(const std::string& path, int depth);

  const Files& files_;
  SourceMap& sources_;
  Arena& arena_;
  LoadOptions options_;
  std::size_t file_count_ = 0, byte_count_ = 0;
  static constexpr std::uint64_t bytes_of_a_step = 16;
  std::uint64_t work_ = 0;  // bytes
};

}  // namespace fairlead::helm
