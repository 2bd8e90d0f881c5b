#include <fmt/format.h>

#include <set>
#include <span>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// What the API server decodes as a string, and why it refuses it; "" for what it takes. It takes
/// null for no value at all.
std::string_view refused_as(const Node& node) {
  switch (node.kind()) {
    case Kind::boolean:
      return "a boolean";
    case Kind::integer:
    case Kind::floating:
      return "a number";
    case Kind::sequence:
    case Kind::mapping:  // it may be the braces of another tool's template
    case Kind::null:
    case Kind::string:
    case Kind::alias:
      return "";
  }
  __builtin_unreachable();
}

class Check {
 public:
  explicit Check(RuleRun& run) : run_(run) {}

  void value(const Resource& resource, Ref value, std::string_view name) {
    if (!value) return;
    const std::string_view what = refused_as(*value);
    if (what.empty() || !told_.insert(value.node()).second) return;
    // What is printed without quotes is mended where it is printed.
    const bool is_written = run_.sources().is_written(value->span().source);
    const auto source = [&](Span at) { return run_.sources().blame(at).edit.source; };
    const bool is_elsewhere =
        !is_written && value.key() && source(value->span()) != source(value.key()->span());
    const Span at = is_elsewhere ? value.key()->span() : value->span();
    Finding& finding = run_.report(
        resource, at,
        fmt::format("`{}` is {}, and the API server takes only a string there: it refuses the {}",
                    name, what, resource.kind));
    finding.caption = fmt::format("{}, not a string", what);
    finding.help = is_written ? fmt::format("write it in quotes: \"{}\"", value.text())
                              : std::string("let the template print it with `quote`");
    if (is_written)
      finding.fixes.push_back(
          {"write it in quotes", {{value->span(), fmt::format("\"{}\"", value.text())}}});
  }

  void values_of(const Resource& resource, Ref mapping) {
    if (!mapping || !mapping->is_mapping()) return;
    for (const Entry& entry : mapping.entries()) value(resource, Ref(entry), entry.key->text());
  }

  void items(const Resource& resource, std::span<const Ref> all, std::string_view name) {
    for (const Ref item : all) value(resource, item, name);
  }

 private:
  RuleRun& run_;
  std::set<const Node*> told_;
};

/// Whether what it says is what is applied.
bool is_applied(const Resource& resource) {
  return resource.root && !resource.partial && !(resource.file && resource.file->has_template);
}

void check_object(Check& check, const Resource& resource) {
  const Ref metadata = resource.root["metadata"];
  for (const std::string_view key : {"labels", "annotations"})
    check.values_of(resource, metadata[key]);
  if (resource.api_version != "v1") return;
  if (resource.kind == "ConfigMap") check.values_of(resource, resource.root["data"]);
  if (resource.kind == "Secret") {
    check.values_of(resource, resource.root["data"]);
    check.values_of(resource, resource.root["stringData"]);
  }
  if (resource.kind == "Service") check.values_of(resource, resource.root["spec"]["selector"]);
}

void check_workload(Check& check, const Workload& workload) {
  const Resource& resource = *workload.resource;
  for (const std::string_view key : {"labels", "annotations"})
    check.values_of(resource, workload.pod_metadata[key]);
  for (const LabelAt& label : workload.selector) check.value(resource, label.at, label.key);
  check.values_of(resource, workload.pod_spec["nodeSelector"]);
  for (const Container& container : workload.containers) {
    for (const EnvVar& variable : container.env)
      check.value(resource, variable.at["value"], variable.name);
    check.items(resource, container.command, "command");
    check.items(resource, container.args, "args");
  }
}

}  // namespace

void rule_env_not_a_string(RuleRun& run) {
  if (run.facts().unit->kind == UnitKind::compose) return;
  Check check(run);
  for (const Resource& resource : run.facts().resources)
    if (is_applied(resource)) check_object(check, resource);
  for (const Workload& workload : run.facts().workloads)
    if (is_applied(*workload.resource)) check_workload(check, workload);
  for (const Scaler& scaler : run.facts().scalers) {
    if (!is_applied(*scaler.resource)) continue;
    for (const Trigger& trigger : scaler.triggers)
      check.values_of(*scaler.resource, trigger.metadata);
  }
}

}  // namespace fairlead
