#include "cli/lint/baseline_file.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "cli/files/input.h"
#include "run/baseline.h"

namespace fairlead {
namespace {

std::string entries(std::size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "entry" : "entries");
}

/// A file as people call it from here.
std::string shown(const std::string& path) {
  std::error_code error;
  const auto relative = std::filesystem::relative(path, error);
  return error || relative.empty() ? path : relative.generic_string();
}

Result<Baseline> read_file(const std::string& path) {
  auto text = read_input(path);
  if (!text) return tl::unexpected(text.error());
  return read_baseline(shown(path), std::move(*text));
}

Result<bool> rewrite(const std::string& path, const Baseline& baseline) {
  const auto done = write_file(path, write_baseline(baseline));
  if (done) fmt::print(stderr, "fairlead: `{}` has {}\n", shown(path), entries(baseline.size()));
  return done;
}

/// Where the baseline is; "" where there is none and none is asked for.
std::string place_of(const BaselineAsked& asked, const Root& root) {
  if (!asked.path.empty()) return asked.path;
  if (root.directory.empty()) return {};  // standard input lies nowhere
  const std::string path = root.directory + "/" + baseline_name;
  std::error_code error;
  const bool there = std::filesystem::exists(path, error);
  return there || asked.use != BaselineUse::hide ? path : std::string();
}

}  // namespace

Result<bool> apply_baseline(const BaselineAsked& asked, const Root& root, bool whole,
                            Report& report) {
  const std::string path = place_of(asked, root);
  if (path.empty()) {
    if (asked.use == BaselineUse::hide) return true;
    return usage_error("standard input has no baseline of its own; name one with --baseline");
  }
  std::error_code error;
  const bool writes = asked.use == BaselineUse::write;
  Baseline known;
  if (!writes || std::filesystem::exists(path, error)) {
    auto read = read_file(path);
    if (!read) return tl::unexpected(read.error());
    known = std::move(*read);
  }
  if (writes) {
    known = updated(known, baseline_of(report), root.paths);
    if (const auto done = rewrite(path, known); !done) return done;
  }
  const Baseline stale = hide_known(report, known, root.paths);
  if (stale.empty() || !whole) return true;
  if (asked.use != BaselineUse::prune) {
    fmt::print(stderr, "fairlead: {} of `{}` no longer found; --prune deletes them\n",
               entries(stale.size()), shown(path));
    return true;
  }
  for (const auto& [print, each] : stale) known.erase(print);
  return rewrite(path, known);
}

}  // namespace fairlead
