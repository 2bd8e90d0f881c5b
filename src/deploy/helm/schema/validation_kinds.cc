#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "deploy/helm/schema/fault_words.h"
#include "deploy/helm/schema/validation.h"
#include "deploy/helm/schema/validator.h"
#include "gotemplate/strconv/runes.h"

// What a schema says of a value of one type.

namespace fairlead::helm {
namespace {

std::int64_t signed_size(std::size_t size) { return static_cast<std::int64_t>(size); }

std::string requirement(const std::vector<std::string>& missing, std::string_view because) {
  return fmt::format("properties {} required, if {} exists", quoted_list(missing),
                     quoted_in_words(because));
}

}  // namespace

void Validation::check_size(Size which, std::string_view keyword, std::size_t got) {
  const auto& wanted = schema_.size(which);
  if (!wanted) return;
  const bool is_least = keyword.starts_with("min");
  if (is_least ? signed_size(got) >= *wanted : signed_size(got) <= *wanted) return;
  add(keyword, [&] {
    return fmt::format("{}: got {}, want {}", keyword, number_in_words(signed_size(got)),
                       number_in_words(*wanted));
  });
}

std::vector<std::string> Validation::missing(const std::vector<std::string>& names) const {
  std::vector<std::string> all;
  for (const std::string& name : names)
    if (!place_.member(name)) all.push_back(name);
  return all;
}

void Validation::check_object() {
  if (!budget_.step(place_.size() + schema_.required.size())) return;
  check_size(Size::min_properties, "minProperties", place_.size());
  check_size(Size::max_properties, "maxProperties", place_.size());
  if (const auto lacks = missing(schema_.required); !lacks.empty())
    add("required", [&] {
      return fmt::format("missing {} {}", lacks.size() == 1 ? "property" : "properties",
                         quoted_list(lacks));
    });
  if (is_over()) return;
  check_dependencies();
  check_members();
  if (schema_.draft >= 6) check_names();
  if (schema_.draft < 7) return;
  for (const auto& [name, schema] : schema_.dependent_schemas)
    if (place_.member(name)) add(on_self(*schema, "", false));
  for (const auto& [name, names] : schema_.dependent_required) {
    const auto because = place_.member(name);
    if (!because) continue;
    if (const auto lacks = missing(names); !lacks.empty()) {
      add("dependentRequired", [&] { return requirement(lacks, name); });
      if (!is_quick_) faults_.back().at = place_.members()[*because].key;
    }
  }
}

void Validation::check_dependencies() {
  for (const auto& [name, schema] : schema_.dependencies)
    if (place_.member(name)) add(on_self(*schema, "", false));
  for (const auto& [name, names] : schema_.dependency_names) {
    const auto because = place_.member(name);
    if (!because) continue;
    if (const auto lacks = missing(names); !lacks.empty()) {
      add("dependencies", [&] { return requirement(lacks, name); });
      if (!is_quick_) faults_.back().at = place_.members()[*because].key;
    }
  }
}

void Validation::check_members() {
  std::vector<const Member*> unwanted;
  const Additional& additional = schema_.additional_properties;
  for (std::size_t i = 0; i < place_.size(); ++i) {
    if (is_over()) return;
    const Member& member = place_.members()[i];
    bool is_evaluated = false;
    if (const auto found = schema_.properties.find(member.name);
        found != schema_.properties.end()) {
      is_evaluated = true;
      add(on_member(*found->second, member));
    }
    if (!budget_.step(schema_.pattern_properties.size())) return;
    for (const auto& [pattern, schema] : schema_.pattern_properties) {
      if (!pattern.found_in(member.name)) continue;
      is_evaluated = true;
      add(on_member(*schema, member));
    }
    if (!is_evaluated && additional.is_there()) {
      is_evaluated = true;
      if (additional.schema) add(on_member(*additional.schema, member));
      if (additional.allowed == false) unwanted.push_back(&member);
    }
    if (is_evaluated) unevaluated_.remove(i);
  }
  if (unwanted.empty()) return;
  std::vector<std::string> names;
  for (const Member* member : unwanted) names.push_back(member->name);
  add("additionalProperties",
      [&] { return fmt::format("additional properties {} not allowed", quoted_list(names)); });
  if (is_quick_) return;
  faults_.back().at = unwanted[0]->key;
  for (std::size_t i = 1; i < unwanted.size(); ++i) faults_.back().more.push_back(unwanted[i]->key);
}

void Validation::check_names() {
  if (!schema_.property_names) return;
  for (const Member& member : place_.members()) {
    if (is_over()) return;
    const Node name =
        Node::scalar(Kind::string, Style::plain, Syntax::yaml, member.key, member.name);
    std::vector<SchemaFault> causes = faults_of(Ref(&name), *schema_.property_names, budget_);
    if (causes.empty()) continue;
    add_with_causes("propertyNames", "invalid propertyName " + quoted_in_words(member.name),
                    std::move(causes));
    if (is_quick_) continue;
    // Helm says this of the root, whatever the object is.
    faults_.back().path.clear();
    faults_.back().at = member.key;
  }
}

void Validation::check_array() {
  check_size(Size::min_items, "minItems", place_.size());
  check_size(Size::max_items, "maxItems", place_.size());
  if (schema_.unique_items && place_.size() > 1) check_unique();
  check_items();
  if (schema_.contains) check_contains();
}

/// The first item that another before it is equal to, behind that one.
std::optional<std::pair<std::size_t, std::size_t>> Validation::same_items() {
  // Of many, Helm looks only at those that are alike.
  constexpr std::size_t few = 20;
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < place_.size(); ++i) {
    for (std::size_t j = 0; j < i && place_.size() <= few; ++j)
      if (is_value(place_.value()[i], place_.value()[j])) return std::pair(j, i);
    if (place_.size() <= few) continue;
    auto item = canonical_json(place_.value()[i]);
    if (!item) budget_.refuse(number_too_long);
    if (!item || !budget_.step(1 + item->size() / 16)) return std::nullopt;
    const auto [before, is_new] = seen.emplace(std::move(*item), i);
    if (!is_new) return std::pair(before->second, i);
  }
  return std::nullopt;
}

void Validation::check_unique() {
  const auto same = same_items();
  if (!same) return;
  add("uniqueItems", [&] {
    return fmt::format("items at {} and {} are equal", number_in_words(signed_size(same->first)),
                       number_in_words(signed_size(same->second)));
  });
  const Span at = place_.value()[same->second].span();
  if (!is_quick_ && at.is_place()) faults_.back().at = at;
}

void Validation::check_items() {
  const std::size_t first = std::min(schema_.first_items.size(), place_.size());
  // Helm counts the others from 0 again.
  const Schema* rest = schema_.items ? schema_.items : schema_.additional_items.schema;
  for (std::size_t i = 0; i < place_.size() && !is_over(); ++i) {
    if (i < first)
      add(on_item(*schema_.first_items[i], i, i));
    else if (rest)
      add(on_item(*rest, i, i - first));
  }
  if (schema_.additional_items.allowed == false && first < place_.size() && !schema_.items)
    add("additionalItems", [&] {
      return fmt::format("last {} additionalItem(s) not allowed",
                         number_in_words(signed_size(place_.size() - first)));
    });
}

void Validation::check_contains() {
  std::vector<SchemaFault> causes;
  std::vector<std::size_t> fits;
  for (std::size_t i = 0; i < place_.size(); ++i) {
    if (Fault fault = on_item(*schema_.contains, i, i)) {
      causes.push_back(std::move(*fault));
      continue;
    }
    fits.push_back(i);
    if (schema_.draft >= 2020) unevaluated_.remove(i);
  }
  const auto matched = [&] {
    return fmt::format("matched {} items at {}", number_in_words(signed_size(fits.size())),
                       fmt::join(fits, " "));
  };
  const auto& least = schema_.size(Size::min_contains);
  const auto& most = schema_.size(Size::max_contains);
  if (!least && fits.empty())
    add_with_causes("contains", "no items match contains schema", std::move(causes));
  if (least && signed_size(fits.size()) < *least)
    add_with_causes("minContains",
                    fmt::format("min {} items required to match contains schema, but {}",
                                number_in_words(*least), fits.empty() ? "none matched" : matched()),
                    std::move(causes));
  if (most && signed_size(fits.size()) > *most)
    add("maxContains", [&] {
      return fmt::format("max {} items required to match contains schema, but {}",
                         number_in_words(*most), matched());
    });
}

void Validation::check_string() {
  const std::string_view text = place_.value().text();
  if (schema_.size(Size::min_length) || schema_.size(Size::max_length)) {
    const std::size_t length = gotemplate::rune_count(text);
    check_size(Size::min_length, "minLength", length);
    check_size(Size::max_length, "maxLength", length);
  }
  if (!schema_.pattern || !budget_.step(text.size() / 8)) return;
  if (schema_.pattern->found_in(text)) return;
  add("pattern", [&] {
    return fmt::format("{} does not match pattern {}", quoted_in_words(text),
                       quoted_in_words(schema_.pattern_text));
  });
}

void Validation::check_number() {
  std::optional<Decimal> number;
  const auto check = [&](Bound bound, std::string_view keyword, auto fits) {
    const auto& wanted = schema_.bound(bound);
    if (!wanted) return;
    if (!number) number = number_of(*place_.value());
    const std::optional<bool> good = number ? fits(*number, *wanted) : std::nullopt;
    if (!good) budget_.refuse(number_too_long);
    if (!good || *good) return;
    add(keyword, [&] {
      return fmt::format("{}: got {}, want {}", keyword, number_in_words(*number),
                         number_in_words(*wanted));
    });
  };
  using Fits = std::optional<bool>;
  const auto relation = [](auto holds) {
    return [holds](const Decimal& a, const Decimal& b) -> Fits { return holds(compared(a, b)); };
  };
  check(Bound::minimum, "minimum", relation([](int order) { return order >= 0; }));
  check(Bound::maximum, "maximum", relation([](int order) { return order <= 0; }));
  check(Bound::exclusive_minimum, "exclusiveMinimum",
        relation([](int order) { return order > 0; }));
  check(Bound::exclusive_maximum, "exclusiveMaximum",
        relation([](int order) { return order < 0; }));
  check(Bound::multiple_of, "multipleOf", [](const Decimal& a, const Decimal& b) -> Fits {
    return b.is_zero() ? Fits() : is_multiple(a, b);
  });
}

void Validation::check_unevaluated() {
  if (place_.type() == json_object && schema_.unevaluated_properties) {
    for (std::size_t i = 0; i < place_.size(); ++i)
      if (unevaluated_.contains(i))
        add(on_member(*schema_.unevaluated_properties, place_.members()[i]));
    unevaluated_.clear();
  }
  if (place_.type() == json_array && schema_.unevaluated_items) {
    for (std::size_t i = 0; i < place_.size(); ++i)
      if (unevaluated_.contains(i)) add(on_item(*schema_.unevaluated_items, i, i));
    unevaluated_.clear();
  }
}

}  // namespace fairlead::helm
