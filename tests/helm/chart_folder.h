#pragma once
#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "helm/packed.h"

namespace fairlead::testing {

/// Where the chart fixtures lie: a folder each, with its job and what Helm answers to it.
inline constexpr std::string_view chart_folders = "tests/helm/charts";

inline const Files& repository() {
  static const DiskFiles files(FAIRLEAD_ROOT);
  return files;
}

/// Nothing where there is no such directory.
inline std::vector<DirectoryEntry> entries(const std::string& directory) {
  return repository().list(directory).value_or(std::vector<DirectoryEntry>());
}

/// Every file below `directory`, by its path as `called` and what follows.
inline void gather(const std::string& directory, const std::string& called,
                   std::map<std::string, std::string>& files) {
  for (const DirectoryEntry& entry : entries(directory)) {
    const std::string from = fmt::format("{}/{}", directory, entry.name);
    const std::string to = fmt::format("{}/{}", called, entry.name);
    if (entry.kind == EntryKind::directory)
      gather(from, to, files);
    else
      files[to] = repository().read(from, 16u << 20).value();
  }
}

/// The folder with each `packed/X-1.2.3` as `chart/charts/X-1.2.3.tgz`.
inline std::map<std::string, std::string> chart_folder(const std::string& name) {
  std::map<std::string, std::string> files;
  gather(fmt::format("{}/{}", chart_folders, name), name, files);
  const std::string packed = fmt::format("{}/packed", name);
  for (const DirectoryEntry& entry : entries(fmt::format("{}/{}", chart_folders, packed))) {
    std::map<std::string, std::string> inside;
    gather(fmt::format("{}/{}/{}", chart_folders, packed, entry.name),
           entry.name.substr(0, entry.name.rfind('-')), inside);
    std::vector<TarEntry> entries;
    for (auto& [path, bytes] : inside) entries.push_back({path, bytes});
    files[fmt::format("{}/chart/charts/{}.tgz", name, entry.name)] = gzipped(tar_of(entries));
  }
  return files;
}

}  // namespace fairlead::testing
