#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/references/references.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// The parts that a target has, as references may name them.
struct Parts {
  std::string_view what;           ///< "key", "port"
  std::vector<std::string> names;  ///< sorted where many
  bool open = false;               ///< there may be more
  Span at;
};

void add_ports(const std::vector<ServiceFacts>& services, Parts& parts) {
  for (const ServiceFacts& service : services) {
    parts.open = parts.open || service.open_ports || service.external_name;
    for (const auto& [number, role] : service.ports) parts.names.push_back(std::to_string(number));
    parts.names.insert(parts.names.end(), service.port_names.begin(), service.port_names.end());
    if (parts.at.empty()) parts.at = service.at;
  }
}

/// Those of the target; nothing where it is not there, or where nothing is known of them.
std::optional<Parts> parts_of(const RuleRun& run, const Reference& reference) {
  const bool is_service = reference.target.kind == "Service";
  if (!is_service && parts_path(reference.target.kind).empty()) return std::nullopt;
  const ObjectAnswer answer = run.world().object(reference.target, reference.row.origins);
  if (answer.answer != Answer::found) return std::nullopt;
  Parts parts;
  if (is_service) {
    parts.what = "port";
    add_ports(answer.services, parts);
    return parts;
  }
  parts.what = "section";
  for (const UnitSummary::Object* object : answer.objects)
    parts.names.insert(parts.names.end(), object->parts.begin(), object->parts.end());
  return parts;
}

void report(RuleRun& run, const Reference& reference, Ref part, const Parts& parts) {
  const ObjectName& target = reference.target;
  Finding& finding = run.report(
      reference.resource, part.span(),
      fmt::format("{} `{}` has no {} `{}`, which {} `{}` asks for: {}", short_kind(target.kind),
                  target.name, parts.what, part.text(), reference.resource.kind,
                  reference.resource.name, reference.row.effect));
  finding.caption = fmt::format("no such {}", parts.what);
  if (parts.names.empty()) {
    add_label(finding, parts.at, fmt::format("`{}` has none", target.name));
    finding.help = fmt::format("add the {}", parts.what);
    return;
  }
  add_label(finding, parts.at, fmt::format("`{}` has {}", target.name, some_names(parts.names)));
  std::string_view near = nearest_of(part.text(), parts.names);
  if (near.empty() && parts.names.size() == 1) near = parts.names.front();
  if (near.empty()) {
    finding.help = fmt::format("ask for a {} that it has, or add this one", parts.what);
    return;
  }
  finding.help = fmt::format("perhaps `{}` was meant", near);
  finding.fixes.push_back({fmt::format("ask for the {} `{}`", parts.what, near),
                           {{inside(run.sources(), part), std::string(near)}}});
}

/// A key of a Secret or ConfigMap.
void check_key(RuleRun& run, const Reference& reference, Ref part) {
  const ObjectName& target = reference.target;
  KeyAnswer answer =
      run.world().key(target.kind == "Secret", target.name, target.namespace_name, part.text());
  if (answer.holder != Answer::found) return;  // reference/object-missing's
  if (answer.key == Answer::unknown) {
    run.unknown(part.span(),
                fmt::format("key `{}` of {} `{}`", part.text(), target.kind, target.name),
                answer.reason, GapKind::reference);
    return;
  }
  run.answered(part.span(), answer.key);
  if (answer.key == Answer::missing)
    report(run, reference, part, {"key", std::move(answer.keys), false, answer.at});
}

void check_parts(RuleRun& run, const Reference& reference) {
  if (reference.parts.empty()) return;
  if (reference.target.kind == "Secret" || reference.target.kind == "ConfigMap") {
    for (const Ref part : reference.parts) check_key(run, reference, part);
    return;
  }
  const std::optional<Parts> parts = parts_of(run, reference);
  if (!parts) return;
  for (const Ref part : reference.parts) {
    const bool is_there = std::ranges::find(parts->names, part.text()) != parts->names.end();
    if (!is_there && parts->open) {
      run.unknown(part.span(), fmt::format("{} `{}`", parts->what, part.text()),
                  "it may have more than the files show", GapKind::reference);
      continue;
    }
    run.answered(part.span(), is_there ? Answer::found : Answer::missing);
    if (!is_there) report(run, reference, part, *parts);
  }
}

void check_inner(RuleRun& run, const InnerReference& reference) {
  std::vector<std::string> names;
  for (const Ref each : reference.among) names.emplace_back(each.text());
  const std::string_view name = reference.name_at.text();
  const bool is_there = std::ranges::find(names, name) != names.end();
  run.answered(reference.name_at.span(), is_there ? Answer::found : Answer::missing);
  if (is_there) return;
  const std::string_view what = reference.row.what;
  const Resource& by = reference.resource;
  const Resource& of = reference.of ? *reference.of : by;
  const std::string asked =
      reference.of ? fmt::format(", which {} `{}` asks for", by.kind, by.name) : std::string();
  Finding& finding = run.report(by, reference.name_at.span(),
                                fmt::format("{} `{}` has no {} `{}`{}: {}", of.kind, of.name, what,
                                            name, asked, reference.row.effect));
  finding.caption = fmt::format("no such {}", what);
  finding.help = names.empty() ? fmt::format("add the {}", what)
                               : fmt::format("use one that is there: {}", some_names(names));
  if (!reference.among.empty())
    add_label(finding, reference.among.front().span(), fmt::format("has {}", some_names(names)));
  const std::string_view near = nearest_of(name, names);
  if (near.empty()) return;
  finding.help = fmt::format("perhaps `{}` was meant", near);
  finding.fixes.push_back({fmt::format("use the {} `{}`", what, near),
                           {{inside(run.sources(), reference.name_at), std::string(near)}}});
}

}  // namespace

void rule_reference_part_missing(RuleRun& run) {
  for_each_reference(run.facts(), [&](const Reference& each) { check_parts(run, each); });
  for_each_mounted_key(run.facts(), [&](const Reference& each) { check_parts(run, each); });
  for_each_given_reference(run.facts(), [&](const Reference& each) { check_parts(run, each); });
  const auto check = [&](const InnerReference& each) { check_inner(run, each); };
  for_each_inner_reference(run.facts(), check);
  for_each_field_reference(run.facts(), check);
}

}  // namespace fairlead
