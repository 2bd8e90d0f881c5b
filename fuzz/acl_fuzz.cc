// ACLs where they stand: lines of `acl check --batch`, ACL files, redis.conf with included and
// mounted files, command lines of containers; all rules look at them. Build: cmake --preset fuzz.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/files.h"
#include "cli/redis/acl_check.h"
#include "run/run.h"

namespace {

using namespace fairlead;

/// The text as a YAML string.
std::string quoted(std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  std::string all = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= ' ' && byte < 0x7f && c != '"' && c != '\\';
    if (plain)
      all += c;
    else
      all += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
  }
  return all + '"';
}

std::string manifest(std::string_view first, std::string_view second) {
  return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  redis.conf: " +
         quoted(first) + "\n  other.conf: " + quoted(second) + "\n  users.acl: " + quoted(second) +
         "\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: "
         "a\n"
         "      image: redis:7.2\n      args: [--user, " +
         quoted(first) + ", " + quoted(second) +
         "]\n      volumeMounts: [{name: v, mountPath: /etc/redis}]\n    - name: b\n"
         "      image: valkey/valkey:9.1\n      command: [sh, -c, " +
         quoted(first) + "]\n  volumes: [{name: v, configMap: {name: c}}]\n";
}

void lint(const std::string& path, std::string text) {
  const MemoryFiles files({{path, std::move(text)}});
  RunOptions options;
  options.threads = 1;
  if (!run(files, options)) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t middle = text.find('\0');
  switch (data[0] % 4) {
    case 0:
      if (!acl_batch_answer(text).starts_with("{\"result\":\"")) __builtin_trap();
      break;
    case 1:
      lint("users.acl", std::string(text));
      break;
    case 2:
      lint("redis.conf", std::string(text));
      break;
    default:
      lint("all.yaml",
           manifest(text.substr(0, middle), middle == text.npos ? text : text.substr(middle + 1)));
  }
  return 0;
}
