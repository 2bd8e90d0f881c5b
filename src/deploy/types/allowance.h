#pragma once
#include <cstddef>
#include <cstdint>

namespace fairlead {

/// How much of the work of rendering charts a unit may take, and took: counted in steps of
/// templates, so that it is the same on every machine and whatever its threads do. Of 1,112 charts
/// one takes 1.2 million, the next half a million, and most less than 50,000.
struct Allowance {
  std::uint64_t steps = 10'000'000;  ///< for both times that a chart is rendered
  std::uint64_t taken = 0;

  bool is_nothing() const { return steps == 0; }
};

/// What all units of a run may take together.
struct RunAllowance {
  std::uint64_t once = 50'000'000;
  std::uint64_t for_each = 250'000;  ///< of the units: many charts take longer

  std::uint64_t of(std::size_t units) const { return once + for_each * units; }
};

}  // namespace fairlead
