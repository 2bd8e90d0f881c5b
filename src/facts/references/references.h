#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/facts.h"
#include "facts/references/reference_rows.h"

namespace fairlead {

/// One object's naming of another one.
struct Reference {
  const ReferenceRow& row;
  const Resource& resource;  ///< that names
  ObjectName target;
  Ref name_at;             ///< where the target is named
  std::vector<Ref> parts;  ///< the keys, ports or sections of it that are asked for
};

/// Every reference of a unit's objects that the table knows, and that says a name. Optional ones,
/// and those to what is no object (a User), are left out.
void for_each_reference(const Facts& facts, const std::function<void(const Reference&)>& visit);

/// A file of a ConfigMap or Secret that a container mounts by itself (`subPath`): a reference to
/// it, with the key as its part.
void for_each_mounted_key(const Facts& facts, const std::function<void(const Reference&)>& visit);

/// The Secrets and ConfigMaps, with their keys, that an object of Argo CD, Flux or k3s names in
/// what it gives to a chart which is not rendered: `valueFrom.secretKeyRef`, `envFrom` and the
/// like.
void for_each_given_reference(const Facts& facts,
                              const std::function<void(const Reference&)>& visit);

/// A name that must be one of others within its object, or within another one.
struct InnerReference {
  const InnerRow& row;
  const Resource& resource;
  Ref around;  ///< what both lie in
  Ref name_at;
  std::vector<Ref> among = {};   ///< the names that there are
  const Resource* of = nullptr;  ///< the object that should have it, where it is another one
};

void for_each_inner_reference(const Facts& facts,
                              const std::function<void(const InnerReference&)>& visit);

/// Names of parts of an object of the unit that is meant by one of its fields, and not by its own
/// name. Where no such object is in view, nothing is visited.
void for_each_field_reference(const Facts& facts,
                              const std::function<void(const InnerReference&)>& visit);

/// Every value at a path below a node (reference_rows.h).
void for_each_at(Ref from, std::string_view path, const std::function<void(Ref)>& visit);

}  // namespace fairlead
