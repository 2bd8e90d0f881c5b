#pragma once
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "deploy/helm/chart/outcome.h"
#include "deploy/helm/schema/schema.h"
#include "deploy/helm/schema/schema_file.h"
#include "gotemplate/value/budget.h"

namespace fairlead::helm {

/// Makes Schemas of what a file holds: of the root, and of all that it leads to, one after the
/// other, as Helm's library does.
class Compiler {
 public:
  /// `meta` is the schema of what the file holds; none where that is not to be asked.
  Compiler(SchemaFile& file, const Schema* meta, bool asserts_formats, Schemas& schemas,
           gotemplate::Budget& budget)
      : file_(file),
        meta_(meta),
        asserts_formats_(asserts_formats),
        schemas_(schemas),
        budget_(budget) {}

  Outcome<const Schema*> compile();

 private:
  /// A schema that is to be filled.
  struct Waiting {
    Schema* schema = nullptr;
    std::string pointer;
    Ref written;    ///< what stands there, where that is known
    Ref reference;  ///< what led here first, if it is one
  };

  /// The schema of a place, which is filled later.
  const Schema* at(const std::string& pointer, Ref written = {}, Ref reference = {});
  /// Where a keyword refers to; null where there is none.
  const Schema* referred(std::string_view keyword);
  /// Whether a place holds a schema: one in which drafts have none is asked for the first time.
  bool check(const std::string& pointer, Ref written);
  std::optional<Failure> refused_by_meta(Ref written, const std::string& pointer);
  std::optional<Regex> regex(const std::string& pattern, std::string_view keyword);
  void fill(const Waiting& next);

  // What the members of the schema that is filled say.
  Ref member(std::string_view keyword) const;
  const Schema* in(std::string_view keyword);
  std::vector<const Schema*> list_in(std::string_view keyword);
  SchemaMap map_in(std::string_view keyword);
  Additional additional_in(std::string_view keyword);
  std::string string_in(std::string_view keyword) const;
  std::optional<Decimal> number_in(std::string_view keyword);
  std::optional<std::int64_t> count_in(std::string_view keyword);

  void fill_object(Schema& schema);
  void fill_applicators(Schema& schema);
  void fill_objects(Schema& schema);
  void fill_limits(Schema& schema);
  void fill_choices(Schema& schema);
  void fill_bounds(Schema& schema);
  void fill_condition(Schema& schema);
  void fill_2019(Schema& schema);
  void fill_2020(Schema& schema);

  void fail(Failure failure) {
    if (!failure_) failure_ = std::move(failure);
  }
  void decline(std::string_view message, Ref at) {
    fail({Stage::declined, std::string(message), at.span()});
  }

  SchemaFile& file_;
  const Schema* const meta_;
  const bool asserts_formats_;
  Schemas& schemas_;
  gotemplate::Budget& budget_;
  std::unordered_map<std::string, Schema*> by_pointer_;
  std::deque<Waiting> waiting_;
  std::optional<Failure> failure_;
  // Of the schema that is filled.
  std::vector<std::pair<std::string_view, Ref>> members_;
  std::string pointer_;
};

}  // namespace fairlead::helm
