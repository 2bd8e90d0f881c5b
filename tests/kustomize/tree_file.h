#pragma once
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace fairlead::kustomize {

inline constexpr std::string_view tree_folder = FAIRLEAD_ROOT "/tests/kustomize/trees";

/// A file of tests/kustomize/trees: its parts by their names (scripts/kustomize-trees).
inline std::map<std::string, std::string> parts_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::map<std::string, std::string> parts;
  std::string* part = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("-- ") && line.ends_with(" --"))
      part = &parts[line.substr(3, line.size() - 6)];
    else if (part)
      *part += line + "\n";
  }
  return parts;
}

}  // namespace fairlead::kustomize
