#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace fairlead {

/// What two lists have in common, in order: pairs of places, of which both grow. The most there
/// can be, unless the lists differ in so much that only their begins and ends are looked at.
std::vector<std::pair<std::size_t, std::size_t>> common_items(std::span<const std::string> before,
                                                              std::span<const std::string> after);

}  // namespace fairlead
