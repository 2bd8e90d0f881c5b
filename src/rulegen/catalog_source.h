#pragma once
#include <span>
#include <string>

#include "lint/rule_file.h"

namespace fairlead {

struct CatalogEntry {
  RuleFile rule;
  std::string page;
};

/// The C++ source that defines catalog() with these rules, which must be sorted by id. It declares
/// `void rule_<family>_<name>(RuleRun&)` for each and takes its address: a missing one does not
/// link.
std::string catalog_source(std::span<const CatalogEntry> entries);

}  // namespace fairlead
