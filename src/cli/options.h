#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/diff/diff.h"
#include "cli/lint/baseline_file.h"
#include "cli/lint/changes.h"
#include "cli/project/init.h"
#include "cli/project/inventory.h"
#include "cli/project/rules.h"
#include "cli/provenance/trace.h"
#include "cli/redis/acl_check.h"
#include "cli/redis/acl_suggest.h"
#include "cli/redis/redis_commands.h"
#include "cli/render/render.h"
#include "cli/units/units.h"
#include "lint/finding.h"

namespace fairlead {

enum class Command {
  lint,
  explain,
  rules,
  schema,
  inventory,
  init,
  acl_check,
  acl_suggest,
  redis_check,
  redis_explain,
  render,
  trace,
  values,
  units,
  diff
};
enum class ColorChoice { automatic, always, never };

struct ReportTo {
  std::string format;
  std::string path;
};

/// What the command line asks for.
struct Options {
  Command command = Command::lint;
  std::vector<std::string> paths;
  bool only_given = false;       ///< nothing is read besides the paths
  std::string stream_namespace;  ///< where objects on standard input live that name none
  std::string format = "text";
  std::string output;  ///< the file for what `format` prints; "": standard output
  std::vector<ReportTo> reports;
  std::string sarif_category;
  std::optional<Severity> fail_on = Severity::warning;  ///< nothing: never
  bool exit_zero = false;
  ColorChoice color = ColorChoice::automatic;
  bool show_unknown = false;
  bool fail_on_unchecked = false;
  ChangesAsked changes;
  std::string lint_inventory;  ///< the one inventory to use; "": those that are found
  InventoryOptions inventory;
  InitOptions init;
  std::vector<std::string> chart_path;  ///< directories that hold charts
  std::string config;                   ///< the one fairlead.yaml to use; "": those that are found
  bool isolated = false;                ///< no fairlead.yaml is read
  BaselineAsked baseline;
  unsigned threads = 0;
  std::string dns;         ///< `system` or a server; "": nothing is looked up
  double dns_timeout = 2;  ///< seconds
  std::string rule;
  RulesOptions rules;
  std::string schema;
  AclCheckOptions acl_check;
  AclSuggest acl_suggest;
  RedisCheckOptions redis_check;
  RenderOptions render;
  TraceOptions trace;
  ValuesOptions values;
  UnitsOptions units;
  DiffOptions diff;
  std::string directive;  ///< of `redis explain`
};

/// Either options, or (for --help, --version and usage errors) the exit code and text to print.
struct Parsed {
  std::optional<Options> options;
  int exit_code = 0;
  std::string text;  ///< to standard output where exit_code is 0, else to standard error
};

Parsed parse_options(int argc, const char* const* argv, const std::string& version);

}  // namespace fairlead
