#pragma once
#include <set>
#include <tuple>

#include "deploy/kustomize/objects/configuration.h"
#include "deploy/kustomize/objects/object.h"

namespace fairlead::kustomize {

struct EarlierSpan {
  bool operator()(const Span& a, const Span& b) const {
    return std::tie(a.source, a.begin, a.end) < std::tie(b.source, b.begin, b.end);
  }
};

/// The scalars of fields that name other objects, by their places: nodes are copied on the way.
struct FollowedNames {
  std::set<Span, EarlierSpan> followed;  ///< as they are then
  std::set<Span, EarlierSpan> left;      ///< no object was found; some may be followed as another
};

/// Makes fields that name other objects follow these through all changes of their names. Refused
/// where several objects may be meant.
std::optional<Refusal> follow_names(Objects& objects, const Configuration& added, Edits& edits,
                                    FollowedNames& names);

}  // namespace fairlead::kustomize
