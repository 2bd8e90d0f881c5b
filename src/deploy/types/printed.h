#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/origin.h"
#include "source/span.h"

namespace fairlead {

/// Bytes that a chart's templates printed and that a reader of them may not expect.
struct PrintedMark {
  enum class Kind : std::uint8_t {
    format_error,  ///< fmt's word for a verb that does not fit: `%!d(float64=6379)`
    container,     ///< a mapping or a list as text: `map[a:1]`
    exponent,      ///< a whole number of the values in floating point: `1e+06`
    made_up,       ///< other bytes at every render
    expression,    ///< bytes of a value with `{{` in them, as they are
  };
  Kind kind{};
  Span at;                       ///< in the made text of the object
  Span cause;                    ///< what was printed, or why; written or made
  std::string cause_words;       ///< exponent: the number as it is written
  bool looked_up = false;        ///< the template asked the cluster for what is there
  bool is_applied_once = false;  ///< a hook that no upgrade runs again
};

/// A template that Helm cannot render, or a document that it cannot read.
struct TemplateFailure {
  enum class Kind : std::uint8_t {
    not_a_template,  ///< its text cannot be parsed, or it calls what nobody has
    execution,       ///< with these values
    asked_for,       ///< by `required` or `fail`
    document,        ///< what it made is no YAML or no object
    chart,           ///< the chart's own files are none that Helm loads
  };
  Kind kind{};
  Span at;                    ///< in the template
  Span value;                 ///< the value at fault; no place where it is not known
  std::string message;        ///< in Helm's words, without texts of values
  std::string needs;          ///< the value that it lacks: "redis.host"; "" where it is not known
  bool values_given = false;  ///< no other values may mend it
  bool asks_cluster = false;  ///< what a cluster says may change it
};

/// A file that `.Files` was asked for and that the chart has not.
struct MissingFile {
  std::string path;
  Span at;                 ///< what the path was made of
  bool is_needed = false;  ///< the template could not be rendered
  friend bool operator==(const MissingFile&, const MissingFile&) = default;
};

/// What is to be said of a chart's rendered texts, besides the objects in them.
struct PrintedTexts {
  std::vector<PrintedMark> marks;  ///< in the order of the objects and their bytes
  std::vector<TemplateFailure> failures;
  std::vector<MissingFile> missing_files;
  /// Keys of values that belong to dependencies which are nowhere: these may have defaults.
  std::vector<std::string> unseen;
  /// Whether a path such as "redis.port" is one that a dependency which is nowhere may give.
  bool may_give(std::string_view path) const {
    return std::ranges::find(unseen, path.substr(0, path.find('.'))) != unseen.end();
  }
};

}  // namespace fairlead
