#include <fmt/format.h>

#include <algorithm>

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
    // Of these, only `latest` of some was left; all tags were copied before.
    {"docker.io/bitnami/", "2025-09-29", "docker.io/bitnamilegacy/", "latest",
     "github.com/bitnami/charts/issues/35164"},
};

/// Names below one of those that stay, with all of their tags (the same issue says so).
constexpr std::string_view kept_names[] = {"docker.io/bitnami/sealed-secrets",
                                           "docker.io/bitnami/minideb"};

/// A name as it is pulled: Docker Hub's in full.
std::string full_name(std::string_view image) {
  const auto slash = image.find('/');
  const std::string_view first = image.substr(0, slash);
  if (slash == std::string_view::npos) return fmt::format("docker.io/library/{}", image);
  if (first == "index.docker.io" || first == "registry-1.docker.io")
    return fmt::format("docker.io{}", image.substr(slash));
  const bool is_registry =
      first.find_first_of(".:") != std::string_view::npos || first == "localhost";
  return is_registry ? std::string(image) : fmt::format("docker.io/{}", image);
}

std::string_view tag_of(std::string_view image) {
  const auto colon = image.rfind(':');
  const bool has_tag =
      colon != std::string_view::npos && image.find('/', colon) == std::string_view::npos;
  return has_tag ? image.substr(colon + 1) : "latest";
}

const Gone* gone_image(std::string_view image) {
  // What a digest names may still be there under another tag.
  if (contains(image, "@")) return nullptr;
  const std::string full = full_name(image);
  const bool is_kept = std::ranges::any_of(
      kept_names, [&](std::string_view name) { return full.starts_with(name); });
  if (is_kept) return nullptr;
  const auto row = std::ranges::find_if(gone, [&](const Gone& each) {
    return full.starts_with(each.prefix) && tag_of(image) != each.kept;
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
      fmt::format("{}{}", row.now, full_name(image.text()).substr(row.prefix.size()));
  finding.help = fmt::format(
      "`{}` still has it, without any updates; better use an image that is kept up to date", moved);
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
