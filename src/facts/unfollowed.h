#pragma once
#include <vector>

#include "facts/facts.h"

namespace fairlead {

/// What the unit's objects and charts install of which nothing is known: neither its files nor, by
/// a product's table, what it makes. One gap for each object and reason.
std::vector<Gap> unfollowed(const Facts& facts);

}  // namespace fairlead
