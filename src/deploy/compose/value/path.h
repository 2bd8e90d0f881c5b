#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace fairlead::compose {

/// Where in a project a value is: the names of mappings, `[]` for each item of a sequence.
struct Path {
  std::vector<std::string_view> parts;

  /// `services.*.ports`: `*` stands for any part, `@` for `services` and `jobs`.
  bool matches(std::string_view pattern) const {
    std::size_t at = 0;
    for (const std::string_view part : parts) {
      if (at > pattern.size()) return false;
      const std::string_view wanted = pattern.substr(at, pattern.find('.', at) - at);
      const bool fits = wanted == "*" || wanted == part ||
                        (wanted == "@" && (part == "services" || part == "jobs"));
      if (!fits) return false;
      at += wanted.size() + 1;
    }
    return at == pattern.size() + 1;
  }

  std::string text() const {
    std::string all;
    for (const std::string_view part : parts) {
      if (!all.empty()) all += '.';
      all += part;
    }
    return all;
  }
};

/// One part more, as long as it lives.
class Step {
 public:
  Step(Path& path, std::string_view part) : path_(path) { path_.parts.push_back(part); }
  ~Step() { path_.parts.pop_back(); }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

 private:
  Path& path_;
};

inline constexpr std::string_view list_part = "[]";

/// The first row of a table whose `pattern` fits; null where none does.
template <typename Rows>
auto row_for(const Rows& rows, const Path& path) -> decltype(&*std::begin(rows)) {
  for (const auto& row : rows)
    if (path.matches(row.pattern)) return &row;
  return nullptr;
}

}  // namespace fairlead::compose
