#include "base/text.h"
#include "model/config_reader.h"
#include "model/release_values.h"
#include "tree/scalar.h"

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
    Ref root = layer.root;
    if (!layer.key.empty()) {
      for (const std::string_view step : split(layer.key, '.')) root = root[step];
    }
    const Ref acl = root["auth"]["acl"];
    if (acl["users"]) return acl;
  }
  return {};
}

/// Writes the chart's users.acl, each word of it coming from the value that gives it.
class UsersFile {
 public:
  UsersFile(SourceMap& sources, Ref acl) : sources_(sources), acl_(acl) {}

  void add_default(bool with_password) {
    const Ref users = acl_["users"];
    put("user default on ", users);
    put(with_password ? some_hash : "nopass", users);
    put(" ~* &* +@all\n", users);
  }

  void add(Ref user) {
    const Ref name = user["username"];
    if (!name.present() || !name->is_scalar()) return;
    put("user ", name);
    copy(name);
    put(" ", name);
    // `on` without quotes is true, which Helm prints as `true`; false counts as not given.
    const Ref enabled = user["enabled"];
    if (enabled.present() && enabled->kind() == Kind::boolean && enabled.boolean())
      put("true", enabled);
    else if (enabled.present() && enabled->is_string() && !enabled.text().empty())
      copy(enabled);
    else
      put("on", name);
    put(" ", name);
    // The password itself is never read into this text.
    const bool secret = !acl_["userSecret"].text().empty();
    const bool password = secret || !user["password"].text().empty();
    put(password ? some_hash : "nopass", user["password"].present() ? user["password"] : name);
    add_field(user["keys"], "~*", name);
    add_field(user["channels"], "&*", name);
    add_field(user["commands"], "+@all", name);
    put("\n", name);
  }

  SourceId made() {
    return sources_.add_made("users.acl of the chart", std::move(text_), std::move(pieces_));
  }

 private:
  void add_field(Ref field, std::string_view otherwise, Ref name) {
    put(" ", name);
    field.text().empty() ? put(otherwise, name) : copy(field);
  }

  void piece(Span at, Copy how) {
    const OriginId origin = sources_.add_origin({at, OriginKind::embedded});
    pieces_.push_back({static_cast<std::uint32_t>(text_.size()), origin, how});
  }

  void put(std::string_view words, Ref because) {
    piece(because.span(), Copy::transformed);
    text_ += words;
  }

  void copy(Ref scalar) {
    const SourceId source = embed(sources_, *scalar, "a value");
    const auto size = static_cast<std::uint32_t>(sources_.text(source).size());
    piece({source, 0, size}, Copy::verbatim);
    text_ += sources_.text(source);
  }

  SourceMap& sources_;
  Ref acl_;
  std::string text_;
  std::vector<Piece> pieces_;
};

}  // namespace

void add_chart_users(ConfigReader& reader) {
  for (const Release& release : reader.model().releases) {
    if (!is_bitnami_redis(release)) continue;
    const Ref acl = acl_values(release);
    const ReleaseSettings settings(release);
    const redis::Setting enabled = settings.at("auth.acl.enabled"),
                         auth = settings.at("auth.enabled");
    using State = redis::Setting::State;
    if (!acl || enabled.state != State::known || !enabled.set) continue;
    UsersFile file(reader.sources(), acl);
    file.add_default(auth.state != State::known || auth.set);
    for (const Node* user : acl["users"].items()) file.add(Ref(user));
    reader.read({file.made(), FileFormat::acl_file, release.resource, "users.acl"});
  }
}

}  // namespace fairlead
