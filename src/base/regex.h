#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace fairlead {

/// An RE2 pattern: linear time on any input, and Go's regexp syntax.
class Regex {
 public:
  /// A pattern of ours, which must be well-formed.
  explicit Regex(std::string_view pattern);
  /// A pattern of somebody else's; nothing where it is none, and `error` says why in Go's words.
  static std::optional<Regex> compiled(std::string_view pattern, std::string& error);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  /// What `error` is where Go may take the pattern and we do not.
  static constexpr std::string_view too_large = "a regular expression is too large";

  /// How many instructions the pattern was compiled to, and how many groups it has.
  std::size_t instructions() const;
  std::size_t group_count() const;
  /// Whether the pattern matches anywhere in `text`.
  bool found_in(std::string_view text) const;
  /// Group 0 (the whole match) and the pattern's groups, views into `text`; empty where it does not
  /// match.
  std::vector<std::string_view> groups(std::string_view text) const;
  /// The same for the first match from `from` on; a group that took no part has no data.
  std::vector<std::string_view> groups(std::string_view text, std::size_t from) const;
  /// The number of a named group; 0 where none is called so.
  std::size_t group_number(std::string_view name) const;

 private:
  Regex();
  std::unique_ptr<re2::RE2> pattern_;
};

}  // namespace fairlead
