#include "base/open_below.h"

#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "base/files.h"
#include "base/text.h"

namespace fairlead {
namespace {

/// Opens `path` below the directory `root` part by part, so that no symbolic link on the way is
/// followed.
int open_parts(int root, const std::string& path, int last) {
  int fd = fcntl(root, F_DUPFD_CLOEXEC, 0);
  const auto parts = split(path, '/');
  for (std::size_t i = 0; fd >= 0 && i < parts.size(); ++i) {
    const Descriptor above(fd);
    const bool final = i + 1 == parts.size();
    fd = openat(above.get(), std::string(parts[i]).c_str(), final ? last : open_directory);
  }
  return fd;
}

}  // namespace

// One call where the kernel has openat2 (Linux 5.6) and the sandbox allows it, which halves the
// time of a run over thousands of files.
int open_below(int root, const std::string& path, int last) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(last);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  const char* name = path.empty() ? "." : path.c_str();
  const long fd = syscall(SYS_openat2, root, name, &how, sizeof how);
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return static_cast<int>(fd);
  return path.empty() ? openat(root, ".", last) : open_parts(root, path, last);
}

tl::unexpected<Error> is_link(const std::string& path) {
  return unavailable(fmt::format("`{}` is a symbolic link, and none is followed", path));
}

tl::unexpected<Error> no_file(const std::string& path) {
  return unavailable(fmt::format("`{}` is no regular file", path));
}

}  // namespace fairlead
