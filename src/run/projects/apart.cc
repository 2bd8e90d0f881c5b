#include "run/projects/apart.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/filled_in.h"
#include "base/name_words.h"
#include "base/text.h"
#include "lint/words.h"
#include "run/projects/service_names.h"

namespace fairlead {
namespace {

/// What a variable is called that says where jobs lie: its last word, and one that must stand
/// before it; none where any may.
struct WiringName {
  std::string_view last;
  std::string_view others[6];
};
constexpr WiringName wiring_names[] = {
    {"queue", {}},
    {"stream", {}},
    {"db", {"redis", "valkey", "queue", "broker", "celery", "bull"}},
    {"database", {"redis", "valkey", "queue", "broker", "celery", "bull"}},
    {"prefix", {"redis", "valkey", "queue", "key", "celery", "bull"}},
};

bool is_wiring(std::string_view variable) {
  NameWords words = name_words(variable);
  if (words.size() > 1 && (words.back() == "name" || words.back() == "key")) words.pop_back();
  return std::ranges::any_of(wiring_names, [&](const WiringName& name) {
    if (words.empty() || words.back() != name.last) return false;
    return name.others[0].empty() || std::ranges::any_of(name.others, [&](std::string_view each) {
             return has_word(words, each);
           });
  });
}

/// A workload and its variables that say where jobs lie.
struct Wired {
  const Workload* workload = nullptr;
  NameWords words;
  bool takes = false;
  std::map<std::string_view, const Setting*> settings;

  std::string_view name() const { return workload->resource->name; }
  const Setting* find(std::string_view variable) const {
    const auto found = settings.find(variable);
    return found == settings.end() ? nullptr : found->second;
  }
};

/// Whether a Secret holds it, of which nothing is shown.
bool is_secret(const Setting& setting) {
  return setting.variable ? setting.variable->from == ValueFrom::secret_key
                          : setting.env_from && setting.env_from->secret;
}

std::vector<Wired> wired_of(const ProjectUnit& unit) {
  std::map<const Workload*, Wired> all;
  for (const ContainerSettings& container : unit.facts->settings) {
    Wired& wired = all[container.workload];
    for (const Setting& setting : container.settings) {
      const std::string_view value = setting.value.value;
      if (!value.empty() && !is_secret(setting) && is_wiring(setting.name) &&
          !may_be_filled_in(value))
        wired.settings.insert_or_assign(setting.name, &setting);
    }
  }
  std::vector<Wired> found;
  for (auto& [workload, wired] : all) {
    if (wired.settings.empty()) continue;
    wired.workload = workload;
    wired.words = name_words(workload->resource->name);
    wired.takes = takes_jobs(*unit.facts, *workload);
    found.push_back(std::move(wired));
  }
  return found;
}

/// The one of them that a compose service is; null where none is, or several may be.
const Wired* same(const std::vector<Wired>& deployed, const Wired& service) {
  const Wired* found = nullptr;
  for (const Wired& each : deployed) {
    if (!may_be_service(each.words, service.words)) continue;
    if (found) return nullptr;
    found = &each;
  }
  return found;
}

/// A name without what stands between its words: queue/separator-mismatch tells these apart.
std::string letters_of(std::string_view name) {
  std::string letters = lower(name);
  std::erase_if(letters, [](char c) { return contains("-_:./", std::string_view(&c, 1)); });
  return letters;
}

struct Apart {
  std::string_view variable, together;
  const Wired *one, *other;
};

void report(const Project& project, const SourceMap& written, const ProjectUnit& unit,
            const Apart& apart, ProjectFindings& found) {
  const Setting *first = apart.one->find(apart.variable), *last = apart.other->find(apart.variable);
  // What differs from what both have with compose is the likelier to be wrong.
  const bool first_is_wrong = first->value.value != apart.together;
  const Wired& wrong = first_is_wrong ? *apart.one : *apart.other;
  const Wired& right = first_is_wrong ? *apart.other : *apart.one;
  if (!first_is_wrong) std::swap(first, last);
  const Span at = unit.sources->blame(first->value.span()).edit;
  if (!at.is_place()) return;
  Finding* finding =
      add_finding("workload/drift", project, written, at,
                  fmt::format("`{}` of `{}` is `{}` and that of `{}` `{}`; with compose both have "
                              "`{}`",
                              apart.variable, wrong.name(), first->value.value, right.name(),
                              last->value.value, apart.together),
                  found);
  if (!finding) return;
  finding->severity = std::min(finding->severity, Severity::warning);
  finding->confidence = Confidence::medium;
  finding->resource = wrong.workload->resource->label();
  finding->caption = fmt::format("`{}` has another", right.name());
  add_label(*finding, unit.sources->blame(last->value.span()).edit,
            fmt::format("`{}` has `{}`", right.name(), last->value.value));
  finding->help = "give both the same";
}

/// What compose gives alike to `service` and `taker`, and a unit differently.
void compare(const Wired& service, const Wired& taker, const std::vector<Wired>& deployed,
             std::vector<Apart>& found) {
  const Wired *one = same(deployed, service), *other = same(deployed, taker);
  if (!one || !other || one == other) return;
  for (const auto& [variable, setting] : service.settings) {
    const std::string_view value = setting->value.value;
    const Setting* same_one = taker.find(variable);
    const Setting *first = one->find(variable), *last = other->find(variable);
    if (!same_one || same_one->value.value != value || !first || !last) continue;
    if (letters_of(first->value.value) != letters_of(last->value.value))
      found.push_back({variable, value, one, other});
  }
}

}  // namespace

void find_set_apart(const Project& project, const SourceMap& written, ProjectFindings& found) {
  std::vector<std::vector<Wired>> composed;
  for (const ProjectUnit& unit : project.units)
    if (unit.facts->unit->kind == UnitKind::compose) composed.push_back(wired_of(unit));
  if (composed.empty()) return;
  for (const ProjectUnit& unit : project.units) {
    if (unit.facts->unit->kind == UnitKind::compose || !unit.asked) continue;
    const std::vector<Wired> deployed = wired_of(unit);
    std::vector<Apart> apart;
    for (const std::vector<Wired>& services : composed) {
      for (const Wired& service : services)
        for (const Wired& taker : services)
          if (!service.takes && taker.takes) compare(service, taker, deployed, apart);
    }
    std::set<std::pair<const Wired*, std::string_view>> told;
    for (const Apart& each : apart)
      if (told.emplace(each.other, each.variable).second)
        report(project, written, unit, each, found);
  }
}

}  // namespace fairlead
