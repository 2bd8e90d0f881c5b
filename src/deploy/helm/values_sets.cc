#include "deploy/helm/values_sets.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "deploy/helm/chart_directory.h"

namespace fairlead {
namespace {

bool is_values_name(std::string_view path) {
  return lower(base_name(path)).find("values") != std::string::npos;
}

/// What a chart reads of its values, as far as its files say it.
class Reading {
 public:
  Reading(const ChartSite& site, const FileSet& files, const SourceMap& sources)
      : directory_(directory_of(site.chart->path)) {
    add_dependencies(first_root(*site.chart), files);
    if (const File* old = files.find(joined_path(directory_, "requirements.yaml").value_or("")))
      add_dependencies(first_root(*old), files);
    for (const char* const below : {"templates/", "charts/"}) add_templates(below, files, sources);
  }

  bool is_open() const { return open_; }
  bool reads(std::string_view key) const { return keys_.contains(key); }

 private:
  void add_dependencies(Ref chart, const FileSet& files) {
    for (const Node* item : chart["dependencies"].items()) {
      const std::string_view name = Ref(item)["name"].text();
      keys_.insert(name);
      keys_.insert(Ref(item)["alias"].text());
      const auto path = joined_path(directory_, "charts/" + std::string(name) + "/Chart.yaml");
      open_ = open_ || !path || !files.find(*path);
    }
  }

  /// Library charts read the values of the chart that they are a part of.
  void add_templates(std::string_view below, const FileSet& files, const SourceMap& sources) {
    const std::string prefix = joined_path(directory_, below).value_or("") + "/";
    for (auto at = files.all().lower_bound(prefix); at != files.all().end(); ++at) {
      if (!at->first.starts_with(prefix)) return;
      if (at->first.find("/templates/") != at->first.npos)
        add_words(sources.text(at->second->source));
    }
  }

  void add_words(std::string_view text) {
    constexpr std::string_view values = ".Values";
    for (std::size_t at = text.find(values); at != text.npos; at = text.find(values, at + 1)) {
      const std::string_view rest = text.substr(at + values.size());
      if (!rest.starts_with('.')) {
        open_ = true;
        return;
      }
      const std::string_view key = rest.substr(1, name_size(rest.substr(1)));
      keys_.insert(key);
    }
  }

  static std::size_t name_size(std::string_view text) {
    return std::min(
        text.size(),
        text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"));
  }

  const std::string_view directory_;
  std::set<std::string_view> keys_ = {"global", "tags", "sops"};
  bool open_ = false;
};

}  // namespace

bool is_of_chart_testing(std::string_view path) {
  return base_name(directory_of(path)) == "ci" && path.ends_with("-values.yaml");
}

std::vector<ChartSite> chart_sites(std::span<const File* const> files) {
  std::map<std::string_view, ChartSite> sites;
  for (const File* file : files) {
    if (base_name(file->path) == "Chart.yaml" && first_root(*file)["name"])
      sites.emplace(directory_of(file->path), ChartSite{file, nullptr, {}});
  }
  for (const bool ci : {false, true}) {
    for (const File* file : files) {
      if (file->format != FileFormat::yaml || is_of_chart_testing(file->path) != ci) continue;
      const std::string_view directory = directory_of(file->path);
      const auto site = sites.find(ci ? directory_of(directory) : directory);
      if (site == sites.end() || !is_values_name(file->path)) continue;
      if (is_own_values(*file))
        site->second.own = file;
      else
        site->second.values.push_back(file);
    }
  }
  std::vector<ChartSite> all;
  for (auto& [directory, site] : sites) all.push_back(std::move(site));
  return all;
}

KnownKeys known_keys(const ChartSite& site, const File& values, const FileSet& files,
                     const SourceMap& sources) {
  if (is_of_chart_testing(values.path)) return {0, 0, true};
  const Reading reading(site, files, sources);
  const Ref own = site.own ? first_root(*site.own) : Ref();
  KnownKeys keys{0, 0, reading.is_open()};
  for (const Entry& entry : first_root(values).entries()) {
    const std::string_view key = entry.key->text();
    ++keys.all;
    keys.known += own[key].present() || reading.reads(key);
  }
  return keys;
}

}  // namespace fairlead
