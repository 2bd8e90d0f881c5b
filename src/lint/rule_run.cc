#include "lint/rule_run.h"

#include <algorithm>
#include <cassert>

namespace fairlead {

RuleRun::RuleRun(const RuleInfo& rule, const Facts& facts, const World& world,
                 const Connections& connections, const SourceMap& sources,
                 std::vector<Finding>& findings, LookedAt& looked_at)
    : rule_(rule),
      facts_(facts),
      world_(world),
      connections_(connections),
      sources_(sources),
      findings_(findings),
      looked_at_(looked_at),
      first_(findings.size()) {}

const OptionValue* RuleRun::set(std::string_view option) const {
  const auto rule = facts_.config->options.find(rule_.id);
  if (rule == facts_.config->options.end()) return nullptr;
  const auto value = rule->second.values.find(option);
  return value == rule->second.values.end() ? nullptr : &value->second;
}

std::int64_t RuleRun::number(std::string_view option) const {
  const auto known = std::ranges::find(rule_.options, option, &RuleOption::name);
  assert(known != rule_.options.end() && !known->is_list);
  const OptionValue* value = set(option);
  return value && value->number ? *value->number : known->standard;
}

std::span<const std::string> RuleRun::words(std::string_view option) const {
  const OptionValue* value = set(option);
  return value ? std::span<const std::string>(value->words) : std::span<const std::string>();
}

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
  resources_.resize(findings_.size() - first_);
  resources_.back() = &resource;
  return finding;
}

Finding& RuleRun::report(const Resource* resource, Span at, std::string message) {
  return resource ? report(*resource, at, std::move(message)) : report(at, std::move(message));
}

void RuleRun::unknown(Span at, std::string what, std::string reason, GapKind kind) {
  const Span written = sources_.blame(at).edit;
  looked_at_.unknown.push_back(
      {sources_.name(written.source), written, std::move(what), std::move(reason), kind});
}

void RuleRun::answered(Span at, Answer answer) {
  answered();
  looked_at_.references.push_back({sources_.blame(at).edit, answer});
}

void RuleRun::answered(const Endpoint& endpoint, Answer answer) {
  answered();
  looked_at_.decided[&endpoint] = answer;
}

}  // namespace fairlead
