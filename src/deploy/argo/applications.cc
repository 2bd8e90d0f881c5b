#include "deploy/argo/applications.h"

#include <algorithm>

#include "base/files.h"
#include "base/text.h"

namespace fairlead {
namespace {

/// Puts a generator's element into a template: `{{name}}` and `{{ .name }}`.
class Filling {
 public:
  Filling() = default;
  explicit Filling(Ref element) : element_(element) {}

  std::string operator()(std::string_view text) const {
    std::string filled;
    while (true) {
      const auto begin = text.find("{{"), end = text.find("}}");
      if (!element_ || begin == text.npos || end == text.npos || end < begin) break;
      std::string_view name = trimmed(text.substr(begin + 2, end - begin - 2));
      if (name.starts_with('.')) name.remove_prefix(1);
      const Ref value = element_[name];
      if (!value.present() || !value->is_scalar()) break;
      filled += text.substr(0, begin);
      filled += value.text();
      text.remove_prefix(end + 2);
    }
    return filled += text;  // what cannot be filled stays a template
  }

 private:
  Ref element_;
};

bool is_template(std::string_view text) { return contains(text, "{{"); }

InstalledSource read_source(Ref source, const Filling& fill) {
  InstalledSource read;
  read.path = fill(source["path"].text());
  read.chart = std::string(base_name(fill(source["chart"].text())));
  read.repository = fill(source["repoURL"].text());
  read.version = fill(source["targetRevision"].text());
  read.files_only = source["ref"].present();
  read.ref = source["ref"].text();
  read.origin = origin_of(read.repository, read.version);
  read.path_at = source["path"];
  const Ref helm = source["helm"];
  if (!helm["releaseName"].text().empty()) read.release = fill(helm["releaseName"].text());
  read.lacking_files = helm["ignoreMissingValueFiles"].boolean();
  for (const Node* entry : helm["valueFiles"].items()) {
    read.value_files.push_back(fill(Ref(entry).text()));
    read.value_files_at.emplace_back(entry);
  }
  // Argo CD takes the object alone where both are there (ApplicationSourceHelm.ValuesYAML).
  const bool object = helm["valuesObject"].present();
  give_values(helm[object ? "valuesObject" : "values"], !object, read);
  for (const Node* item : helm["parameters"].items()) {
    const Ref each(item);
    read.parameters.push_back(
        {each["name"].text(), each["value"], each["forceString"].boolean(), each["name"]});
  }
  read.open_values = helm["fileParameters"].present();
  read.changed = source["plugin"].present() ||
                 std::ranges::any_of(source["kustomize"].entries(), [](const Entry& each) {
                   return each.key->text() != "version";
                 });
  return read;
}

/// `root` is the Application, or the template of one.
Installation read_application(const Resource& resource, Ref root, const Filling& fill) {
  const Ref spec = root["spec"];
  Installation read;
  read.resource = &resource;
  read.offline = true;
  read.namespace_name = fill(spec["destination"]["namespace"].text());
  const std::string name = fill(root["metadata"]["name"].text());
  read.called = {name};
  const bool named =
      !resource.partial && !read.namespace_name.empty() && !is_template(read.namespace_name);
  std::size_t installing = 0;
  const auto add = [&](Ref source) {
    InstalledSource& each = read.sources.emplace_back(read_source(source, fill));
    each.open_values = each.open_values || resource.partial;
    each.changed = each.changed || resource.partial;
    installing += !each.files_only;
    if (!each.chart.empty()) read.called.push_back(each.chart);
    if (each.release) read.called.push_back(*each.release);
    if (!each.release && named) each.release = name;
    if (each.release && is_template(*each.release)) each.release.reset();
  };
  const auto sources = spec["sources"].items();
  for (const Node* source : sources) add(Ref(source));
  if (sources.empty()) add(spec["source"]);
  read.one_of_many = installing > 1;
  return read;
}

/// An ApplicationSet, where lists in it say all that it makes.
void add_application_set(const Resource& resource, std::vector<Installation>& installations) {
  const Ref spec = resource.root["spec"];
  const auto generators = spec["generators"].items();
  const bool lists = !resource.partial && !spec["templatePatch"].present() &&
                     std::ranges::all_of(generators, [](const Node* each) {
                       return Ref(each)["list"]["elements"].present();
                     });
  const auto add = [&](const Filling& fill) {
    Installation& made =
        installations.emplace_back(read_application(resource, spec["template"], fill));
    // One chart is whole in itself; of a path in this repository the other elements may be more.
    made.one_of_many = made.sources.size() != 1 || made.sources.front().chart.empty();
    made.anything = !lists;
  };
  if (!lists) return add(Filling());
  for (const Node* generator : generators) {
    for (const Node* element : Ref(generator)["list"]["elements"].items())
      add(Filling(Ref(element)));
  }
}

}  // namespace

void add_applications(const Resource& resource, std::vector<Installation>& installations) {
  if (resource.group() != "argoproj.io") return;
  if (resource.kind == "Application")
    installations.push_back(read_application(resource, resource.root, Filling()));
  if (resource.kind == "ApplicationSet") add_application_set(resource, installations);
}

}  // namespace fairlead
