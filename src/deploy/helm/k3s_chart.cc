#include "deploy/helm/k3s_chart.h"

#include "base/files.h"

namespace fairlead {

void add_k3s_chart(const Resource& resource, std::vector<Installation>& installations) {
  if (resource.kind != "HelmChart" || resource.group() != "helm.cattle.io") return;
  const Ref spec = resource.root["spec"];
  Installation& made = installations.emplace_back();
  made.resource = &resource;
  made.namespace_name = std::string(spec["targetNamespace"].text());
  if (made.namespace_name.empty()) made.namespace_name = std::string(resource.namespace_name);
  InstalledSource& source = made.sources.emplace_back();
  const std::string_view chart = spec["chart"].text(), repository = spec["repo"].text();
  source.chart = std::string(base_name(chart));
  source.repository = std::string(repository.empty() ? chart : repository);
  source.version = std::string(spec["version"].text());
  if (!resource.partial) source.release = std::string(resource.name);
  give_values(spec["valuesContent"], true, source);
  source.open_values = resource.partial || spec["set"].present() || spec["valuesSecrets"].present();
  made.called = {std::string(resource.name)};
  if (!source.chart.empty()) made.called.push_back(source.chart);
}

}  // namespace fairlead
