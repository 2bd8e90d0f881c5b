#include <fmt/format.h>

#include <algorithm>

#include "address/image_name.h"
#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Images that were taken away, by the beginning of their full names.
struct Gone {
  std::string_view prefix;
  std::string_view since;  ///< the day, or the month
  std::string_view now;    ///< where the old ones lie; "" nowhere
  std::string_view kept;   ///< a tag that is still there
  std::string_view source;
};
constexpr Gone gone[] = {
    // Of these, only `latest` of some was left; most tags were copied before.
    {"docker.io/bitnami/", "2025-09-29", "docker.io/bitnamilegacy/", "latest",
     "github.com/bitnami/charts/issues/35164"},
};

/// Names below one of those that stay, with all of their tags (the same issue says so).
constexpr std::string_view kept_names[] = {"docker.io/bitnami/sealed-secrets",
                                           "docker.io/bitnami/minideb"};

const Gone* gone_image(std::string_view image) {
  // What a digest names may still be there under another tag.
  if (contains(image, "@")) return nullptr;
  const std::string full = image_repository(image);
  const bool is_kept = std::ranges::any_of(
      kept_names, [&](std::string_view name) { return full.starts_with(name); });
  if (is_kept) return nullptr;
  const auto row = std::ranges::find_if(gone, [&](const Gone& each) {
    return full.starts_with(each.prefix) && tag_of_image(image) != each.kept;
  });
  return row == std::end(gone) ? nullptr : &*row;
}

void report(RuleRun& run, const Resource& resource, Ref image, const Gone& row) {
  Finding& finding =
      run.report(resource, image.span(),
                 fmt::format("`{}` was taken away on {}: a node that has it not yet cannot pull it",
                             image.text(), row.since));
  finding.caption = "ImagePullBackOff";
  const std::string moved =
      fmt::format("{}{}:{}", row.now, image_repository(image.text()).substr(row.prefix.size()),
                  tag_of_image(image.text()));
  finding.help = fmt::format(
      "`{}` may still have it, without any updates; better use an image that is kept up to date",
      moved);
}

}  // namespace

void rule_image_gone(RuleRun& run) {
  for (const Workload& workload : run.facts().workloads) {
    for (const Container& container : workload.containers) {
      const Gone* row = container.image.empty() ? nullptr : gone_image(container.image);
      if (row) report(run, *workload.resource, container.at["image"], *row);
    }
  }
}

}  // namespace fairlead
