#pragma once
#include <string>
#include <vector>

#include "lint/finding.h"
#include "lint/looked_at.h"
#include "lint/rule.h"
#include "wiring/connections.h"
#include "wiring/world.h"

namespace fairlead {

/// One rule on one unit: what it may read, and where its findings go.
class RuleRun {
 public:
  RuleRun(const RuleInfo& rule, const Facts& facts, const World& world,
          const Connections& connections, const SourceMap& sources, std::vector<Finding>& findings,
          LookedAt& looked_at);

  const RuleInfo& rule() const { return rule_; }
  const Facts& facts() const { return facts_; }
  const World& world() const { return world_; }
  /// What becomes of the facts' endpoints.
  const Connections& connections() const { return connections_; }
  const SourceMap& sources() const { return sources_; }

  /// What an option of the rule is set to, else its default. The rule's file must have it.
  std::int64_t number(std::string_view option) const;
  std::span<const std::string> words(std::string_view option) const;

  /// Appends a finding at `at` with the rule's severity and confidence and returns it for details.
  /// A place in a made text is traced to what was written when the rule is done.
  Finding& report(Span at, std::string message);
  /// The same, with the resource that the place belongs to.
  Finding& report(const Resource& resource, Span at, std::string message);
  /// The same; null where the place belongs to none (a redis.conf on its own).
  Finding& report(const Resource* resource, Span at, std::string message);
  /// Something could not be decided: counted, and listed on request.
  void unknown(Span at, std::string what, std::string reason, GapKind kind = GapKind::check);
  /// The resource that the rule gave the `index`th of its findings, or null.
  const Resource* resource_of(std::size_t index) const {
    return index < resources_.size() ? resources_[index] : nullptr;
  }
  /// Counts work that might grow with the square of what there is.
  void worked(std::size_t steps) { looked_at_.steps += steps; }
  /// A question was answered (found or missing).
  void answered() { ++looked_at_.answers; }
  /// The same, where something of that name was looked up: an object, a key, a port.
  void answered(Span at, Answer answer);
  /// The same of one of the facts' endpoints, where the rule knows more than connections() does.
  void answered(const Endpoint& endpoint, Answer answer);

 private:
  const OptionValue* set(std::string_view option) const;

  const RuleInfo& rule_;
  const Facts& facts_;
  const World& world_;
  const Connections& connections_;
  const SourceMap& sources_;
  std::vector<Finding>& findings_;
  LookedAt& looked_at_;
  const std::size_t first_;                 // the number of the rule's first finding
  std::vector<const Resource*> resources_;  // of its findings
};

}  // namespace fairlead
