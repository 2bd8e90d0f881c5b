#include "deploy/skaffold/skaffold.h"

#include "base/files.h"
#include "base/text.h"
#include "deploy/compose/compose.h"

namespace fairlead {

bool is_skaffold(const File& file) {
  return file.format == FileFormat::yaml && base_name(file.path).starts_with("skaffold") &&
         first_root(file)["apiVersion"].text().starts_with("skaffold/");
}

std::vector<SkaffoldImage> skaffold_images(const File& file) {
  std::vector<SkaffoldImage> images;
  for (const Node* item : first_root(file)["build"]["artifacts"].items()) {
    const Ref artifact(item);
    const std::string_view image = artifact["image"].text();
    if (image.empty() || contains(image, "{{")) continue;
    const std::string_view context = artifact["context"].text();
    images.push_back({image, manifests_below(file.path, context.empty() ? "." : context,
                                             artifact["docker"]["dockerfile"].text())});
  }
  return images;
}

}  // namespace fairlead
