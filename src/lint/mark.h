#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace fairlead {

/// A comment line that says which finding lies on the last line above it that is no mark, in one of
///
///     selector: {app: webb}
///     #         ^^^^^^^^^^^ expect: kubernetes/service-selects-nothing "fits no pod"
///     # expect 1..9: some/rule
///
/// Carets stand under the span's characters; `a..b` counts bytes from 1, the end exclusive. `…`
/// behind either says that the span goes on in the next line. The words are part of the message, or
/// left out.
struct Mark {
  std::uint32_t begin = 1, end = 1;  ///< columns, the end exclusive
  bool carets = false;               ///< columns count characters, else bytes
  bool open = false;                 ///< the span goes on below
  std::string_view rule, text;
};

/// The mark that `line` is, or nothing; an error (without a place) for one that cannot be read.
Result<std::optional<Mark>> read_mark(std::string_view line);

/// A finding that a text says is there. Columns count bytes from 1, the end exclusive.
struct Expectation {
  std::string path;
  std::uint32_t line = 0, begin = 0, end = 0;
  bool open = false;  ///< the span goes on in later lines; `end` is where the first one ends
  std::string rule;
  std::string text;  ///< part of the message
};

struct MarkedFiles {
  std::map<std::string, std::string> files;  ///< without marks
  std::vector<Expectation> expectations;     ///< sorted by path, line
  std::map<std::string, std::string> dns{};  ///< what DNS answers meanwhile (RuleExample::dns)
};

/// Takes the marks out of files. Formats without comments have theirs in `expect.yaml` beside,
/// which is taken out too: a list of {path, line, columns: "a..b", rule, message}, paths relative
/// to it.
Result<MarkedFiles> strip_marks(const std::map<std::string, std::string>& files);

}  // namespace fairlead
