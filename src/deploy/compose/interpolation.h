#pragma once
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "deploy/types/resource.h"
#include "source/source_map.h"

namespace fairlead {

/// Puts the values of variables into a compose file's scalars. Known is what the `.env` beside the
/// file gives; a variable that it does not name may be set in the shell, so it stays as it is
/// written, unless the file says what to take otherwise.
class Interpolation {
 public:
  /// More is not made of the texts of one project, in bytes.
  static constexpr std::size_t most_bytes = 16u << 20;

  /// `env` is null where there is none. All must outlive it and what it makes.
  Interpolation(const File* env, SourceMap& sources, Arena& arena);

  /// A tree as compose sees it; the same where nothing in it is replaced. Keys stay as they are.
  const Node* tree(const Node* node);
  /// Whether most_bytes was reached, and variables stay that are known.
  bool is_cut() const { return cut_; }

 private:
  /// A text that is being made of others.
  struct Draft {
    TextBuilder text;
    Span first;                              ///< what the first part was made of, be it empty
    bool replaced = false;                   ///< it is not what was written
    OriginKind kind = OriginKind::embedded;  ///< of what is put next
    FrameId frame = FrameId::none;           ///< under what it stands
  };
  struct Variable {
    BuiltText text;
    Span at;
  };
  void set_variables(const File& env);
  void put(std::string_view text, Span at, Draft& draft);
  void put(const Variable& value, Draft& draft);
  /// Whether there is room for so many bytes and runs more.
  bool takes(std::size_t bytes, std::size_t runs, const Draft& draft);
  /// `text` stands at `at`, byte for byte.
  void substitute(std::string_view text, Span at, int depth, Draft& draft);
  /// Whether a variable could be replaced.
  bool replace(std::string_view text, const struct TemplatePart& part, Span at, int depth,
               Draft& draft);
  /// Puts the word of `${X-word}` or `${X+word}`, which stands there because `because` has a value.
  void put_word(std::string_view word, Span at, const Variable* because, int depth, Draft& draft);
  const Node* scalar(const Node& node);
  const Node* collection(const Node& node);

  SourceMap& sources_;
  Arena& arena_;
  std::map<std::string_view, Variable> variables_;
  // By what copies of a node share, for anchors are met again; null where nothing was replaced.
  std::unordered_map<const void*, const Node*> made_;
  std::size_t left_ = most_bytes;
  bool cut_ = false;
};

}  // namespace fairlead
