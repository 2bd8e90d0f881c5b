#pragma once
#include <functional>
#include <span>

#include "facts/facts.h"

namespace fairlead {

/// A worker, by its command line, and another container that runs the same program: the same image
/// or build in one namespace, with much in common of what both are given.
struct Twins {
  const ContainerSettings& worker;
  const ContainerSettings& other;
  std::span<const Endpoint* const> workers, others;  ///< the addresses that each is given
};

/// All of them whose worker has all of its variables in view.
void for_each_twins(const Facts& facts, const std::function<void(const Twins&)>& visit);

}  // namespace fairlead
