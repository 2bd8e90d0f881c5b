#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace fairlead {

/// Whether go-yaml takes a plain scalar for a point in time: `2020-01-01`, `2020-1-1T0:0:0Z`,
/// `2020-01-01 12:00:00.5`. A day that no month has is none.
bool is_timestamp(std::string_view text);
/// The same as Go writes it in JSON: `2020-01-01T00:00:00Z`; nothing where it is none, or its zone
/// is a day or more away, which Go refuses.
std::optional<std::string> timestamp_text(std::string_view text);

}  // namespace fairlead
