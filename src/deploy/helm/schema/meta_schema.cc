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
constexpr std::string_view count = R"({"type":"integer","minimum":0})";
constexpr std::string_view uri = R"({"type":"string","format":"uri"})";
constexpr std::string_view reference = R"({"type":"string","format":"uri-reference"})";
// Where the published ones refer, so do these: it shows in how errors are grouped.
constexpr std::string_view schemas = R"({"$ref":"#/$defs/schemas"})";
constexpr std::string_view strings = R"({"$ref":"#/$defs/strings"})";
constexpr std::string_view schema_map = R"({"type":"object","additionalProperties":{"$ref":"#"}})";
constexpr std::string_view types =
    R"({"enum":["array","boolean","integer","null","number","object","string"]})";

std::string any_of(std::string_view a, std::string_view b) {
  return fmt::format(R"({{"anyOf":[{},{}]}})", a, b);
}

std::string id(Draft draft) {
  constexpr std::string_view pattern = R"("pattern":"^[^#]*#?$")";
  // Of draft 2020 both may fail, before that the first that does.
  if (draft == 2020) return fmt::format(R"({{"$ref":"#/$defs/reference",{}}})", pattern);
  if (draft == 2019)
    return fmt::format(R"({{"type":"string","format":"uri-reference",{}}})", pattern);
  return std::string(reference);
}

/// What the others refer to.
std::string definitions(Draft draft) {
  return fmt::format(R"("reference":{},"schemas":{{"type":"array","minItems":1,"items":{}}},)"
                     R"("strings":{{"type":"array","items":{},{}"uniqueItems":true}})",
                     reference, self, string, draft == 4 ? R"("minItems":1,)" : "");
}

std::string map_of(std::string_view value) {
  return fmt::format(R"({{"type":"object","additionalProperties":{}}})", value);
}

std::string anchor(Draft draft) {
  return fmt::format(R"({{"type":"string","pattern":"{}"}})",
                     draft == 2019 ? "^[A-Za-z][-A-Za-z0-9.:_]*$" : "^[A-Za-z_][-A-Za-z0-9._]*$");
}

std::string schema_of(Shape shape, Draft draft) {
  switch (shape) {
    case Shape::any:
      return "{}";
    case Shape::boolean:
      return std::string(boolean);
    case Shape::string:
      return std::string(string);
    case Shape::uri:
      return std::string(uri);
    case Shape::reference:
      return std::string(draft == 4 ? string : reference);
    case Shape::id:
      return id(draft);
    case Shape::anchor:
      return anchor(draft);
    case Shape::regex:
      return R"({"type":"string","format":"regex"})";
    case Shape::number:
      return R"({"type":"number"})";
    case Shape::positive:
      return draft == 4 ? R"({"type":"number","minimum":0,"exclusiveMinimum":true})"
                        : R"({"type":"number","exclusiveMinimum":0})";
    case Shape::bound:
      return draft == 4 ? std::string(boolean) : R"({"type":"number"})";
    case Shape::count:
      return std::string(count);
    case Shape::count_or_none:
      return draft < 2019 ? fmt::format(R"({{"allOf":[{},{{}}]}})", count) : std::string(count);
    case Shape::list:
      return R"({"type":"array"})";
    case Shape::choices:
      return draft < 2019 ? R"({"type":"array","minItems":1,"uniqueItems":true})"
                          : R"({"type":"array"})";
    case Shape::types:
      return any_of(types, fmt::format(R"({{"type":"array","items":{},"minItems":1,)"
                                       R"("uniqueItems":true}})",
                                       types));
    case Shape::strings:
      return std::string(strings);
    case Shape::string_lists:
      return map_of(strings);
    case Shape::schema:
      return std::string(self);
    case Shape::schema_or_boolean:
      return draft == 4 ? any_of(boolean, self) : std::string(self);
    case Shape::schemas:
      return std::string(schemas);
    case Shape::items:
      return draft < 2020 ? any_of(self, schemas) : std::string(self);
    case Shape::schema_map:
      return std::string(schema_map);
    case Shape::pattern_map:
      return draft < 7 ? std::string(schema_map)
                       : R"({"type":"object","additionalProperties":{"$ref":"#"},)"
                         R"("propertyNames":{"format":"regex"}})";
    case Shape::dependencies:
      return map_of(any_of(self, strings));
    case Shape::vocabulary:
      return fmt::format(R"({{"type":"object","propertyNames":{},"additionalProperties":{}}})", uri,
                         boolean);
  }
  __builtin_unreachable();
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
