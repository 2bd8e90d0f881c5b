#include "run/dns_lookups.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

constexpr std::string_view default_domain = "cluster.local";
/// Domains of clusters that hosts may name; more are not asked for.
constexpr std::size_t most_domains = 4;
/// Names that cannot exist: RFC 6761 keeps `.invalid` free, and nobody calls a Service so.
constexpr const char* impossible_host = "fairlead-probe.invalid";
std::string impossible_service(std::string_view domain) {
  return fmt::format("fairlead-probe.default.svc.{}", domain);
}
/// The API server's, which every cluster has.
std::string certain_service(std::string_view domain) {
  return fmt::format("kubernetes.default.svc.{}", domain);
}

/// An absolute name that a host may stand for, the likeliest first.
struct Reading {
  std::string name;
  ServiceName service;       ///< "" outside of the cluster
  std::string service_host;  ///< of `service`, absolute
};

std::size_t label_count(std::string_view host) {
  return static_cast<std::size_t>(std::ranges::count(host, '.')) + 1;
}

/// What is asked once, and what came back.
class Asked {
 public:
  explicit Asked(Resolver& resolver) : resolver_(resolver) {}

  void want(const std::string& name, DnsType type) { wanted_.insert({lower(name), type}); }
  void want_address(const std::string& name) {
    want(name, DnsType::a);
    want(name, DnsType::aaaa);
  }

  /// Asks all that is wanted and was not asked yet.
  void go() {
    std::vector<DnsQuestion> questions;
    for (const DnsQuestion& question : wanted_) {
      if (!answers_.contains(question)) questions.push_back(question);
    }
    wanted_.clear();
    if (questions.empty()) return;
    // Some servers drop questions for AAAA: those must not be in the way of the others.
    std::ranges::stable_partition(
        questions, [](const DnsQuestion& question) { return question.type != DnsType::aaaa; });
    std::vector<DnsAnswer> answers = resolver_.ask(questions);
    for (std::size_t i = 0; i < questions.size(); ++i)
      answers_.emplace(std::move(questions[i]), std::move(answers[i]));
  }

  /// Not checked, without a reason, where it was not asked.
  DnsAnswer answer(const std::string& name, DnsType type) const {
    const auto found = answers_.find({lower(name), type});
    return found == answers_.end() ? DnsAnswer{} : found->second;
  }
  DnsAnswer address(const std::string& name) const {
    return either(answer(name, DnsType::a), answer(name, DnsType::aaaa));
  }

 private:
  Resolver& resolver_;
  std::set<DnsQuestion> wanted_;
  std::map<DnsQuestion, DnsAnswer> answers_;
};

class Lookups {
 public:
  Lookups(const std::set<DnsLookup>& all, Resolver& resolver)
      : all_(all), asked_(resolver), server_(resolver.server()) {
    domains_.emplace_back(default_domain);
    for (const DnsLookup& lookup : all_) {
      const std::string domain(lookup.in_cluster ? cluster_domain(lookup.host) : "");
      const bool known = domain.empty() || std::ranges::find(domains_, domain) != domains_.end();
      if (!known && domains_.size() < most_domains) domains_.push_back(domain);
    }
  }

  /// Asks, and adds what came back.
  void go(std::map<DnsLookup, DnsFact>& facts) {
    ask_outside();
    ask_inside();
    for (const DnsLookup& lookup : all_) facts.emplace(lookup, judge(lookup));
  }

 private:
  void ask_outside() {
    if (all_.empty()) return;
    asked_.want(impossible_host, DnsType::a);
    bool inside = false;
    for (const DnsLookup& lookup : all_) {
      inside |= lookup.in_cluster || label_count(lookup.host) == 3;
      if (lookup.in_cluster) continue;
      if (!lookup.service.empty())
        asked_.want(srv_name(lookup), DnsType::srv);
      else
        asked_.want_address(lookup.host);
    }
    for (const std::string& domain : domains_) {
      if (!inside) break;
      asked_.want_address(certain_service(domain));
      asked_.want(impossible_service(domain), DnsType::a);
    }
    asked_.go();
  }

  void ask_inside() {
    for (const DnsLookup& lookup : all_) {
      for (const Reading& reading : readings_of(lookup)) {
        asked_.want_address(reading.name);
        if (reading.service.name.empty()) continue;
        if (reading.service.pod.empty())
          asked_.want(reading.name, DnsType::srv);
        else
          asked_.want_address(reading.service_host);
      }
      for (const std::string& parent : doubtful(lookup)) asked_.want(parent, DnsType::a);
    }
    asked_.go();
  }

  static std::string srv_name(const DnsLookup& lookup) {
    return fmt::format("{}.{}", lookup.service, lookup.host);
  }

  /// Whether the server speaks for the cluster of that domain.
  bool speaks_for(const std::string& domain) const {
    const DnsOutcome impossible = asked_.answer(impossible_service(domain), DnsType::a).outcome;
    return asked_.address(certain_service(domain)).outcome == DnsOutcome::found &&
           (impossible == DnsOutcome::no_such_host || impossible == DnsOutcome::no_data);
  }

  /// The first domain that it speaks for, which completes what names none; "" for none.
  std::string own_domain() const {
    const auto found = std::ranges::find_if(
        domains_, [&](const std::string& domain) { return speaks_for(domain); });
    return found == domains_.end() ? std::string() : *found;
  }

  /// The names that the host stands for, as a pod's search list completes it (`ndots:5`, and the
  /// domains ns.svc, svc of the cluster). None where nobody here could answer for them.
  std::vector<Reading> readings_of(const DnsLookup& lookup) const {
    std::vector<Reading> readings;
    if (!lookup.service.empty()) return readings;
    std::string domain(lookup.in_cluster ? cluster_domain(lookup.host) : "");
    if (domain.empty()) domain = own_domain();
    const bool inside = !domain.empty() && speaks_for(domain);
    const auto add = [&](ServiceName service) {
      if (service.namespace_name.empty()) return;
      Reading reading;
      reading.service_host =
          fmt::format("{}.{}.svc.{}", service.name, service.namespace_name, domain);
      reading.name = service.pod.empty() ? reading.service_host
                                         : fmt::format("{}.{}", service.pod, reading.service_host);
      reading.service = std::move(service);
      readings.push_back(std::move(reading));
    };
    const Reading as_written{lookup.host, {}, ""};
    if (lookup.in_cluster) {
      for (ServiceName& name : service_names(lookup.host, lookup.namespace_name)) {
        if (inside) add(std::move(name));
      }
      // `acme.dev` may be a Service, and a domain as well.
      if (inside && label_count(lookup.host) == 2) readings.push_back(as_written);
      return readings;
    }
    readings.push_back(as_written);
    if (inside && label_count(lookup.host) == 3) {
      const auto labels = split(lookup.host, '.');
      add({std::string(labels[1]), std::string(labels[2]), std::string(labels[0]), true});
    }
    return readings;
  }

  /// The domains above a host that does not exist without a zone saying so. A server knows nothing
  /// of private domains elsewhere, nor of `pod.service.namespace` in a cluster that it does not
  /// speak for: that it knows none of these says nothing about the host.
  std::vector<std::string> doubtful(const DnsLookup& lookup) const {
    if (lookup.in_cluster || !own_domain().empty()) return {};
    const bool srv = !lookup.service.empty();
    const DnsAnswer answer =
        srv ? asked_.answer(srv_name(lookup), DnsType::srv) : asked_.address(lookup.host);
    if (answer.outcome != DnsOutcome::no_such_host || answer.by_zone) return {};
    std::vector<std::string> parents;
    std::string name = srv ? srv_name(lookup) : lookup.host;
    while (label_count(name) > 2) parents.push_back(name = name.substr(name.find('.') + 1));
    return parents;
  }

  bool is_certain(const DnsLookup& lookup) const {
    const std::vector<std::string> parents = doubtful(lookup);
    return parents.empty() || std::ranges::any_of(parents, [&](const std::string& parent) {
             const DnsAnswer answer = asked_.answer(parent, DnsType::a);
             return answer.outcome == DnsOutcome::found || answer.outcome == DnsOutcome::no_data ||
                    answer.by_zone;
           });
  }

  DnsFact judge(const DnsLookup& lookup) const {
    if (!lookup.service.empty()) return judge_srv(lookup);
    const std::vector<Reading> readings = readings_of(lookup);
    if (readings.empty()) return unknown(lookup.host, why_not_inside(lookup));
    std::optional<DnsFact> best;
    for (const Reading& reading : readings) {
      DnsFact fact = judge_reading(reading);
      if (fact.state == DnsState::found) return fact;
      // Doubt about one name is doubt about the host, and an empty name is more than none.
      const auto weight = [](DnsState state) {
        return state == DnsState::unknown ? 2 : state == DnsState::no_address ? 1 : 0;
      };
      if (!best || weight(fact.state) > weight(best->state)) best = std::move(fact);
    }
    return certain_or_unknown(lookup, std::move(*best));
  }

  DnsFact judge_reading(const Reading& reading) const {
    const DnsAnswer answer = asked_.address(reading.name);
    const bool inside = !reading.service.name.empty();
    DnsFact fact = fact_of(reading.name, answer);
    fact.in_cluster = inside;
    fact.service = reading.service;
    if (fact.state == DnsState::found && !inside && lies())
      return unknown(reading.name, "the server finds names that cannot exist, too");
    if (!inside) return fact;
    if (fact.state == DnsState::found) fact.ports = ports_of(reading);
    // A headless Service without a ready pod, at this moment.
    if (fact.state == DnsState::no_address)
      return unknown(reading.name, "the Service is there, without an address");
    if (fact.state == DnsState::no_such_host && !reading.service.pod.empty() &&
        asked_.address(reading.service_host).outcome != DnsOutcome::no_such_host) {
      return unknown(reading.name, "the Service is there, and no pod of that name is ready");
    }
    return fact;
  }

  DnsFact judge_srv(const DnsLookup& lookup) const {
    const std::string name = srv_name(lookup);
    if (lookup.in_cluster)
      return unknown(name, "SRV records are asked for outside of clusters only");
    const DnsAnswer answer = asked_.answer(name, DnsType::srv);
    if (answer.outcome == DnsOutcome::found && lies())
      return unknown(name, "the server finds names that cannot exist, too");
    DnsFact fact = fact_of(name, answer);
    // A single target "." says that the service is not there (RFC 2782).
    if (answer.services.size() == 1 && answer.services[0].target.empty())
      fact.state = DnsState::no_address;
    return certain_or_unknown(lookup, std::move(fact));
  }

  DnsFact certain_or_unknown(const DnsLookup& lookup, DnsFact fact) const {
    if (fact.state != DnsState::no_such_host || is_certain(lookup)) return fact;
    return unknown(fact.name, "the server knows nothing of its domain, which may be a private one");
  }

  static DnsFact fact_of(const std::string& name, const DnsAnswer& answer) {
    DnsFact fact;
    fact.name = name;
    fact.aliases = answer.aliases;
    fact.reason = answer.reason;
    switch (answer.outcome) {
      case DnsOutcome::found:
        fact.state = DnsState::found;
        return fact;
      case DnsOutcome::no_such_host:
        fact.state = DnsState::no_such_host;
        return fact;
      case DnsOutcome::no_data:
        fact.state = DnsState::no_address;
        return fact;
      case DnsOutcome::not_checked:
        return fact;
    }
    __builtin_unreachable();
  }

  static DnsFact unknown(std::string name, std::string reason) {
    DnsFact fact;
    fact.name = std::move(name);
    fact.reason = std::move(reason);
    return fact;
  }

  /// CoreDNS answers the question for the SRV records of a Service's own name with all of its
  /// ports, under that name; of a headless one with those of its pods, under theirs, and a pod
  /// answers on any port that it listens on. Others send 0 for a port, or nothing.
  std::vector<std::uint16_t> ports_of(const Reading& reading) const {
    std::vector<std::uint16_t> ports;
    if (!reading.service.pod.empty()) return ports;
    for (const DnsService& service : asked_.answer(reading.name, DnsType::srv).services) {
      if (service.port == 0 || !equal_ignoring_case(service.target, reading.name)) return {};
      ports.push_back(service.port);
    }
    std::ranges::sort(ports);
    const auto rest = std::ranges::unique(ports);
    ports.erase(rest.begin(), rest.end());
    return ports;
  }

  /// Whether the server has an answer for everything.
  bool lies() const {
    return asked_.answer(impossible_host, DnsType::a).outcome == DnsOutcome::found;
  }

  std::string why_not_inside(const DnsLookup& lookup) const {
    std::string domain(cluster_domain(lookup.host));
    if (domain.empty()) domain = own_domain().empty() ? default_domain : own_domain();
    if (speaks_for(domain)) return "no file says from which namespace it is looked up";
    const DnsAnswer certain = asked_.address(certain_service(domain));
    if (!certain.reason.empty()) return certain.reason;
    return fmt::format("{} does not answer for a cluster `{}`", server_, domain);
  }

  const std::set<DnsLookup>& all_;
  Asked asked_;
  std::string server_;
  std::vector<std::string> domains_;
};

}  // namespace

void look_up(const std::set<DnsLookup>& lookups, Resolver& resolver, DnsFacts& facts) {
  Lookups(lookups, resolver).go(facts.facts);
}

}  // namespace fairlead
