// Runs a command many times and prints for each run: wall and CPU microseconds, largest resident
// set in KiB, exit code. A program of its own because a child inherits the peak of the process that
// starts it: from here that is one MiB.
//
//     measure RUNS DIRECTORY COMMAND [ARGUMENT…]
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

long microseconds(const timeval& time) { return time.tv_sec * 1'000'000L + time.tv_usec; }

[[noreturn]] void become(const char* directory, char** command) {
  const int nowhere = open("/dev/null", O_RDWR);
  for (int i = 0; i < 3; ++i) dup2(nowhere, i);
  if (chdir(directory) == 0) execvp(command[0], command);
  _exit(127);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: measure RUNS DIRECTORY COMMAND [ARGUMENT...]\n", stderr);
    return 2;
  }
  for (int runs = std::atoi(argv[1]); runs > 0; --runs) {
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) become(argv[2], argv + 3);
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) < 0) return 3;
    const auto wall = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - begin);
    const long cpu = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    std::printf("%ld %ld %ld %d\n", static_cast<long>(wall.count()), cpu, usage.ru_maxrss, code);
  }
  return 0;
}
