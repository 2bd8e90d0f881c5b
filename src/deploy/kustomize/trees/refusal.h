#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "source/span.h"

namespace fairlead::kustomize {

/// Why kustomize refuses to go on, and where.
struct Refusal {
  std::string message;
  Span at;
  enum class Of : std::uint8_t {
    build,    ///< kustomize's own
    absence,  ///< something is not in the build that should be
    file,     ///< a file's, of which its own problems tell
  } of = Of::build;
  Span other = {};  ///< the other end: an object of that name
};
template <typename T>
using Built = tl::expected<T, Refusal>;

/// The refusal of what was made, if there is one.
template <typename T>
std::optional<Refusal> refusal_of(const Built<T>& made) {
  return made ? std::nullopt : std::optional(made.error());
}

}  // namespace fairlead::kustomize
