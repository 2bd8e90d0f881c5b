#include "redis/server_program.h"

#include <algorithm>
#include <span>
#include <string>

#include "base/files.h"
#include "base/text.h"

namespace fairlead::redis {
namespace {

struct Program {
  std::string_view name;
  ServerProgram program;
};
constexpr Program programs[] = {
    {"redis-server", ServerProgram::data},       {"valkey-server", ServerProgram::data},
    {"redis-sentinel", ServerProgram::sentinel}, {"valkey-sentinel", ServerProgram::sentinel},
    {"keydb-server", ServerProgram::look_alike}, {"dragonfly", ServerProgram::look_alike},
    {"kvrocks", ServerProgram::look_alike},
};

constexpr ServerImage images[] = {
    {"redis", Maker::redis, true},           {"redis-sentinel", Maker::redis, true},
    {"redis-cluster", Maker::redis, true},   {"redis-server", Maker::redis, true},
    {"valkey", Maker::valkey, true},         {"valkey-sentinel", Maker::valkey, true},
    {"valkey-cluster", Maker::valkey, true}, {"valkey-server", Maker::valkey, true},
    {"redis-stack", Maker::redis, false},    {"redis-stack-server", Maker::redis, false},
    {"valkey-bundle", Maker::valkey, false}, {"keydb", Maker::other, false},
    {"dragonfly", Maker::other, false},
};

constexpr std::string_view own_names[] = {"redis", "valkey"};
constexpr std::string_view look_alikes[] = {"keydb", "dragonfly", "kvrocks",
                                            "pika",  "garnet",    "tendis"};
constexpr std::string_view with_modules[] = {"redis-stack", "redismod", "valkey-bundle"};
/// Words in the names of images that only talk to a server.
constexpr std::string_view client_words[] = {"exporter", "commander", "insight", "client",
                                             "backup"};

bool holds_any(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return contains(text, word); });
}

}  // namespace

ServerProgram server_program(std::string_view word) {
  const auto found = std::ranges::find(programs, base_name(word), &Program::name);
  return found == std::end(programs) ? ServerProgram::none : found->program;
}

bool is_redis_program(std::string_view word) {
  const ServerProgram program = server_program(word);
  return program == ServerProgram::data || program == ServerProgram::sentinel;
}

bool starts_sentinel(std::string_view word) {
  return word == "--sentinel" || server_program(word) == ServerProgram::sentinel;
}

const ServerImage* server_image(std::string_view image) {
  const std::string_view name = image_name(image);
  const auto found = std::ranges::find_if(
      images, [&](const ServerImage& each) { return equal_ignoring_case(each.name, name); });
  return found == std::end(images) ? nullptr : found;
}

std::string_view image_name(std::string_view image) {
  image = base_name(image.substr(0, image.find('@')));
  return image.substr(0, image.find(':'));
}

bool is_called_client(std::string_view image) {
  return holds_any(lower(image_name(image)), client_words);
}

bool is_called_server(std::string_view image) {
  // What compose fills in may bring the name: `${IMAGE:-redis:7.2}`.
  const std::string name = lower(contains(image, "${") ? image : image_name(image));
  return (holds_any(name, own_names) || holds_any(name, look_alikes)) && !is_called_client(image);
}

bool is_called_otherwise(std::string_view image) {
  const std::string name = lower(image);
  return holds_any(name, look_alikes) || holds_any(name, with_modules);
}

}  // namespace fairlead::redis
