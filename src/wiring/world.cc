#include "wiring/world.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "facts/cluster/image.h"
#include "wiring/candidates.h"
#include "wiring/names/former_names.h"
#include "wiring/names/own_names.h"

namespace fairlead {
namespace {

bool may_create(const UnitSummary::Creator& creator, const ServiceName& name) {
  if (!creator.namespace_name.empty() && creator.namespace_name != name.namespace_name)
    return false;
  if (!creator.made.empty())
    return std::ranges::any_of(creator.made,
                               [&](const ReleaseName& made) { return made.fits(name.name); });
  if (creator.names.empty()) return true;
  return std::ranges::any_of(creator.names, [&](const std::string& each) {
    return each.empty() || contains(name.name, each) || contains(each, name.name);
  });
}

ServiceFacts facts_of(const ExternalService& external) {
  ServiceFacts facts;
  facts.name = external.name;
  facts.namespace_name = external.namespace_name;
  facts.open_ports = external.ports.empty();
  for (const std::uint16_t port : external.ports) facts.ports.emplace_back(port, Role::unknown);
  return facts;
}

}  // namespace

World::World(const Facts& facts, const UnitSummary& own, const Summaries& summaries,
             const DnsFacts* dns, const Builds* builds)
    : facts_(facts),
      own_(own),
      summaries_(summaries),
      alternatives_(summaries.alternatives_to(own)),
      dns_(dns),
      builds_(builds) {}

World::~World() = default;

bool World::is_alternative(const UnitSummary& other) const {
  return alternatives_.contains(&other);
}

const std::vector<ServiceFacts>& World::services_in(std::string_view namespace_name) const {
  const auto [place, first] = services_in_.try_emplace(std::string(namespace_name));
  std::vector<ServiceFacts>& services = place->second;
  if (!first) return services;
  for (const UnitSummary* summary : summaries_.units_of(facts_.unit->world)) {
    if (!together(*summary, namespace_name)) continue;
    for (const ServiceFacts& service : summary->services) {
      if (service.namespace_name == namespace_name) services.push_back(service);
    }
  }
  for (const ExternalService& external : facts_.config->services) {
    if (external.namespace_name == namespace_name) services.push_back(facts_of(external));
  }
  std::ranges::stable_sort(services, {}, &ServiceFacts::name);
  // A base that is deployed by itself as well as by an overlay says the same of one place.
  const auto rest = std::ranges::unique(services);
  services.erase(rest.begin(), rest.end());
  return services;
}

Offers& World::offers_in(std::string_view namespace_name, Product product) const {
  auto& offers = offers_in_[{std::string(namespace_name), product}];
  if (!offers) offers = std::make_unique<Offers>(services_in(namespace_name), product);
  return *offers;
}

bool World::together(const UnitSummary& other, std::string_view namespace_name) const {
  if (&other == &own_) return true;
  return !namespace_name.empty() && !is_alternative(other);
}

std::vector<ServiceFacts> World::services_named(std::string_view name) const {
  std::vector<ServiceFacts> services;
  for (const auto& [unit, facts] : summaries_.services(facts_.unit->world, name)) {
    if (!is_alternative(*unit)) services.push_back(*facts);
  }
  return services;
}

std::vector<ServiceFacts> World::services_at(const ServiceName& name) const {
  std::vector<ServiceFacts> services;
  for (const auto& [unit, facts] : summaries_.services(facts_.unit->world, name.name)) {
    if (facts->namespace_name == name.namespace_name && together(*unit, name.namespace_name)) {
      services.push_back(*facts);
    }
  }
  const bool in_files = !services.empty();
  for (const ExternalService& external : facts_.config->services) {
    if (external.name != name.name || external.namespace_name != name.namespace_name) continue;
    if (!in_files || !external.from_inventory) services.push_back(facts_of(external));
  }
  return services;
}

ServiceAnswer World::service(std::string_view written_host, std::string_view namespace_name,
                             Product product) const {
  ServiceAnswer answer;
  const std::string host = lower(written_host);  // as DNS reads it
  std::vector<ServiceName> names = service_names(host, namespace_name);
  // On a project's network a name is a name, dots and all.
  const bool dotted = facts_.unit->kind == UnitKind::compose && contains(host, ".");
  if (dotted) names.insert(names.begin(), {host, std::string(namespace_name), "", false});
  for (ServiceName& name : names)
    if (name.namespace_name == unknown_namespace) name.namespace_name.clear();
  if (names.empty()) {
    answer.reason = "it is no name of a Service";
    return answer;
  }
  for (const ServiceName& name : names) {
    answer.name = name;
    answer.services = services_at(name);
    if (answer.services.empty()) continue;
    answer.answer = Answer::found;
    return answer;
  }
  if (auto service = service_by_dns(host, namespace_name)) {
    answer.name = {service->name, service->namespace_name, "", true};
    answer.services.push_back(std::move(*service));
    answer.answer = Answer::found;
    return answer;
  }
  answer.name = names.front();
  if (dotted) {
    answer.reason = "no service of the project is called so";
    return answer;
  }
  const FormerName* former = former_service(facts_, answer.name, namespace_name);
  if (former && !is_named_by_creator(answer.name)) answer.former = former;
  if (!answer.former) answer.reason = open_reason(answer.name, product);
  answer.answer = answer.reason.empty() ? Answer::missing : Answer::unknown;
  return answer;
}

/// What may be anything anywhere is no reason to think of this very name.
bool World::is_named_by_creator(const ServiceName& name) const {
  const auto units = summaries_.units_of(facts_.unit->world);
  return std::ranges::any_of(units, [&](const UnitSummary* summary) {
    if (is_alternative(*summary)) return false;
    return std::ranges::any_of(summary->creators, [&](const UnitSummary::Creator& creator) {
      return !creator.names.empty() && !creator.namespace_name.empty() && may_create(creator, name);
    });
  });
}

std::optional<ServiceFacts> World::service_by_dns(std::string_view host,
                                                  std::string_view namespace_name) const {
  if (!dns_ || facts_.unit->kind == UnitKind::compose) return std::nullopt;
  const DnsFact* fact = dns_->find(service_lookup(host, namespace_name));
  if (!fact || fact->state != DnsState::found || !fact->in_cluster) return std::nullopt;
  ServiceFacts facts;
  facts.name = fact->service.name;
  facts.namespace_name = fact->service.namespace_name;
  // Which ports it has is what endpoint/dns-port-differs asks.
  facts.open_ports = facts.by_dns = true;
  return facts;
}

bool World::is_closed(std::string_view namespace_name) const {
  const auto& closed = facts_.config->closed_namespaces;
  if (std::ranges::find(closed, namespace_name) != closed.end()) return true;
  return facts_.config->known_services.contains(namespace_name) && !grows(namespace_name);
}

std::string World::open_reason(const ServiceName& name, Product product) const {
  if (is_closed(name.namespace_name)) return {};
  if (facts_.config->known_services.contains(name.namespace_name))
    return "something that is not rendered here may create it";
  if (product != Product::redis && product != Product::sentinel) {
    return "nothing says that all Services of that namespace are in view";
  }
  // Who deploys it says the namespace of what names none: Argo CD's destination, `-n`.
  const auto named = summaries_.services(facts_.unit->world, name.name);
  const bool elsewhere = std::ranges::any_of(named, [&](const Summaries::ServiceAt& at) {
    return at.second->namespace_name.empty() && !is_alternative(*at.first) &&
           !summaries_.is_installed_otherwise(*at.first);
  });
  if (elsewhere && !name.namespace_name.empty())
    return "a Service of that name is in a namespace that no file says";
  if (left_out(name)) return {};
  const auto units = summaries_.units_of(facts_.unit->world);
  const bool redis_known = std::ranges::any_of(units, [&](const UnitSummary* summary) {
    const auto& namespaces =
        product == Product::sentinel ? summary->sentinel_namespaces : summary->redis_namespaces;
    return namespaces.contains(name.namespace_name) && together(*summary, name.namespace_name);
  });
  if (!redis_known) {
    const bool created = std::ranges::any_of(
        own_.creators, [&](const UnitSummary::Creator& each) { return may_create(each, name); });
    if (name.namespace_name.empty() && created)
      return "something that is not rendered here may create it";
    const std::string_view server = product == Product::sentinel ? "Sentinel" : "Redis";
    return name.namespace_name.empty()
               ? fmt::format("the namespace is not known and no {} is deployed here", server)
               : fmt::format("no {} in namespace `{}` is in view", server, name.namespace_name);
  }
  return may_be_created(name) ? "something that is not rendered here may create it" : "";
}

bool World::left_out(const ServiceName& name) const {
  const auto without = summaries_.instances_without(facts_.unit->world, name.name);
  const bool absent = std::ranges::any_of(without, [&](const Summaries::InstanceAt& at) {
    return together(*at.first, name.namespace_name) &&
           at.second->namespace_name == name.namespace_name;
  });
  return absent && !is_named_by_creator(name);
}

bool World::grows(std::string_view namespace_name) const {
  return std::ranges::any_of(
      summaries_.units_of(facts_.unit->world), [&](const UnitSummary* summary) {
        if (is_alternative(*summary)) return false;
        return std::ranges::any_of(summary->creators, [&](const UnitSummary::Creator& creator) {
          return creator.namespace_name.empty() || creator.namespace_name == namespace_name;
        });
      });
}

bool World::may_be_created(const ServiceName& name) const {
  // What an alternative has may be here as well.
  const auto named = summaries_.services(facts_.unit->world, name.name);
  const bool is_had = std::ranges::any_of(named, [&](const Summaries::ServiceAt& at) {
    return !summaries_.is_installed_otherwise(*at.first);
  });
  return std::ranges::any_of(
      summaries_.units_of(facts_.unit->world), [&](const UnitSummary* summary) {
        if (is_alternative(*summary)) return false;
        // Where something says what the release is called, it is not called otherwise.
        const bool is_named = !is_had && summaries_.has_one_name(*summary);
        return std::ranges::any_of(summary->creators, [&](const UnitSummary::Creator& creator) {
          return (creator.made.empty() || !is_named) && may_create(creator, name);
        });
      });
}

bool World::is_misspelt(const ServiceName& name, std::optional<std::uint16_t> port,
                        bool with_scheme) const {
  if (facts_.open || may_be_created(name)) return false;
  const auto is_meant = [&](const auto& offer) {
    const bool is_known = server_of_port(offer.first) != ServerKind::unknown;
    return port ? offer.first == *port && (is_known || with_scheme) : is_known;
  };
  // A compose project is closed, and of most of its services no port is known.
  const bool compose = facts_.unit->kind == UnitKind::compose;
  return own_names().any_service(name.name, name.namespace_name, [&](const ServiceFacts& service) {
    return (compose && service.ports.empty()) || std::ranges::any_of(service.ports, is_meant);
  });
}

const OwnNames& World::own_names() const {
  if (!own_names_) own_names_ = std::make_unique<OwnNames>(own_);
  return *own_names_;
}

std::vector<const UnitSummary::Instance*> World::instances_with(
    std::string_view service, std::string_view namespace_name) const {
  std::vector<const UnitSummary::Instance*> found;
  for (const auto& [unit, instance] : summaries_.instances_with(facts_.unit->world, service)) {
    if (together(*unit, namespace_name) && instance->namespace_name == namespace_name)
      found.push_back(instance);
  }
  return found;
}

std::span<const QueueName> World::queues() const { return own_.queues; }

const AlikeQueues& World::queues_like(const QueueName& queue) const {
  return summaries_.queues_like(facts_.unit->world, queue.text);
}

const QueueName& World::first_of(const AlikeQueues& alike) const {
  const auto first = std::ranges::find_if(
      alike.all, [&](const auto& each) { return !is_alternative(*each.first); });
  return *first->second;  // this unit's own are among them
}

namespace {

/// Whether one of two directories lies in the other, or both are one.
bool is_around(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return a.empty() || (b.starts_with(a) && (a.size() == b.size() || b[a.size()] == '/'));
}

}  // namespace

bool World::has_new_redis_only() const {
  bool any = false;
  for (const UnitSummary* other : summaries_.with_versions()) {
    const bool near = other->world == own_.world ? !is_alternative(*other)
                                                 : other->config == own_.config &&
                                                       is_around(other->directory, own_.directory);
    if (near && other->old_redis) return false;
    any = any || near;
  }
  return any;
}

std::size_t World::steps() const {
  std::size_t steps = own_names_ ? own_names_->steps() : 0;
  for (const auto& [place, offers] : offers_in_) steps += offers->steps();
  return steps;
}

}  // namespace fairlead
