#include "support/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace fairlead::testing {

std::string new_directory() {
  std::string name = (std::filesystem::temp_directory_path() / "fairlead-redis-XXXXXX").string();
  return mkdtemp(name.data()) ? name : "";
}

pid_t spawn(std::vector<std::string> arguments, const std::string& output) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t process = -1;
  const int failed = posix_spawnp(&process, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? process : -1;
}

std::string text_of_file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string redis_server_image() {
  const std::string directory = new_directory();
  const pid_t process = spawn({"redis-server", "--version"}, directory + "/version");
  if (process > 0) waitpid(process, nullptr, 0);
  // "Redis server v=7.0.15 sha=00000000:0 malloc=…", "Valkey server v=8.1.1 sha=…"
  const std::string text = text_of_file(directory + "/version");
  std::error_code ignored;
  std::filesystem::remove_all(directory, ignored);
  const auto begin = text.find(" v=");
  if (begin == std::string::npos) return "";
  const std::string number = text.substr(begin + 3, text.find(' ', begin + 1) - begin - 3);
  return (text.starts_with("Valkey") ? "valkey/valkey:" : "redis:") + number;
}

RealStart really_start(const std::string& directory, const std::vector<std::string>& arguments) {
  constexpr auto timeout = std::chrono::seconds(30);
  constexpr auto pause = std::chrono::milliseconds(2);
  const std::string log = directory + "/log";
  const pid_t process = spawn(arguments, log);
  EXPECT_GT(process, 0) << "redis-server does not start (scripts/setup installs it)";
  RealStart result;
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (process > 0 && std::chrono::steady_clock::now() < deadline) {
    result.log = text_of_file(log);
    for (const char* ready : {"eady to accept connections", "Sentinel ID is"}) {
      result.starts |= result.log.find(ready) != std::string::npos;
    }
    if (result.starts) {
      kill(process, SIGKILL);
      waitpid(process, nullptr, 0);
      return result;
    }
    if (waitpid(process, nullptr, WNOHANG) == process) {
      result.log = text_of_file(log);
      return result;
    }
    std::this_thread::sleep_for(pause);
  }
  ADD_FAILURE() << "neither ready nor gone: " << result.log;
  if (process > 0) {
    kill(process, SIGKILL);
    waitpid(process, nullptr, 0);
  }
  return result;
}

}  // namespace fairlead::testing
