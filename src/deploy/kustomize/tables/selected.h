#pragma once
#include <string_view>

namespace fairlead::kustomize {

/// A group, version and kind that select objects; "" selects any.
struct Selected {
  std::string_view group, version, kind;

  template <typename Id>
  bool takes(const Id& id) const {
    const auto fits = [](std::string_view wanted, std::string_view is) {
      return wanted.empty() || wanted == is;
    };
    return fits(group, id.group) && fits(version, id.version) && fits(kind, id.kind);
  }
};

}  // namespace fairlead::kustomize
