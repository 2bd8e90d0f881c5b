#include "cli/lint_input.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "cli/files/hidden_files.h"
#include "cli/files/input.h"
#include "cli/files/mounted_files.h"
#include "cli/files/repository.h"
#include "cli/lint/changes.h"

namespace fairlead {
namespace {

/// The options that are the same wherever the input comes from.
Result<RunOptions> run_options_of(const Options& options, RunProgress& so_far) {
  RunOptions run_options;
  run_options.threads = options.threads;
  run_options.dns = options.dns;
  run_options.dns_timeout = std::chrono::milliseconds(static_cast<int>(options.dns_timeout * 1000));
  run_options.isolated = options.isolated;
  run_options.progress = &so_far;
  run_options.lists_each = options.show_unknown || most_told(options) == Tells::each;
  if (!options.config.empty()) {
    auto config = read_input(options.config);
    if (!config) return tl::unexpected(config.error());
    run_options.config = {options.config, std::move(*config)};
  }
  if (!options.lint_inventory.empty()) {
    auto inventory = read_input(options.lint_inventory);
    if (!inventory) return tl::unexpected(inventory.error());
    run_options.inventory = {options.lint_inventory, std::move(*inventory)};
  }
  return run_options;
}

Result<GivenStream> stream_of(const Options& options) {
  auto text = read_input("-");
  if (!text) return tl::unexpected(text.error());
  if (trimmed(*text).empty())
    return unavailable("standard input is empty: the command before `|` printed nothing");
  return GivenStream{"<stdin>", std::move(*text), options.stream_namespace};
}

Scope scope_of(const Options& options) {
  if (options.only_given) return Scope::given;
  // One configuration for everything, or none: then those that are found divide nothing.
  return options.isolated || !options.config.empty() ? Scope::repository : Scope::project;
}

}  // namespace

Tells most_told(const Options& options) {
  Tells most = find_format(options.format)->tells;
  for (const ReportTo& to : options.reports) most = std::max(most, find_format(to.format)->tells);
  return most;
}

Result<RunResult> lint_input(const Options& options, Root& root, RunProgress& so_far) {
  auto run_options = run_options_of(options, so_far);
  if (!run_options) return tl::unexpected(run_options.error());
  std::vector<std::string> paths = options.paths;
  const bool streams = std::erase(paths, "-") > 0;
  if (!streams && !options.stream_namespace.empty())
    return usage_error("--namespace is about standard input: it goes with the path `-`");
  if (streams) {
    auto stream = stream_of(options);
    if (!stream) return tl::unexpected(stream.error());
    run_options->stream = std::move(*stream);
    if (paths.empty()) {
      run_options->paths.clear();
      return run(MemoryFiles({}), *run_options);
    }
  }
  auto found = find_root(paths, scope_of(options));
  if (!found) return tl::unexpected(found.error());
  root = std::move(*found);
  run_options->paths = root.paths;
  run_options->project = root.project;
  run_options->repository = repository_at(root.directory);
  auto changes = find_changes(options.changes, root);
  if (!changes) return tl::unexpected(changes.error());
  run_options->changed = std::move(changes->paths);
  const DiskFiles disk(root.directory);
  const HiddenFiles shown(disk, std::move(changes->untracked));
  MountedFiles files(shown);
  auto chart_path = mount_chart_paths(options.chart_path, files);
  if (!chart_path) return tl::unexpected(chart_path.error());
  run_options->chart_path = std::move(*chart_path);
  auto result = run(files, *run_options);
  if (result) result->report.root_prefix = root.prefix;
  return result;
}

}  // namespace fairlead
