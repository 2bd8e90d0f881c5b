#pragma once
#include <fmt/format.h>

#include <span>
#include <string>
#include <vector>

#include "deploy/types/gap.h"
#include "lint/finding.h"
#include "lint/rule.h"
#include "secret/shown.h"
#include "source/source_map.h"
#include "wiring/connection_table.h"

namespace fairlead {

/// Something that was not checked, and why: listed on request, never a finding. Its place is a
/// written one, or empty where the whole file or unit is meant.
using NotChecked = Gap;

/// How many names of other objects were looked up, each place once, and what came of it.
struct References {
  std::size_t found = 0, missing = 0;
};

/// An inventory of a cluster that answered questions.
struct UsedInventory {
  std::string path, taken;  ///< when, as it says: RFC 3339
};

/// What a run looked at.
struct Summary {
  std::size_t files = 0;
  std::size_t documents = 0;
  std::size_t resources = 0;
  std::size_t units = 0;
  std::size_t lookups = 0;  ///< questions that were answered, of all rules
  std::size_t ignored = 0;  ///< findings that a comment or an annotation asks to hide
  std::size_t known = 0;    ///< findings that a baseline holds
  std::vector<UsedInventory> inventories;
  std::vector<NotChecked> not_checked;     ///< sorted by path, offset, what
  std::vector<NotChecked> unread;          ///< of these, what should be read and cannot be
  std::vector<ConnectionRow> connections;  ///< sorted by path and offset
  References references;
};

inline constexpr std::string_view home_page = "https://github.com/fairlead/fairlead";

/// All that a writer needs. Findings are sorted (reads_before), merged and final; their words hold
/// no credential.
struct Report {
  const SourceMap* sources = nullptr;
  Shown shown;                      ///< what of the findings' lines may be shown
  std::span<const RuleInfo> rules;  ///< every rule that could have run
  std::vector<Finding> findings;
  Summary summary;
  std::string version;      ///< of fairlead, e.g. "0.1.0"
  std::string root_prefix;  ///< how paths are shown to a person: "" or "sub/", cut from the front
                            ///< where it fits
  std::string sarif_category;  ///< sets this run's SARIF apart from others of a commit; "": nothing
  bool color = false;
  bool show_unknown = false;
};

using Writer = void (*)(const Report&, fmt::memory_buffer&);

void write_text(const Report& report, fmt::memory_buffer& out);
void write_concise(const Report& report, fmt::memory_buffer& out);
void write_json(const Report& report, fmt::memory_buffer& out);
void write_jsonl(const Report& report, fmt::memory_buffer& out);
void write_sarif(const Report& report, fmt::memory_buffer& out);
/// For the summary of a GitHub job or a comment on a pull request: less than 1 MiB.
void write_markdown(const Report& report, fmt::memory_buffer& out);
void write_github(const Report& report, fmt::memory_buffer& out);
void write_gitlab(const Report& report, fmt::memory_buffer& out);
void write_junit(const Report& report, fmt::memory_buffer& out);
void write_checkstyle(const Report& report, fmt::memory_buffer& out);
void write_rdjson(const Report& report, fmt::memory_buffer& out);

/// What a format has room for of all that was not checked.
enum class Tells : std::uint8_t {
  nothing,
  groups,  ///< how much, by reason; each of it where Report::show_unknown asks
  each,    ///< each of it, and each connection, whatever is asked
};

struct Format {
  std::string_view name;
  Writer write;
  std::string_view purpose;  ///< what it is for, a line of --help
  Tells tells{};
};
/// Every format, in the order that --help shows them.
std::span<const Format> formats();
/// The format of that name, or null.
const Format* find_format(std::string_view name);

}  // namespace fairlead
