#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/helm/chart/outcome.h"
#include "deploy/helm/schema/meta_schema.h"
#include "tree/node.h"

namespace fairlead::helm {

/// A part of a file with an address of its own: the root, and each schema with an `$id`.
struct SchemaResource {
  std::string pointer;  ///< its place: "/properties/a"
  std::string url;
  Draft draft = latest_draft;
  std::map<std::string, std::string, std::less<>> anchors;  ///< to the pointers of their schemas
  std::vector<std::string> dynamic_anchors;                 ///< those of them that are dynamic
};

/// Where a reference leads.
struct SchemaPlace {
  enum class Where : unsigned char {
    here,      ///< a pointer in the same file
    anything,  ///< a URN, which Helm takes for a schema that accepts all
    drafts,    ///< the schema of a draft's schemas
  };
  Where where = Where::here;
  std::string pointer;
  Draft draft = 0;
};

/// The addresses of a file's schemas: what `$id`, `$anchor` and `$schema` name. Other files are not
/// fetched: what leads there is declined.
class SchemaFile {
 public:
  SchemaFile(Ref root, std::string url, Draft draft)
      : root_(root), url_(std::move(url)), draft_(draft) {}

  /// Collects what the root holds.
  std::optional<Failure> read();
  /// The same for a schema in a place where a draft has none; false where that was done before.
  Outcome<bool> add(const std::string& pointer);

  Outcome<Ref> at(const std::string& pointer) const;
  /// The resource that a place is in.
  const SchemaResource& resource(std::string_view pointer) const;
  /// Where `reference` leads from a resource.
  Outcome<SchemaPlace> resolved(const SchemaResource& from, std::string_view reference) const;
  /// As errors name a place: "file:///values.schema.json#/properties/a".
  std::string location(std::string_view pointer) const;

 private:
  std::optional<Failure> collect(Ref schema, const std::string& pointer, std::string base,
                                 Draft draft);
  std::optional<Failure> collect_below(Ref schema, const std::string& pointer,
                                       const std::string& base, Draft draft);
  std::optional<Failure> add_resource(Ref schema, const std::string& pointer,
                                      const std::string& url, Draft draft);
  std::optional<Failure> add_anchors(Ref schema, const std::string& pointer,
                                     SchemaResource& resource) const;

  Ref root_;
  const std::string url_;
  const Draft draft_;
  std::map<std::string, SchemaResource, std::less<>> resources_;  // by their pointers
  std::set<std::string, std::less<>> seen_;
};

/// The draft that a schema's `$schema` names; the latest where it names none.
Outcome<Draft> draft_named_by(Ref schema, Draft otherwise = latest_draft);
/// A JSON pointer's step, escaped.
std::string pointer_step(std::string_view name);
/// The anchor or pointer behind a URL's `#`, and the URL before it.
std::pair<std::string_view, std::string_view> split_url(std::string_view text);

}  // namespace fairlead::helm
