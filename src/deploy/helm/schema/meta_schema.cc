#include "deploy/helm/schema/meta_schema.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace fairlead::helm {
namespace {

struct NamedDraft {
  std::string_view path, url;
  Draft draft;
};
constexpr NamedDraft drafts[] = {
    {"schema", "", 2020},
    {"draft/2020-12/schema", "https://json-schema.org/draft/2020-12/schema#", 2020},
    {"draft/2019-09/schema", "https://json-schema.org/draft/2019-09/schema#", 2019},
    {"draft-07/schema", "http://json-schema.org/draft-07/schema#", 7},
    {"draft-06/schema", "http://json-schema.org/draft-06/schema#", 6},
    {"draft-04/schema", "http://json-schema.org/draft-04/schema#", 4},
};

/// What a keyword's value must be.
enum class Shape : unsigned char {
  any,
  boolean,
  string,
  uri,
  reference,
  id,
  anchor,
  regex,
  number,
  positive,
  bound,  ///< an exclusive bound: of draft 4 a boolean
  count,
  count_or_none,  ///< a count whose default is 0
  list,
  choices,
  types,
  strings,
  string_lists,
  schema,
  schema_or_boolean,
  schemas,
  items,
  schema_map,
  pattern_map,
  dependencies,
  vocabulary,
};

/// Since draft 2019 the keywords are in vocabularies, each of which is a schema of its own.
enum class Part : unsigned char {
  own,
  core,
  applicator,
  unevaluated,
  validation,
  metadata,
  format,
  content
};

struct Keyword {
  std::string_view name;
  Shape shape;
  Part part;
  Draft since = 4, until = latest_draft;
};

constexpr Keyword keywords[] = {
    {"id", Shape::string, Part::core, 4, 4},
    {"$id", Shape::id, Part::core, 6},
    {"$schema", Shape::uri, Part::core},
    {"$ref", Shape::reference, Part::core},
    {"$anchor", Shape::anchor, Part::core, 2019},
    {"$recursiveRef", Shape::reference, Part::core, 2019, 2019},
    {"$recursiveAnchor", Shape::boolean, Part::core, 2019, 2019},
    {"$dynamicRef", Shape::reference, Part::core, 2020},
    {"$dynamicAnchor", Shape::anchor, Part::core, 2020},
    {"$vocabulary", Shape::vocabulary, Part::core, 2019},
    {"$comment", Shape::string, Part::core, 7},
    {"$defs", Shape::schema_map, Part::core, 2019},
    {"$recursiveAnchor", Shape::anchor, Part::own, 2020},
    {"$recursiveRef", Shape::reference, Part::own, 2020},
    {"definitions", Shape::schema_map, Part::own},
    {"dependencies", Shape::dependencies, Part::own},
    {"prefixItems", Shape::schemas, Part::applicator, 2020},
    {"items", Shape::items, Part::applicator},
    {"additionalItems", Shape::schema_or_boolean, Part::applicator, 4, 2019},
    {"contains", Shape::schema, Part::applicator, 6},
    {"additionalProperties", Shape::schema_or_boolean, Part::applicator},
    {"properties", Shape::schema_map, Part::applicator},
    {"patternProperties", Shape::pattern_map, Part::applicator},
    {"dependentSchemas", Shape::schema_map, Part::applicator, 2019},
    {"propertyNames", Shape::schema, Part::applicator, 6},
    {"if", Shape::schema, Part::applicator, 7},
    {"then", Shape::schema, Part::applicator, 7},
    {"else", Shape::schema, Part::applicator, 7},
    {"allOf", Shape::schemas, Part::applicator},
    {"anyOf", Shape::schemas, Part::applicator},
    {"oneOf", Shape::schemas, Part::applicator},
    {"not", Shape::schema, Part::applicator},
    {"unevaluatedItems", Shape::schema, Part::applicator, 2019, 2019},
    {"unevaluatedProperties", Shape::schema, Part::applicator, 2019, 2019},
    {"unevaluatedItems", Shape::schema, Part::unevaluated, 2020},
    {"unevaluatedProperties", Shape::schema, Part::unevaluated, 2020},
    {"type", Shape::types, Part::validation},
    {"const", Shape::any, Part::validation, 6},
    {"enum", Shape::choices, Part::validation},
    {"multipleOf", Shape::positive, Part::validation},
    {"maximum", Shape::number, Part::validation},
    {"exclusiveMaximum", Shape::bound, Part::validation},
    {"minimum", Shape::number, Part::validation},
    {"exclusiveMinimum", Shape::bound, Part::validation},
    {"maxLength", Shape::count, Part::validation},
    {"minLength", Shape::count_or_none, Part::validation},
    {"pattern", Shape::regex, Part::validation},
    {"maxItems", Shape::count, Part::validation},
    {"minItems", Shape::count_or_none, Part::validation},
    {"uniqueItems", Shape::boolean, Part::validation},
    {"maxContains", Shape::count, Part::validation, 2019},
    {"minContains", Shape::count, Part::validation, 2019},
    {"maxProperties", Shape::count, Part::validation},
    {"minProperties", Shape::count_or_none, Part::validation},
    {"required", Shape::strings, Part::validation},
    {"dependentRequired", Shape::string_lists, Part::validation, 2019},
    {"title", Shape::string, Part::metadata},
    {"description", Shape::string, Part::metadata},
    {"deprecated", Shape::boolean, Part::metadata, 2019},
    {"readOnly", Shape::boolean, Part::metadata, 7},
    {"writeOnly", Shape::boolean, Part::metadata, 7},
    {"examples", Shape::list, Part::metadata, 7},
    {"format", Shape::string, Part::format},
    {"contentMediaType", Shape::string, Part::content, 7},
    {"contentEncoding", Shape::string, Part::content, 7},
    {"contentSchema", Shape::schema, Part::content, 2019},
};

constexpr std::string_view self = R"({"$ref":"#"})";
constexpr std::string_view string = R"({"type":"string"})";
constexpr std::string_view boolean = R"({"type":"boolean"})";
constexpr std::string_view number = R"({"type":"number"})";
constexpr std::string_view count = R"({"type":"integer","minimum":0})";
constexpr std::string_view reference = R"({"type":"string","format":"uri-reference"})";
constexpr std::string_view schema_map = R"({"type":"object","additionalProperties":{"$ref":"#"}})";

struct Form {
  Shape shape;
  Draft since;
  std::string_view schema;
};

/// The schema of a value of each shape: the last that the draft has. Where the published ones refer
/// to a definition, so do these: it shows in how errors are grouped.
constexpr Form forms[] = {
    {Shape::any, 4, "{}"},
    {Shape::boolean, 4, boolean},
    {Shape::string, 4, string},
    {Shape::uri, 4, R"({"type":"string","format":"uri"})"},
    {Shape::reference, 4, string},
    {Shape::reference, 6, reference},
    {Shape::id, 6, reference},
    {Shape::id, 2019, R"({"type":"string","format":"uri-reference","pattern":"^[^#]*#?$"})"},
    {Shape::id, 2020, R"({"$ref":"#/$defs/reference","pattern":"^[^#]*#?$"})"},
    {Shape::anchor, 2019, R"({"type":"string","pattern":"^[A-Za-z][-A-Za-z0-9.:_]*$"})"},
    {Shape::anchor, 2020, R"({"type":"string","pattern":"^[A-Za-z_][-A-Za-z0-9._]*$"})"},
    {Shape::regex, 4, R"({"type":"string","format":"regex"})"},
    {Shape::number, 4, number},
    {Shape::positive, 4, R"({"type":"number","minimum":0,"exclusiveMinimum":true})"},
    {Shape::positive, 6, R"({"type":"number","exclusiveMinimum":0})"},
    {Shape::bound, 4, boolean},
    {Shape::bound, 6, number},
    {Shape::count, 4, count},
    {Shape::count_or_none, 4, R"({"allOf":[{"type":"integer","minimum":0},{}]})"},
    {Shape::count_or_none, 2019, count},
    {Shape::list, 4, R"({"type":"array"})"},
    {Shape::choices, 4, R"({"type":"array","minItems":1,"uniqueItems":true})"},
    {Shape::choices, 2019, R"({"type":"array"})"},
    {Shape::types, 4,
     R"({"anyOf":[{"$ref":"#/$defs/types"},{"type":"array","items":{"$ref":"#/$defs/types"},)"
     R"("minItems":1,"uniqueItems":true}]})"},
    {Shape::strings, 4, R"({"$ref":"#/$defs/strings"})"},
    {Shape::string_lists, 4,
     R"({"type":"object","additionalProperties":{"$ref":"#/$defs/strings"}})"},
    {Shape::schema, 4, self},
    {Shape::schema_or_boolean, 4, R"({"anyOf":[{"type":"boolean"},{"$ref":"#"}]})"},
    {Shape::schema_or_boolean, 6, self},
    {Shape::schemas, 4, R"({"$ref":"#/$defs/schemas"})"},
    {Shape::items, 4, R"({"anyOf":[{"$ref":"#"},{"$ref":"#/$defs/schemas"}]})"},
    {Shape::items, 2020, self},
    {Shape::schema_map, 4, schema_map},
    {Shape::pattern_map, 4, schema_map},
    {Shape::pattern_map, 7,
     R"({"type":"object","additionalProperties":{"$ref":"#"},"propertyNames":{"format":"regex"}})"},
    {Shape::dependencies, 4,
     R"({"type":"object","additionalProperties":{"anyOf":[{"$ref":"#"},)"
     R"({"$ref":"#/$defs/strings"}]}})"},
    {Shape::vocabulary, 2019,
     R"({"type":"object","propertyNames":{"type":"string","format":"uri"},)"
     R"("additionalProperties":{"type":"boolean"}})"},
};

std::string_view schema_of(Shape shape, Draft draft) {
  std::string_view found;
  for (const Form& form : forms)
    if (form.shape == shape && form.since <= draft) found = form.schema;
  return found;
}

/// What the others refer to.
std::string definitions(Draft draft) {
  return fmt::format(
      R"("reference":{},"schemas":{{"type":"array","minItems":1,"items":{}}},)"
      R"("strings":{{"type":"array","items":{},{}"uniqueItems":true}},)"
      R"("types":{{"enum":["array","boolean","integer","null","number","object","string"]}})",
      reference, self, string, draft == 4 ? R"("minItems":1,)" : "");
}

bool is_of(const Keyword& keyword, Draft draft) {
  return keyword.since <= draft && draft <= keyword.until;
}

/// The keywords of a part, or of all.
std::string properties(Draft draft, const Part* part) {
  std::string all;
  for (const Keyword& keyword : keywords) {
    if (!is_of(keyword, draft) || (part && keyword.part != *part)) continue;
    all += fmt::format(R"({}"{}":{})", all.empty() ? "" : ",", keyword.name,
                       schema_of(keyword.shape, draft));
  }
  return "{" + all + "}";
}

std::string in_parts(Draft draft) {
  std::string parts, named;
  for (const auto& [part, name] : {std::pair{Part::core, "core"},
                                   {Part::applicator, "applicator"},
                                   {Part::unevaluated, "unevaluated"},
                                   {Part::validation, "validation"},
                                   {Part::metadata, "metadata"},
                                   {Part::format, "format"},
                                   {Part::content, "content"}}) {
    if (part == Part::unevaluated && draft == 2019) continue;
    parts += fmt::format(R"({}{{"$ref":"#/$defs/{}"}})", parts.empty() ? "" : ",", name);
    named += fmt::format(R"("{}":{{"properties":{}}},)", name, properties(draft, &part));
  }
  constexpr Part own = Part::own;
  return fmt::format(R"({{"type":["object","boolean"],"properties":{},"allOf":[{}],)"
                     R"("$defs":{{{}{}}}}})",
                     properties(draft, &own), parts, named, definitions(draft));
}

}  // namespace

Draft draft_of(std::string_view url) {
  if (url.ends_with('#')) url.remove_suffix(1);
  for (const std::string_view scheme : {"http://", "https://"})
    if (url.starts_with(scheme)) {
      url.remove_prefix(scheme.size());
      break;
    }
  constexpr std::string_view host = "json-schema.org/";
  if (!url.starts_with(host)) return 0;
  url.remove_prefix(host.size());
  for (const NamedDraft& known : drafts)
    if (known.path == url) return known.draft;
  return 0;
}

std::string_view draft_url(Draft draft) {
  for (const NamedDraft& known : drafts)
    if (known.draft == draft && !known.url.empty()) return known.url;
  return "";
}

std::string meta_schema(Draft draft) {
  if (draft >= 2019) return in_parts(draft);
  const std::string_view more =
      draft == 4 ? R"("type":"object","dependencies":{"exclusiveMaximum":["maximum"],)"
                   R"("exclusiveMinimum":["minimum"]})"
                 : R"("type":["object","boolean"])";
  return fmt::format(R"({{"properties":{},"$defs":{{{}}},{}}})", properties(draft, nullptr),
                     definitions(draft), more);
}

Holds held_by(std::string_view name, Draft draft) {
  constexpr std::pair<Shape, Holds> holders[] = {
      {Shape::schema, Holds::one},       {Shape::schema_or_boolean, Holds::one},
      {Shape::schemas, Holds::list},     {Shape::items, Holds::one_or_list},
      {Shape::schema_map, Holds::map},   {Shape::pattern_map, Holds::map},
      {Shape::dependencies, Holds::map},
  };
  // What later drafts call otherwise stays a place of schemas.
  for (const Keyword& keyword : keywords) {
    if (keyword.name != name || keyword.since > draft) continue;
    for (const auto& [shape, holds] : holders)
      if (keyword.shape == shape) return holds;
  }
  return Holds::nothing;
}

}  // namespace fairlead::helm
