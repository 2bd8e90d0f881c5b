#include "lint/rule_run.h"

namespace fairlead {

RuleRun::RuleRun(const RuleInfo& rule, const Model& model, const World& world,
                 const SourceMap& sources, std::vector<Finding>& findings,
                 std::vector<Gap>& unknown, std::size_t& lookups)
    : rule_(rule),
      model_(model),
      world_(world),
      sources_(sources),
      findings_(findings),
      unknown_(unknown),
      lookups_(lookups) {}

Finding& RuleRun::report(Span at, std::string message) {
  Finding& finding = findings_.emplace_back();
  finding.rule = &rule_;
  finding.severity = rule_.severity;
  finding.confidence = rule_.confidence;
  finding.at = at;
  finding.message = std::move(message);
  return finding;
}

Finding& RuleRun::report(const Resource& resource, Span at, std::string message) {
  Finding& finding = report(at, std::move(message));
  finding.resource = resource.label();
  return finding;
}

Finding& RuleRun::report(const Resource* resource, Span at, std::string message) {
  return resource ? report(*resource, at, std::move(message)) : report(at, std::move(message));
}

void RuleRun::unknown(Span at, std::string what, std::string reason) {
  const Span written = sources_.written(at);
  unknown_.push_back({sources_.name(written.source), written, std::move(what), std::move(reason)});
}

}  // namespace fairlead
