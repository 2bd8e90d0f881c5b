#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "deploy/types/release.h"
#include "deploy/types/values.h"
#include "product/products.h"

namespace fairlead {

/// The values of a release, merged as Helm does. Texts that hold YAML were read before
/// (Release::values then holds their roots).
class ReleaseSettings {
 public:
  /// `release` must outlive it.
  explicit ReleaseSettings(const Release& release);

  /// What the chart sees at a path. Unknown where a template makes it, where it is deleted, or
  /// where values that are not in view may say it.
  redis::Setting at(std::string_view path) const;
  /// The same, seen from the chart that depends on this one.
  redis::Setting above(std::string_view path) const;
  /// The value that wins at a path, where it is written; nothing where a parameter gives it.
  Ref written(std::string_view path) const;
  /// Whether the chart is installed at all, by the dependency's `condition`.
  redis::Setting installed() const;

 private:
  /// Values as layers below some key.
  struct View {
    LayeredValues values;
    bool cut = false;  ///< a scalar stands on the way to the key: lower layers count for nothing
  };
  static View view(std::span<const ReleaseValues> layers, bool above);
  redis::Setting parameter(std::string_view path) const;
  redis::Setting setting(const View& view, std::string_view path) const;

  const Release& release_;
  View own_, above_, global_;
};

/// What stands at a dotted path, or nothing.
Ref at_path(Ref root, std::string_view path);
/// The setting of an operator's object: collections count as set, even empty ones.
redis::Setting object_setting(Ref root, std::string_view path);

}  // namespace fairlead
