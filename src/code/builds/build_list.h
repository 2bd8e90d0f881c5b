#pragma once
#include <string>
#include <string_view>

#include "code/builds/builds.h"

namespace fairlead {

/// Where a reader puts what one file builds.
class BuildList {
 public:
  BuildList(Builds& to, std::string_view path, BuildBy by) : to_(to), path_(path), by_(by) {}

  /// A build of an image whose name may have unknown parts (partial_text.h), and "" builds none. So
  /// may the context and the Dockerfile, which are relative to the root.
  void add(std::string_view image, Span at, std::string_view context = "",
           std::string_view dockerfile = "");
  /// Something builds an image of whose name at most the beginning is known.
  void add_unknown(Span at, std::string reason, std::string_view begin = "");

  std::string_view path() const { return path_; }

 private:
  Builds& to_;
  std::string_view path_;
  BuildBy by_;
};

/// A path of a build as it is written (`./app/`, `.`), relative to `directory`; "." is the root, ""
/// where it is not known.
std::string build_path(std::string_view directory, std::string_view written);

/// The place of a line (from 0) of a scalar's text, without blanks around it; the whole scalar
/// where its lines are folded.
Span line_span(const SourceMap& sources, Ref scalar, std::size_t line);

}  // namespace fairlead
