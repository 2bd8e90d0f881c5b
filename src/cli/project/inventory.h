#pragma once
#include <span>
#include <string>

#include "report/report.h"

namespace fairlead {

/// `fairlead inventory`.
struct InventoryOptions {
  std::string file = "-";  ///< what kubectl wrote
  bool partial = false;    ///< kubectl was asked for a part of the objects
};

/// Says on standard error which of these were taken long ago.
void warn_of_age(std::span<const UsedInventory> inventories);

/// Prints the names that kubectl's JSON holds as fairlead-inventory.yaml; returns the exit code.
int take_inventory(const InventoryOptions& options);

}  // namespace fairlead
