#pragma once
#include <span>
#include <string>
#include <string_view>

#include "lint/finding.h"

namespace fairlead {

class RuleRun;
using RuleFunction = void (*)(RuleRun&);

/// Something that a rule leaves to the user, under `options` in fairlead.yaml.
struct RuleOption {
  std::string_view name;
  std::string_view description;
  bool is_list;                             ///< of texts, by default empty; else a whole number
  std::int64_t minimum, maximum, standard;  ///< of a number
};

/// A rule as its file under rules/ describes it. Lives in the generated catalog for the whole
/// process.
struct RuleInfo {
  std::string_view id;     ///< "family/name", for ever
  std::string_view title;  ///< one sentence, no full stop
  Severity severity;
  Confidence confidence;
  std::string_view since;  ///< the version that brought it
  std::span<const std::string_view> tags;
  std::string_view why;         ///< Markdown
  std::string_view how_to_fix;  ///< Markdown
  std::span<const std::string_view> references;
  std::span<const std::string_view> aliases;  ///< former ids
  std::span<const RuleOption> options;
  std::string_view page;  ///< the whole page as Markdown, as in rules/<id>.md
  RuleFunction check;     ///< null where the runner itself finds it
};

/// Every rule there is, sorted by id (generated from rules/).
std::span<const RuleInfo> catalog();
/// The rule of that id or former id, or null.
const RuleInfo* find_rule(std::string_view id);
/// How a configuration names all rules of a rule's family: "redis/*".
inline std::string family_of(std::string_view id) {
  return std::string(id.substr(0, id.find('/'))) + "/*";
}

}  // namespace fairlead
