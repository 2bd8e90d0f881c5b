#include "address/image_name.h"

#include <fmt/format.h>

namespace fairlead {

std::string full_image_name(std::string_view image) {
  const auto slash = image.find('/');
  const std::string_view first = image.substr(0, slash);
  if (slash == std::string_view::npos) return fmt::format("docker.io/library/{}", image);
  if (first == "index.docker.io" || first == "registry-1.docker.io")
    return fmt::format("docker.io{}", image.substr(slash));
  const bool is_registry =
      first.find_first_of(".:") != std::string_view::npos || first == "localhost";
  return is_registry ? std::string(image) : fmt::format("docker.io/{}", image);
}

std::string_view image_tag(std::string_view image) {
  const auto colon = image.rfind(':');
  const bool has_tag =
      colon != std::string_view::npos && image.find('/', colon) == std::string_view::npos;
  return has_tag ? image.substr(colon + 1) : "latest";
}

std::string image_owner(std::string_view image) {
  const std::string full = full_image_name(image);
  const auto registry = full.find('/');
  const auto owner = full.find('/', registry + 1);
  return full.substr(0, owner == std::string::npos ? registry : owner);
}

std::string image_registry(std::string_view image) {
  const std::string full = full_image_name(image);
  return full.substr(0, full.find('/'));
}

}  // namespace fairlead
