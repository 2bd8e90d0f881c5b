#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "source/span.h"

namespace fairlead::helm {

/// Whose Helm: 4.2, or 3.21 where it differs.
enum class Version : std::uint8_t { v4, v3 };

/// At which step Helm refuses a chart.
enum class Stage : std::uint8_t {
  values,        ///< what `-f` and the `--set` family give
  load,          ///< the chart's own files
  library,       ///< a library chart cannot be installed by itself
  dependencies,  ///< one is missing, or values for one are no table
  schema,        ///< values.schema.json, or tables that do not fit together
  kube_version,  ///< the chart is for other versions of Kubernetes
  render,        ///< a template cannot be executed
  sort,          ///< what templates made is no YAML, or no object
  declined,      ///< Helm may well go on: a limit of ours, or what is not read here
};
/// "values", "load", … "kubeVersion", "declined".
std::string_view name_of(Stage stage);

/// Why a chart cannot be rendered, in Helm's words where it is Helm who refuses.
struct Failure {
  Stage stage{};
  std::string message;
  Span at;  ///< where that is, if it is a place
};
template <typename T>
using Outcome = tl::expected<T, Failure>;

inline tl::unexpected<Failure> refused(Stage stage, std::string message, Span at = {}) {
  return tl::unexpected(Failure{stage, std::move(message), at});
}

}  // namespace fairlead::helm
