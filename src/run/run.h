#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "lint/finding.h"
#include "report/report.h"
#include "source/source_map.h"

namespace fairlead {

struct Sketch;
struct Look;

/// More of one file is never read, in bytes: it ends in a finding.
inline constexpr std::size_t largest_input = 16u << 20;

class Resolver;

/// The name and the text of a file.
using GivenFile = std::pair<std::string, std::string>;

/// How far a run is, for another thread to look at.
struct RunProgress {
  std::atomic<std::size_t> files = 0, units = 0, linted = 0;
};

/// What a renderer printed: one release.
struct GivenStream {
  std::string name;  ///< as reports call it
  std::string text;
  std::string namespace_name;  ///< where objects live that name none; "": not given
};

struct RunOptions {
  std::vector<std::string> paths = {""};  ///< files and directories, relative to the root
  /// What is read besides the paths, so that names are answered; only what lies at the paths is
  /// reported then. Empty: the paths are all there is.
  std::vector<std::string> project = {};
  std::optional<GivenStream> stream = {};  ///< standard input, of which all is reported
  std::vector<std::string> chart_path =
      {};                              ///< directories that hold charts, as the files call them
  unsigned threads = 0;                ///< 0: as many as there are processors
  bool isolated = false;               ///< no fairlead.yaml is read
  std::string repository = {};         ///< its name where no fairlead.yaml says it: "acme/shop"
  std::optional<GivenFile> config;     ///< the one fairlead.yaml, instead of those that are found
  std::optional<GivenFile> inventory;  ///< the one inventory, instead of those that are found
  /// Whether somebody reads what becomes of each connection, and of each thing that was not
  /// checked; else their names are left out, since each must be held against all credentials.
  bool lists_each = true;
  RunProgress* progress = nullptr;  ///< is updated; may be null
  Sketch* sketch = nullptr;         ///< gets what a fairlead.yaml could say more about
  std::optional<std::set<std::string>>
      changed;  ///< only units that are made of one of these paths are linted, each whole
  /// `system` or a server's address (net/server_address.h): hosts are looked up there. Nothing is
  /// sent anywhere where it is "".
  std::string dns;
  std::chrono::milliseconds dns_timeout{2000};  ///< what DNS may cost in all
  Resolver* resolver = nullptr;                 ///< tests: asked instead of `dns`
  std::optional<std::uint64_t>
      shuffle;                 ///< tests: discover the files in an order made from this seed
  const Look* look = nullptr;  ///< gets what is deployed; then no rule runs
};

/// What a run gives; `report.sources` points at `sources`.
struct RunResult {
  std::shared_ptr<const SourceMap> sources;
  Report report;
};

/// Reads everything below the paths and lints it: walk, read, discover, render, facts, lint.
/// Nothing is printed. An error only where a path does not exist or a fairlead.yaml is wrong.
Result<RunResult> run(const Files& files, const RunOptions& options);

}  // namespace fairlead
