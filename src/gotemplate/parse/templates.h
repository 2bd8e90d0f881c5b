#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/arena.h"
#include "gotemplate/parse/functions.h"
#include "gotemplate/parse/syntax.h"

namespace fairlead::gotemplate {

/// Why a text is no template.
struct ParseError {
  std::string text;     ///< as Go says it: `template: FILE:LINE: …`
  std::string message;  ///< what stands behind the line
  std::uint32_t line = 1;
  Span at;                ///< the word that it was found at
  bool is_limit = false;  ///< a limit of ours
};

/// What is done about functions that nobody has.
enum class UnknownFunctions : std::uint8_t {
  when_called,  ///< an error once one is called
  when_parsed,  ///< an error of the text, as in Go
};

/// Templates by their names, which call each other. Unchanged by what they are executed on.
class Templates {
 public:
  /// `functions` must outlive it.
  explicit Templates(const Functions& functions,
                     UnknownFunctions unknown = UnknownFunctions::when_called,
                     std::string_view name = "root")
      : functions_(&functions), unknown_(unknown), name_(name) {}
  /// Those of `below`, which must outlive it, and more: what `tpl` parses, to so many ids more.
  explicit Templates(const Templates* below, std::uint64_t most_ids = ids_at_most)
      : below_(below),
        functions_(below->functions_),
        unknown_(below->unknown_),
        ids_(below->ids_),
        most_ids_(below->ids_ + std::min<std::uint64_t>(most_ids, ids_at_most)) {}
  Templates(const Templates&) = delete;
  Templates& operator=(const Templates&) = delete;

  /// Adds the template of a text and those that it defines. A template of blanks alone replaces
  /// none. Names and text must outlive it.
  std::optional<ParseError> parse(std::string_view name, SourceId source, std::string_view text);

  const Template* find(std::string_view name) const;
  const Functions& functions() const { return *functions_; }
  /// What errors call all of them together.
  std::string_view name() const { return name_; }
  /// Terms, actions, pipes and blocks are numbered below this.
  std::uint32_t ids() const { return ids_; }
  /// How many there may be, and what each takes of the memory.
  static constexpr std::uint32_t ids_at_most = 1'000'000;
  static constexpr std::uint64_t bytes_of_an_id = 192;

 private:
  const Templates* below_ = nullptr;
  const Functions* functions_;
  UnknownFunctions unknown_;
  std::string_view name_;
  std::uint32_t ids_ = 1;
  std::uint64_t most_ids_ = ids_at_most;
  Arena arena_;
  std::unordered_map<std::string_view, const Template*> all_;
};

}  // namespace fairlead::gotemplate
