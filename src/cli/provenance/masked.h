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
  /// The same, and what no reader understands is `…`, as in the lines of reports. It has as many
  /// lines as the text.
  std::string understood(const Node& scalar, Span bytes, const SourceMap& sources,
                         std::string_view name, bool protects) const;
  /// The same of a scalar that has its bytes at a place, by what these were made of.
  std::string text(const Node& scalar, Span bytes, const SourceMap& sources, std::string_view name,
                   bool protects) const;
  /// Words about what is deployed.
  std::string words(std::string_view words) const { return found_.texts.hidden_in(words); }
  /// The line of a written place as reports show it.
  std::string line(Span at);
  /// Whether a written place is one that reports hide.
  bool hides(Span at);

 private:
  std::string without_credentials(const Node& scalar, Span bytes, const SourceMap& sources) const;

  const SourceMap& written_;
  ProjectCredentials found_;
  const std::vector<MadeTexts> made_;
  Hiding hiding_;
};

}  // namespace fairlead
