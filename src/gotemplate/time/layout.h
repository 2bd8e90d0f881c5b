#pragma once
#include <cstdint>
#include <string_view>

namespace fairlead::gotemplate {

/// What a piece of a layout stands for.
enum class Field : std::uint8_t {
  none,  ///< the layout is over
  month_name,
  month_short,
  month,
  month2,
  day_name,
  day_short,
  day,
  day_padded,
  day2,
  year_day_padded,
  year_day3,
  hour,
  hour12,
  hour12_2,
  minute,
  minute2,
  second,
  second2,
  year,
  year2,
  pm_upper,
  pm_lower,
  zone_name,
  zone,           ///< an offset: see LayoutPiece
  fraction,       ///< `.000`: all digits
  fraction_short  ///< `.999`: without zeros at the end
};

/// The next field of a layout, and what stands around it.
struct LayoutPiece {
  std::string_view before, written, rest;
  Field field = Field::none;
  // Of an offset.
  bool has_z = false;  ///< `Z` where it is zero
  bool has_colons = false;
  bool is_short = false;  ///< hours alone
  bool has_seconds = false;
  std::size_t digits = 0;  ///< of a fraction
};

LayoutPiece next_piece(std::string_view layout);

/// How long a zone's short name at the begin is (`CET`, `GMT+3`); 0 where there is none.
std::size_t zone_name_size(std::string_view text);

}  // namespace fairlead::gotemplate
