#include "cli/lint/git.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <map>

#include "base/files.h"
#include "base/text.h"

extern char** environ;

namespace fairlead {
namespace {

/// The work tree is the directory, whatever `core.worktree` says.
constexpr const char* always[] = {"--no-pager", "--no-optional-locks", "--work-tree=."};
/// Names as they are, and no program of the repository is run.
constexpr const char* settings[] = {"core.quotePath=false", "core.fsmonitor=false",
                                    "core.hooksPath=/dev/null", "protocol.allow=never"};
/// What git and all that it starts find in their environment. A repository's `protocol.ext.allow`
/// has more weight than `protocol.allow`, but none beside GIT_ALLOW_PROTOCOL, which names nothing.
constexpr std::string_view environment[] = {"GIT_NO_LAZY_FETCH=1",
                                            "GIT_ALLOW_PROTOCOL=", "GIT_TERMINAL_PROMPT=0"};
constexpr const char* diff[] = {"diff",         "--name-only",        "-z",
                                "--no-renames", "--no-ext-diff",      "--no-textconv",
                                "-O/dev/null",  "--ignore-submodules"};

std::vector<std::string> diff_of(std::vector<std::string> more) {
  more.insert(more.begin(), std::begin(diff), std::end(diff));
  return more;
}

/// The process's own environment with what git is to find in it.
std::vector<char*> environment_of_git(std::vector<std::string>& words) {
  words.assign(std::begin(environment), std::end(environment));
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  for (char** each = environ; *each; ++each) {
    const std::string_view name(*each, std::strcspn(*each, "=") + 1);
    if (std::ranges::none_of(environment, [&](auto word) { return word.starts_with(name); }))
      all.push_back(*each);
  }
  all.push_back(nullptr);
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

/// A file in memory with this text, to be read from its begin.
int file_of(std::string_view text) {
  const int file = memfd_create("git", MFD_CLOEXEC);
  for (ssize_t count = 0; !text.empty(); text.remove_prefix(static_cast<std::size_t>(count))) {
    count = write(file, text.data(), text.size());
    if (count < 0 && errno != EINTR) break;
    count = std::max<ssize_t>(count, 0);
  }
  lseek(file, 0, SEEK_SET);
  return file;
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/// Where git's standard input, output and error are.
struct Streams {
  int in, out, complaint;
};

/// Starts git; what errno would say, 0 where it runs.
int start(std::vector<std::string> words, const Streams& streams, pid_t& child) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::vector<std::string> variables;
  const std::vector<char*> envp = environment_of_git(variables);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, streams.out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, streams.in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, streams.complaint, STDERR_FILENO);
  const int failed = posix_spawnp(&child, "git", &actions, nullptr, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

}  // namespace

Result<std::string> Git::output(const Words& arguments, const Words& options,
                                std::string_view input) const {
  Words words = {"git", "-C", directory_};
  words.insert(words.end(), std::begin(always), std::end(always));
  for (const char* setting : settings) words.insert(words.end(), {"-c", setting});
  for (const Words* more : {&options, &arguments})
    words.insert(words.end(), more->begin(), more->end());
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return unavailable("no pipe to git can be made");
  const Descriptor text_end(ends[0]), complaint(memfd_create("git", MFD_CLOEXEC)),
      given(file_of(input));
  pid_t child = 0;
  const int failed = start(std::move(words), {given.get(), ends[1], complaint.get()}, child);
  close(ends[1]);
  if (failed != 0) return unavailable(fmt::format("git cannot be run: {}", std::strerror(failed)));
  std::string text = read_all(text_end.get());
  if (wait_for(child) == 0) return text;
  lseek(complaint.get(), 0, SEEK_SET);
  const std::string said = read_all(complaint.get());
  return unavailable(fmt::format("`git {}` failed: {}", arguments.front(),
                                 trimmed(std::string_view(said).substr(0, said.find('\n')))));
}

Result<Git::Words> Git::without_programs() const {
  const auto text = output({"config", "--list", "--name-only", "-z"});
  if (!text) return tl::unexpected(text.error());
  std::set<std::string> drivers;  // "filter.lfs", "hook.check"
  for (const std::string_view key : split(*text, '\0')) {
    if (key.starts_with("filter.") || key.starts_with("hook."))
      drivers.emplace(key.substr(0, key.rfind('.')));
  }
  Words options;
  for (const std::string& driver : drivers) {
    // An option's value begins at the first `=`.
    if (driver.find('=') != std::string::npos)
      return unavailable(
          fmt::format("git's configuration names `{}`, which cannot be turned off", driver));
    for (const char* setting : {".clean=", ".process=", ".required=false", ".enabled=false"})
      options.insert(options.end(), {"-c", driver + setting});
  }
  return options;
}

Result<std::set<std::string>> Git::paths(const Words& arguments, const Words& options) const {
  const auto text = output(arguments, options);
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

Result<std::string> Git::parted_from(const std::string& reference) const {
  return parting(reference, "HEAD");
}

Result<std::vector<GitEntry>> Git::entries(const std::string& commit) const {
  const auto text = output({"ls-tree", "-r", "-l", "-z", "--full-tree", commit});
  if (!text) return tl::unexpected(text.error());
  std::vector<GitEntry> all;
  for (const std::string_view line : split(*text, '\0')) {
    const std::size_t tab = line.find('\t');
    if (tab == line.npos) continue;
    // "100644 blob 1f3a…      12"; a submodule is a commit without a size.
    std::vector<std::string_view> words = split(line.substr(0, tab), ' ');
    std::erase(words, "");
    if (words.size() != 4 || words[1] != "blob") continue;
    GitEntry entry{std::string(line.substr(tab + 1)), std::string(words[2]), words[0] == "120000",
                   0};
    std::from_chars(words[3].data(), words[3].data() + words[3].size(), entry.size);
    all.push_back(std::move(entry));
  }
  return all;
}

Result<std::set<std::string>> Git::changed_submodules(const std::string& commit) const {
  const auto before = output({"ls-tree", "-r", "-z", "--full-tree", commit});
  if (!before) return tl::unexpected(before.error());
  const auto after = output({"ls-files", "--stage", "-z"});
  if (!after) return tl::unexpected(after.error());
  // "160000 commit 1f3a…" of a tree, "160000 1f3a… 0" of the index.
  std::map<std::string_view, std::vector<std::string_view>> commits;
  for (const auto& [text, word] : {std::pair(&*before, 2u), std::pair(&*after, 1u)}) {
    for (const std::string_view line : split(*text, '\0')) {
      const std::size_t tab = line.find('\t');
      if (tab == line.npos || !line.starts_with("160000 ")) continue;
      const auto words = split(line.substr(0, tab), ' ');
      if (words.size() == 3) commits[line.substr(tab + 1)].push_back(words[word]);
    }
  }
  std::set<std::string> changed;
  for (const auto& [path, both] : commits)
    if (both.size() != 2 || both[0] != both[1]) changed.emplace(path);
  return changed;
}

Result<std::vector<std::string>> Git::contents(const std::vector<GitEntry>& entries) const {
  std::string asked;
  for (const GitEntry& entry : entries) asked += entry.object + "\n";
  const auto text = output({"cat-file", "--batch"}, {}, asked);
  if (!text) return tl::unexpected(text.error());
  std::vector<std::string> all;
  std::string_view left = *text;
  for (const GitEntry& entry : entries) {
    const std::string header = fmt::format("{} blob {}\n", entry.object, entry.size);
    if (!left.starts_with(header) || left.size() < header.size() + entry.size)
      return unavailable(
          fmt::format("{}: git does not have here how it was; fetch the history "
                      "whole (`fetch-depth: 0`, no filter)",
                      entry.path));
    left.remove_prefix(header.size());
    all.emplace_back(left.substr(0, entry.size));
    left.remove_prefix(std::min(left.size(), entry.size + 1));
  }
  return all;
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
  // The files on the disk would go through filters here, and what was only touched be noted in the
  // index, which runs a hook.
  const auto options = without_programs();
  if (!options) return tl::unexpected(options.error());
  auto changed = paths(diff_of({*base, "--"}), *options);
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
