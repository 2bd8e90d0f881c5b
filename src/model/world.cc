#include "model/world.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "model/build.h"

namespace fairlead {
namespace {

/// Kinds that deploy charts or whole directories, and where they say the namespace and their names.
struct Deployer {
  std::string_view kind;
  std::array<std::string_view, 2> namespace_path;
  std::array<std::string_view, 4> chart_path;
};
constexpr std::array<Deployer, 4> deployers = {
    {{"HelmRelease", {"spec", "targetNamespace"}, {"spec", "chart", "spec", "chart"}},
     {"HelmChart", {"spec", "targetNamespace"}, {"spec", "chart"}},
     {"Application", {"spec", "destination"}, {"spec", "source", "chart"}},
     {"ApplicationSet", {"spec", "template"}, {"spec", "template", "spec", "source"}}}};

Ref at_path(Ref root, std::span<const std::string_view> path) {
  for (const std::string_view step : path) {
    if (!step.empty()) root = root[step];
  }
  return root;
}

void add_deployer(const Resource& resource, UnitSummary& summary) {
  for (const Deployer& deployer : deployers) {
    if (resource.kind != deployer.kind) continue;
    Ref space = at_path(resource.root, deployer.namespace_path);
    if (space && space->is_mapping()) space = space["namespace"];
    UnitSummary::Creator creator{std::string(space.text()), {std::string(resource.name)}};
    if (creator.namespace_name.empty() && resource.kind != "ApplicationSet" &&
        resource.kind != "Application") {
      creator.namespace_name = std::string(resource.namespace_name);
    }
    const std::string_view chart = at_path(resource.root, deployer.chart_path).text();
    if (!chart.empty()) creator.names.emplace_back(base_name(chart));
    for (const std::string_view field : {"releaseName", "path"}) {
      const std::string_view text = resource.root["spec"][field].text();
      if (!text.empty()) creator.names.emplace_back(base_name(text));
    }
    if (resource.kind == "ApplicationSet") creator.names.clear();  // it may deploy anything
    summary.creators.push_back(std::move(creator));
    return;
  }
  // An operator's Redis whose Services are not computed here.
  const std::string kind = lower(resource.kind);
  const bool redis = contains(kind, "redis") || contains(kind, "valkey") ||
                     contains(kind, "dragonfly") || contains(kind, "keydb");
  if (redis && !resource.group().empty() && resource.kind != "RedisFailover") {
    summary.creators.push_back({std::string(resource.namespace_name), {}});
  }
}

bool may_create(const UnitSummary::Creator& creator, const ServiceName& name) {
  if (!creator.namespace_name.empty() && creator.namespace_name != name.namespace_name)
    return false;
  if (creator.names.empty()) return true;
  return std::ranges::any_of(creator.names, [&](const std::string& each) {
    return each.empty() || contains(name.name, each) || contains(each, name.name);
  });
}

/// Whether two names differ as a slip of the hand does: part by part, one long part by one or two
/// letters.
bool misspelt(std::string_view a, std::string_view b) {
  const auto left = split(a, '-'), right = split(b, '-');
  if (a == b || left.size() != right.size()) return false;
  std::size_t different = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i] == right[i]) continue;
    const auto end_digit = [](std::string_view text) {
      return !text.empty() && text.back() >= '0' && text.back() <= '9';
    };
    if (end_digit(left[i]) || end_digit(right[i])) return false;  // `db-1`, `db-2`
    if (std::min(left[i].size(), right[i].size()) < 5 || edit_distance(left[i], right[i]) > 2)
      return false;
    ++different;
  }
  return different == 1;
}

}  // namespace

UnitSummary summarize(const Model& model, std::size_t index, const SourceMap& sources) {
  UnitSummary summary;
  summary.unit = index;
  summary.project = model.unit->project;
  for (const Service& service : model.services) {
    ServiceFacts facts{
        service.name,     service.namespace_name,     {}, service.open_ports, service.external_name,
        service.headless, sources.written(service.at)};
    for (const ServicePort& port : service.ports) facts.ports.emplace_back(port.number, port.role);
    summary.services.push_back(std::move(facts));
  }
  for (const Holder& holder : model.holders) {
    UnitSummary::Keys keys{holder.secret,         holder.name,
                           holder.namespace_name, {},
                           holder.open,           sources.written(holder.at)};
    for (const HeldKey& key : holder.keys) keys.keys.push_back(key.name);
    summary.holders.push_back(std::move(keys));
  }
  for (const RedisServer& server : model.redis_servers) {
    if (server.services_known) summary.redis_namespaces.insert(server.namespace_name);
  }
  for (const Resource& resource : model.resources) {
    add_deployer(resource, summary);
    // Endpoints without a Service, and Services by selector-less means, count as themselves.
    if (resource.kind == "Endpoints" || resource.kind == "EndpointSlice") {
      summary.creators.push_back(
          {std::string(resource.namespace_name), {std::string(resource.name)}});
    }
  }
  if (!model.chart_name.empty()) {
    UnitSummary::Creator chart{"", {model.chart_name}};
    for (const std::string& each : model.chart_dependencies) chart.names.push_back(each);
    summary.creators.push_back(std::move(chart));
  } else if (model.open) {
    summary.creators.push_back({"", {}});
  }
  summary.queues = model.queues;
  for (QueueName& queue : summary.queues) queue.at = sources.written(queue.at);
  return summary;
}

World::World(const Model& model, std::size_t unit, std::span<const UnitSummary> summaries)
    : model_(model), unit_(unit) {
  for (const UnitSummary& summary : summaries) {
    if (summary.unit == unit) summaries_.push_back(&summary);
  }
  for (const UnitSummary& summary : summaries) {
    if (summary.unit != unit && summary.project == model.unit->project)
      summaries_.push_back(&summary);
  }
}

std::vector<ServiceFacts> World::services_in(std::string_view namespace_name) const {
  std::vector<ServiceFacts> services;
  for (const UnitSummary* summary : summaries_) {
    // Without a namespace only what is deployed together is together.
    if (namespace_name.empty() && summary->unit != unit_) continue;
    for (const ServiceFacts& service : summary->services) {
      if (service.namespace_name == namespace_name) services.push_back(service);
    }
  }
  for (const ExternalService& external : model_.config->services) {
    if (external.namespace_name != namespace_name) continue;
    ServiceFacts facts{
        external.name, external.namespace_name, {}, external.ports.empty(), false, false, {}};
    for (const std::uint16_t port : external.ports) facts.ports.emplace_back(port, Role::unknown);
    services.push_back(std::move(facts));
  }
  std::ranges::stable_sort(services, {}, &ServiceFacts::name);
  return services;
}

std::vector<ServiceFacts> World::services_named(std::string_view name) const {
  std::vector<ServiceFacts> services;
  for (const UnitSummary* summary : summaries_) {
    for (const ServiceFacts& service : summary->services) {
      if (service.name == name) services.push_back(service);
    }
  }
  return services;
}

ServiceAnswer World::service(std::string_view host, std::string_view namespace_name,
                             Product product) const {
  ServiceAnswer answer;
  const std::vector<ServiceName> names = service_names(host, namespace_name);
  if (names.empty()) {
    answer.reason = "it is no name of a Service";
    return answer;
  }
  for (const ServiceName& name : names) {
    answer.name = name;
    for (ServiceFacts& facts : services_in(name.namespace_name)) {
      if (facts.name == name.name) answer.services.push_back(std::move(facts));
    }
    if (answer.services.empty()) continue;
    answer.answer = Answer::found;
    return answer;
  }
  answer.name = names.front();
  answer.reason = open_reason(answer.name, product);
  answer.answer = answer.reason.empty() ? Answer::missing : Answer::unknown;
  return answer;
}

std::string World::open_reason(const ServiceName& name, Product product) const {
  const auto& closed = model_.config->closed_namespaces;
  if (std::ranges::find(closed, name.namespace_name) != closed.end()) return {};
  if (product != Product::redis && product != Product::sentinel) {
    return "nothing says that all Services of that namespace are in view";
  }
  const bool redis_known = std::ranges::any_of(summaries_, [&](const UnitSummary* summary) {
    return summary->redis_namespaces.contains(name.namespace_name) &&
           (!name.namespace_name.empty() || summary->unit == unit_);
  });
  if (!redis_known) {
    return name.namespace_name.empty()
               ? "the namespace is not known and no Redis is deployed here"
               : fmt::format("no Redis in namespace `{}` is in view", name.namespace_name);
  }
  return may_be_created(name) ? "something that is not rendered here may create it" : "";
}

bool World::may_be_created(const ServiceName& name) const {
  return std::ranges::any_of(summaries_, [&](const UnitSummary* summary) {
    return std::ranges::any_of(summary->creators, [&](const UnitSummary::Creator& creator) {
      return may_create(creator, name);
    });
  });
}

std::vector<QueueName> World::queues() const {
  std::vector<QueueName> queues;
  for (const UnitSummary* summary : summaries_) {
    queues.insert(queues.end(), summary->queues.begin(), summary->queues.end());
  }
  return queues;
}

KeyAnswer World::key(bool secret, std::string_view name, std::string_view namespace_name,
                     std::string_view key) const {
  KeyAnswer answer;
  bool open = false;
  for (const ExternalKeys& external :
       secret ? model_.config->secrets : model_.config->config_maps) {
    if (external.name != name) continue;
    if (!external.namespace_name.empty() && external.namespace_name != namespace_name) continue;
    answer.holder = Answer::found;
    open = open || external.keys.empty();
    answer.keys.insert(answer.keys.end(), external.keys.begin(), external.keys.end());
  }
  const UnitSummary::Keys* near = nullptr;
  for (const UnitSummary* summary : summaries_) {
    const bool own = summary->unit == unit_;
    if (namespace_name.empty() && !own) continue;
    for (const UnitSummary::Keys& holder : summary->holders) {
      if (holder.secret != secret || holder.namespace_name != namespace_name) continue;
      if (holder.name == name) {
        if (answer.holder != Answer::found || answer.at.empty()) answer.at = holder.at;
        answer.holder = Answer::found;
        open = open || holder.open;
        answer.keys.insert(answer.keys.end(), holder.keys.begin(), holder.keys.end());
      } else if (own && !model_.open && misspelt(name, holder.name)) {
        near = &holder;
      }
    }
  }
  if (answer.holder == Answer::found) {
    std::ranges::sort(answer.keys);
    const bool has = std::ranges::find(answer.keys, key) != answer.keys.end();
    answer.key = has ? Answer::found : open ? Answer::unknown : Answer::missing;
    if (answer.key == Answer::unknown) answer.reason = "it may get more keys than the files show";
    return answer;
  }
  if (near) {
    answer.holder = Answer::missing;
    answer.keys = {near->name};
    answer.at = near->at;
    return answer;
  }
  answer.reason = fmt::format("the {} is not in view", secret ? "Secret" : "ConfigMap");
  return answer;
}

}  // namespace fairlead
