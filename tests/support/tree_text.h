#pragma once
#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

#include "tree/document.h"
#include "tree/scalar.h"

namespace fairlead::testing {

using TreeReader = Tree (*)(Arena&, const SourceMap&, SourceId, const ReadLimits&);

/// A text and the tree that a reader makes of it.
class TreeText {
 public:
  explicit TreeText(std::string text, TreeReader read = read_yaml, const ReadLimits& limits = {})
      : source_(sources.add_written("file", std::move(text))),
        tree(read(arena, sources, source_, limits)) {}

  SourceMap sources;

 private:
  Arena arena;
  SourceId source_;

 public:
  Tree tree;

  Ref root(std::size_t document = 0) const { return tree.documents.at(document).root; }
  std::string_view written(Span span) const { return sources.text(span); }
  std::string_view written(const Ref& ref) const { return sources.text(ref->span()); }

  /// A problem as `line:column kind «its bytes» message`.
  std::string words(const Problem& problem) const {
    static constexpr std::string_view names[] = {"syntax",   "encoding",   "utf-16",     "limit",
                                                 "alias",    "duplicate",  "repeated",   "template",
                                                 "not-yaml", "missing",    "outside",    "cycle",
                                                 "refused",  "idle-patch", "unloadable", "quotes"};
    const Position at = sources.position(problem.at.source, problem.at.begin);
    return fmt::format("{}:{} {} «{}» {}", at.line, at.column,
                       names[static_cast<int>(problem.kind)], written(problem.at), problem.message);
  }
  /// All problems, a line each.
  std::string problems() const {
    std::string all;
    for (const Problem& problem : tree.problems) all += words(problem) + "\n";
    return all;
  }
  /// Places and kinds without the words: `line:column kind «its bytes»`.
  std::string places() const {
    std::string all;
    for (const Problem& problem : tree.problems) {
      const std::string line = words(problem);
      all += line.substr(0, line.size() - problem.message.size() - 1) + "\n";
    }
    return all;
  }
};

}  // namespace fairlead::testing
