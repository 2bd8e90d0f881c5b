#pragma once
#include <cstdint>
#include <string>

#include "source/span.h"

namespace fairlead {

/// What a gap is about. Reports group by it.
enum class GapKind : std::uint8_t {
  file,           ///< a text that was not read, or not all of it
  chart,          ///< a chart, its templates, or a release's values
  release,        ///< what an object of Argo CD, Flux or k3s deploys
  kustomization,  ///< a part of a kustomization
  connection,     ///< an endpoint whose other end is not known
  reference,      ///< an object, key, port or pod that is named
  check,          ///< another question, about a server or a user
  aside,          ///< left out on purpose, or deployed by nobody
};

/// Which of an input was not rendered or decided, and why.
struct Gap {
  std::string path;
  Span at;           ///< empty: the whole path is meant
  std::string what;  ///< "host `cache`"; "" where the path says it
  std::string reason;
  GapKind kind = GapKind::check;
};

}  // namespace fairlead
