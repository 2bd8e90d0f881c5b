#include "cli/files/input.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>

#include "base/text.h"
#include "report/inert.h"

namespace fairlead {

Result<std::string> read_input(const std::string& path, std::size_t limit) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (!file) return unavailable(fmt::format("cannot read `{}`: {}", path, std::strerror(errno)));
  std::string text;
  char block[65536];
  std::size_t count = sizeof block;
  while (count == sizeof block && text.size() <= limit) {
    count = std::fread(block, 1, sizeof block, file);
    text.append(block, count);
  }
  const int failed = std::ferror(file) != 0 ? errno : 0;
  if (file != stdin) std::fclose(file);
  if (failed != 0) {
    return unavailable(fmt::format("cannot read `{}`: {}", path, std::strerror(failed)));
  }
  if (text.size() > limit)
    return unavailable(fmt::format("`{}` is larger than {} MiB", path, limit >> 20));
  return text;
}

Result<bool> write_file(const std::string& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (!file) return unavailable(fmt::format("cannot write `{}`: {}", path, std::strerror(errno)));
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (std::fclose(file) != 0 || !written)
    return unavailable(fmt::format("cannot write `{}`", path));
  return true;
}

Result<redis::Version> version_asked(const std::string& text) {
  if (const auto version = redis::version_named(text)) return *version;
  return usage_error(fmt::format("--redis: `{}` is no version with known commands; there are {}",
                                 text, redis::version_names()));
}

int fail(const Error& error) {
  // It may quote a file that means harm.
  fmt::print(stderr, "fairlead: {}\n", inert(error.message));
  return error.kind == ErrorKind::usage ? 2 : 3;
}

}  // namespace fairlead
