#pragma once
#include <string>
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// Whether the file is one of Skaffold's, which says from which directory an image is built.
bool is_skaffold(const File& file);

/// An image and what it is built from: the dependency manifests of its directory, relative to the
/// root; whether they exist is not asked.
struct SkaffoldImage {
  std::string_view image;
  std::vector<std::string> manifests;
};
/// The images of a file of Skaffold's, without those of profiles, and without those whose
/// Dockerfile does not stand in their context: they are built from a part of it.
std::vector<SkaffoldImage> skaffold_images(const File& file);

}  // namespace fairlead
