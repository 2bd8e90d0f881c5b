// The files of a commit, over those of the disk.
#include "cli/diff/past_files.h"

#include <gmock/gmock.h>

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> names(const Files& files, const std::string& path) {
  std::vector<std::string> all;
  const auto entries = files.list(path);
  if (!entries) return {"no directory"};
  for (const DirectoryEntry& each : *entries)
    all.push_back(each.name + (each.kind == EntryKind::directory ? "/" : ""));
  return all;
}

PastEntry file(std::string bytes) {
  const std::size_t size = bytes.size();
  return {EntryKind::file, std::move(bytes), size};
}

const MemoryFiles now({{"same.yaml", "same"},
                       {"changed.yaml", "now"},
                       {"new/a.yaml", "a"},
                       {"was-file/b.yaml", "b"},
                       {"was-directory", "c"},
                       {"charts/packed.tgz", "ignored by git"}});
const std::set<std::string> changed = {
    "changed.yaml", "new/a.yaml",    "was-file/b.yaml",      "was-file",
    "gone/d.yaml",  "was-directory", "was-directory/e.yaml", "link",
    "large.yaml"};
const PastFiles past(now, changed,
                     {{"changed.yaml", file("before")},
                      {"was-file", file("f")},
                      {"gone/d.yaml", file("d")},
                      {"was-directory/e.yaml", file("e")},
                      {"link", {EntryKind::symlink, "same.yaml", 9}},
                      {"large.yaml", {EntryKind::file, "", 1000}}},
                     {"new", "nowhere"});

TEST(PastFiles, HaveWhatTheCommitHasAtWhatChanged) {
  EXPECT_EQ(past.read("same.yaml", 100).value(), "same");
  EXPECT_EQ(past.read("changed.yaml", 100).value(), "before");
  EXPECT_EQ(past.read("changed.yaml", 2).value(), "bef");
  EXPECT_EQ(past.read("gone/d.yaml", 100).value(), "d");
  EXPECT_FALSE(past.read("new/a.yaml", 100));
  EXPECT_FALSE(past.read("was-directory", 100));
  EXPECT_EQ(past.read("large.yaml", 10)->size(), 11u);
}

TEST(PastFiles, ListDirectoriesAsTheyWere) {
  EXPECT_THAT(names(past, ""), ElementsAre("changed.yaml", "charts/", "gone/", "large.yaml", "link",
                                           "new/", "same.yaml", "was-directory/", "was-file"));
  EXPECT_THAT(names(past, "gone"), ElementsAre("d.yaml"));
  EXPECT_THAT(names(past, "was-directory"), ElementsAre("e.yaml"));
  EXPECT_THAT(names(past, "was-file"), ElementsAre("no directory"));
  EXPECT_THAT(names(past, "charts"), ElementsAre("packed.tgz"));
}

TEST(PastFiles, KnowWhatIsWhere) {
  EXPECT_EQ(past.kind("gone"), EntryKind::directory);
  EXPECT_EQ(past.kind("was-file"), EntryKind::file);
  EXPECT_EQ(past.kind("was-file/b.yaml"), std::nullopt);
  EXPECT_EQ(past.kind("was-directory"), EntryKind::directory);
  EXPECT_EQ(past.kind("new/a.yaml"), std::nullopt);
  EXPECT_EQ(past.kind("link"), EntryKind::symlink);
  EXPECT_EQ(past.link("link"), "same.yaml");
  EXPECT_EQ(past.link("same.yaml"), std::nullopt);
}

TEST(PastFiles, WhatIsAskedForAndWasNotThereIsEmpty) {
  EXPECT_EQ(past.kind("new"), EntryKind::directory);
  EXPECT_THAT(names(past, "new"), ElementsAre());
}

}  // namespace
}  // namespace fairlead::testing
