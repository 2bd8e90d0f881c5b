#pragma once
#include <string>

#include "report/report.h"

namespace fairlead {

/// What a finding says, for readers that print it as they get it: inert.
class Telling {
 public:
  explicit Telling(const Report& report) : report_(report) {}

  /// The message alone.
  std::string message(const Finding& finding) const;
  /// Message and help on one line: "nothing answers there. Help: use port 6379".
  std::string line(const Finding& finding) const;
  /// The message, other places with their words, and the help: a line each, '\n' between them.
  std::string lines(const Finding& finding) const;
  /// Other words of the input or of ours, for one line.
  std::string words(std::string_view text) const;

 private:
  const Report& report_;
};

}  // namespace fairlead
