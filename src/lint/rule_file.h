#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "lint/finding.h"

namespace fairlead {

/// Files of an example: path → text with marks (lint/mark.h).
using ExampleFiles = std::map<std::string, std::string>;

/// What a rule finds, and what it leaves alone; both are run by the tests.
struct RuleExample {
  std::string title;
  ExampleFiles bad, good;
  /// What DNS answers: name → "192.0.2.7", "10.96.4.2 ports 6379 26379", "alias of x 192.0.2.7",
  /// "no data", "server failure"; other names do not exist. Empty: nothing is asked.
  std::map<std::string, std::string> dns;
};

/// Something that a rule leaves to the user: a whole number, or a list of texts.
struct RuleFileOption {
  std::string name, description;
  bool is_list = false;
  std::int64_t minimum = 0, maximum = 0, standard = 0;  ///< of a number; a list's default is empty
};

/// A file rules/<family>/<rule>.yaml, as schemas/rule.schema.json describes it.
struct RuleFile {
  std::string id;  ///< "family/rule", as the path says too
  std::string title;
  Severity severity = Severity::warning;
  Confidence confidence = Confidence::medium;
  std::string since;
  std::vector<std::string> tags;
  std::string why, how_to_fix;  ///< Markdown, without the last line break
  std::vector<std::string> references, aliases;
  bool by_runner = false;  ///< the runner itself finds it, once all other rules have spoken
  std::vector<RuleFileOption> options;
  std::vector<RuleExample> examples;
};

/// Reads a rule file. `path` is relative to rules/ ("endpoint/service-not-found.yaml") and must
/// agree with the id; an error names it with the line.
Result<RuleFile> read_rule_file(const std::string& path, std::string text);

}  // namespace fairlead
