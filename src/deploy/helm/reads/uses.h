#pragma once
#include <cstdint>
#include <string_view>

namespace fairlead::helm {

/// What a function of templates does with what its arguments hold.
enum class Use : std::uint8_t {
  whole,    ///< reads all of it, and gives nothing that is followed
  looks,    ///< sees that it is there, or of what type, or that it changed
  same,     ///< gives one of its arguments or a copy, or a text that can be read back
  merged,   ///< puts all others into its first argument, and gives that
  negates,  ///< goes by whether it is true
  names,    ///< goes by the keys, or by how many there are
  item,     ///< gives an item of it
  items,    ///< gives a list of all items
  pushed,   ///< gives a list with the items of the first, and the others
  list,     ///< gives a list of its arguments
  dict,     ///< gives a map of keys and values in turn
  set,      ///< map, key, value: puts it there, and gives the map
  get,      ///< map, key
  index,    ///< map, key, key …
  dig,      ///< key, key …, default, map
  has_key,  ///< map, key
  pluck,    ///< key, map, map …: gives a list
  include,  ///< name, dot
  tpl,      ///< text, dot
};

/// Of functions that are not known, `whole`.
Use use_of(std::string_view function);

}  // namespace fairlead::helm
