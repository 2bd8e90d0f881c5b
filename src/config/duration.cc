#include "config/duration.h"

#include <charconv>

namespace fairlead {

std::optional<std::int64_t> seconds_of(std::string_view text) {
  constexpr std::int64_t most = 1'000'000;
  std::int64_t all = 0;
  while (!text.empty()) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const std::int64_t unit = text.starts_with('h')   ? 3600
                              : text.starts_with('m') ? 60
                              : text.starts_with('s') ? 1
                                                      : 0;
    if (error != std::errc() || unit == 0 || number < 0 || number > most) return std::nullopt;
    all += number * unit;
    text.remove_prefix(1);
  }
  return all > 0 ? std::optional(all) : std::nullopt;
}

}  // namespace fairlead
