#include "deploy/argo/applications.h"

#include <fmt/format.h>

#include "base/text.h"
#include "deploy/argo/set/application_set.h"
#include "deploy/argo/source.h"

namespace fairlead {
namespace {

bool is_template(std::string_view text) { return contains(text, "{{"); }

/// `root` is the Application, one that a set makes, or the template of one.
Installation read_application(const Resource& resource, Ref root, const InstallationView& view) {
  const Ref spec = root["spec"];
  Installation read;
  read.resource = &resource;
  read.offline = true;
  read.namespace_name = spec["destination"]["namespace"].text();
  const argo::Owner owner{std::string(root["metadata"]["name"].text()), read.namespace_name,
                          std::string(spec["project"].text()), root["metadata"]["name"]};
  read.called = {owner.name};
  if (root.node() != resource.root.node()) read.label = fmt::format("Application {}", owner.name);
  const bool named =
      !resource.partial && !read.namespace_name.empty() && !is_template(read.namespace_name);
  std::size_t installing = 0;
  const auto add = [&](Ref source) {
    InstalledSource& each = read.sources.emplace_back(argo::read_source(source, owner, view));
    each.open_values = each.open_values || resource.partial;
    each.changed = each.changed || resource.partial;
    installing += !each.files_only;
    if (!each.chart.empty()) read.called.push_back(each.chart);
    if (each.release) read.called.push_back(*each.release);
    if (!each.release && named) each.release = owner.name;
    if (each.release && is_template(*each.release)) each.release.reset();
  };
  const auto sources = spec["sources"].items();
  for (const Node* source : sources) add(Ref(source));
  if (sources.empty()) add(spec["source"]);
  // Helm may be told another namespace than the one that all else goes to.
  const Ref helm = sources.empty() ? spec["source"]["helm"] : spec["sources"][0]["helm"];
  if (read.sources.size() == 1 && !helm["namespace"].text().empty())
    read.namespace_name = helm["namespace"].text();
  read.one_of_many = installing > 1;
  return read;
}

void add_application_set(const Resource& resource, const InstallationView& view,
                         std::vector<Installation>& installations) {
  argo::MadeApplications made =
      argo::applications_of(resource.root, view.files, view.sources, view.arena);
  if (resource.partial) made = {{}, "a patch may change what it makes"};
  for (const Ref application : made.applications) {
    Installation& each = installations.emplace_back(read_application(resource, application, view));
    // One chart is whole in itself; of a path in this repository the others may be more.
    each.one_of_many = each.sources.size() != 1 || each.sources.front().chart.empty();
  }
  if (made.left.empty()) return;
  Installation& rest = installations.emplace_back(
      read_application(resource, resource.root["spec"]["template"], view));
  rest.label = resource.label();
  rest.one_of_many = true;
  rest.anything = true;
  rest.left = std::move(made.left);
}

}  // namespace

void add_applications(const Resource& resource, const InstallationView& view,
                      std::vector<Installation>& installations) {
  if (resource.group() != "argoproj.io") return;
  if (resource.kind == "Application")
    installations.push_back(read_application(resource, resource.root, view));
  if (resource.kind == "ApplicationSet") add_application_set(resource, view, installations);
}

}  // namespace fairlead
