// Directories from elsewhere among the files of a repository.
#include "cli/files/mounted_files.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace fairlead::testing {
namespace {

namespace fs = std::filesystem;

TEST(MountedFiles, AreReadBelowTheirPlaceAlone) {
  const fs::path directory = fs::temp_directory_path() / "fairlead-mounted-files";
  fs::create_directories(directory / "cache");
  std::ofstream(directory / "cache" / "Chart.yaml") << "name: cache\n";
  const std::map<std::string, std::string> texts = {{"Chart.yaml", "name: web\n"}};
  const MemoryFiles own(texts);
  MountedFiles files(own);
  const std::string place = files.mount(directory);
  EXPECT_EQ(files.read("Chart.yaml", 100).value(), "name: web\n");
  EXPECT_EQ(files.read(place + "/cache/Chart.yaml", 100).value(), "name: cache\n");
  EXPECT_EQ(files.kind(place + "/cache"), EntryKind::directory);
  EXPECT_EQ(files.kind(place + "/../etc"), std::nullopt);
  ASSERT_EQ(files.list("").value().size(), 1);
  ASSERT_EQ(files.list(place).value().size(), 1);
  EXPECT_FALSE(files.read("(mounted)/7/Chart.yaml", 100));
  fs::remove_all(directory);
}

}  // namespace
}  // namespace fairlead::testing
