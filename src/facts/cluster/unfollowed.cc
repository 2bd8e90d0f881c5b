#include "facts/cluster/unfollowed.h"

#include <fmt/format.h>

#include <algorithm>

namespace fairlead {
namespace {

void add_object(const Installation& installation, std::vector<Gap>& gaps) {
  const Resource& by = *installation.resource;
  for (const InstalledSource& source : installation.sources) {
    if (source.files_only || source.unfollowed.empty()) continue;
    gaps.push_back({by.file->path, by.root["metadata"]["name"].span(),
                    fmt::format("{} `{}`", by.kind, by.name), source.unfollowed, GapKind::release});
  }
}

/// A chart's dependency, or a kustomization's chart.
void add_chart(const Release& release, std::vector<Gap>& gaps) {
  gaps.push_back({"", release.at.span(), fmt::format("chart `{}`", release.chart),
                  "not in this repository", GapKind::chart});
}

}  // namespace

std::vector<Gap> unfollowed(const Facts& facts) {
  std::vector<Gap> gaps;
  for (const Installation& each : facts.installations) {
    if (!facts.computed.contains(each.resource)) add_object(each, gaps);
  }
  for (const Release& release : facts.releases) {
    const bool known = std::ranges::any_of(facts.products, [&](const ProductInstance& instance) {
      return instance.source == &release && instance.known;
    });
    if (!known && !release.own && !release.resource && release.at.span().is_place())
      add_chart(release, gaps);
  }
  return gaps;
}

}  // namespace fairlead
