// Repositories whose own configuration names programs: asking what has changed runs none of them.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdlib>

#include "support/file_tree.h"

namespace fairlead::testing {
namespace {

/// Every setting of git whose value is a program, or leads to one, that a command of ours could
/// come by: `$P` stands for a program that leaves a mark and copies its input, `$D` for the tree.
constexpr const char* settings[][2] = {
    {"core.fsmonitor", "$P"},
    {"core.hooksPath", "$D/hooks"},
    {"core.sshCommand", "$P"},
    {"core.gitProxy", "$P"},
    {"core.alternateRefsCommand", "$P"},
    {"core.pager", "$P"},
    {"core.editor", "$P"},
    {"core.askPass", "$P"},
    {"core.attributesFile", "$D/attributes"},
    {"core.worktree", "$D/elsewhere"},
    {"pager.diff", "$P"},
    {"pager.config", "$P"},
    {"pager.ls-files", "$P"},
    {"alias.diff", "!$P"},
    {"alias.config", "!$P"},
    {"alias.ls-files", "!$P"},
    {"alias.rev-parse", "!$P"},
    {"alias.merge-base", "!$P"},
    {"diff.external", "$P"},
    {"diff.driver.command", "$P"},
    {"diff.driver.textconv", "$P"},
    {"diff.submodule", "log"},
    {"diff.ignoreSubmodules", "none"},
    {"diff.orderFile", "$D/pipe"},
    {"filter.clean.clean", "$P"},
    {"filter.clean.required", "true"},
    {"filter.clean.smudge", "$P"},
    {"filter.process.process", "$P"},
    {"filter.process.required", "true"},
    {"hook.mine.command", "$P"},
    {"hook.mine.event", "post-index-change"},
    {"include.path", "$D/included"},
    {"credential.helper", "!$P"},
    {"gpg.program", "$P"},
    {"interactive.diffFilter", "$P"},
    {"merge.driver.driver", "$P"},
    {"submodule.sub.update", "!$P"},
    {"trailer.t.command", "$P"},
    {"uploadpack.packObjectsHook", "$P"},
};

class HostileGit : public FileTree {
 protected:
  void SetUp() override {
    FileTree::SetUp();
    write("mark", "#!/bin/sh\necho $0 \"$@\" >> '" + path("marks") + "'\ncat\n");
    write("end", "#!/bin/sh\necho $0 \"$@\" >> '" + path("marks") + "'\nexit 1\n");
    write("hooks/post-index-change", "#!/bin/sh\nexec '" + path("mark") + "'\n");
    write("attributes", "* filter=clean\n");
    write("included", "[filter \"included\"]\n clean = '" + path("mark") + "'\n");
    std::filesystem::create_directories(path("elsewhere"));
    for (const char* name : {"a", "b", "c", "d"}) write_pod(name, "6379");
    write("repo/.gitattributes",
          "* diff=driver merge=driver\na/* filter=clean\nc/* filter=process\n"
          "d/* filter=included\n");
    EXPECT_EQ(ended("chmod +x mark end hooks/*; mkfifo pipe; cd repo; git init -q .; "
                    "git config user.name a; git config user.email a@example.com; "
                    "git add -A; git commit -qm one"),
              0);
    write_pod("b", "6380");
    EXPECT_EQ(ended("cd repo; git add b; "
                    "git branch next $(echo two | git commit-tree $(git write-tree) -p HEAD); "
                    "cp ../hooks/* .git/hooks"),
              0);
  }
  void write_pod(std::string_view directory, std::string_view port) const {
    write(fmt::format("repo/{}/pod.yaml", directory),
          fmt::format("apiVersion: v1\nkind: Pod\nmetadata: {{name: {}, namespace: q}}\n"
                      "spec: {{containers: [{{name: p, image: p, env: [{{name: REDIS_URL, "
                      "value: \"redis://localhost:{}\"}}]}}]}}\n",
                      directory, port));
  }
  /// The settings, and files whose content git has to look at, since they look touched.
  void arm() const {
    std::string text;
    for (const auto& [key, value] : settings) {
      std::string with = value;
      for (const auto& [name, path] :
           {std::pair("$P", path("mark")), std::pair("$D", directory_)}) {
        if (const auto at = with.find(name); at != std::string::npos) with.replace(at, 2, path);
      }
      text += fmt::format("git config {} '{}'\n", key, with);
    }
    EXPECT_EQ(ended("cd repo; " + text + "touch -d 2001-01-01 a/pod.yaml c/pod.yaml d/pod.yaml"),
              0);
  }
  /// How a command of the shell ends in the tree; what it prints is in `printed`.
  int ended(const std::string& command) const {
    write("command", "cd '" + directory_ + "' || exit 99\n" + command + "\n");
    const int status = std::system(
        ("env -i PATH='" FAIRLEAD_BUILD "':/usr/bin:/bin LC_ALL=C.UTF-8 HOME='" + directory_ +
         "' timeout 20 sh '" + path("command") + "' >'" + path("printed") + "' 2>&1 </dev/null")
            .c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string printed() const { return text_of_file(path("printed")); }
  std::string marks() const { return text_of_file(path("marks")); }
};

constexpr const char* only_b =
    "b/pod.yaml:4:81: warning: `localhost` is the pod itself, and no container of it listens on "
    "6380 [endpoint/loopback-host]\nfairlead: connections: 1 missing\n";

TEST_F(HostileGit, TheSettingsRunProgramsWhereNothingIsDone) {
  arm();
  ended("cd repo; unset GIT_DIR; git --work-tree=. diff --name-only -O/dev/null HEAD");
  EXPECT_NE(marks(), "");
}

TEST_F(HostileGit, NothingOfTheConfigurationIsRun) {
  arm();
  for (const char* which : {"--changed-since HEAD", "--staged", "--pre-commit"}) {
    EXPECT_EQ(ended(fmt::format("cd repo; fairlead lint {} --format concise", which)), 1) << which;
    EXPECT_EQ(printed(), only_b) << which;
    EXPECT_EQ(marks(), "") << which;
  }
  ended(
      "cd repo; PRE_COMMIT_FROM_REF=HEAD PRE_COMMIT_TO_REF=next "
      "fairlead lint --pre-commit --format concise");
  EXPECT_EQ(printed(), only_b);
  EXPECT_EQ(marks(), "");
  EXPECT_EQ(ended("cd repo; fairlead diff --exit-code HEAD"), 1);
  EXPECT_THAT(printed(), ::testing::HasSubstr("+ redis://localhost:6380  b/pod.yaml:4"));
  EXPECT_EQ(marks(), "");
}

TEST_F(HostileGit, AFilterThatNoOptionCanNameEndsTheQuestion) {
  EXPECT_EQ(ended("cd repo; git config filter.a=b.clean ../mark; "
                  "fairlead lint --changed-since HEAD"),
            3);
  EXPECT_EQ(printed(),
            "fairlead: git's configuration names `filter.a=b`, which cannot be turned off\n");
}

/// A repository that lacks an object and says who has it.
class LazyGit : public HostileGit, public ::testing::WithParamInterface<const char*> {};

TEST_P(LazyGit, NothingIsFetched) {
  const std::string lacks =
      "git config core.repositoryFormatVersion 1; git config extensions.partialClone far; "
      "git config remote.far.promisor true; git config protocol.allow always; "
      "git config protocol.ext.allow always; git config core.sshCommand ../end; "
      "git config remote.far.uploadpack ../end; "
      "git config remote.far.url '" +
      std::string(GetParam()) +
      "'; o=$(git rev-parse HEAD:b); "
      "rm -f .git/objects/$(echo $o | cut -c1-2)/$(echo $o | cut -c3-); ";
  EXPECT_EQ(ended("cd repo; " + lacks + "git diff --name-only HEAD"), 128) << printed();
  EXPECT_NE(marks(), "") << "this git fetches nothing by itself: " << printed();
  std::filesystem::remove(path("marks"));
  for (const char* which : {"--changed-since HEAD", "--staged", "--pre-commit"}) {
    EXPECT_EQ(ended(fmt::format("cd repo; fairlead lint {}", which)), 3) << which;
    EXPECT_TRUE(printed().starts_with("fairlead: `git diff` failed: ")) << printed();
    EXPECT_EQ(marks(), "") << which;
  }
}

INSTANTIATE_TEST_SUITE_P(Remotes, LazyGit,
                         ::testing::Values("ext::../end %S", "ssh://far.example.com/repo",
                                           "../elsewhere"));

}  // namespace
}  // namespace fairlead::testing
