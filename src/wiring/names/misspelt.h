#pragma once
#include <cstddef>
#include <string_view>

namespace fairlead {

/// How many edits two names that are a slip apart differ by at most.
inline constexpr std::size_t most_misspelt = 2;

/// Whether two names differ as a slip of the hand does: part by part between hyphens, one part of
/// at least five letters by one or two of them. `db-1` is none of `db-2`.
bool misspelt(std::string_view a, std::string_view b);

/// The same of variables' names, which mean more by less: `INTERNAL_PORT` is none of
/// `EXTERNAL_PORT`. They differ in their separators and capitals alone, in two letters that changed
/// places, or in one letter of one part of at least five.
bool misspelt_variable(std::string_view a, std::string_view b);

/// The same of objects of one kind in one place, of which there are few: besides a slip, they
/// differ in their hyphens alone, in two letters that changed places, or in the end of one part,
/// which one of them cuts short: `web-conf` of `web-config`.
bool misspelt_object(std::string_view a, std::string_view b);

}  // namespace fairlead
