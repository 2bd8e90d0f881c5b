#pragma once
#include <string>
#include <string_view>

namespace fairlead {

/// The name of an image as it is pulled: Docker Hub's in full ("docker.io/library/redis:7" of
/// "redis:7", "docker.io/bitnami/redis" of "index.docker.io/bitnami/redis"). Tag and digest stay.
/// As github.com/distribution/reference's ParseNormalizedNamed has it.
std::string full_image_name(std::string_view image);

/// The tag of an image's name; "latest" where it has none.
std::string_view image_tag(std::string_view image);

/// Whose an image is: registry and owner, "ghcr.io/acme" of "ghcr.io/acme/web/server:1". Of a
/// registry with no owners in its names, the registry.
std::string image_owner(std::string_view image);

/// The registry of an image's name: "ghcr.io", "docker.io".
std::string image_registry(std::string_view image);

}  // namespace fairlead
