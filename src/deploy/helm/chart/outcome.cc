#include "deploy/helm/chart/outcome.h"

namespace fairlead::helm {

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::values:
      return "values";
    case Stage::load:
      return "load";
    case Stage::library:
      return "library";
    case Stage::dependencies:
      return "dependencies";
    case Stage::schema:
      return "schema";
    case Stage::kube_version:
      return "kubeVersion";
    case Stage::render:
      return "render";
    case Stage::sort:
      return "sort";
    case Stage::declined:
      return "declined";
  }
  __builtin_unreachable();
}

}  // namespace fairlead::helm
