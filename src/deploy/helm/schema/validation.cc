#include "deploy/helm/schema/validation.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deploy/helm/chart/go_text.h"
#include "deploy/helm/schema/fault_words.h"
#include "deploy/helm/schema/schema_file.h"
#include "deploy/helm/schema/validator.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::helm {
namespace {

Unevaluated first_unevaluated(const Place& place, const Schema& schema, bool callers_left) {
  if (place.type() == json_object && !schema.evaluates_all_properties() &&
      (callers_left || schema.unevaluated_properties))
    return {0, place.size()};
  if (place.type() == json_array && !schema.evaluates_all_items() &&
      (callers_left || schema.unevaluated_items))
    return {schema.first_items.size(), place.size()};
  return {};
}

/// The keywords on the way to a scope.
std::string keyword_path(const Scope* scope) {
  std::string path;
  for (; scope->parent; scope = scope->parent) {
    const std::string& own = scope->schema->location;
    const std::size_t above = scope->parent->schema->location.size();
    path = (scope->reference.empty() ? own.substr(std::min(above, own.size()))
                                     : pointer_step(scope->reference)) +
           path;
  }
  return path;
}

}  // namespace

Validation::Validation(const Place& place, const Scope& scope, bool is_quick, bool callers_left,
                       gotemplate::Budget& budget)
    : place_(place),
      scope_(scope),
      schema_(*scope.schema),
      is_quick_(is_quick),
      budget_(budget),
      unevaluated_(first_unevaluated(place, *scope.schema, callers_left)) {}

std::optional<SchemaFault> Validation::fault() {
  if (!budget_.step() || !budget_.deeper()) return std::nullopt;
  if (schema_.always) {
    if (*schema_.always) return std::nullopt;
    return made("", [] { return "false schema"; });
  }
  for (const auto keyword :
       {&Validation::cycle, &Validation::wrong_type, &Validation::wrong_constant,
        &Validation::wrong_choice, &Validation::wrong_format})
    if (Fault fault = (this->*keyword)()) return fault;
  if (schema_.ref) {
    Fault fault = on_reference(*schema_.ref, "$ref");
    if (schema_.draft < 2019) return fault;
    add(std::move(fault));
  }
  check_rest();
  if (faults_.size() < 2) return faults_.empty() ? Fault() : std::move(faults_[0]);
  SchemaFault group = made("", [] { return "validation failed"; });
  group.kind = SchemaFault::Kind::group;
  group.causes = std::move(faults_);
  return group;
}

void Validation::check_rest() {
  switch (place_.type()) {
    case json_object:
      check_object();
      break;
    case json_array:
      check_array();
      break;
    case json_string:
      check_string();
      break;
    case json_number:
      check_number();
      break;
    case json_null:
    case json_boolean:
    case json_integer:
      break;
  }
  if (is_over()) return;
  if (schema_.draft >= 2019) check_references();
  check_conditions();
  if (schema_.draft >= 2019) check_unevaluated();
}

Validation::Fault Validation::cycle() {
  for (const Scope* above = scope_.parent; above && above->place == &place_;
       above = above->parent) {
    if (above->schema != &schema_) continue;
    return made("", [&] {
      return fmt::format("both {} and {} resolve to {} causing reference cycle",
                         keyword_path(&scope_), keyword_path(above),
                         gotemplate::quoted(schema_.location));
    });
  }
  return std::nullopt;
}

Validation::Fault Validation::wrong_type() {
  const JsonTypes wanted = schema_.types;
  if (wanted == 0 || (wanted & place_.type())) return std::nullopt;
  if ((wanted & json_integer) && place_.type() == json_number) {
    const auto number = number_of(*place_.value());
    if (!number) budget_.refuse(number_too_long);
    if (!number || number->is_whole()) return std::nullopt;
  }
  return made("type", [&] {
    const auto names = names_of(wanted);
    return fmt::format("got {}, want {}", name_of(place_.type()), fmt::join(names, " or "));
  });
}

bool Validation::is_value(Ref value, Ref wanted) {
  const std::optional<bool> same = budget_.step() ? is_json(value, wanted) : std::nullopt;
  if (!same) budget_.refuse(number_too_long);
  return same.value_or(true);
}

Validation::Fault Validation::wrong_constant() {
  if (!schema_.constant || is_value(place_.value(), schema_.constant)) return std::nullopt;
  return made("const", [&] {
    const JsonType type = type_of(schema_.constant);
    if (type == json_array || type == json_object) return std::string("'const' failed");
    return "value must be " + shown_in_words(schema_.constant);
  });
}

Validation::Fault Validation::wrong_choice() {
  if (!schema_.choices) return std::nullopt;
  if (schema_.choice_types & place_.type())
    for (const Ref choice : *schema_.choices)
      if (is_value(place_.value(), choice)) return std::nullopt;
  return made("enum", [&] {
    std::string all;
    for (const Ref choice : *schema_.choices) {
      const JsonType type = type_of(choice);
      if (type == json_array || type == json_object) return std::string("'enum' failed");
      all += (all.empty() ? "" : ", ") + shown_in_words(choice);
    }
    return fmt::format("value must be {}{}", schema_.choices->size() == 1 ? "" : "one of ", all);
  });
}

Validation::Fault Validation::wrong_format() {
  if (!schema_.format_check || place_.type() != json_string) return std::nullopt;
  const std::string_view text = place_.value().text();
  // A regex is compiled.
  if (!budget_.step((schema_.format == "regex" ? 500 : 1) + text.size() / 8)) return std::nullopt;
  const std::string wrong = schema_.format_check(text);
  if (wrong.empty()) return std::nullopt;
  if (schema_.format == "regex" && contains(wrong, "too large")) {
    budget_.refuse("a pattern is too large");
    return std::nullopt;
  }
  return made("format", [&] {
    return fmt::format("{} is not valid {}: {}", quoted_in_words(text), schema_.format, wrong);
  });
}

void Validation::check_references() {
  if (const Schema* target = schema_.recursive_ref) {
    if (target->recursive_anchor)
      for (const Scope* scope = &scope_; scope; scope = scope->parent)
        if (scope->schema->resource->recursive_anchor) target = scope->schema;
    add(on_reference(*target, "$recursiveRef"));
  }
  if (schema_.dynamic_ref) add(on_reference(*dynamic_target(), "$dynamicRef"));
}

/// The outermost schema with the anchor, if the one that the reference names has it as well.
const Schema* Validation::dynamic_target() const {
  const std::string& anchor = schema_.dynamic_ref_anchor;
  const Schema* target = schema_.dynamic_ref;
  if (anchor.empty() || target->dynamic_anchor != anchor) return target;
  for (const Scope* scope = &scope_; scope; scope = scope->parent) {
    const auto& anchors = scope->schema->resource->dynamic_anchors;
    if (const auto found = anchors.find(anchor); found != anchors.end()) target = found->second;
  }
  return target;
}

void Validation::check_conditions() {
  if (schema_.negated && !on_self(*schema_.negated, "", true))
    add("not", [] { return "'not' failed"; });
  std::vector<SchemaFault> causes;
  for (const Schema* each : schema_.all_of) {
    if (Fault fault = on_self(*each, "", false)) causes.push_back(std::move(*fault));
    if (is_quick_ && !causes.empty()) break;
  }
  if (!causes.empty()) add_with_causes("allOf", "'allOf' failed", std::move(causes));
  check_any_of();
  check_one_of();
  if (!schema_.condition) return;
  const bool fits = !on_self(*schema_.condition, "", true);
  const Schema* then = fits ? schema_.consequence : schema_.alternative;
  if (then) add(on_self(*then, "", false));
}

void Validation::check_any_of() {
  std::vector<SchemaFault> causes;
  bool fits = schema_.any_of.empty();
  for (const Schema* each : schema_.any_of) {
    if (Fault fault = on_self(*each, "", false)) {
      causes.push_back(std::move(*fault));
      continue;
    }
    fits = true;
    // Who wants to know what was looked at asks all.
    if (unevaluated_.empty()) break;
  }
  if (!fits) add_with_causes("anyOf", "'anyOf' failed", std::move(causes));
}

void Validation::check_one_of() {
  std::vector<SchemaFault> causes;
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < schema_.one_of.size(); ++i) {
    if (Fault fault = on_self(*schema_.one_of[i], "", first.has_value())) {
      if (!first) causes.push_back(std::move(*fault));
    } else if (!first) {
      first = i;
    } else {
      return add("oneOf", [&] {
        return fmt::format("'oneOf' failed, subschemas {}, {} matched",
                           number_in_words(static_cast<std::int64_t>(*first)),
                           number_in_words(static_cast<std::int64_t>(i)));
      });
    }
  }
  if (!first && !schema_.one_of.empty())
    add_with_causes("oneOf", "'oneOf' failed, none matched", std::move(causes));
}

Validation::Fault Validation::on_self(const Schema& schema, std::string_view reference,
                                      bool is_quick) {
  const Scope scope{&schema, reference, &place_, &scope_};
  Validation inner(place_, scope, is_quick_ || is_quick, !unevaluated_.empty(), budget_);
  Fault fault = inner.fault();
  if (!fault) unevaluated_.keep(inner.unevaluated_);
  return fault;
}

Validation::Fault Validation::on_child(const Schema& schema, const Place& child) {
  const Scope scope{&schema, "", &child, &scope_};
  return Validation(child, scope, is_quick_, false, budget_).fault();
}

Validation::Fault Validation::on_member(const Schema& schema, const Member& member) {
  return on_child(schema, Place(member.value, place_, member.name));
}

Validation::Fault Validation::on_item(const Schema& schema, std::size_t index, std::size_t shown) {
  return on_child(schema, Place(place_.value()[index], place_, std::to_string(shown)));
}

Validation::Fault Validation::on_reference(const Schema& schema, std::string_view keyword) {
  Fault fault = on_self(schema, keyword, false);
  if (!fault) return fault;
  SchemaFault reference = made(keyword, [] { return "validation failed"; });
  reference.kind = SchemaFault::Kind::reference;
  if (fault->kind == SchemaFault::Kind::group)
    reference.causes = std::move(fault->causes);
  else
    reference.causes.push_back(std::move(*fault));
  return reference;
}

SchemaFault Validation::made(std::string_view keyword,
                             const std::function<std::string()>& message) const {
  SchemaFault fault;
  if (is_quick_ || !budget_.refused().empty()) return fault;
  fault.path = place_.path();
  fault.message = message();
  fault.keyword = keyword;
  fault.at = place_.span();
  const Ref written = keyword.empty() ? schema_.written : schema_.written[keyword];
  if (written) fault.schema = written.span();
  budget_.make(sizeof fault + fault.path.size() + fault.message.size());
  return fault;
}

void Validation::add_with_causes(std::string_view keyword, std::string_view message,
                                 std::vector<SchemaFault> causes) {
  add(keyword, [&] { return std::string(message); });
  if (!is_quick_) faults_.back().causes = std::move(causes);
}

std::vector<SchemaFault> faults_of(Ref value, const Schema& schema, gotemplate::Budget& budget) {
  const Place place(value);
  const Scope scope{&schema, "", &place, nullptr};
  auto fault = Validation(place, scope, false, false, budget).fault();
  std::vector<SchemaFault> faults;
  if (fault && fault->kind == SchemaFault::Kind::group)
    faults = std::move(fault->causes);
  else if (fault)
    faults.push_back(std::move(*fault));
  return faults;
}

}  // namespace fairlead::helm
