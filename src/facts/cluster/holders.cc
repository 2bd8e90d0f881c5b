#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "facts/cluster/holder.h"
#include "tree/scalar.h"

namespace fairlead {

const HeldKey* Holder::find(std::string_view key) const {
  const auto place = std::ranges::find(keys, key, &HeldKey::name);
  return place == keys.end() ? nullptr : &*place;
}

namespace {

Holder holder_for(const Resource& resource, bool secret, Ref name) {
  Holder holder;
  holder.secret = secret;
  holder.name = name.text().empty() ? std::string(resource.name) : std::string(name.text());
  holder.namespace_name = resource.namespace_name;
  holder.resource = &resource;
  holder.at = name.text().empty() ? resource.root["metadata"]["name"].span() : name.span();
  holder.open = resource.partial || resource.open_keys;
  return holder;
}

void add_names(Holder& holder, Ref map) {
  for (const Entry& entry : map.entries()) {
    holder.keys.push_back({std::string(entry.key->text()), entry.key->span(), {}});
  }
}

/// Texts that hold what a template puts in: as they are written.
void add_templates(Holder& holder, Ref map) {
  for (const Entry& entry : map.entries())
    holder.keys.push_back(
        {std::string(entry.key->text()), entry.key->span(), text_of(Ref(entry.value))});
}

/// The text of a key; base64 is decoded into a made text.
WrittenText value_text(const Entry& entry, bool encoded, SourceMap& sources,
                       const Resource& resource) {
  const Ref value(entry.value);
  if (!encoded) return text_of(value);
  auto decoded = base64_decoded(value.text());
  if (!value.present() || !decoded || valid_utf8_prefix(*decoded) != decoded->size()) return {};
  const SourceId made =
      embed_decoded(sources, *value, fmt::format("{} {}", resource.label(), entry.key->text()),
                    std::move(*decoded));
  const std::string_view text = sources.text(made);
  return {text, nullptr, {made, 0, static_cast<std::uint32_t>(text.size())}};
}

void add_data(Holder& holder, Ref map, bool encoded, SourceMap& sources, const Resource& resource) {
  // What SOPS encrypted or a patch may replace has keys, but no value in view.
  const bool hidden = resource.root["sops"].present() || resource.partial;
  std::map<std::string, std::size_t> before;  // `map` itself has each key once
  for (const HeldKey& key : holder.keys) before.emplace(key.name, before.size());
  for (const Entry& entry : map.entries()) {
    HeldKey key{std::string(entry.key->text()), entry.key->span(), {}};
    if (!hidden) key.value = value_text(entry, encoded, sources, resource);
    const auto same = before.find(key.name);
    if (same != before.end())
      holder.keys[same->second] = std::move(key);  // stringData wins over data
    else
      holder.keys.push_back(std::move(key));
  }
}

Holder external_secret(const Resource& resource) {
  const Ref spec = resource.root["spec"], target = spec["target"];
  Holder holder = holder_for(resource, true, target["name"]);
  const Ref made = target["template"];
  if (made["data"].present() && made["mergePolicy"].text() != "Merge") {
    add_templates(holder, made["data"]);
  } else {
    for (const Node* item : spec["data"].items()) {
      const Ref key = Ref(item)["secretKey"];
      holder.keys.push_back({std::string(key.text()), key.span(), {}});
    }
    add_templates(holder, made["data"]);
    holder.open = holder.open || spec["dataFrom"].present();
  }
  holder.open =
      holder.open || made["templateFrom"].present() || target["creationPolicy"].text() == "Merge";
  return holder;
}

Holder sealed_secret(const Resource& resource) {
  const Ref spec = resource.root["spec"];
  Holder holder = holder_for(resource, true, spec["template"]["metadata"]["name"]);
  add_names(holder, spec["encryptedData"]);
  add_names(holder, spec["template"]["data"]);
  return holder;
}

/// Objects that create a Secret whose keys no file tells, and the field that names it.
struct Creator {
  std::string_view kind;
  std::array<std::string_view, 3> name_path;
};
constexpr std::array<Creator, 11> creators = {
    {{"Certificate", {"spec", "secretName"}},
     {"VaultStaticSecret", {"spec", "destination", "name"}},
     {"VaultDynamicSecret", {"spec", "destination", "name"}},
     {"InfisicalSecret", {"spec", "managedSecretReference", "secretName"}},
     {"OnePasswordItem", {"metadata", "name"}},
     {"BitwardenSecret", {"spec", "secretName"}},
     {"AzureKeyVaultSecret", {"spec", "output", "secret"}},
     {"DopplerSecret", {"spec", "managedSecret", "name"}},
     {"VaultSecret", {"metadata", "name"}},
     {"SopsSecret", {"metadata", "name"}},
     {"KafkaUser", {"metadata", "name"}}}};

/// Secrets and ConfigMaps that charts make; a ConfigMap's keys are not told.
void add_made(const ProductInstance& instance, std::vector<Holder>& holders) {
  for (const bool secret : {true, false}) {
    for (const redis::MadeHolder& made :
         secret ? instance.made.secrets : instance.made.config_maps) {
      if (!made.made) continue;
      Holder holder;
      holder.secret = secret;
      holder.name = made.name;
      holder.namespace_name = instance.namespace_name;
      holder.resource = instance.resource;
      holder.open = !secret;
      holder.at = instance.at;
      for (const std::string& key : made.keys) holder.keys.push_back({key, instance.at, {}});
      holders.push_back(std::move(holder));
    }
  }
}

Holder plain_secret(const Resource& resource, SourceMap& sources) {
  Holder holder = holder_for(resource, true, {});
  add_data(holder, resource.root["data"], true, sources, resource);
  add_data(holder, resource.root["stringData"], false, sources, resource);
  // Controllers fill these: a service account's token, an image registry's login.
  if (holder.keys.empty()) holder.open = true;
  return holder;
}

Holder config_map(const Resource& resource, SourceMap& sources) {
  Holder holder = holder_for(resource, false, {});
  add_data(holder, resource.root["data"], false, sources, resource);
  add_names(holder, resource.root["binaryData"]);
  if (holder.keys.empty()) holder.open = true;
  return holder;
}

/// What another object creates, of which the keys are not told; nothing for any other object.
std::optional<Holder> created(const Resource& resource) {
  const auto creator = std::ranges::find(creators, resource.kind, &Creator::kind);
  if (creator == creators.end()) return std::nullopt;
  Ref name = resource.root;
  for (const std::string_view step : creator->name_path) {
    if (!step.empty()) name = name[step];
  }
  Holder holder = holder_for(resource, true, name);
  holder.open = true;
  return holder;
}

std::optional<Holder> holder_of(const Resource& resource, SourceMap& sources) {
  const bool core = resource.api_version == "v1";
  if (core && resource.kind == "Secret") return plain_secret(resource, sources);
  if (core && resource.kind == "ConfigMap") return config_map(resource, sources);
  if (resource.kind == "ExternalSecret") return external_secret(resource);
  if (resource.kind == "SealedSecret") return sealed_secret(resource);
  return created(resource);
}

}  // namespace

std::vector<Holder> holders_of(std::span<const Resource> resources,
                               std::span<const ProductInstance> products, SourceMap& sources) {
  std::vector<Holder> holders;
  for (const ProductInstance& instance : products) add_made(instance, holders);
  for (const Resource& resource : resources) {
    if (auto holder = holder_of(resource, sources)) holders.push_back(std::move(*holder));
  }
  return holders;
}

}  // namespace fairlead
