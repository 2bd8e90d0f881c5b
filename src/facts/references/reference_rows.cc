#include "facts/references/reference_rows.h"

#include <fmt/format.h>

#include <algorithm>

// Fields and defaults: the API reference of Kubernetes 1.34, Gateway API 1.4, KEDA 2.21, Traefik 3,
// Istio 1.27, Flux 2.7, Argo Rollouts 1.8, external-secrets 1.0, cert-manager 1.19, CloudNativePG
// 1.27 and the Prometheus operator 0.86.

namespace fairlead {
namespace {

constexpr Origins beside = Origins::beside;

constexpr std::string_view no_start = "its pods do not start";
constexpr std::string_view no_pod = "no pod is made";
constexpr std::string_view no_pull = "images of a private registry are not pulled";
constexpr std::string_view no_answer = "requests get no answer but an error";
constexpr std::string_view no_certificate = "the default certificate is shown to clients";
constexpr std::string_view no_scaling = "nothing is scaled";
constexpr std::string_view no_rights = "nobody gets these rights";
constexpr std::string_view not_ready = "it never becomes ready";
constexpr std::string_view not_scraped = "nothing is scraped";
constexpr std::string_view refused = "the API server refuses its pods";

constexpr std::string_view no_secret = "its ExternalSecrets make no Secrets";

/// The accounts that stores of external-secrets log in with at their providers.
constexpr std::string_view account_of_store =
    "spec.provider.kubernetes.auth.serviceAccount|"
    "spec.provider.vault.auth.kubernetes.serviceAccountRef|"
    "spec.provider.vault.auth.jwt.kubernetesServiceAccountToken.serviceAccountRef|"
    "spec.provider.aws.auth.jwt.serviceAccountRef|"
    "spec.provider.azurekv.serviceAccountRef|"
    "spec.provider.gcpsm.auth.workloadIdentity.serviceAccountRef";

// Kinds that stand here more than once.
constexpr std::string_view secret = "Secret";
constexpr std::string_view config_map = "ConfigMap";
constexpr std::string_view service = "Service";
constexpr std::string_view claim = "PersistentVolumeClaim";
constexpr std::string_view account = "ServiceAccount";
constexpr std::string_view deployment = "apps/Deployment";
constexpr std::string_view gateway = "gateway.networking.k8s.io/Gateway";
constexpr std::string_view git_repository = "source.toolkit.fluxcd.io/GitRepository";
constexpr std::string_view helm_repository = "source.toolkit.fluxcd.io/HelmRepository";
constexpr std::string_view trigger_login = "keda.sh/TriggerAuthentication";
constexpr std::string_view middleware = "traefik.io/Middleware";

/// A route's backends, as all routes of the Gateway API have them.
constexpr ReferenceRow backends_of(std::string_view route) {
  return {.by = route,
          .at = "spec.rules[].backendRefs[]",
          .to = service,
          .effect = no_answer,
          .origins = beside,
          .part = "port",
          .kind_at = "kind",
          .group_at = "group",
          .namespace_at = "namespace"};
}

/// The gateways that a route hangs on.
constexpr ReferenceRow parents_of(std::string_view route) {
  return {.by = route,
          .at = "spec.parentRefs[]",
          .to = gateway,
          .effect = "no request reaches it",
          .part = "sectionName",
          .kind_at = "kind",
          .group_at = "group",
          .namespace_at = "namespace"};
}

/// A Service that a strategy of Argo Rollouts switches.
constexpr ReferenceRow switched(std::string_view at) {
  return {.by = "argoproj.io/Rollout",
          .at = at,
          .to = service,
          .name = "",
          .effect = "the rollout is degraded",
          .origins = beside};
}

/// A Secret that a source of Flux logs in with.
constexpr ReferenceRow login_of(std::string_view source) {
  return {.by = source, .at = "spec.secretRef", .to = secret, .effect = "nothing is fetched"};
}

/// A source that an object of Flux takes what it applies from.
constexpr ReferenceRow source_of(std::string_view by, std::string_view at, std::string_view to) {
  return {.by = by,
          .at = at,
          .to = to,
          .effect = not_ready,
          .kind_at = "kind",
          .group_at = "apiVersion",
          .namespace_at = "namespace"};
}

constexpr ReferenceRow login_of_trigger(std::string_view by) {
  return {.by = by,
          .at = "spec.triggers[].authenticationRef",
          .to = trigger_login,
          .effect = no_scaling,
          .kind_at = "kind"};
}

constexpr ReferenceRow rows[] = {
    {.by = claim,
     .at = "spec.storageClassName",
     .to = "storage.k8s.io/StorageClass",
     .name = "",
     .effect = "the claim stays pending"},
    {.by = "PodSpec", .at = "imagePullSecrets[]", .to = secret, .effect = no_pull},
    {.by = "PodSpec",
     .at = "priorityClassName",
     .to = "scheduling.k8s.io/PriorityClass",
     .name = "",
     .effect = refused},
    {.by = "PodSpec",
     .at = "runtimeClassName",
     .to = "node.k8s.io/RuntimeClass",
     .name = "",
     .effect = refused},
    {.by = "PodSpec", .at = "serviceAccountName", .to = account, .name = "", .effect = no_pod},
    {.by = "PodSpec",
     .at = "volumes[].configMap",
     .to = config_map,
     .effect = no_start,
     .part = "items[].key",
     .optional_at = "optional"},
    {.by = "PodSpec", .at = "volumes[].csi.nodePublishSecretRef", .to = secret, .effect = no_start},
    {.by = "PodSpec",
     .at = "volumes[].csi.volumeAttributes.secretProviderClass",
     .to = "secrets-store.csi.x-k8s.io/SecretProviderClass",
     .name = "",
     .effect = no_start},
    {.by = "PodSpec",
     .at = "volumes[].persistentVolumeClaim",
     .to = claim,
     .name = "claimName",
     .effect = "its pods are never scheduled"},
    {.by = "PodSpec",
     .at = "volumes[].projected.sources[].configMap",
     .to = config_map,
     .effect = no_start,
     .part = "items[].key",
     .optional_at = "optional"},
    {.by = "PodSpec",
     .at = "volumes[].projected.sources[].secret",
     .to = secret,
     .effect = no_start,
     .part = "items[].key",
     .optional_at = "optional"},
    {.by = "PodSpec",
     .at = "volumes[].secret",
     .to = secret,
     .name = "secretName",
     .effect = no_start,
     .part = "items[].key",
     .optional_at = "optional"},
    {.by = account, .at = "imagePullSecrets[]", .to = secret, .effect = no_pull},
    {.by = "apps/StatefulSet",
     .at = "spec.serviceName",
     .to = service,
     .name = "",
     .effect = "its pods have no names in DNS"},
    switched("spec.strategy.blueGreen.activeService"),
    switched("spec.strategy.blueGreen.previewService"),
    switched("spec.strategy.canary.canaryService"),
    switched("spec.strategy.canary.stableService"),
    {.by = "argoproj.io/Rollout",
     .at = "spec.workloadRef",
     .to = deployment,
     .effect = no_pod,
     .origins = beside,
     .kind_at = "kind",
     .group_at = "apiVersion"},
    {.by = "autoscaling.k8s.io/VerticalPodAutoscaler",
     .at = "spec.targetRef",
     .to = deployment,
     .effect = no_scaling,
     .origins = beside,
     .kind_at = "kind",
     .group_at = "apiVersion"},
    {.by = "autoscaling/HorizontalPodAutoscaler",
     .at = "spec.scaleTargetRef",
     .to = deployment,
     .effect = no_scaling,
     .origins = beside,
     .kind_at = "kind",
     .group_at = "apiVersion"},
    {.by = "cert-manager.io/Certificate",
     .at = "spec.issuerRef",
     .to = "cert-manager.io/Issuer",
     .effect = "no certificate is issued",
     .kind_at = "kind",
     .group_at = "group"},
    {.by = "external-secrets.io/ClusterSecretStore",
     .at = account_of_store,
     .to = account,
     .effect = no_secret,
     .namespace_at = "namespace"},
    {.by = "external-secrets.io/ExternalSecret",
     .at = "spec.secretStoreRef",
     .to = "external-secrets.io/SecretStore",
     .effect = "the Secret is never made",
     .kind_at = "kind"},
    {.by = "external-secrets.io/SecretStore",
     .at = account_of_store,
     .to = account,
     .effect = no_secret},
    backends_of("gateway.networking.k8s.io/GRPCRoute"),
    parents_of("gateway.networking.k8s.io/GRPCRoute"),
    {.by = gateway,
     .at = "spec.gatewayClassName",
     .to = "gateway.networking.k8s.io/GatewayClass",
     .name = "",
     .effect = not_ready},
    {.by = gateway,
     .at = "spec.listeners[].tls.certificateRefs[]",
     .to = secret,
     .effect = not_ready,
     .kind_at = "kind",
     .group_at = "group",
     .namespace_at = "namespace"},
    backends_of("gateway.networking.k8s.io/HTTPRoute"),
    parents_of("gateway.networking.k8s.io/HTTPRoute"),
    backends_of("gateway.networking.k8s.io/TCPRoute"),
    parents_of("gateway.networking.k8s.io/TCPRoute"),
    backends_of("gateway.networking.k8s.io/TLSRoute"),
    parents_of("gateway.networking.k8s.io/TLSRoute"),
    source_of("helm.toolkit.fluxcd.io/HelmRelease", "spec.chart.spec.sourceRef", helm_repository),
    source_of("helm.toolkit.fluxcd.io/HelmRelease", "spec.chartRef",
              "source.toolkit.fluxcd.io/OCIRepository"),
    {.by = "helm.toolkit.fluxcd.io/HelmRelease",
     .at = "spec.dependsOn[]",
     .to = "helm.toolkit.fluxcd.io/HelmRelease",
     .effect = not_ready,
     .namespace_at = "namespace"},
    login_of_trigger("keda.sh/ScaledJob"),
    {.by = "keda.sh/ScaledObject",
     .at = "spec.scaleTargetRef",
     .to = deployment,
     .effect = no_scaling,
     .origins = beside,
     .kind_at = "kind",
     .group_at = "apiVersion"},
    login_of_trigger("keda.sh/ScaledObject"),
    {.by = trigger_login,
     .at = "spec.secretTargetRef[]",
     .to = secret,
     .effect = no_scaling,
     .part = "key"},
    source_of("kustomize.toolkit.fluxcd.io/Kustomization", "spec.sourceRef", git_repository),
    {.by = "kustomize.toolkit.fluxcd.io/Kustomization",
     .at = "spec.decryption.secretRef",
     .to = secret,
     .effect = not_ready},
    {.by = "kustomize.toolkit.fluxcd.io/Kustomization",
     .at = "spec.dependsOn[]",
     .to = "kustomize.toolkit.fluxcd.io/Kustomization",
     .effect = not_ready,
     .namespace_at = "namespace"},
    {.by = "monitoring.coreos.com/ServiceMonitor",
     .at = "spec.endpoints[].basicAuth.password",
     .to = secret,
     .effect = not_scraped,
     .part = "key",
     .optional_at = "optional"},
    {.by = "monitoring.coreos.com/ServiceMonitor",
     .at = "spec.endpoints[].basicAuth.username",
     .to = secret,
     .effect = not_scraped,
     .part = "key",
     .optional_at = "optional"},
    {.by = "networking.istio.io/DestinationRule",
     .at = "spec.host",
     .to = service,
     .name = "",
     .effect = "the rule is for no traffic",
     .form = NameForm::host},
    {.by = "networking.istio.io/VirtualService",
     .at = "spec.gateways[]",
     .to = "networking.istio.io/Gateway",
     .name = "",
     .effect = "no request reaches it",
     .form = NameForm::with_space},
    {.by = "networking.istio.io/VirtualService",
     .at = "spec.http[].route[].destination",
     .to = service,
     .name = "host",
     .effect = no_answer,
     .part = "port.number",
     .form = NameForm::host},
    {.by = "networking.istio.io/VirtualService",
     .at = "spec.tcp[].route[].destination",
     .to = service,
     .name = "host",
     .effect = no_answer,
     .part = "port.number",
     .form = NameForm::host},
    {.by = "networking.k8s.io/Ingress",
     .at = "spec.defaultBackend.service",
     .to = service,
     .effect = no_answer,
     .origins = beside,
     .part = "port.number|port.name"},
    {.by = "networking.k8s.io/Ingress",
     .at = "spec.ingressClassName",
     .to = "networking.k8s.io/IngressClass",
     .name = "",
     .effect = "nothing serves it"},
    {.by = "networking.k8s.io/Ingress",
     .at = "spec.rules[].http.paths[].backend",
     .to = service,
     .name = "serviceName",
     .effect = no_answer,
     .origins = beside,
     .part = "servicePort"},
    {.by = "networking.k8s.io/Ingress",
     .at = "spec.rules[].http.paths[].backend.service",
     .to = service,
     .effect = no_answer,
     .origins = beside,
     .part = "port.number|port.name"},
    {.by = "networking.k8s.io/Ingress",
     .at = "spec.tls[]",
     .to = secret,
     .name = "secretName",
     .effect = no_certificate},
    {.by = "postgresql.cnpg.io/Cluster",
     .at = "spec.bootstrap.initdb.secret",
     .to = secret,
     .effect = not_ready},
    {.by = "postgresql.cnpg.io/Cluster",
     .at = "spec.superuserSecret",
     .to = secret,
     .effect = not_ready},
    {.by = "postgresql.cnpg.io/Pooler",
     .at = "spec.cluster",
     .to = "postgresql.cnpg.io/Cluster",
     .effect = not_ready},
    {.by = "postgresql.cnpg.io/ScheduledBackup",
     .at = "spec.cluster",
     .to = "postgresql.cnpg.io/Cluster",
     .effect = "nothing is backed up"},
    {.by = "rbac.authorization.k8s.io/ClusterRoleBinding",
     .at = "roleRef",
     .to = "rbac.authorization.k8s.io/ClusterRole",
     .effect = no_rights,
     .kind_at = "kind",
     .group_at = "apiGroup"},
    {.by = "rbac.authorization.k8s.io/ClusterRoleBinding",
     .at = "subjects[]",
     .to = account,
     .effect = no_rights,
     .kind_at = "kind",
     .group_at = "apiGroup",
     .namespace_at = "namespace"},
    {.by = "rbac.authorization.k8s.io/Role",
     .at = "rules[]",
     .to = secret,
     .name = "resourceNames[]",
     .effect = "nobody gets rights for what was meant",
     .kind_at = "resources"},
    {.by = "rbac.authorization.k8s.io/RoleBinding",
     .at = "roleRef",
     .to = "rbac.authorization.k8s.io/Role",
     .effect = no_rights,
     .origins = beside,
     .kind_at = "kind",
     .group_at = "apiGroup"},
    {.by = "rbac.authorization.k8s.io/RoleBinding",
     .at = "subjects[]",
     .to = account,
     .effect = no_rights,
     .kind_at = "kind",
     .group_at = "apiGroup",
     .namespace_at = "namespace"},
    {.by = "snapshot.storage.k8s.io/VolumeSnapshot",
     .at = "spec.source.persistentVolumeClaimName",
     .to = claim,
     .name = "",
     .effect = not_ready},
    login_of("source.toolkit.fluxcd.io/Bucket"),
    login_of(git_repository),
    login_of(helm_repository),
    login_of("source.toolkit.fluxcd.io/OCIRepository"),
    {.by = "traefik.io/IngressRoute",
     .at = "spec.routes[].middlewares[]",
     .to = middleware,
     .effect = no_answer,
     .namespace_at = "namespace"},
    {.by = "traefik.io/IngressRoute",
     .at = "spec.routes[].services[]",
     .to = service,
     .effect = no_answer,
     .origins = beside,
     .part = "port",
     .kind_at = "kind",
     .namespace_at = "namespace"},
    {.by = "traefik.io/IngressRoute",
     .at = "spec.tls",
     .to = secret,
     .name = "secretName",
     .effect = no_certificate},
    {.by = "traefik.io/IngressRouteTCP",
     .at = "spec.routes[].services[]",
     .to = service,
     .effect = no_answer,
     .origins = beside,
     .part = "port",
     .namespace_at = "namespace"},
    {.by = middleware, .at = "spec.basicAuth", .to = secret, .name = "secret", .effect = no_answer},
    {.by = middleware,
     .at = "spec.chain.middlewares[]",
     .to = middleware,
     .effect = no_answer,
     .namespace_at = "namespace"},
    {.by = "volsync.backube/ReplicationSource",
     .at = "spec.sourcePVC",
     .to = claim,
     .name = "",
     .effect = "nothing is backed up"},
};
static_assert(std::ranges::is_sorted(rows, {}, &ReferenceRow::by));

constexpr std::string_view no_such_port = "the probe fails, and the container is restarted";
constexpr std::string_view ports = "ports[].name";
constexpr std::string_view volumes = "volumes[].name|/spec.volumeClaimTemplates[].metadata.name";

constexpr std::string_view containers = "initContainers[].name|containers[].name";

constexpr InnerRow inner[] = {
    {"PodSpec", "containers[]", "livenessProbe.httpGet.port", ports, "port", no_such_port},
    {"PodSpec", "containers[]", "livenessProbe.tcpSocket.port", ports, "port", no_such_port},
    {"PodSpec", "containers[]", "startupProbe.httpGet.port", ports, "port", no_such_port},
    {"PodSpec", "containers[]", "startupProbe.tcpSocket.port", ports, "port", no_such_port},
    {"PodSpec", "containers[]", "readinessProbe.httpGet.port", ports, "port",
     "the probe fails, and no Service sends anything to the pod"},
    {"PodSpec", "containers[]", "readinessProbe.tcpSocket.port", ports, "port",
     "the probe fails, and no Service sends anything to the pod"},
    {"PodSpec", "containers[]", "lifecycle.postStart.httpGet.port", ports, "port",
     "the hook fails, and the container is killed"},
    {"PodSpec", "containers[]", "lifecycle.preStop.httpGet.port", ports, "port", "the hook fails"},
    {"PodSpec", "", "containers[].volumeMounts[].name", volumes, "volume", refused},
    {"PodSpec", "", "initContainers[].volumeMounts[].name", volumes, "volume", refused},
    {"PodSpec", "", "containers[].volumeDevices[].name", volumes, "volume", refused},
    {"PodSpec", "", "containers[].env[].valueFrom.resourceFieldRef.containerName", containers,
     "container", no_start},
    {"PodSpec", "", "volumes[].downwardAPI.items[].resourceFieldRef.containerName", containers,
     "container", no_start},
};

/// Groups under which old manifests have the kinds of another one.
struct FormerGroup {
  std::string_view group, now;
};
constexpr FormerGroup former_groups[] = {{"traefik.containo.us", "traefik.io"}};

struct PartsOf {
  std::string_view kind, path;
};
constexpr PartsOf parts[] = {{gateway, "spec.listeners[].name"}};

struct Always {
  std::string_view kind, name;  // a name may begin all that are meant: "system-*"
};
constexpr Always always[] = {
    {config_map, "kube-root-ca.crt"},
    {config_map, "openshift-service-ca.crt"},
    {account, "default"},
    {"rbac.authorization.k8s.io/ClusterRole", "admin"},
    {"rbac.authorization.k8s.io/ClusterRole", "cluster-admin"},
    {"rbac.authorization.k8s.io/ClusterRole", "edit"},
    {"rbac.authorization.k8s.io/ClusterRole", "view"},
    {"rbac.authorization.k8s.io/ClusterRole", "system:*"},
    {"rbac.authorization.k8s.io/Role", "extension-apiserver-authentication-reader"},
    {"rbac.authorization.k8s.io/Role", "system:*"},
    {"scheduling.k8s.io/PriorityClass", "system-*"},
    {"networking.istio.io/Gateway", "mesh"},
};

}  // namespace

std::span<const ReferenceRow> reference_rows() { return rows; }

std::span<const InnerRow> inner_rows() { return inner; }

std::string kind_name(std::string_view group, std::string_view kind) {
  if (group.empty()) return std::string(kind);
  if (group == "extensions") {
    const bool is_network = kind == "Ingress" || kind == "NetworkPolicy";
    group = is_network ? "networking.k8s.io" : "apps";
  }
  const auto former = std::ranges::find(former_groups, group, &FormerGroup::group);
  return fmt::format("{}/{}", former == std::end(former_groups) ? group : former->now, kind);
}

std::string_view short_kind(std::string_view kind) {
  return kind.substr(kind.rfind('/') + 1);  // npos + 1 is the beginning
}

std::string_view parts_path(std::string_view kind) {
  const auto row = std::ranges::find(parts, kind, &PartsOf::kind);
  return row == std::end(parts) ? std::string_view() : row->path;
}

bool is_always_there(std::string_view kind, std::string_view name) {
  return std::ranges::any_of(always, [&](const Always& each) {
    if (each.kind != kind) return false;
    if (!each.name.ends_with('*')) return each.name == name;
    return name.starts_with(each.name.substr(0, each.name.size() - 1));
  });
}

}  // namespace fairlead
