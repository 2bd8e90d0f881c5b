#include "base/known_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "cli/files/hidden_files.h"

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Files in memory that count what is asked of them.
class CountingFiles final : public Files {
 public:
  explicit CountingFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  Result<std::string> read(const std::string& path, std::size_t limit) const override {
    return files_.read(path, limit);
  }
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override {
    ++lists;
    return files_.list(path);
  }
  std::optional<EntryKind> kind(const std::string& path) const override {
    ++kinds;
    return files_.kind(path);
  }

  mutable std::atomic<int> lists = 0, kinds = 0;

 private:
  MemoryFiles files_;
};

TEST(KnownFiles, AnswersFromListings) {
  const CountingFiles disk({{"a/b.yaml", "1"}, {"a/c/d.yaml", "2"}, {"e", ""}});
  const KnownFiles files(disk);
  for (const std::string directory : {"", "a", "a/c"}) ASSERT_TRUE(files.list(directory));
  EXPECT_EQ(disk.lists, 3);
  EXPECT_EQ(files.kind(""), EntryKind::directory);
  EXPECT_EQ(files.kind("a/b.yaml"), EntryKind::file);
  EXPECT_EQ(files.kind("a/c"), EntryKind::directory);
  EXPECT_EQ(files.kind("a/c/d.yaml"), EntryKind::file);
  // Neither there, nor below what is not there or is a file.
  for (const std::string gone : {"a/b", "gone/x/y", "a/gone/kustomization.yaml", "e/f", "a/c/e"})
    EXPECT_EQ(files.kind(gone), std::nullopt) << gone;
  EXPECT_EQ(disk.kinds, 0);
}

TEST(KnownFiles, AsksOnceWhereNothingWasListed) {
  const CountingFiles disk({{"node_modules/x/package.json", "{}"}, {"a", ""}});
  const KnownFiles files(disk);
  ASSERT_TRUE(files.list(""));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(files.kind("node_modules/x/package.json"), EntryKind::file);
    EXPECT_EQ(files.kind("node_modules/y"), std::nullopt);
  }
  EXPECT_EQ(disk.kinds, 2);
  EXPECT_EQ(disk.lists, 1);
}

TEST(KnownFiles, ListsADirectoryOnce) {
  const CountingFiles disk(std::map<std::string, std::string>{{"a/b", ""}});
  const KnownFiles files(disk);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(files.list("a")->size(), 1u);
    EXPECT_FALSE(files.list("gone"));
  }
  EXPECT_EQ(disk.lists, 2);
}

TEST(KnownFiles, RemembersWhatWasAbsent) {
  const CountingFiles disk(std::map<std::string, std::string>{{"a/b", ""}});
  const KnownFiles files(disk);
  EXPECT_THAT(files.absent(), IsEmpty());
  files.kind("a/b");
  files.kind("z");
  files.kind("a/c");
  files.kind("a/c");
  EXPECT_FALSE(files.read("y", 10));
  EXPECT_FALSE(files.list("x"));
  EXPECT_THAT(files.absent(), ElementsAre("a/c", "x", "y", "z"));
}

TEST(KnownFiles, KeepsWhatIsHiddenHidden) {
  const CountingFiles disk({{"a/b", ""}, {"a/c", ""}});
  const HiddenFiles index(disk, {"a/c"});
  const KnownFiles files(index);
  ASSERT_EQ(files.list("a")->size(), 1u);
  EXPECT_EQ(files.kind("a/c"), std::nullopt);
  EXPECT_TRUE(files.hides("a/c"));
  EXPECT_FALSE(files.hides("a/b"));
}

TEST(KnownFiles, MayBeAskedByManyThreads) {
  std::map<std::string, std::string> all;
  for (int i = 0; i < 200; ++i) all[std::to_string(i % 20) + "/" + std::to_string(i)] = "";
  const CountingFiles disk(std::move(all));
  const KnownFiles files(disk);
  std::atomic<int> found = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        for (int i = 0; i < 200; ++i) {
          const std::string directory = std::to_string(i % 20);
          if (files.list(directory)) ++found;
          if (files.kind(directory + "/" + std::to_string(i))) ++found;
          if (files.kind(directory + "/x" + std::to_string(i))) --found;
        }
      });
    }
  }
  EXPECT_EQ(found, 1600);
  EXPECT_EQ(files.absent().size(), 200u);
}

}  // namespace
}  // namespace fairlead
