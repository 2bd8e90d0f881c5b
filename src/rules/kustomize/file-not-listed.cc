#include <fmt/format.h>

#include <set>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Tells of objects that something of the unit asks for, each of them once.
class Teller {
 public:
  explicit Teller(RuleRun& run) : run_(run) {}

  void holder(const Resource& by, bool secret, Ref name) {
    if (name.text().empty()) return;
    const std::string_view kind = secret ? "Secret" : "ConfigMap";
    tell(by, run_.world().undeployed_holder(secret, name.text(), by.namespace_name), kind,
         name.text(), name.span());
  }

  void service(const Endpoint& endpoint) {
    const Reach& reach = run_.connections().at(endpoint);
    if (reach.meeting == Meeting::no_service || !endpoint.workload) return;
    const ServiceName& name = reach.service.name;
    tell(*endpoint.workload->resource, run_.world().undeployed_service(name), "Service", name.name,
         endpoint.host_at);
  }

 private:
  void tell(const Resource& by, Span at, std::string_view kind, std::string_view name, Span asked) {
    if (!at.is_place() || !told_.emplace(at.source, at.begin).second) return;
    run_.answered();
    const bool is_kustomization = run_.facts().unit->kind == UnitKind::kustomization;
    Finding& finding = run_.report(
        at,
        fmt::format("{} `{}` asks for the {} `{}`, and {}", by.kind, by.name, kind, name,
                    is_kustomization ? "the kustomization of this directory does not list this file"
                                     : "what deploys the directory above takes no files below it"));
    finding.caption = "nothing here deploys it";
    finding.help = is_kustomization
                       ? "list the file under `resources`"
                       : "set `directory: {recurse: true}` in the Application, or move the file";
    add_label(finding, asked, "asked for here");
  }

  RuleRun& run_;
  std::set<std::pair<SourceId, std::uint32_t>> told_;
};

void check(const Workload& workload, Teller& teller) {
  const Resource& by = *workload.resource;
  for (const Container& container : workload.containers) {
    for (const EnvVar& variable : container.env) {
      const bool secret = variable.from == ValueFrom::secret_key;
      if ((secret || variable.from == ValueFrom::config_map_key) && !variable.optional)
        teller.holder(by, secret, variable.holder_at);
    }
    for (const EnvFrom& source : container.env_from)
      if (!source.optional) teller.holder(by, source.secret, source.name_at);
  }
  for (const Node* volume : workload.pod_spec["volumes"].items()) {
    const Ref map = Ref(volume)["configMap"], secret = Ref(volume)["secret"];
    if (!map["optional"].boolean()) teller.holder(by, false, map["name"]);
    if (!secret["optional"].boolean()) teller.holder(by, true, secret["secretName"]);
  }
}

}  // namespace

void rule_kustomize_file_not_listed(RuleRun& run) {
  // What is not in view may bring the object.
  if (run.facts().open || run.facts().unit->kind == UnitKind::compose) return;
  Teller teller(run);
  for (const Workload& workload : run.facts().workloads) check(workload, teller);
  for (const Endpoint& endpoint : run.facts().endpoints) teller.service(endpoint);
}

}  // namespace fairlead
