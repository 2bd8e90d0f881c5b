#include "cli/files/repository.h"

#include <cstdlib>

#include "support/file_tree.h"

namespace fairlead::testing {
namespace {

class RepositoryAt : public FileTree {
 protected:
  void SetUp() override {
    FileTree::SetUp();
    if (const char* named = std::getenv("GITHUB_REPOSITORY")) before_ = named;
    unsetenv("GITHUB_REPOSITORY");
  }
  void TearDown() override {
    if (!before_.empty()) setenv("GITHUB_REPOSITORY", before_.c_str(), 1);
    FileTree::TearDown();
  }

 private:
  std::string before_;
};

constexpr std::string_view config = "[remote \"origin\"]\n\turl = git@github.com:acme/shop.git\n";

TEST_F(RepositoryAt, IsWhatTheRemoteSays) {
  EXPECT_EQ(repository_at(path("main")), "");
  write("main/.git/config", config);
  EXPECT_EQ(repository_at(path("main")), "acme/shop");
}

TEST_F(RepositoryAt, IsThatOfAWorktreesRepository) {
  write("main/.git/config", config);
  write("main/.git/worktrees/w/commondir", "../..\n");
  write("w/.git", "gitdir: " + path("main/.git/worktrees/w") + "\n");
  EXPECT_EQ(repository_at(path("w")), "acme/shop");
  write("broken/.git", "gitdir: nowhere\n");
  EXPECT_EQ(repository_at(path("broken")), "");
  write("other/.git", "no such line\n");
  EXPECT_EQ(repository_at(path("other")), "");
}

TEST_F(RepositoryAt, IsWhatTheRunnerSays) {
  write("main/.git/config", config);
  setenv("GITHUB_REPOSITORY", "acme/fork", 1);
  EXPECT_EQ(repository_at(path("main")), "acme/fork");
  unsetenv("GITHUB_REPOSITORY");
}

}  // namespace
}  // namespace fairlead::testing
