// Nothing leaves the machine unless somebody asks for it: the program runs where a call that opens
// a socket kills it.
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>

#include "support/harness.h"
#include "support/process.h"

namespace fairlead::testing {
namespace {

/// From here on, whoever opens a socket dies of SIGSYS.
bool forbid_sockets() {
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_socket, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_socketpair, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter{std::size(program), program};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

/// "exit 1" or "killed by 31", of the program without sockets.
std::string run_without_sockets(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), fmt::format("{}/fairlead", FAIRLEAD_BUILD));
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    if (forbid_sockets()) execv(argv[0], argv.data());
    _exit(99);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return fmt::format("killed by {}", WTERMSIG(status));
  return fmt::format("exit {}", WEXITSTATUS(status));
}

class DnsSilence : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ofstream(directory_ + "/pod.yaml")
        << "apiVersion: v1\nkind: Pod\nmetadata: {name: w, namespace: jobs}\nspec:\n"
           "  containers:\n  - name: w\n    image: w:1\n    env:\n"
           "    - {name: A_URL, value: \"redis://db.fleet.corp:6379\"}\n"
           "    - {name: B_URL, value: \"redis://cache.data.svc.cluster.local:6379\"}\n";
    std::ofstream(without_hosts_ + "/pod.yaml")
        << "apiVersion: v1\nkind: Pod\nmetadata: {name: w, namespace: jobs}\nspec:\n"
           "  containers: [{name: w, image: \"w:1\"}]\n";
  }
  void TearDown() override {
    for (const std::string& each : {directory_, without_hosts_}) std::filesystem::remove_all(each);
  }

  const std::string directory_ = new_directory(), without_hosts_ = new_directory();
};

TEST_F(DnsSilence, NoSocketWithoutTheOption) {
  EXPECT_EQ(run_without_sockets({"lint", directory_}), "exit 0");
  EXPECT_EQ(run_without_sockets({"lint", "--dns-timeout", "1", directory_}), "exit 0");
  EXPECT_EQ(run_without_sockets({"lint", fmt::format("{}/fixtures/incidents", FAIRLEAD_ROOT),
                                 "--report", "sarif=" + directory_ + "/x.sarif"}),
            "exit 1");
}

TEST_F(DnsSilence, NoneForAServerThatIsWrong) {
  EXPECT_EQ(run_without_sockets({"lint", "--dns", "dns.fleet.corp", directory_}), "exit 2");
}

TEST_F(DnsSilence, NoneWhereThereIsNoHostToAskFor) {
  EXPECT_EQ(run_without_sockets({"lint", "--dns", "system", without_hosts_}), "exit 0");
}

TEST_F(DnsSilence, WithTheOptionTheSameRunIsCaught) {
  const std::string killed = fmt::format("killed by {}", SIGSYS);
  EXPECT_EQ(run_without_sockets({"lint", "--dns", "127.0.0.1:9", directory_}), killed);
  EXPECT_EQ(run_without_sockets({"lint", "--dns", "system", directory_}), killed);
}

}  // namespace
}  // namespace fairlead::testing
