#include <fmt/format.h>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Where an operator's object names the Secret; the object's own name for a release.
Ref named_at(const ProductInstance& instance, std::string_view secret) {
  if (!instance.resource || instance.product->names != redis::NameRule::object) return {};
  for (const redis::ProductHolder& each : instance.product->secrets) {
    Ref field = instance.resource->root;
    for (const std::string_view step : split(each.name_field, '.')) field = field[step];
    if (field.text() == secret) return field;
  }
  return {};
}

void check(RuleRun& run, const ProductInstance& instance, const redis::MadeHolder& secret,
           const std::string& key) {
  const KeyAnswer answer = run.world().key(true, secret.name, instance.namespace_name, key);
  if (answer.holder != Answer::found || answer.key == Answer::unknown) return;
  run.answered();
  if (answer.key == Answer::found) return;
  const Ref field = named_at(instance, secret.name);
  const Span at = field ? field.span() : instance.at;
  const std::string message =
      fmt::format("{} reads the key `{}` of Secret `{}`, which has no such key",
                  instance.product->name, key, secret.name);
  Finding& finding = run.report(instance.resource, at, message);
  finding.caption = fmt::format("needs `{}`", key);
  add_label(finding, answer.at,
            answer.keys.empty() ? fmt::format("`{}` has no keys", secret.name)
                                : fmt::format("`{}` has {}", secret.name, some_names(answer.keys)));
  finding.help = fmt::format("add the key `{}` to the Secret", key);
}

}  // namespace

void rule_redis_secret_key_for_product(RuleRun& run) {
  for (const ProductInstance& instance : run.facts().products) {
    if (instance.resource && instance.resource->partial) continue;
    for (const redis::MadeHolder& secret : instance.made.secrets) {
      if (secret.made) continue;
      for (const std::string& key : secret.keys) check(run, instance, secret, key);
    }
  }
}

}  // namespace fairlead
