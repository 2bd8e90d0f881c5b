#include "rules/reference/selecting.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/words.h"

namespace fairlead {
namespace {

/// Labels of a domain that nothing of the unit uses, but for those that everybody writes: Knative,
/// Strimzi and other operators label the pods that they make with their own.
bool is_of_unknown_domain(const Selectables& all, std::string_view key) {
  const auto slash = key.find('/');
  if (slash == std::string_view::npos || key.starts_with("app.kubernetes.io/")) return false;
  return !all.has_domain(key.substr(0, slash + 1));
}

/// Whether a text is made of a name that nobody says: a release's, say.
bool is_assumed(const SourceMap& sources, Span at) {
  return came_by(sources.trace(at), OriginKind::assumed);
}

}  // namespace

std::optional<NearSelectable> surely_meant(const SourceMap& sources, const Selectables& all,
                                           const Selecting& selecting) {
  const bool is_others = std::ranges::any_of(selecting.labels, [&](const LabelAt& wanted) {
    return is_added_by_controller(wanted.key) || is_of_unknown_domain(all, wanted.key);
  });
  if (is_others) return std::nullopt;
  const NearSelectable near = all.find(selecting);
  if (!near.found) return std::nullopt;
  if (!near.label && all.labels_may_change()) return std::nullopt;
  if (near.label &&
      is_assumed(sources, near.label->at.span()) != is_assumed(sources, near.wanted->at.span()))
    return std::nullopt;
  return near;
}

Finding& report_selects_nothing(RuleRun& run, const Resource& resource, const NearSelectable& near,
                                std::string_view what, std::string message) {
  const LabelAt& wanted = *near.wanted;
  const Resource& meant = *near.found->resource;
  Finding& finding = run.report(resource, pair_span(wanted.at), std::move(message));
  if (!near.label) {
    add_label(finding, near.found->metadata.span(),
              fmt::format("{}{} `{}`", what, meant.kind, meant.name));
    finding.help = what.empty() ? fmt::format("select labels that the {} has", meant.kind)
                                : "select labels that the pod template has";
    return finding;
  }
  add_label(finding, pair_span(near.label->at),
            fmt::format("{} `{}` has `{}: {}`", meant.kind, meant.name, near.label->key,
                        near.label->value));
  finding.help = fmt::format("perhaps `{}: {}` was meant", near.label->key, near.label->value);
  if (near.label->key == wanted.key)
    finding.fixes.push_back({fmt::format("select `{}: {}`", wanted.key, near.label->value),
                             {{inside(run.sources(), wanted.at), std::string(near.label->value)}}});
  return finding;
}

}  // namespace fairlead
