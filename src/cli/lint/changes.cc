#include "cli/lint/changes.h"

#include <cstdlib>
#include <filesystem>

#include "cli/lint/git.h"

namespace fairlead {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

Result<Changes> staged_changes(const Git& git) {
  auto staged = git.staged();
  if (!staged) return tl::unexpected(staged.error());
  auto untracked = git.untracked();
  if (!untracked) return tl::unexpected(untracked.error());
  return Changes{std::move(*staged), std::move(*untracked)};
}

/// What pre-commit says in the environment: its documentation, "pre-commit during push" and
/// "--from-ref". `--all-files` says nothing; then nothing is staged either.
Result<Changes> hook_changes(const Git& git) {
  const std::string from = variable("PRE_COMMIT_FROM_REF"), to = variable("PRE_COMMIT_TO_REF");
  if (!from.empty() && !to.empty()) {
    auto changed = git.changed_between(from, to);
    if (!changed) return tl::unexpected(changed.error());
    return Changes{std::move(*changed), {}};
  }
  auto changes = staged_changes(git);
  if (changes && changes->paths->empty()) changes->paths.reset();
  return changes;
}

Result<Changes> changes_of(const Git& git, const ChangesAsked& asked) {
  switch (asked.which) {
    case Which::all:
      break;
    case Which::staged:
      return staged_changes(git);
    case Which::pre_commit:
      return hook_changes(git);
    case Which::changed_since: {
      auto changed = git.changed_since(asked.reference);
      if (!changed) return tl::unexpected(changed.error());
      return Changes{std::move(*changed), {}};
    }
  }
  return Changes{};
}

}  // namespace

Result<Changes> find_changes(const ChangesAsked& asked, const Root& root) {
  if (asked.which == Which::all) return Changes{};
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::path(root.directory) / ".git", error))
    return usage_error(
        "there is no git repository here, so nothing can be told of what has changed");
  const Git git(root.directory);
  auto changes = changes_of(git, asked);
  if (changes) return changes;
  // Where git takes it for no repository, what fails says something else.
  if (const auto usable = git.usable(); !usable) return tl::unexpected(usable.error());
  return changes;
}

}  // namespace fairlead
