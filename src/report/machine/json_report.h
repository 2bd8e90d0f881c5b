#pragma once
#include <string>
#include <vector>

#include "report/machine/json_writer.h"
#include "report/place.h"
#include "report/report.h"

namespace fairlead {

/// What was checked and what was not, in numbers and groups, as the field `coverage`.
void write_coverage(JsonWriter& json, const Report& report);

/// The parts of a report as JSON, which `json` and `jsonl` share. schemas/report.schema.json
/// describes them.
class JsonReport {
 public:
  explicit JsonReport(const Report& report);

  void finding(JsonWriter& json, std::size_t index) const;
  void summary(JsonWriter& json) const;
  void coverage(JsonWriter& json) const;
  void connections(JsonWriter& json) const;
  void not_checked(JsonWriter& json) const;

 private:
  void words(JsonWriter& json, std::string_view name, std::string_view text) const;
  void place(JsonWriter& json, Span at) const;
  void location(JsonWriter& json, Span at) const;
  void connection(JsonWriter& json, const ConnectionRow& row) const;
  void fix(JsonWriter& json, const Fix& fix) const;

  const Report& report_;
  const SourceMap& sources_;
  const Places places_;
  const std::vector<std::string> prints_;
};

}  // namespace fairlead
