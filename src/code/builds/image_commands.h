#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace fairlead {

/// Where a command names the image that it makes.
enum class Names : std::uint8_t {
  option,   ///< behind one of its options
  first,    ///< its first word
  last,     ///< its last word, as of `tag` and `copy`
  nowhere,  ///< it makes images, and their names stand elsewhere
};

struct ImageCommand {
  std::string_view words;  ///< what it begins with
  Names names{};
  std::string_view options[2];  ///< of Names::option
  bool has_context = false;     ///< its last word is the directory
};

/// The commands that build images, or give them further names.
std::span<const ImageCommand> image_commands();
/// Whether an option of theirs takes the next word, besides those that name images.
bool takes_value(std::string_view option);

}  // namespace fairlead
