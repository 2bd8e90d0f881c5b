#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "source/origin.h"
#include "source/span.h"

namespace fairlead::gotemplate {

/// Why a template could not be executed.
struct ExecError {
  /// Where it happened, or what was being executed around that.
  struct Place {
    std::string file, name;  ///< of the text, and of the template in it
    std::uint32_t line = 1;
    std::uint32_t column = 0;  ///< in bytes, from 0, as Go counts
    std::string expression;    ///< as Go prints it; may be empty
    Span at;

    friend bool operator==(const Place&, const Place&) = default;
  };

  std::string text;           ///< as Go says it: `template: F:1:2: executing "F" at <…>: …`
  std::string message;        ///< of the innermost place alone
  std::vector<Place> places;  ///< outermost first; empty where no template was found
  OriginId value =
      OriginId::none;     ///< where the value was written that is at fault, if it is known
  bool is_limit = false;  ///< a limit of ours
  bool is_unknown_function = false;
  bool is_unknown_template = false;
};

}  // namespace fairlead::gotemplate
