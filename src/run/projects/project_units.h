#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "facts/facts.h"
#include "lint/finding.h"
#include "lint/rule.h"

namespace fairlead {

/// A unit, as rules about whole projects see it.
struct ProjectUnit {
  const Facts* facts = nullptr;
  const SourceMap* sources = nullptr;  ///< of the facts' places
  bool asked = false;                  ///< what is asked for is reported of it
  bool open = false;                   ///< something that is not rendered may deploy more beside it
  bool renamed = false;  ///< what it deploys is called otherwise under another release's name
};

/// A project: all that one fairlead.yaml speaks for, or what lies below none.
struct Project {
  const Config* config = nullptr;
  std::vector<ProjectUnit> units;  ///< in order
  bool asked = false;              ///< one of its units is, and all of it is in view
};

/// What a rule about whole projects says.
struct ProjectFindings {
  std::vector<Finding> findings;  ///< their places are written ones
  std::vector<Gap> unknown;
};

/// A finding of a rule at a written place, with the severity that the project asks for there; null
/// where it is off. Lives until the next one is added.
Finding* add_finding(std::string_view rule, const Project& project, const SourceMap& written,
                     Span at, std::string message, ProjectFindings& to);

}  // namespace fairlead
