#include "facts/connect/chart_users.h"

#include "facts/cluster/release_values.h"
#include "product/chart_users.h"
#include "tree/written_text.h"

namespace fairlead {

std::vector<ProductInstance> users_among(std::span<const Release> releases) {
  std::vector<ProductInstance> all;
  for (const Release& release : releases) {
    const redis::ChartUser* user =
        redis::find_user(release.chart, release.repository, release.version);
    if (!user) continue;
    const ReleaseSettings values(release);
    if (const redis::Setting installed = values.installed();
        installed.state != redis::Setting::State::known || !installed.set)
      continue;
    ProductInstance& instance = all.emplace_back();
    instance.product = &user->chart;
    instance.name = instance.release = release.name.value_or("");
    instance.namespace_name = release.namespace_name;
    instance.resource = release.resource;
    instance.source = &release;
    instance.at = release.at.span();
    instance.made = redis::make(user->chart, instance.name,
                                [&](std::string_view path) { return values.at(path); });
  }
  return all;
}

std::string_view chart_that_writes(const Endpoint& endpoint, std::span<const ReleaseLeaves> given) {
  if (endpoint.workload) return {};
  for (const ReleaseLeaves& each : given) {
    const Release& release = *each.release;
    for (const ValuesLeaf& leaf : each.leaves) {
      if (leaf.path != endpoint.variable || text_of(Ref(leaf.value)).span() != endpoint.at)
        continue;
      const redis::ChartUser* user =
          redis::find_user(release.chart, release.repository, release.version);
      if (!user) return {};
      const ReleaseSettings values(release);
      const bool uses = redis::connection_at(
          *user, leaf.path, [&](std::string_view path) { return values.at(path); });
      return uses ? user->chart.name : std::string_view();
    }
  }
  return {};
}

}  // namespace fairlead
