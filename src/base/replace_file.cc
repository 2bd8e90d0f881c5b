#include "base/replace_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/files.h"
#include "base/open_below.h"

namespace fairlead {
namespace {

tl::unexpected<Error> unwritable(const std::string& path) {
  return unavailable(fmt::format("cannot write `{}`: {}", path, std::strerror(errno)));
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// A new file of `directory` under a name that nothing has yet, which it returns; -1 with errno.
int open_new(int directory, std::string_view beside, mode_t mode, std::string& name) {
  constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  constexpr int attempts = 100;
  int file = -1;
  for (int i = 0; i < attempts; ++i) {
    name = fmt::format(".{}.{}-{}", beside, getpid(), i);
    file = openat(directory, name.c_str(), flags, mode);
    if (file >= 0 || errno != EEXIST) break;
  }
  return file;
}

}  // namespace

Result<bool> replace_file(const std::string& root, const std::string& path, std::string_view text) {
  const std::string name(base_name(path));
  // The root itself may be reached through links: the user chose it.
  const Descriptor top(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const Descriptor directory(
      open_below(top.get(), std::string(directory_of(path)), open_directory));
  if (directory.get() < 0) return unwritable(path);
  struct stat old {};
  const bool there = fstatat(directory.get(), name.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0;
  if (there && S_ISLNK(old.st_mode)) return is_link(path);
  if (there && !S_ISREG(old.st_mode)) return no_file(path);
  std::string fresh;
  const Descriptor file(open_new(directory.get(), name, 0666, fresh));
  if (file.get() < 0) return unwritable(path);
  // rename() takes a name and follows nothing, so that a link put there meanwhile only goes.
  if (write_all(file.get(), text) && (!there || fchmod(file.get(), old.st_mode & ALLPERMS) == 0) &&
      renameat(directory.get(), fresh.c_str(), directory.get(), name.c_str()) == 0)
    return true;
  auto failed = unwritable(path);
  unlinkat(directory.get(), fresh.c_str(), 0);
  return failed;
}

}  // namespace fairlead
