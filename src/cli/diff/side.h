#pragma once
#include <span>
#include <string>
#include <vector>

#include "cli/diff/changed_lines.h"
#include "cli/diff/comparison.h"
#include "cli/diff/tree_changes.h"
#include "cli/provenance/masked.h"

namespace fairlead {

/// One side of a comparison: shows its values, and says where they are written.
class Side {
 public:
  /// `past`: it is the old one. The others must outlive it.
  Side(const Deployed& deployed, const Deployed& other, const std::set<std::string>& changed,
       std::string_view prefix, bool past);

  /// An object's place: the line that has to do with the change, of those that made it.
  WrittenPlace place(const UnitState& unit, const Resource& resource);
  /// A list's place: that of its first item.
  WrittenPlace place(const UnitState& unit, Ref list);
  /// What tells by its kind and by the line, or the file, that it is written in, which object it
  /// is; "" where nobody wrote it.
  static std::string origin(const UnitState& unit, const Resource& resource, bool by_line);
  /// A value, or all that lies in one, a line each. `protects`: they are credentials.
  std::vector<ShownLine> lines(const UnitState& unit, Ref value, const std::string& name,
                               bool protects);
  /// Some lines of a text, counted from 0.
  std::vector<ShownLine> text_lines(const UnitState& unit, const Node& text,
                                    const std::string& name, bool protects,
                                    std::span<const std::size_t> wanted);
  std::string_view text(const File& file) const { return written_.text(file.source); }
  /// The same of a file, as reports show them.
  std::vector<ShownLine> file_lines(const File& file, std::span<const std::size_t> wanted);
  /// What a text is as YAML, where that is a mapping or a list; else nothing.
  Ref tree_in(const UnitState& unit, Ref text);
  WrittenPlace shown(Span at, const SourceMap& sources) const;
  /// The files that the places lie in which it gave.
  const std::set<std::string>& cited() const { return cited_; }
  /// Words about what is deployed, without credentials.
  std::string words(std::string_view words) const { return masked_.words(words); }

 private:
  /// The place behind bytes that has most to do with the change.
  WrittenPlace cause(Span at, const SourceMap& sources);

  const SourceMap& written_;
  Arena arena_;
  Masked masked_;
  ChangedLines lines_;
  const std::string_view prefix_;
  const bool past_;
  std::set<std::string> cited_;
};

}  // namespace fairlead
