#pragma once
#include <map>

#include "base/arena.h"
#include "deploy/helm/chart/outcome.h"
#include "deploy/helm/schema/schema.h"
#include "gotemplate/value/budget.h"
#include "source/source_map.h"

namespace fairlead::helm {

/// What a schema file is called, wherever it lies.
constexpr std::string_view schema_url = "file:///values.schema.json";

/// The schemas of drafts' schemas, each made when it is first asked for: one object may serve any
/// number of checks, one after the other.
class DraftSchemas {
 public:
  const Schema* of(Draft draft);

 private:
  struct One {
    SourceMap sources;
    Arena arena;
    Schemas schemas;
    const Schema* root = nullptr;
  };
  std::map<Draft, One> drafts_;
};

/// Reads a schema with all that it refers to. What Helm refuses is a failure of Stage::schema in
/// its words; what may be right but is not read here (other files, huge numbers) is declined.
/// `root` must outlive what is put into `schemas`.
Outcome<const Schema*> compiled_schema(Ref root, Schemas& schemas, DraftSchemas& drafts,
                                       gotemplate::Budget& budget);

/// What a budget that is spent says of a schema.
Failure too_much(const gotemplate::Budget& budget);

}  // namespace fairlead::helm
