#include <fmt/format.h>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

std::string what(const NamedObject& named) {
  return fmt::format("{} `{}`", named.kind, named.name);
}

void report_key(RuleRun& run, const Resource& by, const NamedObject& named) {
  const bool is_written = named.key_at.present();
  Finding& finding =
      run.report(by, (is_written ? named.key_at : named.at).span(),
                 fmt::format("{} has no key `{}`, so Flux makes no release of HelmRelease `{}`",
                             what(named), named.key, by.name));
  finding.caption = "no such key";
  std::vector<std::string> keys;
  for (const std::string_view key : named.keys) keys.emplace_back(key);
  if (!keys.empty())
    add_label(finding, named.other.span(), fmt::format("it has {}", some_names(keys)));
  const std::string_view near = nearest_of(named.key, keys);
  const std::string_view meant =
      near.empty() && keys.size() == 1 ? std::string_view(keys.front()) : near;
  if (meant.empty()) {
    finding.help = "take a key that it has, or add this one";
    return;
  }
  finding.help = fmt::format("perhaps `valuesKey: {}` was meant", meant);
  if (is_written)
    finding.fixes.push_back({fmt::format("take the key `{}`", meant),
                             {{inside(run.sources(), named.key_at), std::string(meant)}}});
}

void report_object(RuleRun& run, const Resource& by, const NamedObject& named) {
  Finding& finding = run.report(
      by, named.at.span(),
      fmt::format("Flux looks for {} in namespace `{}`, that of {} `{}`, and it is in `{}`",
                  what(named), named.namespace_name, by.kind, by.name, named.other.text()));
  finding.caption = "in another namespace";
  add_label(finding, named.other.span(), "it is here");
  finding.help = fmt::format("put both into one namespace: {} takes no namespace there",
                             by.kind == "HelmRelease" ? "`valuesFrom`" : "`substituteFrom`");
}

}  // namespace

void rule_gitops_values_from_missing(RuleRun& run) {
  for (const Installation& installation : run.facts().installations) {
    const Resource& by = *installation.resource;
    for (const NamedObject& named : installation.objects) {
      if (named.found == NamedObject::Found::yes) {
        run.answered(named.at.span(), Answer::found);
      } else if (named.found == NamedObject::Found::unknown || by.partial) {
        run.unknown(named.at.span(), what(named),
                    named.why.empty() ? "a patch may change it" : named.why, GapKind::reference);
      } else if (!named.optional) {
        run.answered(named.at.span(), Answer::missing);
        if (named.found == NamedObject::Found::no_key)
          report_key(run, by, named);
        else
          report_object(run, by, named);
      }
    }
  }
}

}  // namespace fairlead
