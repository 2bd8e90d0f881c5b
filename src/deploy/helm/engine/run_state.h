#pragma once
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "deploy/helm/chart/outcome.h"
#include "gotemplate/parse/templates.h"

namespace fairlead::helm {

/// What Helm's functions share while the templates of a release are executed: Executor::context.
struct RunState {
  Version version = Version::v4;
  std::map<std::string, int, std::less<>> included;  ///< how often each is being included now
  /// What `tpl` parsed. Values may refer to it as long as the run.
  std::deque<gotemplate::Templates> parsed;
  bool looked_up = false;  ///< the template that is executed has called `lookup`
  /// The paths that it asked `.Files` for in vain: a path and what it was made of.
  std::vector<std::pair<std::string, OriginId>> missing_files;
};

/// What `required` and `fail` put around their words, so that Helm finds them in a longer error.
inline constexpr std::string_view words_begin = "HELM_ERR_START", words_end = "HELM_ERR_END";

/// A text without each `<no value>` in it: what Helm takes away from files and from what `tpl`
/// gives.
void append_without_no_value(const BuiltText& text, TextBuilder& out);

}  // namespace fairlead::helm
