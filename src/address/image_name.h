#pragma once
#include <string>
#include <string_view>

namespace fairlead {

/// An image's name as it is pulled, in small letters, without its tag and digest:
/// "docker.io/library/redis" of `redis:7`. By github.com/distribution/reference.
std::string image_repository(std::string_view image);

/// Whose images lie there: "ghcr.io/acme" of "ghcr.io/acme/shop/api"; the registry alone of a name
/// right below it.
std::string_view owner_of_image(std::string_view repository);

/// The registry: "ghcr.io".
std::string_view registry_of_image(std::string_view repository);

/// The tag of an image's name; "latest" where it has none.
std::string_view tag_of_image(std::string_view image);

/// The name below its registry: "acme/shop" of "ghcr.io/acme/shop".
std::string_view path_of_image(std::string_view repository);

}  // namespace fairlead
