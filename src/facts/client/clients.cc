#include "facts/client/clients.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/glob.h"
#include "base/name_words.h"
#include "base/text.h"
#include "deploy/compose/compose.h"
#include "facts/client/application.h"
#include "facts/client/client.h"
#include "facts/client/dependencies.h"
#include "shell/command_line.h"

namespace fairlead {
namespace {

using redis::ClientLibrary;
using redis::ClientRole;

/// Options by which programs are told their queues, by the library's id.
struct QueueOptions {
  std::string_view library;
  std::string_view names[3];
};
constexpr QueueOptions queue_options[] = {
    {"celery", {"-Q", "--queues"}},
    {"sidekiq", {"-q", "--queue"}},
    {"laravel-queue", {"--queue"}},
    {"dramatiq", {"-Q", "--queues"}},
};

std::vector<Written> queues_of(const ClientLibrary& library, const CommandLine& line) {
  std::vector<Written> queues;
  for (const QueueOptions& options : queue_options) {
    if (options.library != library.id) continue;
    std::vector<std::string_view> names;
    for (const std::string_view name : options.names) {
      if (!name.empty()) names.push_back(name);
    }
    for (const CommandWord& value : option_values(line, names)) {
      // Sidekiq's `-q name,weight`.
      const bool weight = value.text.find_first_not_of("0123456789") == std::string_view::npos;
      if (!weight && !contains(value.text, "$"))
        queues.push_back({std::string(value.text), value.at});
    }
  }
  return queues;
}

/// The command and its arguments; without a command the arguments alone, which are one wherever
/// they begin with a program's name.
CommandLine words_of(const Container& container) {
  CommandLine all;
  for (const auto* words : {&container.command, &container.args}) {
    for (const Ref word : *words) all.push_back({word.text(), word.span()});
  }
  return all;
}

/// A worker, but for Celery's other programs, which take no tasks.
ClientRole role_of(const ClientLibrary& library, const CommandLine& line) {
  if (library.id != "celery") return ClientRole::worker;
  const bool worker =
      std::ranges::any_of(line, [](const CommandWord& word) { return word.text == "worker"; });
  return worker ? ClientRole::worker : ClientRole::producer;
}

/// Whether the variable holds the address of this library's queues. Where they may lie elsewhere,
/// only what is called a broker is one.
bool names_broker(const ClientLibrary& library, const Endpoint& endpoint) {
  if (library.other_brokers) return has_word(name_words(endpoint.variable), "broker");
  return std::ranges::find(library.variables, endpoint.variable) != library.variables.end();
}

bool is_package(const ClientLibrary& library, const Dependency& dependency) {
  return std::ranges::any_of(library.packages, [&](const redis::ClientPackage& package) {
    return package.registry == dependency.registry && package.name == dependency.name;
  });
}

class Detector {
 public:
  Detector(const ClientInputs& in, Arena& arena, const SourceMap& sources)
      : in_(in), arena_(arena), sources_(sources) {
    for (const BuiltImage& built : in.builds) built_.emplace(built.image, built.manifest);
    for (const Endpoint& endpoint : in.endpoints) {
      if (endpoint.workload && endpoint.product == Product::redis && !endpoint.host.empty())
        redis_of_[endpoint.workload].push_back(&endpoint);
    }
    for (const ContainerSettings& settings : in.settings) {
      if (settings.open) open_.insert(settings.workload);
    }
  }

  std::vector<ClientAt> run() {
    for (const Workload& workload : in_.workloads) {
      for (const Program& program : in_.config.programs) {
        if (path_matches(program.workload.text, workload.resource->name)) add(workload, program);
      }
      for (const Container& container : workload.containers) {
        if (container.init) continue;
        for (const CommandLine& line : command_lines(words_of(container)))
          add(workload, container, line);
        add_by_application(workload, container);
        add_by_variable(workload, container);
        add_by_image(workload, container);
      }
      if (workload.resource->api_version == compose_version) add_by_manifest(workload);
    }
    for (ClientAt& client : clients_) {
      client.endpoints = endpoints_of(client);
      if (!client.program && !client.endpoints.empty()) client.user = user_of(client);
    }
    return std::move(clients_);
  }

 private:
  void add(const Workload& workload, const Program& program) {
    for (const UsedClient& used : program.uses) {
      ClientAt client;
      client.library = used.library;
      client.evidence = ClientEvidence::declared;
      client.at = used.name.at;
      client.workload = &workload;
      client.program = &program;
      for (const auto* names : {&program.queues, &program.consumes, &program.produces})
        client.queues.insert(client.queues.end(), names->begin(), names->end());
      client.role = client_use(program, *used.library).role;
      client.prefix = program.prefix ? *program.prefix : std::string(used.library->prefix);
      known(workload, *used.library);
      clients_.push_back(std::move(client));
    }
  }

  void add(const Workload& workload, const Container& container, const CommandLine& line) {
    for (const ClientLibrary* library : in_.config.clients) {
      const bool starts = std::ranges::any_of(
          library->programs, [&](std::string_view program) { return begins_with(line, program); });
      if (!starts || known(workload, *library)) continue;
      ClientAt client;
      client.library = library;
      client.evidence = ClientEvidence::command;
      client.at = line.front().at;
      client.workload = &workload;
      client.container = &container;
      client.queues = queues_of(*library, line);
      client.role = role_of(*library, line);
      clients_.push_back(std::move(client));
    }
  }

  /// Only what is set for this container alone: what a shared ConfigMap brings, others get too.
  void add_by_variable(const Workload& workload, const Container& container) {
    for (const EnvVar& variable : container.env) {
      for (const ClientLibrary* library : in_.config.clients) {
        const auto& names = library->variables;
        if (std::ranges::find(names, variable.name) == names.end() || known(workload, *library))
          continue;
        ClientAt client;
        client.library = library;
        client.evidence = ClientEvidence::variable;
        client.at = variable.name_at.span();
        client.workload = &workload;
        client.container = &container;
        clients_.push_back(std::move(client));
      }
    }
  }

  void add_by_application(const Workload& workload, const Container& container) {
    const auto settings =
        std::ranges::find(in_.settings, &container, &ContainerSettings::container);
    if (settings == in_.settings.end()) return;
    const auto used = use_of_application(*settings);
    if (!used) return;
    const auto library = std::ranges::find(in_.config.clients, used->library, &ClientLibrary::id);
    if (library == in_.config.clients.end() || known(workload, **library)) return;
    ClientAt client;
    client.library = *library;
    client.evidence = ClientEvidence::image;
    client.at = container.at["image"].span();
    client.workload = &workload;
    client.container = &container;
    client.queues = used->queues;
    client.prefix = used->prefix;
    clients_.push_back(std::move(client));
  }

  void add_by_manifest(const Workload& workload) {
    const Resource& service = *workload.resource;
    for (const std::string& path : compose_manifests(service.file->path, service.root)) {
      const auto file = std::ranges::find(in_.files, path, &File::path);
      if (file != in_.files.end()) add(workload, workload.containers.front(), **file);
    }
  }

  /// What Skaffold builds the container's image from.
  void add_by_image(const Workload& workload, const Container& container) {
    std::string_view image = container.image.substr(0, container.image.find('@'));
    const auto colon = image.find(':', image.rfind('/') == image.npos ? 0 : image.rfind('/'));
    image = image.substr(0, colon);
    const auto [first, last] = built_.equal_range(image);
    for (auto each = first; each != last; ++each) add(workload, container, *each->second);
  }

  void add(const Workload& workload, const Container& container, const File& manifest) {
    for (const auto& [library, dependency] : libraries_in(manifest)) {
      const bool is_known = known(workload, *library);
      if (is_known) set_version(workload, *library, dependency.version);
      if (is_known) continue;
      ClientAt client;
      client.library = library;
      client.evidence = ClientEvidence::manifest;
      client.at = dependency.at;
      client.version = dependency.version;
      client.workload = &workload;
      client.container = &container;
      clients_.push_back(std::move(client));
    }
  }

  /// A lock file is read behind its manifest, and knows better.
  void set_version(const Workload& workload, const ClientLibrary& library,
                   std::string_view version) {
    if (version.empty()) return;
    for (ClientAt& client : clients_) {
      if (client.workload == &workload && client.library == &library) client.version = version;
    }
  }

  /// The libraries that a manifest names; each is read once, however many images are built with it.
  const std::vector<std::pair<const ClientLibrary*, Dependency>>& libraries_in(
      const File& manifest) {
    const auto [place, added] = libraries_.try_emplace(&manifest);
    if (!added) return place->second;
    for (const Dependency& dependency : dependencies_of(arena_, sources_, manifest)) {
      for (const ClientLibrary* library : in_.config.clients) {
        if (is_package(*library, dependency)) place->second.emplace_back(library, dependency);
      }
    }
    return place->second;
  }

  /// Whether the workload is known to use the library; from now on it is.
  bool known(const Workload& workload, const ClientLibrary& library) {
    return !known_.emplace(&workload, &library).second;
  }

  std::vector<const Endpoint*> endpoints_of(const ClientAt& client) const {
    std::vector<const Endpoint*> all, named;
    const auto mine = redis_of_.find(client.workload);
    if (mine == redis_of_.end()) return {};
    for (const Endpoint* endpoint : mine->second) {
      if (client.container && endpoint->container != client.container) continue;
      all.push_back(endpoint);
      if (names_broker(*client.library, *endpoint)) named.push_back(endpoint);
    }
    if (!named.empty()) return named;
    const bool declared = client.evidence == ClientEvidence::declared;
    if (client.library->other_brokers && !declared) return {};
    // Another address may come with what is not in view, and of two nobody knows which it is.
    if (open_.contains(client.workload)) return {};
    const bool one = std::ranges::all_of(all, [&](const Endpoint* endpoint) {
      return endpoint->host == all.front()->host && endpoint->port == all.front()->port;
    });
    return one ? all : std::vector<const Endpoint*>();
  }

  /// A variable of a container that names a user of Redis.
  const Setting* username_of(const ContainerSettings& settings) const {
    const auto found = std::ranges::find_if(settings.settings, [](const Setting& setting) {
      const auto words = name_words(setting.name);
      return has_word(words, "redis") && (has_word(words, "username") || has_word(words, "user"));
    });
    return found == settings.settings.end() ? nullptr : &*found;
  }

  /// The user in the URL, else in REDIS_USERNAME beside a host of its own, else `default`, as whom
  /// everybody logs in who names none.
  Written user_of(const ClientAt& client) const {
    const Endpoint& endpoint = *client.endpoints.front();
    for (const Connection& connection : in_.connections) {
      if (connection.container != endpoint.container || connection.variable != endpoint.variable)
        continue;
      const redis::Part& user = connection.url.user;
      if (user.has_placeholder || contains(user.text, "%")) return {};
      if (!user.empty()) return {std::string(user.text), connection.span(sources_, user)};
    }
    for (const ContainerSettings& settings : in_.settings) {
      if (settings.container != endpoint.container) continue;
      const Setting* named = username_of(settings);
      if (named && (!named->value || !endpoint.scheme.empty())) return {};
      if (named) return {std::string(named->value.value), named->value.span()};
      if (settings.open && endpoint.scheme.empty()) return {};
    }
    return {"default", endpoint.host_at};
  }

  const ClientInputs& in_;
  Arena& arena_;
  const SourceMap& sources_;
  std::vector<ClientAt> clients_;
  std::multimap<std::string_view, const File*> built_;
  std::map<const Workload*, std::vector<const Endpoint*>> redis_of_;
  std::set<const Workload*> open_;
  std::set<std::pair<const Workload*, const ClientLibrary*>> known_;
  std::map<const File*, std::vector<std::pair<const ClientLibrary*, Dependency>>> libraries_;
};

}  // namespace

std::string evidence_words(const ClientAt& client) {
  switch (client.evidence) {
    case ClientEvidence::declared:
      return fmt::format("`{}` uses {}", client.program->workload.text, client.library->title);
    case ClientEvidence::command:
      return fmt::format("starts {}", client.library->title);
    case ClientEvidence::variable:
      return fmt::format("a variable of {}", client.library->title);
    case ClientEvidence::image:
      return fmt::format("an application that uses {}", client.library->title);
    case ClientEvidence::manifest:
      return fmt::format("is built with {}", client.library->title);
  }
  __builtin_unreachable();
}

std::vector<ClientAt> clients_of(const ClientInputs& in, Arena& arena, const SourceMap& sources) {
  return Detector(in, arena, sources).run();
}

}  // namespace fairlead
