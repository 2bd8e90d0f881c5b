#pragma once
#include <string>
#include <string_view>

#include "run/gather.h"
#include "secret/hiding.h"

namespace fairlead {

/// Shows values without credentials: those that a name, a Secret, a URL or a configuration's line
/// says to be one, and what is one somewhere else in its project.
class Masked {
 public:
  explicit Masked(const Deployed& deployed);

  /// `name` is what the value is called: its key, the variable that it is given to. `protects`: all
  /// below is a credential (the data of a Secret).
  std::string text(std::string_view text, std::string_view name, bool protects) const;
  /// The line of a written place as reports show it; of a template its expressions show, too.
  std::string line(Span at);
  /// Whether a written place is one that reports hide.
  bool hides(Span at);

 private:
  std::string template_line(std::string_view line) const;

  const SourceMap& written_;
  Credentials credentials_;
  Hiding hiding_;
};

}  // namespace fairlead
