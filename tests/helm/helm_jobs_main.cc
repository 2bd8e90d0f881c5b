// Answers Helm jobs, a JSON object a line on standard input, with the values that templates would
// see: scripts/helm-values-diff compares them with a real Helm. `--helm3` does as Helm 3 does.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "helm/helm_jobs.h"

namespace fairlead::testing {
namespace {

namespace fs = std::filesystem;

/// The whole disk, links followed, as Helm itself reads it.
class AllFiles final : public Files {
 public:
  Result<std::string> read(const std::string& path, std::size_t) const override {
    std::ifstream in("/" + path, std::ios::binary);
    if (!in) return unavailable(path + ": cannot be read");
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
  }
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override {
    std::vector<DirectoryEntry> all;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/" + path, error)) {
      const std::string name = entry.path().filename();
      all.push_back({name, kind(path + "/" + name).value_or(EntryKind::symlink)});
    }
    std::ranges::sort(all, {}, &DirectoryEntry::name);
    return all;
  }
  std::optional<EntryKind> kind(const std::string& path) const override {
    std::error_code error;
    const fs::file_status status = fs::status("/" + path, error);
    if (fs::is_directory(status)) return EntryKind::directory;
    if (fs::is_regular_file(status)) return EntryKind::file;
    return std::nullopt;
  }
};

}  // namespace
}  // namespace fairlead::testing

int main(int count, char** arguments) {
  using namespace fairlead;
  const bool v3 = count > 1 && std::string_view(arguments[1]) == "--helm3";
  const testing::AllFiles files;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    std::cout << testing::answer_values_job(line, files, v3 ? helm::Version::v3 : helm::Version::v4)
              << std::endl;
  }
  return 0;
}
