#include "resource/resource.h"

#include <fmt/format.h>

namespace fairlead {

std::string_view Resource::group() const {
  const auto slash = api_version.find('/');
  return slash == std::string_view::npos ? std::string_view() : api_version.substr(0, slash);
}

std::string Resource::label() const {
  if (namespace_name.empty()) return fmt::format("{} {}", kind, name);
  return fmt::format("{} {}/{}", kind, namespace_name, name);
}

}  // namespace fairlead
