#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "address/image_name.h"
#include "base/name_words.h"
#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

using Key = std::pair<std::string, std::string>;  ///< a namespace, and an owner or a registry

/// What a pod logs in with.
struct Login {
  Ref secret;          ///< the first pull Secret's name
  bool known = false;  ///< all of its pull Secrets are in view
};

/// What shows that the images of an owner, or of a registry, are private in a namespace.
struct Evidence {
  Ref secret;
  const Workload* used_by = nullptr;  ///< null where nobody names the Secret
};
using EvidenceTable = std::map<Key, Evidence>;

/// Words of a Secret's name that say for which registry it is, by everybody's habit.
struct RegistryWord {
  std::string_view word, registry;
};
constexpr RegistryWord registry_words[] = {
    {"ghcr", "ghcr.io"}, {"github", "ghcr.io"},      {"quay", "quay.io"},
    {"gcr", "gcr.io"},   {"dockerhub", "docker.io"}, {"gitlab", "registry.gitlab.com"}};

std::string words_of(const Resource& resource) {
  return fmt::format("{} `{}`", resource.kind, resource.name);
}

Login login_of(const Facts& facts, const Workload& workload) {
  const auto first_of = [](Ref secrets) {
    const Items items = secrets.items();
    return std::ranges::empty(items) ? Ref() : Ref(items.front())["name"];
  };
  const Ref own = first_of(workload.pod_spec["imagePullSecrets"]);
  if (own) return {own, true};
  const std::string_view named = workload.pod_spec["serviceAccountName"].text();
  const std::string_view account = named.empty() ? "default" : named;
  for (const Resource& resource : facts.resources) {
    if (resource.kind == "ServiceAccount" && resource.name == account &&
        resource.namespace_name == workload.resource->namespace_name)
      return {first_of(resource.root["imagePullSecrets"]), !resource.partial};
  }
  return {{}, named.empty()};
}

std::string owner_of(std::string_view image) {
  return std::string(owner_of_image(image_repository(image)));
}

/// The owners of the images that a pod pulls.
std::set<std::string> owners_of(const Workload& workload) {
  std::set<std::string> owners;
  for (const Container& container : workload.containers)
    if (!container.image.empty()) owners.insert(owner_of(container.image));
  return owners;
}

/// Whether an object is, or makes, a Secret to pull images with.
bool makes_pull_secret(const Resource& resource) {
  const Ref spec = resource.root["spec"];
  const Ref type = resource.kind == "Secret"           ? resource.root["type"]
                   : resource.kind == "ExternalSecret" ? spec["target"]["template"]["type"]
                   : resource.kind == "SealedSecret"   ? spec["template"]["type"]
                                                       : Ref();
  return type.text().starts_with("kubernetes.io/dockerc");
}

/// The registry that a Secret is called after; "" where its name says none.
std::string_view registry_of(std::string_view secret) {
  const std::vector<std::string> words = name_words(secret);
  for (const auto& [word, registry] : registry_words)
    if (has_word(words, word)) return registry;
  return {};
}

/// Whether a Secret may be what an owner's images are pulled with.
bool may_be_for(std::string_view secret, std::string_view owner) {
  const std::string_view registry = registry_of(secret);
  return registry.empty() ? !owner.starts_with("localhost") : registry_of_image(owner) == registry;
}

/// A pod that nothing keeps is for trying something out, and may be one of several of its name.
bool is_by_hand(const Workload& workload) { return workload.resource->kind == "Pod"; }

EvidenceTable evidence_of(const Facts& facts) {
  EvidenceTable table;
  std::set<std::pair<std::string_view, std::string_view>> used;
  for (const Resource& resource : facts.resources)
    if (resource.kind == "ServiceAccount")
      for (const Node* each : resource.root["imagePullSecrets"].items())
        used.emplace(resource.namespace_name, Ref(each)["name"].text());
  for (const Workload& workload : facts.workloads) {
    const std::string space(workload.resource->namespace_name);
    for (const Node* each : workload.pod_spec["imagePullSecrets"].items())
      used.emplace(workload.resource->namespace_name, Ref(each)["name"].text());
    const Login login = login_of(facts, workload);
    const std::set<std::string> owners = owners_of(workload);
    // Of several owners, nobody knows whose images are private.
    if (!login.secret || owners.size() != 1 || is_by_hand(workload)) continue;
    if (may_be_for(login.secret.text(), *owners.begin()))
      table.try_emplace({space, *owners.begin()}, Evidence{login.secret, &workload});
  }
  for (const Resource& resource : facts.resources) {
    const std::string_view registry =
        makes_pull_secret(resource) ? registry_of(resource.name) : std::string_view();
    if (!registry.empty() && !used.contains({resource.namespace_name, resource.name}))
      table.try_emplace({std::string(resource.namespace_name), std::string(registry)},
                        Evidence{resource.root["metadata"]["name"], nullptr});
  }
  return table;
}

/// Where a chart's template would name one, had a condition been another: what decides it.
Span left_out_by(const RuleRun& run, const Workload& workload) {
  Span around = workload.pod_spec.span();
  const Node* key = workload.pod_spec.key();
  if (key && key->span().source == around.source) around.begin = key->span().begin;
  for (const LeftOut& each : run.sources().left_out(around)) {
    const bool is_meant = contains(run.sources().text(each.block), "imagePullSecrets");
    if (is_meant && !each.conditions.empty()) return each.conditions.front();
  }
  return {};
}

void report(RuleRun& run, const Workload& workload, const Container& container,
            const Evidence& evidence) {
  const std::string_view secret = evidence.secret.text();
  const std::string shown =
      evidence.used_by
          ? fmt::format("{} pulls from `{}` with `{}`", words_of(*evidence.used_by->resource),
                        owner_of(container.image), secret)
          : fmt::format("nobody names the pull Secret `{}`", secret);
  const Span condition = left_out_by(run, workload);
  const bool is_left_out = condition.is_place();
  Finding& finding =
      run.report(*workload.resource, is_left_out ? condition : container.at["image"].span(),
                 fmt::format("{} pulls `{}` without any pull Secret, and {}",
                             words_of(*workload.resource), container.image, shown));
  finding.caption = is_left_out ? "leaves `imagePullSecrets` out" : "a private registry's";
  finding.help = fmt::format("name it in `imagePullSecrets: [{{name: {}}}]`", secret);
  add_label(finding, evidence.secret.span(), "the pull Secret");
}

}  // namespace

void rule_image_pull_secret_missing(RuleRun& run) {
  const EvidenceTable table = evidence_of(run.facts());
  if (table.empty()) return;
  for (const Workload& workload : run.facts().workloads) {
    if (workload.resource->partial || is_by_hand(workload)) continue;
    const Login login = login_of(run.facts(), workload);
    if (login.secret || !login.known) continue;
    const std::string space(workload.resource->namespace_name);
    for (const Container& container : workload.containers) {
      if (container.image.empty()) continue;
      auto found = table.find({space, owner_of(container.image)});
      if (found == table.end())
        found =
            table.find({space, std::string(registry_of_image(image_repository(container.image)))});
      if (found != table.end()) report(run, workload, container, found->second);
    }
  }
}

}  // namespace fairlead
