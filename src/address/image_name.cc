#include "address/image_name.h"

#include "base/text.h"

namespace fairlead {
namespace {

std::string_view without_tag(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const auto colon = image.rfind(':');
  const bool has_tag = colon != std::string_view::npos && !contains(image.substr(colon), "/");
  return has_tag ? image.substr(0, colon) : image;
}

bool is_registry(std::string_view first) {
  return first.find_first_of(".:") != std::string_view::npos || first == "localhost";
}

}  // namespace

std::string image_repository(std::string_view image) {
  const std::string name = lower(without_tag(trimmed(image)));
  const auto slash = name.find('/');
  if (slash == std::string::npos) return name.empty() ? name : "docker.io/library/" + name;
  const std::string_view first = std::string_view(name).substr(0, slash);
  if (first == "index.docker.io" || first == "registry-1.docker.io" || first == "docker.io") {
    const std::string path = name.substr(slash + 1);
    return (contains(path, "/") ? "docker.io/" : "docker.io/library/") + path;
  }
  return is_registry(first) ? name : "docker.io/" + name;
}

std::string_view path_of_image(std::string_view repository) {
  const auto slash = repository.find('/');
  return slash == std::string_view::npos ? repository : repository.substr(slash + 1);
}

std::string_view owner_of_image(std::string_view repository) {
  const auto registry = repository.find('/');
  if (registry == std::string_view::npos) return repository;
  const auto owner = repository.find('/', registry + 1);
  return repository.substr(0, owner == std::string_view::npos ? registry : owner);
}

std::string_view registry_of_image(std::string_view repository) {
  return repository.substr(0, repository.find('/'));
}

std::string_view tag_of_image(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::string_view name = without_tag(image);
  return name.size() < image.size() ? image.substr(name.size() + 1) : "latest";
}

}  // namespace fairlead
