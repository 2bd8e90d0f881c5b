#include <fmt/format.h>

#include "base/text.h"
#include "facts/cluster/release_values.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

using State = redis::Setting::State;

Finding& report(RuleRun& run, const ProductInstance& instance, Span at, std::string message) {
  Finding& finding = run.report(instance.resource, at, message);
  add_label(finding, instance.at, "the chart is installed here");
  return finding;
}

void check_users(RuleRun& run, const ProductInstance& instance, Ref users) {
  for (const Node* item : users.items()) {
    const Ref user(item), name = user["username"];
    if (name.text().empty() || !user["password"].text().empty()) continue;
    const std::string_view enabled = user["enabled"].text();
    if (enabled == "off" || contains(user["password"].text(), "{{")) continue;
    Finding& finding = report(
        run, instance, name.span(),
        fmt::format("the chart gives user `{}` `nopass`, because it has no password here: any "
                    "password logs in",
                    name.text()));
    finding.caption = "no password";
    finding.help = "give it a `password`";
  }
}

void check(RuleRun& run, const ProductInstance& instance) {
  const ReleaseSettings values(*instance.source);
  const redis::Setting enabled = values.at("auth.acl.enabled");
  const redis::Setting secret = values.at("auth.acl.userSecret");
  const Ref users = values.written("auth.acl.users");
  if (enabled.state != State::known || !enabled.set || !users || users.items().empty()) return;
  run.answered();
  if (secret.state == State::absent || (secret.state == State::known && !secret.set))
    return check_users(run, instance, users);
  const Ref place = values.written("auth.acl.userSecret");
  if (secret.state != State::known || !instance.source->offline || !place) return;
  Finding& finding = report(
      run, instance, place.span(),
      fmt::format("the chart looks Secret `{}` up in the cluster, which is not there when its "
                  "templates run: every user gets `nopass`, and any password logs in",
                  secret.text));
  finding.caption = "never read here";
  finding.help =
      "give an ACL file of your own (`existingConfigmap`, or a Secret that is mounted) instead of "
      "`userSecret`";
}

}  // namespace

void rule_redis_chart_user_without_password(RuleRun& run) {
  for (const ProductInstance& instance : run.facts().products) {
    const bool bitnami = instance.source && instance.product->chart == "redis";
    if (bitnami && instance.present) check(run, instance);
  }
}

}  // namespace fairlead
