#include "cli/diff/diff.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "cli/diff/comparison_report.h"
#include "cli/diff/past_files.h"
#include "cli/files/input.h"
#include "cli/files/mounted_files.h"
#include "cli/files/root.h"
#include "cli/lint/git.h"
#include "cli/lint/progress.h"

namespace fairlead {
namespace {

/// The commit that is compared with, and what differs from it.
struct Past {
  std::string commit;
  std::set<std::string> changed;
  std::map<std::string, PastEntry> entries;
  std::set<std::string> submodules;  ///< that are at another commit
};

Result<Past> past_of(const Git& git, const std::string& reference) {
  auto commit = git.parted_from(reference);
  if (!commit) return tl::unexpected(commit.error());
  auto changed = git.changed_since(reference);
  if (!changed) return tl::unexpected(changed.error());
  auto entries = git.entries(*commit);
  if (!entries) return tl::unexpected(entries.error());
  auto submodules = git.changed_submodules(*commit);
  if (!submodules) return tl::unexpected(submodules.error());
  Past past{std::move(*commit), std::move(*changed), {}, std::move(*submodules)};
  std::vector<GitEntry> wanted;
  for (GitEntry& entry : *entries) {
    if (!past.changed.contains(entry.path)) continue;
    const EntryKind kind = entry.is_link ? EntryKind::symlink : EntryKind::file;
    past.entries[entry.path] = {kind, "", entry.size};
    if (entry.size <= largest_input) wanted.push_back(std::move(entry));
  }
  auto contents = git.contents(wanted);
  if (!contents) return tl::unexpected(contents.error());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    past.entries[wanted[i].path].bytes = std::move((*contents)[i]);
  return past;
}

/// Whether somebody gave a path where the commit belongs.
bool is_path(const std::string& reference) {
  std::error_code error;
  return std::filesystem::exists(reference, error);
}

Result<Past> find_past(const Root& root, const std::string& reference) {
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::path(root.directory) / ".git", error))
    return usage_error("there is no git repository here, so there is nothing to compare with");
  const Git git(root.directory);
  auto past = past_of(git, reference);
  if (past) return past;
  if (const auto usable = git.usable(); !usable) return tl::unexpected(usable.error());
  if (is_path(reference))
    return usage_error(
        fmt::format("`{0}` is no commit; the first argument is what is compared "
                    "with: `fairlead diff HEAD {0}`",
                    reference));
  return past;
}

Result<RunOptions> run_options(const Root& root, const DiffOptions& options, MountedFiles& files) {
  auto chart_path = mount_chart_paths(options.chart_path, files);
  if (!chart_path) return tl::unexpected(chart_path.error());
  RunOptions made;
  made.paths = root.paths;
  made.project = root.project;
  made.chart_path = std::move(*chart_path);
  return made;
}

Result<Comparison> compared(const Root& root, const Past& past, const DiffOptions& options) {
  const DiskFiles disk(root.directory);
  const PastFiles old_files(disk, past.changed, past.entries, root.paths);
  MountedFiles old_mounted(old_files), now_mounted(disk);
  auto old_options = run_options(root, options, old_mounted);
  if (!old_options) return tl::unexpected(old_options.error());
  auto now_options = run_options(root, options, now_mounted);
  if (!now_options) return tl::unexpected(now_options.error());
  RunProgress so_far;
  const Progress shown(so_far);
  old_options->progress = now_options->progress = &so_far;
  Comparison made;
  Result<bool> inner = true;
  const Look old_look{[&](const Deployed& before) {
    const Look now_look{[&](const Deployed& after) {
      made = compare(before, after, {root.paths, past.changed, past.submodules, root.prefix});
    }};
    now_options->look = &now_look;
    if (const auto done = run(now_mounted, *now_options); !done)
      inner = tl::unexpected(done.error());
  }};
  old_options->look = &old_look;
  if (const auto done = run(old_mounted, *old_options); !done) return tl::unexpected(done.error());
  if (!inner) return tl::unexpected(inner.error());
  return made;
}

}  // namespace

int diff(const DiffOptions& options) {
  const auto root = find_root(options.paths, Scope::project);
  if (!root) return fail(root.error());
  const auto past = find_past(*root, options.reference);
  if (!past) return fail(past.error());
  const auto comparison = compared(*root, *past, options);
  if (!comparison) return fail(comparison.error());
  const ComparedWith with{options.reference, past->commit};
  fmt::memory_buffer out;
  find_comparison_format(options.format)->write(*comparison, with, out);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return options.exit_code && !comparison->objects.empty() ? 1 : 0;
}

}  // namespace fairlead
