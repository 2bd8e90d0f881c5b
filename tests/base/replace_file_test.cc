// Files that are written below a root: never through a link, never half.
#include "base/replace_file.h"

#include <sys/stat.h>

#include "base/files.h"
#include "support/file_tree.h"

namespace fairlead::testing {
namespace {

namespace fs = std::filesystem;

class Replace : public FileTree {
 protected:
  std::string names() const {
    std::string all;
    const auto entries = DiskFiles(directory_).list("").value();
    for (const DirectoryEntry& entry : entries) all += entry.name + " ";
    return all;
  }
  std::string error(std::string_view name) const {
    const auto done = replace_file(directory_, std::string(name), "new");
    return done ? "" : done.error().message;
  }
};

TEST_F(Replace, MakesAFileOrTakesItsPlace) {
  ASSERT_TRUE(replace_file(directory_, "a.json", "one"));
  EXPECT_EQ(text_of_file(path("a.json")), "one");
  fs::permissions(path("a.json"), fs::perms(0640));
  ASSERT_TRUE(replace_file(directory_, "a.json", "two"));
  EXPECT_EQ(text_of_file(path("a.json")), "two");
  EXPECT_EQ(fs::status(path("a.json")).permissions(), fs::perms(0640));
  write("sub/b.json", "");
  ASSERT_TRUE(replace_file(directory_, "sub/b.json", "three"));
  EXPECT_EQ(text_of_file(path("sub/b.json")), "three");
  EXPECT_EQ(names(), "a.json sub ");
}

TEST_F(Replace, ANewFileIsAsTheUserWantsNewFiles) {
  const mode_t mask = umask(027);
  ASSERT_TRUE(replace_file(directory_, "a.json", "one"));
  umask(mask);
  EXPECT_EQ(fs::status(path("a.json")).permissions(), fs::perms(0640));
}

TEST_F(Replace, NoLinkIsFollowedOrReplaced) {
  write("mine", "old");
  write("there/file", "old");
  link("alink", "mine");
  link("dangling", "nowhere");
  link("dir", "there");
  EXPECT_EQ(error("alink"), "`alink` is a symbolic link, and none is followed");
  EXPECT_EQ(error("dangling"), "`dangling` is a symbolic link, and none is followed");
  EXPECT_NE(error("dir/file"), "");
  EXPECT_EQ(text_of_file(path("mine")), "old");
  EXPECT_EQ(text_of_file(path("there/file")), "old");
  EXPECT_TRUE(fs::is_symlink(path("alink")));
  EXPECT_EQ(names(), "alink dangling dir mine there ");
}

TEST_F(Replace, OnlyRegularFilesAreReplaced) {
  write("sub/file", "");
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(error("sub"), "`sub` is no regular file");
  EXPECT_EQ(error("pipe"), "`pipe` is no regular file");
  EXPECT_EQ(error("none/file"), "cannot write `none/file`: No such file or directory");
  EXPECT_EQ(names(), "pipe sub ");
}

TEST_F(Replace, ALinkIsNamedWhereItIsRead) {
  write("mine", "old");
  link("alink", "mine");
  const auto text = DiskFiles(directory_).read("alink", 10);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, "`alink` is a symbolic link, and none is followed");
}

}  // namespace
}  // namespace fairlead::testing
