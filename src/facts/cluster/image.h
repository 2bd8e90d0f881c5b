#pragma once
#include <string_view>

#include "facts/cluster/workload.h"

namespace fairlead {

/// The server that an image or a command seems to run, as a connection URL's scheme names it.
enum class ServerKind : std::uint8_t { unknown, redis, postgresql, mysql, amqp, mongodb };

/// The server that a scheme ("redis", "rediss", "postgresql+asyncpg") connects to.
ServerKind server_of_scheme(std::string_view scheme);
/// The server that listens on a port by everybody's habit.
ServerKind server_of_port(std::uint16_t port);

/// Whether the container's image runs a Redis-compatible server, by its name.
bool is_redis_image(std::string_view image);
/// Whether the container starts as a Sentinel.
bool runs_sentinel(const Container& container);
/// Whether the image is Redis' or Valkey's own: without configuration files, without a start script
/// that writes some, with /data for its data.
bool is_plain_redis_image(std::string_view image);
/// Whether the image is a Redis of somebody's own: its tag does not say which one is in it.
bool is_own_redis(std::string_view image);
/// Whether a container may be that server: its image is called so, or its command starts it.
bool may_serve(const Container& container, ServerKind server);
/// The server that a container's image is called after, by its name alone.
ServerKind served_by(const Container& container);
/// The port that a server listens on by everybody's habit; 0 of an unknown one.
std::uint16_t port_of_server(ServerKind server);
/// Whether a container may forward connections to anything: a proxy declares no port for it.
bool may_forward(const Container& container);

}  // namespace fairlead
