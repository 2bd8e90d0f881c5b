#pragma once
#include <vector>

#include "facts/facts.h"
#include "wiring/reach.h"

namespace fairlead {

/// What becomes of every endpoint of a unit: each is looked up once, and rules read the answers.
class Connections {
 public:
  /// `facts` must outlive it.
  Connections(const Facts& facts, const World& world);

  /// `endpoint` is one of the facts' own.
  const Reach& at(const Endpoint& endpoint) const;
  /// The Service of this unit that the endpoint reaches, where exactly one can be meant; else null.
  const Service* service_at(const Endpoint& endpoint) const;

 private:
  struct Reached {
    Reach reach;
    const Service* own = nullptr;
  };
  const Reached& reached(const Endpoint& endpoint) const;

  const Facts& facts_;
  std::vector<Reached> reached_;  ///< as many as endpoints, in their order
};

}  // namespace fairlead
