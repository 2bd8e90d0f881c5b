#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "source/span.h"

namespace fairlead::compose {

/// At which step a project is refused.
enum class Stage : std::uint8_t {
  files,     ///< what is asked for is not there
  load,      ///< its files do not make a project
  print,     ///< the project cannot be written as JSON
  declined,  ///< compose may well go on: a limit of ours
};
/// "files", "load", "print", "declined".
std::string_view name_of(Stage stage);

/// Why a project cannot be loaded, in compose's words where it is compose that refuses.
struct Refusal {
  Stage stage = Stage::load;
  std::string message;
  Span at;                 ///< where that is, if it is a place
  bool is_absent = false;  ///< a file that is named is not there
};
/// Nothing where all is well.
using Refused = std::optional<Refusal>;
template <typename T>
using Loaded = tl::expected<T, Refusal>;

}  // namespace fairlead::compose
