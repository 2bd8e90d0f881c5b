#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "product/products.h"

namespace fairlead::redis {

/// A label of pods that a product makes.
struct MadeLabel {
  std::string key;
  std::vector<std::string> values;  ///< there are pods with each
};

struct MadePods {
  std::vector<MadeLabel> labels;  ///< the first is the product's own: no other pods have it
};

/// Where an operator's object names more labels for its pods.
struct OwnLabels {
  std::string_view group;
  std::string_view fields;  ///< of mappings, separated by "|"
  bool win = false;         ///< over those that the operator gives
};

/// The pods that an operator certainly or perhaps makes of its object; none where it is not known.
std::vector<MadePods> pods_of(const Product& product, std::string_view object,
                              const Lookup& settings);
/// Where objects of the product's group have labels of their own, or null.
const OwnLabels* own_labels(const Product& product);

}  // namespace fairlead::redis
