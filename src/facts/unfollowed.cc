#include "facts/unfollowed.h"

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

/// A chart's dependency, or a kustomization's chart. `product`: what a table says of it, or null.
void add_chart(const Release& release, const ProductInstance* product, std::vector<Gap>& gaps) {
  if (product && product->known) return;
  gaps.push_back({"", release.at.span(), fmt::format("chart `{}`", release.chart),
                  product ? "what its objects are called, or its version, is not known"
                          : "not in this repository",
                  GapKind::chart});
}

}  // namespace

std::vector<Gap> unfollowed(const Facts& facts) {
  std::vector<Gap> gaps;
  for (const Installation& each : facts.installations) {
    if (!facts.computed.contains(each.resource)) add_object(each, gaps);
  }
  for (const Release& release : facts.releases) {
    if (release.own || release.resource || !release.at.span().is_place()) continue;
    const auto product = std::ranges::find(facts.products, &release, &ProductInstance::source);
    const bool is_product = product != facts.products.end();
    // A kustomization's chart that is not rendered is told of by who builds it.
    if (!is_product && std::ranges::count(facts.gaps, release.at.span(), &Gap::at) > 0) continue;
    add_chart(release, is_product ? &*product : nullptr, gaps);
  }
  return gaps;
}

}  // namespace fairlead
