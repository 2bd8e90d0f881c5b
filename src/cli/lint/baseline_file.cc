#include "cli/lint/baseline_file.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <optional>

#include "base/files.h"
#include "base/replace_file.h"
#include "run/baseline.h"
#include "run/run.h"

namespace fairlead {
namespace {

namespace fs = std::filesystem;

std::string entries(std::size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "entry" : "entries");
}

/// A file below a directory that is reached without following links.
struct Place {
  std::string directory, name;
};

/// A file as people call it from here.
std::string shown(const Place& place) {
  const std::string path = place.directory + "/" + place.name;
  std::error_code error;
  const auto relative = fs::relative(path, error);
  return error || relative.empty() ? path : relative.generic_string();
}

/// Where a file lies that the user names. It may be anywhere, and the way to it may lead through
/// links of the user's own; below the root none is followed, since a pull request may have put it
/// there to have another file read or overwritten.
Place named_place(const std::string& path, const Root& root) {
  std::error_code error;
  const fs::path whole = fs::absolute(path, error).lexically_normal();
  fs::path above;
  for (auto part = whole.begin(); part != whole.end() && !root.directory.empty(); ++part) {
    above /= *part;
    if (fs::canonical(above, error) == root.directory)
      return {root.directory, whole.lexically_relative(above).generic_string()};
  }
  return {whole.parent_path().string(), whole.filename().string()};
}

/// Where the baseline is; nothing where there is none and none is asked for.
std::optional<Place> place_of(const BaselineAsked& asked, const Root& root) {
  if (!asked.path.empty()) return named_place(asked.path, root);
  if (root.directory.empty()) return std::nullopt;  // standard input lies nowhere
  const bool there = DiskFiles(root.directory).kind(baseline_name).has_value();
  if (!there && asked.use == BaselineUse::hide) return std::nullopt;
  return Place{root.directory, baseline_name};
}

Result<Baseline> read_file(const Place& place) {
  auto text = DiskFiles(place.directory).read(place.name, largest_input);
  if (!text) return tl::unexpected(text.error());
  if (text->size() > largest_input)
    return unavailable(
        fmt::format("`{}` is larger than {} MiB", shown(place), largest_input >> 20));
  return read_baseline(shown(place), std::move(*text));
}

Result<bool> rewrite(const Place& place, const Baseline& baseline) {
  const auto done = replace_file(place.directory, place.name, write_baseline(baseline));
  if (done) fmt::print(stderr, "fairlead: `{}` has {}\n", shown(place), entries(baseline.size()));
  return done;
}

}  // namespace

Result<bool> apply_baseline(const BaselineAsked& asked, const Root& root, bool whole,
                            Report& report) {
  const auto place = place_of(asked, root);
  if (!place) {
    if (asked.use == BaselineUse::hide) return true;
    return usage_error("standard input has no baseline of its own; name one with --baseline");
  }
  const bool writes = asked.use == BaselineUse::write;
  Baseline known;
  if (!writes || DiskFiles(place->directory).kind(place->name)) {
    auto read = read_file(*place);
    if (!read) return tl::unexpected(read.error());
    known = std::move(*read);
  }
  if (writes) {
    known = updated(known, baseline_of(report), root.paths);
    if (const auto done = rewrite(*place, known); !done) return done;
  }
  const Baseline stale = hide_known(report, known, root.paths);
  if (stale.empty() || !whole) return true;
  if (asked.use != BaselineUse::prune) {
    fmt::print(stderr, "fairlead: {} of `{}` no longer found; --prune deletes them\n",
               entries(stale.size()), shown(*place));
    return true;
  }
  for (const auto& [print, each] : stale) known.erase(print);
  return rewrite(*place, known);
}

}  // namespace fairlead
