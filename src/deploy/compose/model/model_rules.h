#pragma once
#include "deploy/compose/model/model.h"

namespace fairlead::compose::rules {

inline constexpr Rule text{.allows = allows::text};
inline constexpr Rule boolean{.allows = allows::boolean};
inline constexpr Rule integer{.allows = allows::integer};
inline constexpr Rule number{.allows = allows::number};
inline constexpr Rule text_or_null{.allows = allows::text | allows::null};
inline constexpr Rule boolean_or_text{.allows = allows::boolean | allows::text};
inline constexpr Rule integer_or_text{.allows = allows::integer | allows::text};
inline constexpr Rule number_or_text{.allows = allows::number | allows::text};
inline constexpr Rule plain{.allows =
                                allows::text | allows::number | allows::boolean | allows::null};

inline constexpr Rule texts{.allows = allows::list, .items = &text};
inline constexpr Rule text_set{.allows = allows::list, .items = &text, .is_set = true};
inline constexpr Rule number_or_text_set{
    .allows = allows::list, .items = &number_or_text, .is_set = true};
inline constexpr Rule text_or_set{
    .allows = allows::list | allows::text, .items = &text, .is_set = true};
inline constexpr Rule text_or_list{.allows = allows::list | allows::text, .items = &text};
inline constexpr Rule command{.allows = allows::list | allows::text | allows::null, .items = &text};
/// A list of `key=value`, or a mapping.
inline constexpr Rule pairs{
    .allows = allows::list | allows::object, .items = &text, .is_set = true, .values = &plain};
inline constexpr Rule option_map{.allows = allows::object, .values = &number_or_text};
inline constexpr Rule text_values{.allows = allows::object, .values = &text};
inline constexpr Rule hosts{.allows = allows::list | allows::object,
                            .items = &text,
                            .is_set = true,
                            .values = &text_or_list};

}  // namespace fairlead::compose::rules
