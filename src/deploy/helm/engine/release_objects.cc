#include "deploy/helm/engine/release_objects.h"

#include <fmt/format.h>

#include "base/text.h"
#include "gotemplate/strconv/quote.h"
#include "gotemplate/value/call.h"

namespace fairlead::helm {
namespace {

using gotemplate::Call;
using gotemplate::Function;
using gotemplate::Heap;
using gotemplate::Map;
using gotemplate::Type;
using gotemplate::TypeInfo;
using gotemplate::Value;

/// What Helm 4.2.4 was built with.
constexpr std::string_view default_kube_version = "v1.36.0";

/// Helm's own list without a cluster, in its order.
constexpr std::string_view default_api_versions[] = {
    "v1",
    "admissionregistration.k8s.io/v1",
    "admissionregistration.k8s.io/v1alpha1",
    "admissionregistration.k8s.io/v1beta1",
    "internal.apiserver.k8s.io/v1alpha1",
    "apps/v1",
    "apps/v1beta1",
    "apps/v1beta2",
    "authentication.k8s.io/v1",
    "authentication.k8s.io/v1alpha1",
    "authentication.k8s.io/v1beta1",
    "authorization.k8s.io/v1",
    "authorization.k8s.io/v1beta1",
    "autoscaling/v1",
    "autoscaling/v2",
    "batch/v1",
    "batch/v1beta1",
    "certificates.k8s.io/v1",
    "certificates.k8s.io/v1beta1",
    "certificates.k8s.io/v1alpha1",
    "coordination.k8s.io/v1alpha2",
    "coordination.k8s.io/v1beta1",
    "coordination.k8s.io/v1",
    "discovery.k8s.io/v1",
    "discovery.k8s.io/v1beta1",
    "events.k8s.io/v1",
    "events.k8s.io/v1beta1",
    "extensions/v1beta1",
    "flowcontrol.apiserver.k8s.io/v1",
    "flowcontrol.apiserver.k8s.io/v1beta1",
    "flowcontrol.apiserver.k8s.io/v1beta2",
    "flowcontrol.apiserver.k8s.io/v1beta3",
    "networking.k8s.io/v1",
    "networking.k8s.io/v1beta1",
    "node.k8s.io/v1",
    "node.k8s.io/v1alpha1",
    "node.k8s.io/v1beta1",
    "policy/v1",
    "policy/v1beta1",
    "rbac.authorization.k8s.io/v1",
    "rbac.authorization.k8s.io/v1beta1",
    "rbac.authorization.k8s.io/v1alpha1",
    "resource.k8s.io/v1",
    "resource.k8s.io/v1beta2",
    "resource.k8s.io/v1beta1",
    "resource.k8s.io/v1alpha3",
    "scheduling.k8s.io/v1alpha2",
    "scheduling.k8s.io/v1beta1",
    "scheduling.k8s.io/v1",
    "storage.k8s.io/v1beta1",
    "storage.k8s.io/v1",
    "storage.k8s.io/v1alpha1",
    "storagemigration.k8s.io/v1beta1",
    "apiextensions.k8s.io/v1beta1",
    "apiextensions.k8s.io/v1",
};

/// A version of Kubernetes as Helm reads it.
struct KubeVersion {
  std::string version;     ///< `.Version`, with its `v`
  std::string normalized;  ///< what is printed
  std::string major, minor;
};

/// Numbers and dots, then anything; at least two numbers, none with a zero before it.
std::optional<KubeVersion> kube_version(std::string_view written, Version version) {
  const std::string_view text = trimmed(written);
  const std::string_view numbers = text.starts_with('v') ? text.substr(1) : text;
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (;;) {
    std::size_t end = at;
    while (end < numbers.size() && numbers[end] >= '0' && numbers[end] <= '9') ++end;
    if (end == at) break;
    const bool is_zero_prefixed = numbers[at] == '0' && end - at > 1;
    if (is_zero_prefixed) return std::nullopt;
    parts.emplace_back(numbers.substr(at, end - at));
    at = end;
    const bool goes_on = at + 1 < numbers.size() && numbers[at] == '.' && numbers[at + 1] >= '0' &&
                         numbers[at + 1] <= '9';
    if (!goes_on) break;
    ++at;
  }
  if (parts.size() < 2) return std::nullopt;
  KubeVersion made;
  made.normalized = "v" + joined(parts, ".");
  made.version = version == Version::v3     ? made.normalized
                 : written.starts_with('v') ? std::string(written)
                                            : fmt::format("v{}", written);
  made.major = parts[0];
  made.minor = parts[1];
  return made;
}

Value printed_version(Call& call) { return call.self.record().fields[3]; }
Value git_version(Call& call) { return call.self.record().fields[0]; }

constexpr Function kube_methods[] = {{"String", "", printed_version},
                                     {"GitVersion", "", git_version}};
constexpr std::string_view kube_fields[] = {"Version", "Major", "Minor"};
constexpr TypeInfo kube_type(std::string_view name) {
  return {.name = name,
          .kind = "struct",
          .methods = kube_methods,
          .method_count = std::size(kube_methods),
          .fields = kube_fields,
          .field_count = std::size(kube_fields),
          .printed = kube_methods};
}

Value has_version(Call& call) {
  for (const Value& version : call.self.list().items())
    if (version.text() == call[0].text()) return Value::boolean(true);
  return Value::boolean(false);
}

constexpr Function set_methods[] = {{"Has", "string", has_version}};
constexpr TypeInfo set_type(std::string_view name) {
  return {.name = name,
          .element = Type::string,
          .methods = set_methods,
          .method_count = std::size(set_methods)};
}

constexpr std::string_view build_fields[] = {"Version", "GitCommit", "GitTreeState", "GoVersion",
                                             "KubeClientVersion"};
constexpr std::string_view build_json[] = {"version,", "git_commit,", "git_tree_state,",
                                           "go_version,", "kube_client_version"};
constexpr TypeInfo build_type{.name = "version.BuildInfo",
                              .kind = "struct",
                              .fields = build_fields,
                              .field_count = std::size(build_fields),
                              .json_names = build_json};
constexpr TypeInfo build_type_of_three{.name = "version.BuildInfo",
                                       .kind = "struct",
                                       .fields = build_fields,
                                       .field_count = std::size(build_fields) - 1,
                                       .json_names = build_json};

constexpr std::string_view all_fields[] = {"KubeVersion", "APIVersions", "HelmVersion"};
constexpr TypeInfo all_type(std::string_view name) {
  return {.name = name, .kind = "ptr", .fields = all_fields, .field_count = std::size(all_fields)};
}

/// The types of each Helm.
struct Types {
  TypeInfo kube, set, all;
};
constexpr Types types_of_four{kube_type("common.KubeVersion"), set_type("common.VersionSet"),
                              all_type("*common.Capabilities")};
constexpr Types types_of_three{kube_type("chartutil.KubeVersion"), set_type("chartutil.VersionSet"),
                               all_type("*chartutil.Capabilities")};

Value text_at(Heap& heap, std::string_view text, Span at,
              OriginKind kind = OriginKind::interpolated) {
  return heap.string(text, at.is_place() ? heap.sources().add_origin(at, kind) : OriginId::none);
}

Value helm_version(Heap& heap, Version version) {
  const bool is_four = version == Version::v4;
  const Value fields[] = {heap.constant(is_four ? "v4.2" : "v3.21"), heap.constant(""),
                          heap.constant(""), heap.constant("go1.26.11"), heap.constant("v1.36")};
  return Value::record(heap.record(is_four ? build_type : build_type_of_three, fields));
}

}  // namespace

Value release_object(Heap& heap, const Target& target) {
  Map* made = heap.map();
  const auto set = [&](std::string_view name, Value value) {
    made->set(heap.key(name), value.boxed(true));
  };
  set("Name", text_at(heap, target.release, target.release_at,
                      target.release_assumed ? OriginKind::assumed : OriginKind::interpolated));
  set("Namespace", text_at(heap, target.release_namespace, target.namespace_at));
  set("IsUpgrade", Value::boolean(target.is_upgrade));
  set("IsInstall", Value::boolean(!target.is_upgrade));
  set("Revision", Value::integer(1));
  set("Service", heap.constant("Helm"));
  return Value::map(made);
}

Outcome<Value> capabilities_object(Heap& heap, const Target& target, Version version) {
  const Types& types = version == Version::v4 ? types_of_four : types_of_three;
  const auto kube = kube_version(
      target.kube_version.empty() ? default_kube_version : target.kube_version, version);
  if (!kube)
    return refused(Stage::kube_version, fmt::format("could not parse {} as version",
                                                    gotemplate::quoted(target.kube_version)));
  const Value versions[] = {heap.string(kube->version), heap.string(kube->major),
                            heap.string(kube->minor), heap.string(kube->normalized)};
  gotemplate::List* apis = heap.list(types.set);
  for (const std::string_view api : default_api_versions) apis->push(heap.constant(api));
  for (const std::string& api : target.api_versions) apis->push(heap.string(api));
  const Value fields[] = {Value::record(heap.record(types.kube, versions)), Value::list(apis),
                          helm_version(heap, version)};
  return Value::record(heap.record(types.all, fields));
}

}  // namespace fairlead::helm
