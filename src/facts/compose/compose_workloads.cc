#include "facts/compose/compose_workloads.h"

#include <algorithm>

#include "base/files.h"
#include "deploy/compose/compose.h"
#include "facts/compose/compose_text.h"

namespace fairlead {
namespace {

/// A network that a service names by its key in the project, with what defines it.
std::optional<Network> network_of(std::string_view key, Ref network) {
  if (!network.present()) return std::nullopt;
  const std::string_view name = network["name"].text();
  const Ref external = network["external"];
  const bool shared = external.present() && external.text() != "false";
  return Network{std::string(name.empty() ? key : name), shared};
}

/// The networks that a service is on: those that it names, else the project's own. None where
/// another file may change them, or where it has somebody else's network.
std::vector<Network> networks_of(const Resource& service) {
  if (service.partial || service.root["network_mode"].present()) return {};
  std::vector<Network> networks;
  for (const Entry& entry : service.root["networks"].entries()) {
    const auto network = network_of(entry.key->text(), Ref(entry.value));
    if (!network) return {};
    networks.push_back(*network);
  }
  return networks;
}

class ComposeReader {
 public:
  ComposeReader(Arena& arena, SourceMap& sources) : text_(arena, sources) {}

  Workload workload(const Resource& resource) {
    const Ref service = resource.root;
    Workload workload;
    workload.resource = &resource;
    workload.pod_spec = workload.pod_metadata = service;
    // `host` is the machine's network, `service:x` that of another container.
    constexpr std::string_view of_service = "service:";
    const std::string_view network = service["network_mode"].text();
    workload.host_network = !network.empty() && network != "bridge";
    if (network.starts_with(of_service)) workload.network_of = network.substr(of_service.size());
    workload.networks = networks_of(resource);
    Container container;
    container.at = service;
    container.name = resource.name;
    container.image = service["image"].text();
    for (const Entry& entry : service["environment"].entries()) add_variable(entry, container);
    for (const Node* item : service["environment"].items()) add_variable(Ref(item), container);
    container.command = words(service["entrypoint"]);
    container.args = words(service["command"]);
    workload.containers.push_back(std::move(container));
    return workload;
  }

  const std::vector<Gap>& gaps() const { return text_.gaps(); }

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

  ComposeText text_;
};

/// The variables of a service's `env_file`, as far as there is room for them.
struct EnvFileSettings {
  std::vector<Setting> settings;
  bool open = false;  ///< one of the files is not in view
  bool all = true;    ///< false: there were more than `most`
};

EnvFileSettings env_file_settings(const Resource& service, std::span<const File* const> files,
                                  std::size_t most) {
  if (most == 0) return {{}, false, false};
  EnvFileSettings read;
  for (const Ref entry : env_file_entries(service.root)) {
    const auto path = joined_path(directory_of(service.file->path), entry.text());
    const auto place =
        std::ranges::find_if(files, [&](const File* file) { return path && file->path == *path; });
    if (place == files.end()) {
      read.open = true;
      continue;
    }
    const Ref lines = first_root(**place);
    if (lines && read.settings.size() + lines->entries().size() > most) {
      read.all = false;
      break;
    }
    for (const Entry& line : lines.entries()) {
      read.settings.push_back(
          {line.key->text(), line.key->span(), text_of(Ref(line.value)), nullptr, nullptr});
    }
  }
  return read;
}

}  // namespace

ComposeWorkloads compose_workloads_of(std::span<const Resource> resources, Arena& arena,
                                      SourceMap& sources) {
  ComposeWorkloads made;
  ComposeReader reader(arena, sources);
  for (const Resource& resource : resources) {
    if (resource.api_version == compose_version)
      made.workloads.push_back(reader.workload(resource));
  }
  made.gaps = reader.gaps();
  return made;
}

SettingsTable compose_settings_of(std::span<const Workload> workloads,
                                  std::span<const File* const> files, bool open) {
  SettingsTable table;
  std::size_t left = most_settings;
  for (const Workload& workload : workloads) {
    for (const Container& container : workload.containers) {
      EnvFileSettings read = env_file_settings(*workload.resource, files, left);
      ContainerSettings settings{&workload, &container, std::move(read.settings),
                                 workload.resource->partial || read.open || open || !read.all};
      // `environment` wins over `env_file`.
      for (const EnvVar& variable : container.env) {
        settings.settings.push_back({variable.name, variable.name_at.span(),
                                     text_of(variable.value_at), &variable, nullptr});
      }
      if (!read.all) table.gaps.push_back(too_many_settings(container));
      left -= std::min(left, settings.settings.size());
      table.containers.push_back(std::move(settings));
    }
  }
  return table;
}

bool share_network(const Workload& one, const Workload& other) {
  const auto network = [](const Workload& workload) {
    return workload.network_of.empty() ? workload.resource->name : workload.network_of;
  };
  return &one != &other && network(one) == network(other) &&
         (!one.network_of.empty() || !other.network_of.empty());
}

}  // namespace fairlead
