#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace fairlead::argo {

/// The variables that Argo CD sets for a source, and fills into some of its strings.
class AppEnvironment {
 public:
  void set(std::string_view name, std::string_view value) {
    values_.insert_or_assign(std::string(name), value);
  }

  /// The text with `$NAME` and `${NAME}` filled in: what is no variable is empty, `$$` is a dollar.
  /// Nothing where one is only known once it is deployed; `strict`: where one is none of Argo CD's,
  /// which hardly anybody means.
  std::optional<std::string> fill(std::string_view text, bool strict = false) const;

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace fairlead::argo
