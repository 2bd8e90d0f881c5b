#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/source_map.h"

namespace fairlead {

struct RuleInfo;

enum class Severity : std::uint8_t { note, warning, error };
enum class Confidence : std::uint8_t { low, medium, high };

/// "note", "warning", "error" and back; "low", "medium", "high" and back.
std::string_view severity_name(Severity severity);
std::optional<Severity> severity_named(std::string_view name);
std::string_view confidence_name(Confidence confidence);
std::optional<Confidence> confidence_named(std::string_view name);

/// Words at another place than the finding's own.
struct Label {
  Span at;
  std::string text;
  bool provenance = false;  ///< a place that the finding's text came through
};

struct Edit {
  Span at;
  std::string replacement;
};

/// One way to mend a finding; its edits belong together and do not overlap.
struct Fix {
  std::string description;
  std::vector<Edit> edits;
};

/// One thing that will break, at the place that a person would edit. Owns its words; its spans are
/// written ones (never made texts), so it outlives its unit.
struct Finding {
  const RuleInfo* rule = nullptr;
  Severity severity = Severity::warning;
  Confidence confidence = Confidence::medium;
  Span at;
  std::string message;        ///< lower case, no full stop, names in back-quotes
  std::string caption;        ///< a few words under the carets; may be empty
  std::vector<Label> labels;  ///< other places; the provenance of the value comes last
  std::string help;           ///< what to do; may be empty
  std::vector<Fix> fixes;
  std::string resource;  ///< "Deployment mcp/worker", or a file's kind; may be empty
  /// Of which deployments it is true, where the place belongs to several: the overlays of a base;
  /// sorted, each once.
  std::vector<std::string> environments = {};
  std::string path;  ///< "spec.template.spec.containers[0].env[2].value"; may be empty
};

/// Sorted as a person reads: by path, offset, rule, message (and then by all that may differ, so
/// that the order of equal findings never depends on threads).
bool reads_before(const SourceMap& sources, const Finding& a, const Finding& b);

}  // namespace fairlead
