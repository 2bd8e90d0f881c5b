#include "wiring/candidates.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.h"
#include "wiring/reach.h"

namespace fairlead {
namespace {

/// How near a name is matters among the first: a thousand Services are not compared for each host.
constexpr std::size_t most_candidates = 32;

/// Looks for the likeliest offers of a name, class by class: no class is looked at behind the one
/// that fills the list, so that what one passes over, others have found.
class CandidateList {
 public:
  CandidateList(Offers& offers, const Endpoint& endpoint, std::string_view name,
                const std::function<bool(const Offers::Offer&)>& counts)
      : offers_(offers), endpoint_(endpoint), name_(name), counts_(counts) {}

  std::vector<Candidate> done() {
    const bool redis =
        endpoint_.product == Product::redis || endpoint_.product == Product::sentinel;
    for (const bool fits : {true, false}) {
      Offers::Part* same_port = endpoint_.port ? offers_.on_port(fits, *endpoint_.port) : nullptr;
      if (same_port) add_near(*same_port, fits);
      add_near(*offers_.all(fits), fits);
      if (!fits) break;
      // The names of a foreign protocol say nothing: only a name or a port makes one likely.
      if (same_port) add_rest(*same_port);
      if (redis) add_rest(*offers_.all(fits));
    }
    sort_by_distance();
    add_namesakes();
    return std::move(found_);
  }

 private:
  bool is_full() const { return found_.size() >= most_candidates; }

  void add(const Offers::Offer& offer, bool fits, bool near) {
    if (!counts_ || counts_(offer)) {
      if (!seen_.insert(offer.number).second) return;
      found_.push_back({*offer.service, offer.port, offer.role, fits, near});
    }
  }

  void add_near(Offers::Part& part, bool fits) {
    const auto slips = most_slips(name_);
    if (is_full() || part.offers.empty() || !slips) return;
    if (!part.names) {
      std::vector<std::string_view> names;
      for (const Offers::Offer& offer : part.offers) names.emplace_back(offer.service->name);
      part.names = std::make_unique<NearNames>(std::move(names));
    }
    NearNames::Search search(*part.names, name_, *slips);
    while (!is_full()) {
      const auto number = search.next();
      if (!number) return;
      if (!part.offers[*number].service->name.empty()) add(part.offers[*number], fits, true);
    }
  }

  void add_rest(const Offers::Part& part) {
    for (const Offers::Offer& offer : part.offers) {
      if (is_full()) return;
      add(offer, true, false);
    }
  }

  auto rank(const Candidate& candidate) const {
    return std::tuple(!candidate.fits, !candidate.near, candidate.port != endpoint_.port);
  }

  void sort_by_distance() {
    std::vector<std::pair<std::size_t, Candidate>> all;
    for (Candidate& each : found_) {
      const std::size_t distance = edit_distance(name_, each.service.name);
      all.emplace_back(distance, std::move(each));
    }
    std::ranges::stable_sort(
        all, {}, [&](const auto& each) { return std::pair(rank(each.second), each.first); });
    std::ranges::transform(all, found_.begin(), [](auto& each) { return std::move(each.second); });
  }

  /// The ports of the very Service, where others fill the list.
  void add_namesakes() {
    if (!is_full() || name_.empty() || !most_slips(name_)) return;
    for (const bool fits : {true, false}) {
      const std::span<const Offers::Offer> all = offers_.named(fits, name_);
      const std::size_t most = found_.size() + most_candidates;
      for (const bool same_port : {true, false}) {
        for (const Offers::Offer& offer : all) {
          if (found_.size() >= most) return;
          if ((endpoint_.port == offer.port) == same_port) add(offer, fits, true);
        }
      }
    }
  }

  Offers& offers_;
  const Endpoint& endpoint_;
  const std::string_view name_;
  const std::function<bool(const Offers::Offer&)>& counts_;
  std::set<std::size_t> seen_;
  std::vector<Candidate> found_;
};

}  // namespace

Offers::Offers(const std::vector<ServiceFacts>& services, Product product) {
  std::size_t number = 0;
  for (const ServiceFacts& service : services) {
    for (const auto& [port, role] : service.ports) {
      if (role == Role::metrics) continue;
      const std::size_t fits = role_fits(product, role) ? 1 : 0;
      const Offer offer{number++, &service, port, role};
      all_[fits].offers.push_back(offer);
      by_port_[fits][port].offers.push_back(offer);
    }
  }
}

Offers::Part* Offers::on_port(bool fits, std::uint16_t port) {
  auto& parts = by_port_[fits ? 1 : 0];
  const auto found = parts.find(port);
  return found == parts.end() ? nullptr : &found->second;
}

std::span<const Offers::Offer> Offers::named(bool fits, std::string_view name) const {
  const auto found = std::ranges::equal_range(
      all_[fits ? 1 : 0].offers, name, {},
      [](const Offer& each) { return std::string_view(each.service->name); });
  return {found.begin(), found.end()};
}

std::size_t Offers::steps() const {
  std::size_t steps = 0;
  const auto count = [&](const Part& part) { steps += part.names ? part.names->steps() : 0; };
  for (const Part& part : all_) count(part);
  for (const auto& parts : by_port_) {
    for (const auto& [port, part] : parts) count(part);
  }
  return steps;
}

std::vector<Candidate> candidates(const World& world, const Endpoint& endpoint,
                                  std::string_view name, std::string_view namespace_name,
                                  const std::function<bool(const Offers::Offer&)>& counts) {
  Offers& offers = world.offers_in(namespace_name, endpoint.product);
  return CandidateList(offers, endpoint, name, counts).done();
}

}  // namespace fairlead
