#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace fairlead::redis {

/// The bytes of a memory value as every server reads it: digits, then, in any case, nothing, `b`,
/// `k` (1000), `kb` (1024), `m`, `mb`, `g` or `gb`; no sign, blank or fraction. Without digits it
/// is 0, and beyond 64 bits it wraps, as it does there (memtoull in src/util.c). Nothing where the
/// server refuses it (`256Mi`, `1.5gb`, `80%`).
std::optional<std::uint64_t> parse_memory(std::string_view text);

}  // namespace fairlead::redis
