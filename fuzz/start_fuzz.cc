// Configurations and ACL files of any bytes, which include themselves. Build: cmake --preset fuzz.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "redis/config/server_config.h"

namespace {

using namespace fairlead::redis;

void need(bool holds) {
  if (!holds) __builtin_trap();
}

void check_places(const StartCheck& check) {
  for (const StartError& error : check.errors) {
    need(error.file < check.files.size());
    need(error.begin <= error.end && error.end <= check.files[error.file].text.size());
    need(!error.message.empty() && error.line > 0);
  }
  for (const ReadPart& part : check.order) {
    need(part.begin <= part.end && part.end <= check.files[part.file].text.size());
  }
  for (const StartCondition& condition : check.conditions)
    need(condition.file < check.files.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  const Version version = all_versions()[data[0] % version_count];
  const ServerMode mode = data[0] & 8 ? ServerMode::sentinel : ServerMode::data;
  const std::string acl = text.substr(text.size() / 2);
  ServerFileAccess access;
  access.read = [&](std::string_view path) -> tl::expected<ServerFile, FileFault> {
    if (path.empty()) return tl::unexpected(FileFault{});
    return ServerFile{std::string(path), path.ends_with("acl") ? acl : text};
  };
  access.match = [](std::string_view pattern) {
    return std::vector<std::string>{std::string(pattern.substr(0, 1))};
  };
  check_places(check_start({"redis.conf", text}, version, mode, access));
  check_places(check_acl_file({"users.acl", text}, version, mode));
  return 0;
}
