#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "deploy/compose/compose.h"
#include "facts/build.h"
#include "facts/compose/compose_text.h"

namespace fairlead {
namespace {

class ComposeReader {
 public:
  ComposeReader(Model& model, SourceMap& sources) : model_(model), text_(model, sources) {}

  void add(const Resource& resource) {
    const Ref service = resource.root;
    Workload workload;
    workload.resource = &resource;
    workload.pod_spec = workload.pod_metadata = service;
    // `host` is the machine's network, `service:x` that of another container.
    const std::string_view network = service["network_mode"].text();
    workload.host_network = !network.empty() && network != "bridge";
    Container container;
    container.at = service;
    container.name = resource.name;
    container.image = service["image"].text();
    for (const Entry& entry : service["environment"].entries()) add_variable(entry, container);
    for (const Node* item : service["environment"].items()) add_variable(Ref(item), container);
    container.command = words(service["entrypoint"]);
    container.args = words(service["command"]);
    workload.containers.push_back(std::move(container));
    model_.workloads.push_back(std::move(workload));
  }

 private:
  void add_variable(const Entry& entry, Container& container) {
    EnvVar variable;
    variable.at = variable.name_at = Ref(entry.key);
    variable.name = entry.key->text();
    const Ref value(entry.value);
    if (value.present() && value->is_scalar())
      variable.value_at = value;
    else
      variable.from = ValueFrom::other;
    container.env.push_back(variable);
  }

  void add_variable(Ref item, Container& container) {
    if (!item.present() || !item->is_scalar()) return;
    const auto equals = item.text().find('=');
    EnvVar variable;
    variable.at = item;
    if (equals == std::string_view::npos) {
      variable.name_at = item;
      variable.from = ValueFrom::other;  // from the shell that starts it
    } else {
      variable.name_at = text_.part(item, 0, equals);
      variable.value_at = text_.part(item, equals + 1, item.text().size());
    }
    variable.name = variable.name_at.text();
    container.env.push_back(variable);
  }

  std::vector<Ref> words(Ref field) {
    if (!field.present()) return {};
    if (field->is_scalar()) return text_.words(field);
    std::vector<Ref> all;
    for (const Node* item : field.items()) all.emplace_back(item);
    return all;
  }

  Model& model_;
  ComposeText text_;
};

/// The port that a Redis listens on, where its command line alone says it.
std::optional<std::uint16_t> redis_port(Ref service, const Container& container, bool sentinel) {
  if (service["entrypoint"].present() || service["configs"].present()) return std::nullopt;
  std::vector<std::string_view> words;
  for (const Ref word : container.args) words.push_back(word.text());
  if (service["command"].present()) {
    const std::string_view first = words.empty() ? "" : words.front();
    if (!first.ends_with("-server") && !first.starts_with("--")) return std::nullopt;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].ends_with(".conf") || contains(words[i], "/") || contains(words[i], "$"))
      return std::nullopt;
    if (words[i] == "--port") return i + 1 < words.size() ? port_from(words[i + 1]) : std::nullopt;
  }
  return sentinel ? 26379 : 6379;
}

bool is_replica(const Container& container) {
  for (const auto& words : {container.command, container.args}) {
    for (const Ref word : words)
      if (word.text() == "--replicaof" || word.text() == "--slaveof") return true;
  }
  return std::ranges::any_of(container.env, [](const EnvVar& variable) {
    return variable.name.ends_with("_REPLICATION_MODE") &&
           (variable.value_at.text() == "slave" || variable.value_at.text() == "replica");
  });
}

/// Every name under which compose's network knows a service.
std::vector<std::string> names_of(Ref service, std::string_view name) {
  std::vector<std::string> names = {std::string(name)};
  for (const std::string_view field : {"container_name", "hostname"}) {
    if (!service[field].text().empty()) names.emplace_back(service[field].text());
  }
  for (const Entry& network : service["networks"].entries()) {
    for (const Node* alias : Ref(network.value)["aliases"].items())
      names.emplace_back(Ref(alias).text());
  }
  return names;
}

/// The names that `links: [db:database]` gives to others.
void add_links(Ref service, std::vector<std::string>& names) {
  for (const std::string_view field : {"links", "external_links", "extra_hosts"}) {
    for (const Node* item : service[field].items()) {
      const std::string_view text = Ref(item).text();
      const auto colon = text.find_first_of(":=");
      const bool host = field == "extra_hosts";
      names.emplace_back(host || colon == text.npos ? text.substr(0, colon)
                                                    : text.substr(colon + 1));
    }
    for (const Entry& entry : service[field].entries()) names.emplace_back(entry.key->text());
  }
}

void add_service(const Workload& workload, Model& model) {
  const Container& container = workload.containers.front();
  const Ref root = workload.resource->root;
  Service service;
  service.resource = workload.resource;
  service.computed = true;
  service.open_ports = true;
  const Ref named = first_root(*workload.resource->file)["services"][workload.resource->name];
  service.at = named.key() ? named.key()->span() : root.span();
  if (is_redis_image(container.image)) {
    const bool sentinel = runs_sentinel(container);
    const auto number = redis_port(root, container, sentinel);
    // Images of others take their port from variables, too.
    service.open_ports =
        !number || workload.resource->partial || contains(container.image, "bitnami");
    ServicePort port;
    port.number = number.value_or(sentinel ? 26379 : 6379);
    port.target = port.number;
    port.role = sentinel ? Role::sentinel : is_replica(container) ? Role::replica : Role::data;
    service.ports.push_back(std::move(port));
    model.redis_servers.push_back({workload.resource, "", redis::version_of_image(container.image),
                                   sentinel, !model.open && !workload.host_network});
  }
  const std::vector<std::string> all = names_of(root, workload.resource->name);
  for (const std::string& name : std::set<std::string>(all.begin(), all.end())) {
    service.name = name;
    model.services.push_back(service);
  }
  std::vector<std::string> links;
  add_links(root, links);
  for (const std::string& name : links) {
    Service link;
    link.name = name;
    link.resource = workload.resource;
    link.computed = link.open_ports = true;
    link.at = service.at;
    model.services.push_back(std::move(link));
  }
}

}  // namespace

void add_compose(Model& model, SourceMap& sources) {
  if (model.unit->kind != UnitKind::compose) return;
  ComposeReader reader(model, sources);
  for (const Resource& resource : model.resources) {
    if (resource.api_version == compose_version) reader.add(resource);
  }
}

bool add_compose_settings(const Model& model, std::span<const File* const> files, std::size_t most,
                          Model::ContainerSettings& settings) {
  bool all = true;
  const Resource& service = *settings.workload->resource;
  const Model::ContainerSettings own = std::move(settings);
  settings = {own.workload, own.container, {}, own.open};
  for (const Ref entry : env_file_entries(service.root)) {
    const auto path = joined_path(directory_of(service.file->path), entry.text());
    const auto place =
        std::ranges::find_if(files, [&](const File* file) { return path && file->path == *path; });
    if (place == files.end()) {
      settings.open = true;
      continue;
    }
    const Ref lines = first_root(**place);
    if (lines && settings.settings.size() + lines->entries().size() > most) {
      all = false;
      break;
    }
    for (const Entry& line : lines.entries()) {
      settings.settings.push_back(
          {line.key->text(), line.key->span(), text_of(Ref(line.value)), nullptr, nullptr});
    }
  }
  settings.open = settings.open || model.open;
  // `environment` wins over `env_file`.
  settings.settings.insert(settings.settings.end(), own.settings.begin(), own.settings.end());
  return all;
}

void add_compose_services(Model& model) {
  if (model.unit->kind != UnitKind::compose) return;
  for (const Workload& workload : model.workloads) add_service(workload, model);
  for (const Resource& resource : model.resources) {
    if (resource.api_version != compose_beside) continue;
    for (const std::string& name : names_of(resource.root, resource.name)) {
      Service service;
      service.name = name;
      service.resource = &resource;
      service.computed = service.open_ports = true;
      service.at = resource.root.span();
      model.services.push_back(std::move(service));
    }
  }
}

}  // namespace fairlead
