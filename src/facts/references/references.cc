#include "facts/references/references.h"

#include <algorithm>
#include <tuple>

#include "base/filled_in.h"
#include "base/text.h"

namespace fairlead {
namespace {

/// The text before the first of a separator, and what stands behind it.
std::pair<std::string_view, std::string_view> cut(std::string_view text, char separator) {
  const auto at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

std::string_view group_of(std::string_view kind) {
  const auto slash = kind.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : kind.substr(0, slash);
}

/// The kinds that rights are given for, as rules of roles call them. Those that programs make
/// while they run, Leases, are in no file.
struct ResourceKind {
  std::string_view resource, kind;
};
constexpr ResourceKind resource_kinds[] = {
    {"configmaps", "ConfigMap"},
    {"cronjobs", "batch/CronJob"},
    {"daemonsets", "apps/DaemonSet"},
    {"deployments", "apps/Deployment"},
    {"ingresses", "networking.k8s.io/Ingress"},
    {"jobs", "batch/Job"},
    {"persistentvolumeclaims", "PersistentVolumeClaim"},
    {"secrets", "Secret"},
    {"serviceaccounts", "ServiceAccount"},
    {"services", "Service"},
    {"statefulsets", "apps/StatefulSet"},
};

/// The kind of a rule's resources, without `/scale` and the like behind them; "" where it is not
/// one of these alone.
std::string_view kind_of_resources(Ref list) {
  std::string_view found;
  for (const Node* item : list.items()) {
    const std::string_view resource = cut(Ref(item).text(), '/').first;
    const auto row = std::ranges::find(resource_kinds, resource, &ResourceKind::resource);
    if (row == std::end(resource_kinds) || (!found.empty() && found != row->kind)) return {};
    found = row->kind;
  }
  return found;
}

/// "" where nobody knows it.
std::string target_kind(const ReferenceRow& row, Ref at) {
  const Ref kind = row.kind_at.empty() ? Ref() : at[row.kind_at];
  if (kind.node() && kind->is_sequence()) return std::string(kind_of_resources(kind));
  if (kind.text().empty()) return std::string(row.to);
  const Ref group = row.group_at.empty() ? Ref() : at[row.group_at];
  if (!group.present()) return kind_name(group_of(row.to), kind.text());
  const bool is_version = row.group_at == "apiVersion";
  const std::string_view text = group.text();
  if (!is_version) return kind_name(text, kind.text());
  return kind_name(text.find('/') == std::string_view::npos ? "" : cut(text, '/').first,
                   kind.text());
}

/// Kinds of subjects that are no objects of the cluster.
bool is_no_object(std::string_view kind) {
  return kind == "rbac.authorization.k8s.io/User" || kind == "rbac.authorization.k8s.io/Group" ||
         kind == "User" || kind == "Group";
}

/// Puts a name that says its namespace as well into its parts.
void read_name(NameForm form, std::string_view text, ObjectName& target) {
  switch (form) {
    case NameForm::plain:
      target.name = text;
      return;
    case NameForm::host: {
      const auto [name, rest] = cut(text, '.');
      target.name = name;
      if (!rest.empty()) target.namespace_name = cut(rest, '.').first;
      return;
    }
    case NameForm::with_space: {
      const auto [space, name] = cut(text, '/');
      target.name = name.empty() ? space : name;
      if (!name.empty()) target.namespace_name = space;
      return;
    }
  }
  __builtin_unreachable();
}

/// Whether a host may be a Service's: its own name, or one with the namespace behind it.
bool is_host_of_service(std::string_view host) {
  const auto rest = cut(host, '.').second;
  return rest.empty() || cut(rest, '.').second.empty() || cut(rest, '.').second.starts_with("svc");
}

using Visit = std::function<void(const Reference&)>;

void visit_name(const ReferenceRow& row, const Resource& resource, Ref at, Ref name,
                const Visit& visit) {
  if (name.text().empty() || is_filled_in(name.text())) return;
  if (row.form == NameForm::host && !is_host_of_service(name.text())) return;
  Reference made{row, resource, {target_kind(row, at), {}, {}}, name, {}};
  if (made.target.kind.empty() || is_no_object(made.target.kind)) return;
  made.target.namespace_name = resource.namespace_name;
  if (const Ref space = row.namespace_at.empty() ? Ref() : at[row.namespace_at]; space.present())
    made.target.namespace_name = space.text();
  read_name(row.form, name.text(), made.target);
  if (made.target.namespace_name == unknown_namespace) made.target.namespace_name.clear();
  if (!row.part.empty())
    for_each_at(at, row.part, [&](Ref part) {
      if (!part.text().empty() && !is_filled_in(part.text())) made.parts.push_back(part);
    });
  visit(made);
}

void visit_row(const ReferenceRow& row, const Resource& resource, Ref root, const Visit& visit) {
  for_each_at(root, row.at, [&](Ref at) {
    if (!row.optional_at.empty() && at[row.optional_at].boolean()) return;
    for_each_at(at, row.name, [&](Ref name) { visit_name(row, resource, at, name, visit); });
  });
}

constexpr std::string_view pod_spec = "PodSpec";

/// Calls `visit` with each row for a kind.
template <typename Row, typename VisitRow>
void each_row(std::span<const Row> rows, std::string_view by, VisitRow visit) {
  for (const Row& row : std::ranges::equal_range(rows, by, {}, &Row::by)) visit(row);
}

/// The same with the project's own rows of fairlead.yaml, which nobody has sorted.
template <typename VisitRow>
void each_reference_row(const Config& config, std::string_view by, VisitRow visit) {
  each_row(reference_rows(), by, visit);
  for (const ReferenceRow& row : config.references)
    if (row.by == by) visit(row);
}

void visit_inner(const InnerRow& row, const Resource& resource, Ref root,
                 const std::function<void(const InnerReference&)>& visit) {
  const auto check = [&](Ref around) {
    for_each_at(around, row.at, [&](Ref name) {
      if (name.text().empty() || port_from(name.text()) || is_filled_in(name.text())) return;
      InnerReference made{row, resource, around, name, {}};
      std::string_view path, rest = row.among;
      while (!rest.empty()) {
        std::tie(path, rest) = cut(rest, '|');
        const bool is_from_top = path.starts_with('/');
        for_each_at(is_from_top ? resource.root : around, is_from_top ? path.substr(1) : path,
                    [&](Ref each) { made.among.push_back(each); });
      }
      visit(made);
    });
  };
  if (row.around.empty())
    check(root);
  else
    for_each_at(root, row.around, check);
}

}  // namespace

void for_each_at(Ref from, std::string_view path, const std::function<void(Ref)>& visit) {
  if (path.find('|') != std::string_view::npos) {
    const auto [first, rest] = cut(path, '|');
    for_each_at(from, first, visit);
    return for_each_at(from, rest, visit);
  }
  if (!from.present()) return;
  if (path.empty()) return visit(from);
  auto [key, rest] = cut(path, '.');
  const bool is_list = key.ends_with("[]");
  const Ref value = from[is_list ? key.substr(0, key.size() - 2) : key];
  if (!is_list) return for_each_at(value, rest, visit);
  for (const Node* item : value.items()) for_each_at(Ref(item), rest, visit);
}

void for_each_reference(const Facts& facts, const Visit& visit) {
  for (const Resource& resource : facts.resources) {
    if (resource.partial) continue;
    each_reference_row(
        *facts.config, kind_name(resource.group(), resource.kind),
        [&](const ReferenceRow& row) { visit_row(row, resource, resource.root, visit); });
  }
  for (const Workload& workload : facts.workloads) {
    if (workload.resource->partial) continue;
    each_reference_row(*facts.config, pod_spec, [&](const ReferenceRow& row) {
      visit_row(row, *workload.resource, workload.pod_spec, visit);
    });
  }
}

void for_each_inner_reference(const Facts& facts,
                              const std::function<void(const InnerReference&)>& visit) {
  for (const Workload& workload : facts.workloads) {
    if (workload.resource->partial) continue;
    each_row(inner_rows(), pod_spec, [&](const InnerRow& row) {
      visit_inner(row, *workload.resource, workload.pod_spec, visit);
    });
  }
}

}  // namespace fairlead
