#pragma once
#include <string>

#include "product/products.h"

namespace fairlead::redis {

enum class Truth : std::uint8_t { no, yes, unknown };

/// A product's settings with its defaults below them.
class Settings {
 public:
  /// Both must outlive it.
  Settings(const Product& product, const Lookup& lookup) : product_(product), lookup_(lookup) {}

  /// The first of the paths (separated by "|") that is set; absent where none is, or there is none.
  Setting first(std::string_view paths) const;
  /// Whether a condition holds (products.h says how it is written).
  Truth holds(std::string_view when) const;

 private:
  Setting at(std::string_view path) const;
  Truth term(std::string_view term) const;

  const Product& product_;
  const Lookup& lookup_;
};

/// The tables of all files of products/; the build makes this list.
std::vector<const Product*> listed_products();
/// The number before the first dot, where `version` is one or a range within it.
std::optional<unsigned> major_version(std::string_view version);
/// A name as Helm's charts shorten it: so many characters, and no dash at the end.
std::string cut_name(std::string_view name, std::size_t length);

}  // namespace fairlead::redis
