#pragma once
#include <array>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/regex.h"
#include "deploy/helm/schema/decimal.h"
#include "deploy/helm/schema/formats/formats.h"
#include "deploy/helm/schema/json_value.h"
#include "deploy/helm/schema/meta_schema.h"

namespace fairlead::helm {

struct Schema;
using SchemaMap = std::map<std::string, const Schema*, std::less<>>;
using NameLists = std::map<std::string, std::vector<std::string>, std::less<>>;

/// What follows from a number of things, or of characters.
enum class Size : unsigned char {
  min_properties,
  max_properties,
  min_items,
  max_items,
  min_length,
  max_length,
  min_contains,
  max_contains,
  count
};
enum class Bound : unsigned char {
  minimum,
  maximum,
  exclusive_minimum,
  exclusive_maximum,
  multiple_of,
  count
};

/// `additionalProperties` and `additionalItems`: true or false, or a schema.
struct Additional {
  std::optional<bool> allowed;
  const Schema* schema = nullptr;
  bool is_there() const { return allowed || schema; }
};

/// A schema as it is checked: what its keywords say, with references followed. Keywords that its
/// draft does not have are not here.
struct Schema {
  std::string location;  ///< "file:///values.schema.json#/properties/a"
  Ref written;           ///< its place in the file; none in a schema of schemas
  Draft draft = latest_draft;
  const Schema* resource = nullptr;  ///< the one above it with an `$id`, or the root

  std::optional<bool> always;  ///< a boolean schema, or one without keywords
  const Schema* ref = nullptr;
  const Schema* recursive_ref = nullptr;
  bool recursive_anchor = false;
  const Schema* dynamic_ref = nullptr;
  std::string dynamic_ref_anchor, dynamic_anchor;
  SchemaMap dynamic_anchors;  ///< of a resource

  JsonTypes types = 0;
  Ref constant;
  std::optional<std::vector<Ref>> choices;
  JsonTypes choice_types = 0;
  std::string format;
  FormatCheck format_check = nullptr;

  std::vector<const Schema*> all_of, any_of, one_of;
  const Schema *negated = nullptr, *condition = nullptr, *consequence = nullptr,
               *alternative = nullptr;

  std::array<std::optional<std::int64_t>, static_cast<std::size_t>(Size::count)> sizes;
  std::array<std::optional<Decimal>, static_cast<std::size_t>(Bound::count)> bounds;
  std::string pattern_text;
  std::optional<Regex> pattern;

  std::vector<std::string> required;
  SchemaMap properties, dependencies, dependent_schemas;
  NameLists dependency_names, dependent_required;
  std::vector<std::pair<Regex, const Schema*>> pattern_properties;
  Additional additional_properties;
  const Schema *property_names = nullptr, *unevaluated_properties = nullptr;

  bool unique_items = false;
  std::vector<const Schema*> first_items;  ///< by their places
  const Schema* items = nullptr;           ///< all others
  Additional additional_items;             ///< before draft 2020: those behind first_items
  const Schema *contains = nullptr, *unevaluated_items = nullptr;

  const std::optional<std::int64_t>& size(Size which) const {
    return sizes[static_cast<std::size_t>(which)];
  }
  const std::optional<Decimal>& bound(Bound which) const {
    return bounds[static_cast<std::size_t>(which)];
  }
  bool evaluates_all_properties() const { return additional_properties.is_there(); }
  bool evaluates_all_items() const { return items || additional_items.is_there(); }
};

/// Owns schemas, which point to each other.
using Schemas = std::deque<Schema>;

}  // namespace fairlead::helm
