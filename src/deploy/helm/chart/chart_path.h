#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"

namespace fairlead::helm {

/// Charts that lie in directories which a person names, each a folder or a .tgz as `helm package`
/// calls it.
class ChartPath {
 public:
  ChartPath() = default;
  /// `directories` are looked through once; one that cannot be listed has no charts.
  ChartPath(const Files& files, const std::vector<std::string>& directories);

  /// The path of the newest chart of that name whose version is in the range (any where it is "").
  std::optional<std::string> find(std::string_view name, std::string_view range) const;

  struct Candidate {
    std::string version, path;
  };
  /// All charts by their names, the newest of each first.
  const std::map<std::string, std::vector<Candidate>, std::less<>>& all() const { return by_name_; }

 private:
  void add(const Files& files, const std::string& directory, const DirectoryEntry& entry);
  void add_folder(const Files& files, const std::string& path);
  void add_packed(const std::string& path);

  std::map<std::string, std::vector<Candidate>, std::less<>> by_name_;
};

}  // namespace fairlead::helm
