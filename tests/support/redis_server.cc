#include "support/redis_server.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "support/process.h"

namespace fairlead::testing {
namespace {

constexpr auto start_timeout = std::chrono::seconds(20);

}  // namespace

RedisServer::RedisServer(std::span<const std::string_view> options, std::string_view configuration)
    : directory_(new_directory()) {
  const std::string path = directory_ + "/redis.conf";
  std::ofstream(path) << "port 0\nunixsocket " << directory_ << "/socket\ndir " << directory_
                      << "\nsave \"\"\n"
                      << configuration << "\n";
  std::vector<std::string> arguments = {"redis-server", path};
  arguments.insert(arguments.end(), options.begin(), options.end());
  process_ = spawn(arguments, directory_ + "/log");
  const auto deadline = std::chrono::steady_clock::now() + start_timeout;
  while (process_ > 0 && !connect() && std::chrono::steady_clock::now() < deadline) {
    if (waitpid(process_, nullptr, WNOHANG) == process_) process_ = -1;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_TRUE(running()) << "redis-server does not start (scripts/setup installs it)\n" << log();
}

RedisServer::~RedisServer() {
  if (connection_ >= 0) close(connection_);
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  std::error_code ignored;
  if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
}

std::string RedisServer::log() const { return text_of_file(directory_ + "/log"); }

bool RedisServer::connect() {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = directory_ + "/socket";
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    connection_ = connection;
    return true;
  }
  close(connection);
  return false;
}

std::string RedisServer::command(std::span<const std::string_view> arguments) {
  std::string request = fmt::format("*{}\r\n", arguments.size());
  for (const std::string_view argument : arguments) {
    request += fmt::format("${}\r\n", argument.size());
    request += argument;
    request += "\r\n";
  }
  std::string_view rest = request;
  while (!rest.empty()) {
    const ssize_t sent = send(connection_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent <= 0) return "-connection lost";
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return read_reply();
}

std::string RedisServer::command(std::initializer_list<std::string_view> arguments) {
  return command(std::span<const std::string_view>(arguments.begin(), arguments.size()));
}

bool RedisServer::fill() {
  char chunk[4096];
  const ssize_t got = recv(connection_, chunk, sizeof chunk, 0);
  if (got <= 0) return false;
  buffer_.append(chunk, static_cast<std::size_t>(got));
  return true;
}

std::string RedisServer::read_line() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n")) == std::string::npos) {
    if (!fill()) return "-connection lost";
  }
  std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return line;
}

std::string RedisServer::read_bytes(std::size_t count) {
  while (buffer_.size() < count + 2) {
    if (!fill()) return "-connection lost";
  }
  std::string bytes = buffer_.substr(0, count);
  buffer_.erase(0, count + 2);
  return bytes;
}

std::string RedisServer::read_reply() {
  const std::string line = read_line();
  if (line.empty() || line[0] == '-') return line;
  const std::string rest = line.substr(1);
  if (line[0] == '$') return rest == "-1" ? "" : read_bytes(std::stoul(rest));
  if (line[0] != '*') return rest;
  std::string joined;
  const long count = std::stol(rest);
  for (long i = 0; i < count; ++i) joined += (i > 0 ? "\n" : "") + read_reply();
  return joined;
}

}  // namespace fairlead::testing
