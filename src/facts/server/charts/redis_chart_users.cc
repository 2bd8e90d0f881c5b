#include "base/text.h"
#include "facts/cluster/release_values.h"
#include "facts/server/charts/made_text.h"
#include "facts/server/charts/redis_charts.h"

namespace fairlead {
namespace {

/// Stands for the digest of a password that is not looked at.
constexpr std::string_view some_hash =
    "#0000000000000000000000000000000000000000000000000000000000000000";

bool is_bitnami_redis(const Release& release) {
  const redis::Product* product = redis::find_chart(release.chart, release.repository);
  return product && product->chart == "redis" && product->publisher == "bitnami";
}

/// `auth.acl` of the last layer of values that has users; nothing where something else may decide.
Ref acl_values(const Release& release) {
  if (release.open_values) return {};
  for (const ReleaseParameter& each : release.parameters) {
    if (each.path.starts_with("auth.acl")) return {};
  }
  for (std::size_t i = release.values.size(); i-- > 0;) {
    const ReleaseValues& layer = release.values[i];
    const Ref root = layer.key.empty() ? layer.root : at_path(layer.root, layer.key);
    const Ref acl = root["auth"]["acl"];
    if (acl["users"]) return acl;
  }
  return {};
}

/// Writes the chart's users.acl, each word of it coming from the value that gives it.
class UsersFile {
 public:
  UsersFile(SourceMap& sources, Ref acl) : acl_(acl), text_(sources) {}

  void add_default(bool with_password) {
    const Ref users = acl_["users"];
    text_.put("user default on ", users);
    text_.put(with_password ? some_hash : "nopass", users);
    text_.put(" ~* &* +@all\n", users);
  }

  void add(Ref user) {
    const Ref name = user["username"];
    if (!name.present() || !name->is_scalar()) return;
    text_.put("user ", name);
    text_.copy(name);
    text_.put(" ", name);
    // `on` without quotes is true, which Helm prints as `true`; false counts as not given.
    const Ref enabled = user["enabled"];
    if (enabled.present() && enabled->kind() == Kind::boolean && enabled.boolean())
      text_.put("true", enabled);
    else if (enabled.present() && enabled->is_string() && !enabled.text().empty())
      text_.copy(enabled);
    else
      text_.put("on", name);
    text_.put(" ", name);
    // The password itself is never read into this text.
    const bool secret = !acl_["userSecret"].text().empty();
    const bool password = secret || !user["password"].text().empty();
    text_.put(password ? some_hash : "nopass",
              user["password"].present() ? user["password"] : name);
    add_field(user["keys"], "~*", name);
    add_field(user["channels"], "&*", name);
    add_field(user["commands"], "+@all", name);
    text_.put("\n", name);
  }

  SourceId made() { return text_.made("users.acl of the chart"); }

 private:
  void add_field(Ref field, std::string_view otherwise, Ref name) {
    text_.put(" ", name);
    field.text().empty() ? text_.put(otherwise, name) : text_.copy(field);
  }

  Ref acl_;
  MadeText text_;
};

}  // namespace

std::vector<ConfigText> chart_users_of(std::span<const Release> releases, SourceMap& sources) {
  std::vector<ConfigText> texts;
  for (const Release& release : releases) {
    if (!is_bitnami_redis(release)) continue;
    const Ref acl = acl_values(release);
    const ReleaseSettings settings(release);
    const redis::Setting enabled = settings.at("auth.acl.enabled"),
                         auth = settings.at("auth.enabled");
    using State = redis::Setting::State;
    if (!acl || enabled.state != State::known || !enabled.set) continue;
    UsersFile file(sources, acl);
    file.add_default(auth.state != State::known || auth.set);
    for (const Node* user : acl["users"].items()) file.add(Ref(user));
    texts.push_back({file.made(), FileFormat::acl_file, release.resource, "users.acl"});
  }
  return texts;
}

}  // namespace fairlead
