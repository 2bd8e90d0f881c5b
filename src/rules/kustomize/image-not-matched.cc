#include <fmt/format.h>

#include "deploy/types/kustomize_faults.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {

void rule_kustomize_image_not_matched(RuleRun& run) {
  if (!run.facts().kustomize_faults) return;
  for (const IdleImage& image : run.facts().kustomize_faults->idle_images) {
    run.answered();
    const std::string_view name = image.name.text();
    const bool is_elsewhere = image.near == name;
    Finding& finding = run.report(
        image.name.span(),
        fmt::format("no container of the build has the image `{}`, so that kustomize passes over "
                    "the entry{}",
                    name,
                    is_elsewhere         ? ", and the object that has it keeps its tag"
                    : image.near.empty() ? ""
                                         : fmt::format("; `{}` is there", image.near)));
    finding.caption = "no such image";
    if (image.near.empty()) {
      // Many a base lists the images of all that it is ever used with.
      finding.severity = Severity::note;
      finding.help = "write the name as the container has it, or take the entry out";
    } else if (is_elsewhere) {
      finding.help =
          "kustomize looks at `containers` and `initContainers`: name the field under "
          "`configurations`, in `images`";
    } else {
      finding.help = fmt::format("perhaps `{}` was meant", image.near);
      finding.fixes.push_back({fmt::format("use the name `{}`", image.near),
                               {{inside(run.sources(), image.name), image.near}}});
    }
  }
}

}  // namespace fairlead
