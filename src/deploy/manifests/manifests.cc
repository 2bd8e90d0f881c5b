#include "deploy/manifests/manifests.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"

namespace fairlead {
namespace {

/// Kinds without a namespace: Kubernetes 1.33's own, and those of operators often met beside
/// workers.
constexpr std::array<std::string_view, 28> cluster_scoped = {"APIService",
                                                             "CSIDriver",
                                                             "CSINode",
                                                             "CertificateSigningRequest",
                                                             "ClusterExternalSecret",
                                                             "ClusterIssuer",
                                                             "ClusterPolicy",
                                                             "ClusterRole",
                                                             "ClusterRoleBinding",
                                                             "ClusterSecretStore",
                                                             "ComponentStatus",
                                                             "CustomResourceDefinition",
                                                             "FlowSchema",
                                                             "GatewayClass",
                                                             "IPAddress",
                                                             "IngressClass",
                                                             "MutatingWebhookConfiguration",
                                                             "Namespace",
                                                             "Node",
                                                             "PersistentVolume",
                                                             "PriorityClass",
                                                             "PriorityLevelConfiguration",
                                                             "RuntimeClass",
                                                             "StorageClass",
                                                             "ValidatingAdmissionPolicy",
                                                             "ValidatingAdmissionPolicyBinding",
                                                             "ValidatingWebhookConfiguration",
                                                             "VolumeAttachment"};

constexpr int deepest_list = 8;

void add_object(const File& file, Ref root, int depth, std::vector<Resource>& resources) {
  if (!root["apiVersion"] || !root["kind"]) return;
  const std::string_view kind = root["kind"].text();
  if (kind.ends_with("List") && root["items"] && root["items"]->is_sequence()) {
    if (depth >= deepest_list) return;
    for (const Node* item : root["items"].items())
      add_object(file, Ref(item), depth + 1, resources);
    return;
  }
  Resource resource;
  resource.root = root;
  resource.file = &file;
  resource.api_version = root["apiVersion"].text();
  resource.kind = kind;
  resource.name = root["metadata"]["name"].text();
  resource.cluster_scoped = is_cluster_scoped(kind);
  if (!resource.cluster_scoped) {
    resource.namespace_at = root["metadata"]["namespace"];
    resource.namespace_name = resource.namespace_at.text();
  }
  resources.push_back(std::move(resource));
}

/// Whether a line of the text begins with that key; JSON is on one line as often as not.
bool has_key(std::string_view text, std::string_view key, FileFormat format) {
  if (format == FileFormat::json) return contains(text, key);
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    const bool begins_line = at == 0 || text[at - 1] == '\n';
    if (begins_line && text.substr(at + key.size()).starts_with(':')) return true;
  }
  return false;
}

/// A release is put into one namespace: what names none lives where all that names one does.
void place_release(const File& file, std::span<Resource> release) {
  const Resource* named = nullptr;
  for (const Resource& each : release) {
    if (each.namespace_name.empty()) continue;
    if (named && named->namespace_name != each.namespace_name && file.namespace_name.empty())
      return;
    named = &each;
  }
  for (Resource& each : release) {
    if (each.cluster_scoped || !each.namespace_name.empty()) continue;
    if (!file.namespace_name.empty()) {
      each.namespace_name = file.namespace_name;
    } else if (named) {
      each.namespace_name = named->namespace_name;
      each.namespace_at = named->namespace_at;
    }
  }
}

}  // namespace

bool holds_objects(const File& file, const SourceMap& sources) {
  return file.is_release || std::ranges::any_of(file.tree.documents, [&](const Document& document) {
           const Ref root(document.root);
           if (root) return root["apiVersion"] && root["kind"];
           const std::string_view text = sources.text(document.span);
           return has_key(text, "apiVersion", file.format) && has_key(text, "kind", file.format);
         });
}

bool is_cluster_scoped(std::string_view kind) {
  return std::ranges::binary_search(cluster_scoped, kind);
}

void add_objects(const File& file, Ref root, std::vector<Resource>& resources) {
  add_object(file, root, 0, resources);
}

void add_manifests(const File& file, std::vector<Resource>& resources) {
  const std::size_t first = resources.size();
  for (const Document& document : file.tree.documents) {
    if (document.root) add_object(file, Ref(document.root), 0, resources);
  }
  if (file.is_release) place_release(file, std::span(resources).subspan(first));
}

}  // namespace fairlead
