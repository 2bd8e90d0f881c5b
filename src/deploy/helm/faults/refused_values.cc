#include "deploy/helm/faults/refused_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "deploy/helm/faults/empty_value.h"
#include "deploy/helm/schema/check.h"

namespace fairlead::helm {
namespace {

/// "/service/ports/0" as people write it.
std::string dotted(std::string_view chart, std::string_view pointer) {
  std::string path(chart);
  for (const char letter : pointer) {
    if (letter != '/')
      path += letter;
    else if (!path.empty())
      path += '.';
  }
  return path;
}

/// Helm's words without the value, which may be a password; a number as it is written.
std::string words_of(const SchemaFault& fault, Ref value) {
  constexpr std::string_view pattern = " does not match pattern ", format = " is not valid ";
  constexpr std::string_view got = ": got ", power = "×10", want = ", want ";
  if (const std::size_t at = fault.message.find(got), end = fault.message.find(want);
      value && end != fault.message.npos && at < end &&
      fault.message.substr(at, end - at).find(power) != fault.message.npos)
    return fmt::format("{}{}{}{}", fault.message.substr(0, at), got, value.text(),
                       fault.message.substr(end));
  if (const std::size_t at = fault.message.rfind(pattern);
      fault.keyword == "pattern" && at != fault.message.npos)
    return fmt::format("it does not match the pattern {}",
                       fault.message.substr(at + pattern.size()));
  if (const std::size_t at = fault.message.find(format);
      fault.keyword == "format" && at != fault.message.npos) {
    const std::string_view rest = std::string_view(fault.message).substr(at + format.size());
    return fmt::format("it is no valid {}", rest.substr(0, rest.find(':')));
  }
  return fault.message;
}

class Refusals {
 public:
  explicit Refusals(const ChartRelease& release) : release_(release) {}

  void add(const SchemaVerdict::Refusal& refusal) {
    std::string path;
    Ref values(release_.values);
    std::vector<std::string_view> names;
    for (const LiveChart* each = refusal.chart; each->parent; each = each->parent)
      names.push_back(each->name());
    for (std::size_t i = names.size(); i-- > 0;) {
      values = values[names[i]];
      path += path.empty() ? std::string(names[i]) : fmt::format(".{}", names[i]);
    }
    for (const SchemaFault& fault : refusal.faults) add(fault, path, values);
  }
  RefusedValues done() { return std::move(made_); }

 private:
  void add(const SchemaFault& fault, const std::string& path, Ref values) {
    const bool is_around = fault.kind != SchemaFault::Kind::line && fault.keyword.empty();
    if (is_around || fault.kind == SchemaFault::Kind::reference) {
      for (const SchemaFault& cause : fault.causes) add(cause, path, values);
      return;
    }
    RefusedValue refused{fault.at, dotted(path, fault.path),
                         words_of(fault, at_pointer(values, fault.path)), fault.schema};
    if (!refused.at.is_place()) refused.at = place_of(values);
    (asks(fault, values) ? made_.needed : made_.refused).push_back(std::move(refused));
  }

  /// A place for what is wrong with all of a mapping, which has none of its own where it was
  /// merged.
  Span place_of(Ref values) const {
    for (const Entry& entry : values.entries()) return entry.key->span();
    return release_.root->chart->metadata.name_at;
  }

  /// Whether it asks for what a chart's own values leave empty for others to give.
  static bool asks(const SchemaFault& fault, Ref values) {
    if (fault.keyword == "required" || fault.keyword == "dependentRequired" ||
        fault.keyword == "dependencies")
      return true;
    if (is_empty_value(at_pointer(values, fault.path))) return true;
    return std::ranges::any_of(fault.causes,
                               [&](const SchemaFault& cause) { return asks(cause, values); });
  }

  static Ref at_pointer(Ref values, std::string_view pointer) {
    while (!pointer.empty() && values) {
      pointer.remove_prefix(1);
      const std::string_view step = pointer.substr(0, pointer.find('/'));
      pointer.remove_prefix(step.size());
      std::size_t index = 0;
      if (values->is_sequence()) {
        for (const char digit : step) index = index * 10 + static_cast<std::size_t>(digit - '0');
        values = values[index];
      } else {
        values = values[step];
      }
    }
    return values;
  }

  const ChartRelease& release_;
  RefusedValues made_;
};

}  // namespace

RefusedValues refused_values(const ChartRelease& release, ChartLoader& loader, SourceMap& sources,
                             Arena& arena) {
  DraftSchemas drafts;
  SchemaVerdict verdict = schema_verdict(release, loader, sources, arena, drafts);
  Refusals refusals(release);
  for (const SchemaVerdict::Refusal& each : verdict.refusals) {
    refusals.add(each);
    if (each.faults.empty()) verdict.unchecked.push_back(each.failure);
  }
  RefusedValues made = refusals.done();
  made.unchecked = std::move(verdict.unchecked);
  return made;
}

}  // namespace fairlead::helm
