#pragma once
#include <memory>
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
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  /// Whether the pattern matches anywhere in `text`.
  bool found_in(std::string_view text) const;
  /// Group 0 (the whole match) and the pattern's groups, views into `text`; empty where it does not
  /// match.
  std::vector<std::string_view> groups(std::string_view text) const;

 private:
  std::unique_ptr<re2::RE2> pattern_;
};

}  // namespace fairlead
