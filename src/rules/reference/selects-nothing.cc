#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"
#include "facts/labels/labelling.h"
#include "facts/references/selector_rows.h"
#include "lint/words.h"
#include "rules/reference/selecting.h"

namespace fairlead {
namespace {

/// What selectors may find in a unit, made where one is met.
class InView {
 public:
  explicit InView(const Facts& facts) : facts_(facts) {}

  const Selectables& of(Selects what) {
    std::optional<Selectables>& all = what == Selects::pods ? pods_ : services_;
    if (!all)
      all.emplace(what == Selects::pods ? pods_of(facts_.workloads, facts_.resources)
                                        : labelled_services(facts_.services));
    return *all;
  }
  /// Whether an operator may make what is asked for: of a Keycloak called `keycloak` it makes pods
  /// and Services with `app: keycloak`.
  bool may_be_made(const LabelAt& wanted) {
    if (!makers_) {
      makers_.emplace();
      for (const Resource& resource : facts_.resources)
        if (!makes_no_pods(resource.group())) makers_->insert(resource.name);
    }
    return makers_->contains(wanted.value);
  }
  std::size_t steps() const {
    return (pods_ ? pods_->steps() : 0) + (services_ ? services_->steps() : 0);
  }

 private:
  const Facts& facts_;
  std::optional<Selectables> pods_, services_;
  std::optional<std::set<std::string_view>> makers_;
};

bool is_found(const SelectorAt& each, const Selectables& all) {
  if (each.in_any_space) return all.selected_anywhere(each.selector);
  return std::ranges::any_of(each.spaces, [&](std::string_view space) {
    return all.selected(each.selector, space) != nullptr;
  });
}

/// Whether all that a selector may find is in view, but for what other units deploy.
bool is_closed(const Facts& facts, const SelectorAt& each) {
  if (facts.open || each.resource.partial || each.in_any_space) return false;
  const auto is_there = [&](std::string_view space) {
    return std::ranges::find(each.spaces, space) != each.spaces.end();
  };
  if (each.row.what == Selects::services)
    return std::ranges::none_of(facts.services, [&](const Service& service) {
      return (service.computed || service.resource->partial) && is_there(service.namespace_name);
    });
  return std::ranges::none_of(facts.workloads, [&](const Workload& workload) {
    return workload.resource->partial && is_there(workload.resource->namespace_name);
  });
}

/// Whether a value is a slip of the hand. `web-db` beside `web` is something else, of which nothing
/// more may be in view.
bool is_slip(const NearSelectable& near, std::string_view name) {
  constexpr std::size_t most = 2;
  return !near.label || near.label->key != near.wanted->key || near.found->resource->name == name ||
         edit_distance(near.wanted->value, near.label->value, most) <= most;
}

std::optional<NearSelectable> meant(const RuleRun& run, const SelectorAt& each, InView& in_view) {
  const Selectables& all = in_view.of(each.row.what);
  if (!each.selector.expressions.empty() || !is_closed(run.facts(), each)) return std::nullopt;
  const std::string_view name = each.resource.name;
  for (const std::string_view space : each.spaces) {
    const auto near = surely_meant(run.sources(), all, {each.selector.labels, space, name});
    if (near && is_slip(*near, name) && !in_view.may_be_made(*near->wanted)) return near;
  }
  return std::nullopt;
}

void report(RuleRun& run, const SelectorAt& each, const NearSelectable& near) {
  const bool is_pods = each.row.what == Selects::pods;
  const std::string_view what = is_pods ? "pod" : "Service";
  report_selects_nothing(
      run, each.resource, near, is_pods ? "the pods of " : "",
      fmt::format("{} `{}` selects no {}, for none has `{}: {}`: {}", each.resource.kind,
                  each.resource.name, what, near.wanted->key, near.wanted->value, each.row.effect))
      .caption = fmt::format("fits no {}", what);
}

}  // namespace

void rule_reference_selects_nothing(RuleRun& run) {
  InView in_view(run.facts());
  for_each_selector(run.facts(), [&](const SelectorAt& each) {
    const Selectables& all = in_view.of(each.row.what);
    if (is_found(each, all)) {
      run.answered(each.at.span(), Answer::found);
      return;
    }
    const std::optional<NearSelectable> near = meant(run, each, in_view);
    if (!near) {
      run.unknown(each.at.span(),
                  fmt::format("selector of {} `{}`", each.resource.kind, each.resource.name),
                  "what it selects may be made by something that is not in view",
                  GapKind::reference);
      return;
    }
    run.answered(each.at.span(), Answer::missing);
    report(run, each, *near);
  });
  run.worked(in_view.steps());
}

}  // namespace fairlead
