#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "source/span.h"

namespace fairlead {

/// What can be wrong with an input before any rule looks at it. rules/ maps each kind to a rule.
enum class ProblemKind : std::uint8_t {
  yaml_syntax,    ///< the YAML (or JSON) parser's complaint; message says what and how to fix it
  yaml_encoding,  ///< not UTF-8, a NUL byte, a control character
  utf_16,         ///< which kubectl and kustomize read, and hardly anything else
  yaml_limit,     ///< a limit of ours: size, nodes, depth, alias expansions
  yaml_alias,     ///< an alias without an anchor, or one that contains itself
  duplicate_key,  ///< the second of two equal keys; `related` is the first
  repeated_key,   ///< the same in a .env file, with the same value: nothing is lost
  template_in_plain,     ///< `{{ }}` in a file that nothing renders: left aside, not a finding
  not_yaml,              ///< text that is no YAML at all (Markdown called .yaml): left aside
  resource_missing,      ///< a path of a kustomization that does not exist
  resource_outside,      ///< a path of a kustomization that leaves the repository
  resource_cycle,        ///< a kustomization that reaches itself
  kustomize_refuses,     ///< something for which kustomize stops the build
  kustomize_idle_patch,  ///< a patch that selects no object
  compose_refuses,       ///< something for which compose does not load a project
  redis_quotes,          ///< a quote of a redis.conf that is not closed, or not followed by a space
};

/// The input is wrong (or left aside) at a place; the run carries on.
struct Problem {
  ProblemKind kind{};
  Span at;
  std::string message;        ///< lower case, no full stop, names in back-quotes
  std::vector<Span> related;  ///< other places that the message speaks of
  bool deployed = true;       ///< false: nothing here deploys the file, so nothing breaks by it
};

}  // namespace fairlead
