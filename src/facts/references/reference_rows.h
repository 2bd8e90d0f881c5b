#pragma once
#include <span>
#include <string>
#include <string_view>

#include "config/reference_row.h"

namespace fairlead {

/// An object as others name it.
struct ObjectName {
  std::string kind;  ///< "apps/Deployment", "Service" (kind_name)
  std::string name, namespace_name;
  friend bool operator==(const ObjectName&, const ObjectName&) = default;
};

/// Two places of one object: what stands at the first must be among what stands at the second.
struct InnerRow {
  std::string_view by;      ///< as above
  std::string_view around;  ///< both lie below each of these; "": the object
  std::string_view at;      ///< a name; numbers are left out
  std::string_view
      among;  ///< `|` between several places; one with `/` in front lies below the object
  std::string_view what;  ///< "port"
  std::string_view effect;
};

/// The references of Kubernetes and of what people install there, sorted by `by`.
std::span<const ReferenceRow> reference_rows();
/// Those within one object.
std::span<const InnerRow> inner_rows();

/// "apps/Deployment", "Service"; a group that has another name today has that one.
std::string kind_name(std::string_view group, std::string_view kind);
/// The kind alone: "Deployment" of "apps/Deployment".
std::string_view short_kind(std::string_view kind);
/// Where the parts of a target stand that references name; "" where nothing is known of them.
std::string_view parts_path(std::string_view kind);
/// Whether every namespace, or cluster, has that object without anybody making it.
bool is_always_there(std::string_view kind, std::string_view name);

}  // namespace fairlead
