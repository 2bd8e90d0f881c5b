#include <fmt/format.h>

#include "base/text.h"
#include "facts/cluster/release_values.h"
#include "facts/connect/chart_users.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// The value that an object or a release's values give at the first of several paths that has one;
/// empty where nobody wrote it there.
Ref written_at(const ProductInstance& instance, std::string_view paths) {
  for (const std::string_view path : split(paths, '|')) {
    const Ref value = instance.source     ? ReleaseSettings(*instance.source).written(path)
                      : instance.resource ? at_path(instance.resource->root, path)
                                          : Ref();
    if (value.present() && !value.text().empty()) return value;
  }
  return {};
}

/// What to write: the key that was meant, where the key is given by hand; else where it can be.
void suggest(RuleRun& run, const redis::ProductHolder& table, Ref key_field, const std::string& key,
             const KeyAnswer& answer, Finding& finding) {
  const std::string_view field = table.key_field.substr(0, table.key_field.find('|'));
  const std::string add = fmt::format("add the key `{}` to the Secret", key);
  finding.help = add;
  if (!key_field && !field.empty()) {
    const bool one = answer.keys.size() == 1;
    finding.help =
        fmt::format("{}, or name {} under `{}`", add,
                    one ? fmt::format("`{}`", answer.keys[0]) : "one that it has", field);
  }
  const std::string_view near = nearest_of(key, answer.keys);
  if (!key_field || near.empty()) return;
  finding.help = fmt::format("write `{}`, or {}", near, add);
  finding.fixes.push_back(
      {fmt::format("ask for `{}`", near), {{inside(run.sources(), key_field), std::string(near)}}});
}

void check(RuleRun& run, const ProductInstance& instance, const redis::MadeHolder& secret,
           const std::string& key) {
  const KeyAnswer answer = run.world().key(true, secret.name, instance.namespace_name, key);
  if (answer.holder != Answer::found || answer.key == Answer::unknown) return;
  run.answered();
  if (answer.key == Answer::found) return;
  const Ref key_field = written_at(instance, secret.table->key_field);
  const Ref field = key_field ? key_field : written_at(instance, secret.table->name_field);
  const std::string message =
      fmt::format("{} reads the key `{}` of Secret `{}`, which has no such key",
                  instance.product->name, key, secret.name);
  Finding& finding = run.report(instance.resource, field ? field.span() : instance.at, message);
  finding.caption = fmt::format("{} `{}`", key_field ? "asks for" : "needs", key);
  add_label(finding, answer.at,
            answer.keys.empty() ? fmt::format("`{}` has no keys", secret.name)
                                : fmt::format("`{}` has {}", secret.name, some_names(answer.keys)));
  suggest(run, *secret.table, key_field, key, answer, finding);
}

void check(RuleRun& run, const std::vector<ProductInstance>& products) {
  for (const ProductInstance& instance : products) {
    if (instance.resource && instance.resource->partial) continue;
    for (const redis::MadeHolder& secret : instance.made.secrets) {
      if (secret.made) continue;
      for (const std::string& key : secret.keys) check(run, instance, secret, key);
    }
  }
}

}  // namespace

void rule_redis_secret_key_for_product(RuleRun& run) {
  check(run, run.facts().products);
  check(run, users_among(run.facts().releases));
}

}  // namespace fairlead
