#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace fairlead {

/// The seconds of `1h30m`: hours, minutes and seconds, each a whole number; nothing of other texts.
std::optional<std::int64_t> seconds_of(std::string_view text);

}  // namespace fairlead
