#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/arena.h"
#include "source/source_map.h"

namespace fairlead {

/// What rendering a unit makes: its texts, and the nodes that are read of them. Whoever is named
/// there with values of its own holds on to it.
struct UnitTexts {
  /// Both must outlive it; `given_in` may be null.
  UnitTexts(const SourceMap& written, std::shared_ptr<const UnitTexts> given_in)
      : below(std::move(given_in)), sources(below ? &below->sources : &written) {}

  const std::shared_ptr<const UnitTexts> below;  ///< of the unit that gives this one its values
  SourceMap sources;
  Arena arena;
  std::vector<std::string> inputs;  ///< the files that they are made of
};

}  // namespace fairlead
