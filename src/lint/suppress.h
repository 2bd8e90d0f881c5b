#pragma once
#include <string_view>
#include <vector>

#include "deploy/types/resource.h"
#include "lint/finding.h"

namespace fairlead {

/// The annotation that lists rules which are not to speak of its object, separated by commas.
inline constexpr std::string_view ignore_annotation = "fairlead.dev/ignore";

/// One rule that somebody asked not to hear of at one place.
struct Ignore {
  const RuleInfo* rule = nullptr;  ///< never null
  Span at;                         ///< the rule's name, written
  Span covers;  ///< what begins or ends here, or in between, is not reported; of the same source
  Span whole;   ///< the comment to delete where it names no other rule, else empty
  bool used = false;
};

/// What a run's files ask for, and how it is asked wrongly.
struct Ignores {
  std::vector<Ignore> asked;
  std::vector<Finding> faults;  ///< of suppression/invalid
};

/// Reads the comments `# fairlead: ignore[rule, rule] reason` of a file, and in templates
/// `{{/* … */}}`. One behind a value covers its line, one alone on its line the next line that is
/// neither blank nor a comment, in YAML with all that is indented deeper below it. JSON and ACL
/// files have no comments.
void read_ignores(const File& file, const SourceMap& sources, Ignores& ignores);

/// Reads the annotation of an object; it covers the object where the object's text is written.
void read_ignores(const Resource& resource, const SourceMap& sources, Ignores& ignores);

/// Takes what is ignored out of `findings` and returns how many that were. A finding lies where its
/// place begins, and in every place that its value came through.
std::size_t apply(Ignores& ignores, std::vector<Finding>& findings);

/// A finding of suppression/unused for an ignore that nothing was found for.
Finding unused_finding(const Ignore& ignore);

}  // namespace fairlead
