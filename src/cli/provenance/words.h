#pragma once
#include <span>
#include <string>
#include <string_view>

#include "deploy/types/gap.h"

namespace fairlead {

/// The first of some names, and how many more there are: "a, b and 3 more".
std::string first_names(std::span<const std::string> names, std::size_t most);

/// A path as it is written from a directory that paths call `prefix`: without it, where it fits.
std::string path_from_here(std::string_view path, std::string_view prefix);

/// Whether a gap stands for objects that were not rendered; others are questions without an answer.
bool is_not_rendered(const Gap& gap);

}  // namespace fairlead
