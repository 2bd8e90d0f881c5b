#include <fmt/format.h>

#include <algorithm>

#include "address/image_name.h"
#include "base/filled_in.h"
#include "base/text.h"
#include "code/builds/builds.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "wiring/names/misspelt.h"

namespace fairlead {
namespace {

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('/') + 1); }
std::string_view all_but_last(std::string_view name) { return name.substr(0, name.rfind('/')); }

/// Whether one is the other with one part more at its end.
bool has_one_part_more(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.starts_with(a) && b.size() > a.size() && b[a.size()] == '/' &&
         b.find('/', a.size() + 1) == std::string_view::npos;
}

/// `reader` is none of `loader`: images of one owner are as alike as variables are.
bool is_near(std::string_view a, std::string_view b) {
  if (all_but_last(a) != all_but_last(b)) return false;
  std::string left(last_part(a)), right(last_part(b));
  std::ranges::replace(left, '-', '_');
  std::ranges::replace(right, '-', '_');
  return misspelt_variable(left, right);
}

/// What was meant by an image that nothing builds.
struct Meant {
  const Build* build = nullptr;
  bool by_path = false;
};

/// The only build of a name like it; none where there are several.
Meant meant_by(std::string_view image, const Builds& builds) {
  Meant meant;
  for (const Build& build : builds.builds) {
    const bool by_path = has_one_part_more(image, build.image);
    if (!by_path && !is_near(image, build.image)) continue;
    if (meant.build && meant.build->image != build.image) return {};
    if (!meant.build) meant = {&build, by_path};
  }
  return meant;
}

/// Whether the image lies below the repository's own name, so that no other one's is meant.
bool is_below_own(std::string_view image, const Builds& builds) {
  const std::string own = lower(builds.own), path(path_of_image(image));
  return own.empty() || path == own || path.starts_with(own + "/");
}

bool is_built(std::string_view image, const Builds& builds) {
  return std::ranges::any_of(builds.builds, [&](const Build& build) {
    // Under another registry's name, it may be copied.
    return build.image == image || last_part(build.image) == last_part(image);
  });
}

bool shares_owner(std::string_view image, const Builds& builds) {
  const std::string_view owner = owner_of_image(image);
  return owner != "docker.io/library" &&
         std::ranges::any_of(builds.builds, [&](const Build& build) {
           return owner_of_image(build.image) == owner;
         });
}

/// The bytes of the name, without the tag, where they stand as they are.
Span name_span(const SourceMap& sources, Ref image) {
  const Span whole = inside(sources, image);
  const std::string_view text = image.text();
  const auto colon = text.rfind(':');
  const bool has_tag =
      colon != std::string_view::npos && text.find('/', colon) == std::string_view::npos;
  return has_tag && whole.size() == text.size() ? whole.part(0, colon) : whole;
}

void check(RuleRun& run, const Builds& builds, const Resource& resource, Ref image) {
  const std::string_view written = image.text();
  if (written.empty() || contains(written, "@") || is_filled_in(written)) return;
  const std::string name = image_repository(written);
  if (!shares_owner(name, builds)) return;
  if (is_built(name, builds)) return run.answered();
  const auto open = std::ranges::find_if(builds.unknown, [&](const UnknownBuild& each) {
    return each.may_belong_to(owner_of_image(name));
  });
  if (open != builds.unknown.end())
    return run.unknown(image.span(), fmt::format("image `{}`", name),
                       fmt::format("a build in `{}` may make it", open->path));
  const Meant meant = meant_by(name, builds);
  if (!meant.build) return;
  Finding& finding = run.report(
      resource, name_span(run.sources(), image),
      fmt::format("nothing in this repository builds `{}`, but `{}`", name, meant.build->image));
  if (!meant.by_path || !is_below_own(name, builds)) finding.severity = Severity::note;
  finding.caption = "not built here";
  finding.help =
      fmt::format("write `{}`, unless another repository builds the image", meant.build->image);
  add_label(finding, meant.build->image_at, fmt::format("`{}` is built here", meant.build->image));
}

}  // namespace

void rule_image_not_built_here(RuleRun& run) {
  const Builds* builds = run.world().builds();
  if (!builds || builds->builds.empty()) return;
  for (const Workload& workload : run.facts().workloads) {
    for (const Container& container : workload.containers)
      check(run, *builds, *workload.resource, container.at["image"]);
  }
}

}  // namespace fairlead
