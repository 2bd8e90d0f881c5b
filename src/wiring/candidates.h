#pragma once
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/near_names.h"
#include "wiring/world.h"

namespace fairlead {

/// A Service's port that may have been meant.
struct Candidate {
  ServiceFacts service;
  std::uint16_t port = 0;
  Role role = Role::unknown;
  bool fits = false;  ///< its role is what the client expects
  bool near = false;  ///< its name is nearly the one that was written
};

/// The ports of a namespace's Services, as clients of one product look for them.
class Offers {
 public:
  struct Offer {
    std::size_t number = 0;  ///< of all, in the order of the Services' names
    const ServiceFacts* service = nullptr;
    std::uint16_t port = 0;
    Role role = Role::unknown;
  };
  /// Some of them, in the order of the Services' names.
  struct Part {
    std::vector<Offer> offers;
    std::unique_ptr<NearNames> names;  ///< of the offers' Services, once they are asked for
  };

  /// `services` are sorted by name, and must outlive it.
  Offers(const std::vector<ServiceFacts>& services, Product product);
  /// The ports that do, or do not, serve the product: all of them, or those of one number; null
  /// where there are none.
  Part* all(bool fits) { return &all_[fits ? 1 : 0]; }
  Part* on_port(bool fits, std::uint16_t port);
  /// Those of Services of one name.
  std::span<const Offer> named(bool fits, std::string_view name) const;
  /// The work of looking for near names so far.
  std::size_t steps() const;

 private:
  Part all_[2];
  std::map<std::uint16_t, Part> by_port_[2];
};

/// The Services of a namespace that a client may have meant by `name`, the likeliest first: as many
/// as anybody wants to read of, and those of that very name. Of those that neither fit nor are near
/// there is none. `counts` passes over others.
std::vector<Candidate> candidates(const World& world, const Endpoint& endpoint,
                                  std::string_view name, std::string_view namespace_name,
                                  const std::function<bool(const Offers::Offer&)>& counts = {});

}  // namespace fairlead
