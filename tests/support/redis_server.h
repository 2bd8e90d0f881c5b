#pragma once
#include <sys/types.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead::testing {

/// A real redis-server in a directory of its own, listening on a Unix socket only. Stopped at the
/// end.
class RedisServer {
 public:
  /// Starts `redis-server` with further arguments (`--sentinel`) and waits until it answers. Fails
  /// the test where there is none: scripts/setup installs it.
  explicit RedisServer(std::span<const std::string_view> options = {},
                       std::string_view configuration = "");
  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  bool running() const { return connection_ >= 0; }
  /// Sends a command. The reply as text: a string or number as it is, an error with its leading
  /// `-`, an array's elements joined by newlines.
  std::string command(std::span<const std::string_view> arguments);
  std::string command(std::initializer_list<std::string_view> arguments);
  /// What it wrote on its standard output.
  std::string log() const;

 private:
  bool connect();
  std::string read_line();
  std::string read_bytes(std::size_t count);
  std::string read_reply();
  bool fill();

  std::string directory_;
  pid_t process_ = -1;
  int connection_ = -1;
  std::string buffer_;
};

}  // namespace fairlead::testing
