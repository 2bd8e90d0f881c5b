#include "deploy/helm/chart_directory.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"

namespace fairlead {
namespace {

constexpr int deepest = 4;
/// Of one chart; charts that name each other again and again are not followed further.
constexpr std::size_t most_dependencies = 1000;

const File* file_in(const FileSet& files, std::string_view directory, std::string_view name) {
  const auto path = joined_path(directory, name);
  return path ? files.find(*path) : nullptr;
}

/// What a chart says of where it is from.
std::string origins(Ref chart) {
  std::string all = fmt::format("{} {}", chart["home"].text(), chart["icon"].text());
  for (const Node* source : chart["sources"].items()) all += fmt::format(" {}", Ref(source).text());
  return all;
}

class Directory {
 public:
  Directory(const FileSet& files, std::vector<Release>& releases)
      : files_(files), releases_(releases) {}

  /// `base` holds the values given to the chart, and where they stand in them.
  void add(const File& chart, Release base, int depth) {
    const std::string directory(directory_of(chart.path));
    const Ref root = first_root(chart);
    if (const File* values = file_in(files_, directory, "values.yaml"))
      base.values.insert(base.values.begin(), {first_root(*values), false, "", true});
    const bool templates =
        files_.disk().kind(*joined_path(directory, "templates")) == EntryKind::directory;
    if (templates) itself(root, base);
    base.alone = base.alone && !templates;
    base.whole = base.whole && !templates;
    for (const Node* item : root["dependencies"].items())
      dependency(directory, Ref(item), base, depth);
    if (const File* old = file_in(files_, directory, "requirements.yaml")) {
      for (const Node* item : first_root(*old)["dependencies"].items())
        dependency(directory, Ref(item), base, depth);
    }
  }

 private:
  /// The chart as if it were the publisher's own, copied: its templates say so by their origins.
  void itself(Ref chart, const Release& base) {
    Release release = base;
    release.own = true;
    release.chart = std::string(chart["name"].text());
    if (release.called.empty()) release.called = release.chart;
    release.version = std::string(chart["version"].text());
    release.repository = origins(chart);
    if (!release.at.present()) release.at = chart["name"];
    releases_.push_back(std::move(release));
  }

  void dependency(std::string_view directory, Ref entry, const Release& base, int depth) {
    const std::string_view name = entry["name"].text(), alias = entry["alias"].text();
    if (name.empty() || ++dependencies_ > most_dependencies) return;
    Release release = base;
    release.chart = std::string(name);
    release.called = std::string(alias.empty() ? name : alias);
    release.repository = std::string(entry["repository"].text());
    release.version = std::string(entry["version"].text());
    // Whether its parent is there is not followed, nor what tags switch on.
    if (!base.condition.empty() || entry["tags"].present()) release.name.reset();
    release.condition = std::string(entry["condition"].text());
    if (!release.at.present()) release.at = entry["name"];
    const auto below = [&](const std::string& key) {
      return key.empty() ? release.called : key + "." + release.called;
    };
    for (ReleaseValues& values : release.values) values.key = below(values.key);
    release.key = below(release.key);
    const File* chart = vendored(directory, release);
    if (!chart) {
      releases_.push_back(std::move(release));
    } else if (depth < deepest) {
      add(*chart, std::move(release), depth + 1);
    }
  }

  /// The Chart.yaml of a dependency that lies in this repository.
  const File* vendored(std::string_view directory, const Release& release) const {
    if (release.repository.starts_with("file://")) {
      const auto path = joined_path(directory, release.repository.substr(7));
      return path ? file_in(files_, *path, "Chart.yaml") : nullptr;
    }
    return file_in(files_, directory, fmt::format("charts/{}/Chart.yaml", release.chart));
  }

  const FileSet& files_;
  std::vector<Release>& releases_;
  std::size_t dependencies_ = 0;
};

void add_env_examples(const FileSet& files, Unit& unit) {
  const std::string_view inside = directory_of(unit.root);
  for (const std::string_view directory : {inside, directory_of(inside)}) {
    for (const std::string_view name : {".env.example", ".env.sample", ".env.template"}) {
      const auto path = joined_path(directory, name);
      if (const File* env = path ? files.find(*path) : nullptr) unit.files.push_back(env);
    }
  }
}

}  // namespace

bool is_own_values(const File& file) { return base_name(file.path) == "values.yaml"; }

Unit chart_with(const Unit& site, std::vector<ReleaseValues> values, const FileSet& files) {
  Unit unit = site;
  for (ReleaseValues& each : values) {
    // Its own values are below all others without being given.
    const bool known = each.file && std::ranges::find(unit.files, each.file) != unit.files.end();
    if (known && unit.values.size() == 1 && unit.values.front().file == each.file) continue;
    if (each.file && !known) unit.files.push_back(each.file);
    if (each.file) unit.root = each.file->path;
    unit.values.push_back(std::move(each));
  }
  add_env_examples(files, unit);
  return unit;
}

void add_dependencies(const FileSet& files, const File& chart, const Release& base,
                      std::vector<Release>& releases) {
  Directory(files, releases).add(chart, base, 0);
}

}  // namespace fairlead
