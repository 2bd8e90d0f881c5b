#pragma once
#include <cstdint>
#include <string_view>

namespace fairlead::redis {

/// What a program is to whoever starts a Redis.
enum class ServerProgram : std::uint8_t {
  none,       ///< another program
  data,       ///< Redis or Valkey
  sentinel,   ///< either, as a Sentinel
  look_alike  ///< speaks Redis' protocol, and reads such files in a way of its own
};

/// The program that a word of a command line starts, by its path's last part: `redis-server`.
ServerProgram server_program(std::string_view word);

/// Whether the word starts Redis or Valkey, as a Sentinel or not.
bool is_redis_program(std::string_view word);

/// Whether the word is a program or an option that makes a Sentinel: `redis-sentinel`,
/// `--sentinel`.
bool starts_sentinel(std::string_view word);

/// Who makes a server, as far as its versions go.
enum class Maker : std::uint8_t { redis, valkey, other };

/// A container image of a server that speaks Redis' protocol.
struct ServerImage {
  std::string_view name;  ///< the last part of its name
  Maker maker{};
  bool tagged = false;  ///< its tag is the server's version, and no modules are in it
};
/// The image by its name, in any registry; null where it is none that we know.
const ServerImage* server_image(std::string_view image);

/// "bitnami/redis-exporter:1.2@sha256:…" → "redis-exporter".
std::string_view image_name(std::string_view image);
/// Whether an image's name says that it only talks to the server that it is called after:
/// `redis-exporter`.
bool is_called_client(std::string_view image);
/// Whether an image is called after a server of that protocol, also inside a longer name, and not
/// after a program that only talks to one.
bool is_called_server(std::string_view image);
/// Whether an image is called after a server that reads configuration in a way of its own, anywhere
/// in its name: one that is neither Redis nor Valkey, or has modules in it.
bool is_called_otherwise(std::string_view image);

}  // namespace fairlead::redis
