#pragma once
#include <string>
#include <vector>

#include "base/error.h"
#include "config/config.h"
#include "tree/document.h"

namespace fairlead {

/// The file of an inventory, beside a fairlead.yaml or at the repository's root.
inline constexpr std::string_view inventory_name = "fairlead-inventory.yaml";

/// What a cluster holds, by names: never a value.
struct Inventory {
  std::string taken;     ///< when, RFC 3339 in UTC
  bool complete = true;  ///< of each namespace and kind that occurs, everything is here
  std::vector<ExternalService> services;
  std::vector<ExternalKeys> secrets, config_maps;
};

/// Reads the answer of `kubectl get … -o json`: a List, or one object. Services, Secrets and
/// ConfigMaps are kept, other kinds passed over. An error where `document` is none of it.
Result<Inventory> inventory_of(const SourceMap& sources, const Document& document);

/// Reads what `fairlead inventory` wrote. An unknown key or a wrong type is a usage error with the
/// place and the nearest known key.
Result<Inventory> read_inventory(const SourceMap& sources, const Document& document);

/// Adds what an inventory says to what a configuration says.
void add_inventory(const Inventory& inventory, Config& config);

}  // namespace fairlead
