#include "cli/lint/git.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/files.h"
#include "base/text.h"

extern char** environ;

namespace fairlead {
namespace {

/// What every question begins with: names as they are, and nothing of the repository is run.
const std::vector<std::string> always = {"--no-optional-locks", "-c", "core.quotePath=false", "-c",
                                         "core.fsmonitor=false"};
const std::vector<std::string> diff = {
    "diff",          "--name-only",        "-z", "--no-renames", "--no-ext-diff",
    "--no-textconv", "--ignore-submodules"};

std::vector<std::string> diff_of(std::vector<std::string> more) {
  std::vector<std::string> all = diff;
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::string read_all(int descriptor) {
  std::string text;
  char block[65536];
  for (ssize_t count = 1; count != 0;) {
    count = read(descriptor, block, sizeof block);
    if (count < 0 && errno != EINTR) break;
    if (count > 0) text.append(block, static_cast<std::size_t>(count));
  }
  return text;
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

Result<std::string> Git::output(const std::vector<std::string>& arguments) const {
  std::vector<std::string> words = {"git", "-C", directory_};
  words.insert(words.end(), always.begin(), always.end());
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return unavailable("no pipe to git can be made");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  const int complaint = memfd_create("git", MFD_CLOEXEC);
  posix_spawn_file_actions_adddup2(&actions, complaint, STDERR_FILENO);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "git", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  const Descriptor text_end(ends[0]), complaint_end(complaint);
  if (failed != 0) return unavailable(fmt::format("git cannot be run: {}", std::strerror(failed)));
  std::string text = read_all(text_end.get());
  if (wait_for(child) == 0) return text;
  lseek(complaint, 0, SEEK_SET);
  const std::string said = read_all(complaint);
  return unavailable(fmt::format("`git {}` failed: {}", arguments.front(),
                                 trimmed(std::string_view(said).substr(0, said.find('\n')))));
}

Result<std::set<std::string>> Git::paths(std::vector<std::string> arguments) const {
  const auto text = output(arguments);
  if (!text) return tl::unexpected(text.error());
  std::set<std::string> all;
  for (std::string_view path : split(*text, '\0')) {
    if (path.ends_with('/')) path.remove_suffix(1);
    if (!path.empty()) all.emplace(path);
  }
  return all;
}

Result<std::string> Git::commit(const std::string& reference) const {
  const auto id =
      output({"rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"});
  if (!id)
    return usage_error(
        fmt::format("git knows no commit `{}` here; in CI, fetch it first "
                    "(`fetch-depth: 0`)",
                    reference));
  return std::string(trimmed(*id));
}

Result<std::string> Git::parting(const std::string& from, const std::string& to) const {
  const auto first = commit(from);
  if (!first) return first;
  const auto second = commit(to);
  if (!second) return second;
  const auto base = output({"merge-base", *first, *second});
  if (!base)
    return usage_error(
        fmt::format("`{}` and `{}` have no commit in common here; in CI, fetch the "
                    "history (`fetch-depth: 0`)",
                    from, to));
  return std::string(trimmed(*base));
}

Result<bool> Git::usable() const {
  const auto said = output({"rev-parse", "--git-dir"});
  if (!said) return tl::unexpected(said.error());
  return true;
}

Result<std::set<std::string>> Git::staged() const { return paths(diff_of({"--cached"})); }

Result<std::set<std::string>> Git::changed_since(const std::string& reference) const {
  const auto base = parting(reference, "HEAD");
  if (!base) return tl::unexpected(base.error());
  auto changed = paths(diff_of({*base, "--"}));
  if (!changed) return changed;
  auto fresh = paths({"ls-files", "--others", "--exclude-standard", "-z"});
  if (!fresh) return fresh;
  changed->merge(*fresh);
  return changed;
}

Result<std::set<std::string>> Git::changed_between(const std::string& from,
                                                   const std::string& to) const {
  const auto base = parting(from, to);
  if (!base) return tl::unexpected(base.error());
  const auto end = commit(to);
  if (!end) return tl::unexpected(end.error());
  return paths(diff_of({*base, *end, "--"}));
}

Result<std::set<std::string>> Git::untracked() const {
  return paths({"ls-files", "--others", "--exclude-standard", "--directory", "-z"});
}

}  // namespace fairlead
