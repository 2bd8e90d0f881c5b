#include "deploy/helm/schema/compile.h"

#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "deploy/helm/chart/go_text.h"
#include "deploy/helm/schema/fault_words.h"
#include "deploy/helm/schema/schema_file.h"
#include "deploy/helm/schema/validator.h"
#include "tree/document.h"
#include "tree/scalar.h"

namespace fairlead::helm {
namespace {

constexpr std::pair<std::string_view, Size> sizes[] = {
    {"minProperties", Size::min_properties}, {"maxProperties", Size::max_properties},
    {"minItems", Size::min_items},           {"maxItems", Size::max_items},
    {"minLength", Size::min_length},         {"maxLength", Size::max_length}};

/// One pattern costs so many steps: it may become an automaton of thousands of states.
constexpr std::uint64_t steps_of_pattern = 500;

std::vector<std::string> strings_of(Ref list) {
  std::vector<std::string> all;
  for (const Node* item : list.items()) {
    const Ref value(item);
    if (value && value->is_string()) all.emplace_back(value.text());
  }
  return all;
}

/// A schema that is to be filled.
struct Waiting {
  Schema* schema = nullptr;
  std::string pointer;
  Ref reference;  ///< what led here first, if it is one
};

class Compiler {
 public:
  Compiler(SchemaFile& file, const Schema* meta, bool asserts_formats, Schemas& schemas,
           gotemplate::Budget& budget)
      : file_(file),
        meta_(meta),
        asserts_formats_(asserts_formats),
        schemas_(schemas),
        budget_(budget) {}

  Outcome<const Schema*> compile() {
    const Schema* root = at("");
    while (!waiting_.empty() && !failure_) {
      const Waiting next = std::move(waiting_.front());
      waiting_.pop_front();
      fill(next);
    }
    if (failure_) return tl::unexpected(*failure_);
    return root;
  }

  /// Fails where what is written in a place is no schema.
  void fail_by_meta(Ref written, const Schema& meta, const std::string& location) {
    const std::vector<SchemaFault> faults = faults_of(written, meta, budget_);
    if (!budget_.refused().empty()) fail(too_much(budget_));
    if (faults.empty()) return;
    fail(
        {Stage::schema,
         fmt::format("{} is not valid against metaschema: jsonschema validation failed with {}\n{}",
                     go_quoted(location), quoted_in_words(meta.location), words_of(faults)),
         first_place(faults)});
  }
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  /// The schema of a place, which is filled later.
  const Schema* at(const std::string& pointer, Ref reference = {}) {
    const auto [known, is_new] = by_pointer_.emplace(pointer, nullptr);
    if (!is_new) return known->second;
    Schema* schema = known->second = &schemas_.all.emplace_back();
    schema->location = file_.location(pointer);
    waiting_.push_back({schema, pointer, reference});
    return schema;
  }
  const Schema* in(std::string_view keyword) {
    return object_[keyword] ? at(pointer_ + pointer_step(keyword)) : nullptr;
  }
  std::vector<const Schema*> list_in(std::string_view keyword) {
    std::vector<const Schema*> all;
    for (std::size_t i = 0; i < object_[keyword].items().size(); ++i)
      all.push_back(at(fmt::format("{}{}/{}", pointer_, pointer_step(keyword), i)));
    return all;
  }
  SchemaMap map_in(std::string_view keyword) {
    SchemaMap all;
    for (const Entry& entry : object_[keyword].entries()) {
      std::string name = json_key(*entry.key->resolved());
      const std::string pointer = pointer_ + pointer_step(keyword) + pointer_step(name);
      all.emplace(std::move(name), at(pointer));
    }
    return all;
  }
  Additional additional_in(std::string_view keyword) {
    const Ref value = object_[keyword];
    if (value && type_of(value) == json_boolean) return {value.boolean(), nullptr};
    return {std::nullopt, in(keyword)};
  }
  std::string string_in(std::string_view keyword) {
    const Ref value = object_[keyword];
    return value && value->is_string() ? std::string(value.text()) : "";
  }
  std::optional<Decimal> number_in(std::string_view keyword) {
    const Ref value = object_[keyword];
    if (!value || type_of(value) != json_number) return std::nullopt;
    auto number = number_of(*value);
    if (!number) decline("a number of the schema is too long", value);
    return number;
  }
  std::optional<std::int64_t> count_in(std::string_view keyword) {
    const auto number = number_in(keyword);
    if (!number || !number->is_whole()) return std::nullopt;
    const double nearest = number->nearest();
    constexpr double most = 9e15;
    if (nearest > most || nearest < -most) return decline_count(object_[keyword]);
    return static_cast<std::int64_t>(nearest);
  }
  std::optional<std::int64_t> decline_count(Ref at) {
    decline("a number of the schema is too long", at);
    return std::nullopt;
  }

  void fail(Failure failure) {
    if (!failure_) failure_ = std::move(failure);
  }
  void decline(std::string message, Ref at) {
    fail({Stage::declined, std::move(message), at.span()});
  }

  std::optional<Regex> regex(const std::string& pattern, std::string_view keyword) {
    std::string error;
    auto made = budget_.step(steps_of_pattern + pattern.size()) ? Regex::compiled(pattern, error)
                                                                : std::nullopt;
    if (made) return made;
    const Ref place = object_[keyword];
    if (error.empty() || contains(error, "too large")) {
      decline("a pattern of the schema is too large", place);
    } else {
      const std::string where = file_.location(pointer_ + pointer_step(keyword));
      fail({Stage::schema,
            fmt::format("invalid regex {} at {}: {}", go_quoted(pattern), go_quoted(where), error),
            place.span()});
    }
    return made;
  }

  /// Where a keyword refers to; null where there is none.
  const Schema* referred(std::string_view keyword) {
    const Ref value = object_[keyword];
    if (!value || !value->is_string()) return nullptr;
    auto place = file_.resolved(file_.resource(pointer_), value.text());
    if (!place) {
      place.error().at = value.span();
      fail(place.error());
      return nullptr;
    }
    switch (place->where) {
      case SchemaPlace::Where::here:
        return at(place->pointer, value);
      case SchemaPlace::Where::anything: {
        Schema& any = schemas_.all.emplace_back();
        any.always = true;
        any.resource = &any;
        return &any;
      }
      case SchemaPlace::Where::drafts:
        decline(fmt::format("the schema refers to `{}`", value.text()), value);
        return nullptr;
    }
    __builtin_unreachable();
  }

  /// A place that drafts have no schema in must hold one all the same.
  bool check(const std::string& pointer, Ref written) {
    const auto is_new = file_.add(pointer);
    if (!is_new) fail(is_new.error());
    if (failure_ || !*is_new || !meta_) return !failure_;
    fail_by_meta(written, *meta_, file_.location(pointer));
    return !failure_;
  }

  void fill(const Waiting& next) {
    const auto& [waiting, pointer, reference] = next;
    Schema& schema = *waiting;
    const auto written = file_.at(pointer);
    if (!written) {
      const Span at = reference ? reference.span() : written.error().at;
      return fail({written.error().stage, written.error().message, at});
    }
    if (!budget_.step(10) || !budget_.make(sizeof(Schema))) return fail(too_much(budget_));
    if (!check(pointer, *written)) return;
    const SchemaResource& resource = file_.resource(pointer);
    schema.written = object_ = *written;
    schema.draft = resource.draft;
    pointer_ = pointer;
    schema.resource = at(resource.pointer);
    if (schema.draft >= 2020 && schema.resource == &schema)
      for (const std::string& anchor : resource.dynamic_anchors)
        schema.dynamic_anchors[anchor] = at(resource.anchors.find(anchor)->second);
    if (type_of(object_) == json_boolean) schema.always = object_.boolean();
    if (type_of(object_) != json_object) return;
    if (object_.entries().empty())
      schema.always = true;
    else
      fill_object(schema);
  }

  void fill_object(Schema& schema) {
    schema.ref = referred("$ref");
    if (!schema.ref || schema.draft >= 2019) {
      fill_applicators(schema);
      fill_objects(schema);
      fill_limits(schema);
    }
    // Drafts 6 and 7 read these beside a `$ref`, too.
    if (schema.draft >= 6) {
      schema.contains = in("contains");
      schema.property_names = in("propertyNames");
      schema.constant = object_["const"];
    }
    if (schema.draft >= 7) fill_condition(schema);
    if (schema.draft >= 2019) fill_2019(schema);
    if (schema.draft >= 2020) fill_2020(schema);
  }

  void fill_applicators(Schema& schema) {
    schema.all_of = list_in("allOf");
    schema.any_of = list_in("anyOf");
    schema.one_of = list_in("oneOf");
    schema.negated = in("not");
    if (schema.draft >= 2020) return;
    if (const Ref items = object_["items"]; items && items->is_sequence()) {
      schema.first_items = list_in("items");
      schema.additional_items = additional_in("additionalItems");
    } else {
      schema.items = in("items");
    }
  }

  void fill_objects(Schema& schema) {
    schema.properties = map_in("properties");
    for (const auto& [name, each] : map_in("patternProperties"))
      if (auto pattern = regex(name, "patternProperties"))
        schema.pattern_properties.emplace_back(std::move(*pattern), each);
    schema.additional_properties = additional_in("additionalProperties");
    schema.required = strings_of(object_["required"]);
    for (const Entry& entry : object_["dependencies"].entries()) {
      const std::string name = json_key(*entry.key->resolved());
      const Ref value(entry);
      if (value && value->is_sequence())
        schema.dependency_names[name] = strings_of(value);
      else
        schema.dependencies[name] = at(pointer_ + "/dependencies" + pointer_step(name));
    }
  }

  void fill_limits(Schema& schema) {
    const Ref type = object_["type"];
    if (type && type->is_string()) schema.types = json_type_of(type.text());
    for (const std::string& name : strings_of(type)) schema.types |= json_type_of(name);
    fill_choices(schema);
    fill_bounds(schema);
    for (const auto& [name, size] : sizes)
      schema.sizes[static_cast<std::size_t>(size)] = count_in(name);
    schema.unique_items = object_["uniqueItems"].boolean();
    if (const Ref value = object_["pattern"]; value && value->is_string()) {
      schema.pattern_text = value.text();
      schema.pattern = regex(schema.pattern_text, "pattern");
    }
    if (schema.draft < 2019 || asserts_formats_) {
      schema.format = string_in("format");
      schema.format_check = format_check(schema.format);
    }
  }

  void fill_choices(Schema& schema) {
    const Ref value = object_["enum"];
    if (!value || !value->is_sequence()) return;
    schema.choices.emplace();
    for (const Node* item : value.items()) {
      schema.choices->emplace_back(item);
      schema.choice_types |= type_of(Ref(item));
    }
  }

  void fill_bounds(Schema& schema) {
    const auto set = [&](Bound bound, std::optional<Decimal> number) {
      schema.bounds[static_cast<std::size_t>(bound)] = std::move(number);
    };
    set(Bound::multiple_of, number_in("multipleOf"));
    const auto pair = [&](std::string_view name, Bound bound, std::string_view exclusive_name,
                          Bound exclusive) {
      // In draft 4 the other keyword is a boolean.
      const bool is_exclusive = object_[exclusive_name].boolean();
      set(is_exclusive ? exclusive : bound, number_in(name));
      if (!is_exclusive) set(exclusive, number_in(exclusive_name));
    };
    pair("maximum", Bound::maximum, "exclusiveMaximum", Bound::exclusive_maximum);
    pair("minimum", Bound::minimum, "exclusiveMinimum", Bound::exclusive_minimum);
  }

  void fill_condition(Schema& schema) {
    schema.condition = in("if");
    if (!schema.condition) return;
    const bool is_known = type_of(object_["if"]) == json_boolean;
    if (!is_known || object_["if"].boolean()) schema.consequence = in("then");
    if (!is_known || !object_["if"].boolean()) schema.alternative = in("else");
  }

  void fill_2019(Schema& schema) {
    schema.recursive_ref = referred("$recursiveRef");
    schema.recursive_anchor = object_["$recursiveAnchor"].boolean();
    if (schema.contains) {
      schema.sizes[static_cast<std::size_t>(Size::min_contains)] = count_in("minContains");
      schema.sizes[static_cast<std::size_t>(Size::max_contains)] = count_in("maxContains");
    }
    for (const Entry& entry : object_["dependentRequired"].entries())
      schema.dependent_required[json_key(*entry.key->resolved())] = strings_of(Ref(entry));
    schema.dependent_schemas = map_in("dependentSchemas");
    schema.unevaluated_items = in("unevaluatedItems");
    schema.unevaluated_properties = in("unevaluatedProperties");
  }

  void fill_2020(Schema& schema) {
    schema.dynamic_ref = referred("$dynamicRef");
    if (schema.dynamic_ref) {
      std::string fragment, error;
      url_unescaped(split_url(string_in("$dynamicRef")).second, fragment, error);
      if (!fragment.starts_with('/')) schema.dynamic_ref_anchor = fragment;
    }
    schema.dynamic_anchor = string_in("$dynamicAnchor");
    schema.first_items = list_in("prefixItems");
    schema.items = in("items");
  }

  SchemaFile& file_;
  const Schema* meta_;
  const bool asserts_formats_;
  Schemas& schemas_;
  gotemplate::Budget& budget_;
  std::unordered_map<std::string, Schema*> by_pointer_;
  std::deque<Waiting> waiting_;
  std::optional<Failure> failure_;
  // Of the schema that is filled.
  Ref object_;
  std::string pointer_;
};

/// The schema of a draft's schemas.
const Schema* compiled_meta(Draft draft, Schemas& schemas, gotemplate::Budget& budget) {
  const std::string_view url = draft_url(draft);
  const SourceId source = schemas.sources.add_written(std::string(url), meta_schema(draft));
  const Tree tree = read_json(schemas.arena, schemas.sources, source);
  SchemaFile file(Ref(tree.documents[0].root), std::string(split_url(url).first), draft);
  if (file.read()) return nullptr;
  const auto meta = Compiler(file, nullptr, true, schemas, budget).compile();
  // Nobody can look at its places.
  for (Schema& schema : schemas.all) schema.written = {};
  return meta ? *meta : nullptr;
}

}  // namespace

Failure too_much(const gotemplate::Budget& budget) {
  return {
      Stage::declined, fmt::format("values.schema.json is not checked: {}", budget.refused()), {}};
}

Outcome<const Schema*> compiled_schema(Ref root, Schemas& schemas, gotemplate::Budget& budget) {
  SchemaFile file(root, std::string(schema_url), latest_draft);
  if (auto failure = file.read()) return tl::unexpected(*failure);
  const Schema* meta = compiled_meta(file.resource("").draft, schemas, budget);
  if (!meta) return tl::unexpected(too_much(budget));
  Compiler compiler(file, meta, false, schemas, budget);
  compiler.fail_by_meta(root, *meta, file.location(""));
  if (compiler.failure()) return tl::unexpected(*compiler.failure());
  return compiler.compile();
}

}  // namespace fairlead::helm
