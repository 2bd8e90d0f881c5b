#pragma once
#include <string>

#include "deploy/helm/chart/outcome.h"
#include "gotemplate/exec/exec_error.h"
#include "gotemplate/parse/templates.h"

namespace fairlead::helm {

/// Why a template of a chart could not be rendered.
struct TemplateFault {
  std::string text;     ///< all that Helm says
  std::string message;  ///< what went wrong at the innermost place, alone
  /// Where, outermost first: the file that was rendered, then what it includes.
  std::vector<gotemplate::ExecError::Place> places;
  OriginId value = OriginId::none;  ///< where the value at fault was written, if that is known
  bool is_asked_for = false;        ///< by `required` or `fail`
  bool is_limit = false;            ///< a limit of ours, or what is not read here
  bool is_unknown_function = false;
  bool is_unknown_template = false;
};

TemplateFault fault_of(const gotemplate::ExecError& error, Version version);
TemplateFault fault_of(const gotemplate::ParseError& error, std::string_view file);

}  // namespace fairlead::helm
