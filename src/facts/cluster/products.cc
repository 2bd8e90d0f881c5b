#include <fmt/format.h>

#include "base/text.h"
#include "facts/cluster/product.h"
#include "facts/cluster/release_values.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

using redis::Setting;

/// Reads the values that are texts; a text that cannot be read leaves its values open.
void read_texts(Release& release, Arena& arena, SourceMap& sources) {
  for (ReleaseValues& values : release.values) {
    if (!values.is_text) continue;
    const Ref text = values.root;
    values = {{}, false, values.key};
    if (!text->is_string()) continue;
    const SourceId made = embed(sources, *text, fmt::format("values of {}", release.chart));
    const Tree tree = read_yaml(arena, sources, made);
    release.open_values = release.open_values || !tree.problems.empty();
    if (!tree.documents.empty()) values.root = Ref(tree.documents.front().root);
  }
}

void add_object(const Resource& resource, const redis::Product& product, ProductTable& table) {
  const redis::Lookup lookup = [&](std::string_view path) {
    return object_setting(resource.root, path);
  };
  if (!redis::applies(product, lookup)) return;
  ProductInstance instance;
  instance.product = &product;
  instance.name = std::string(resource.name);
  instance.namespace_name = std::string(resource.namespace_name);
  instance.resource = &resource;
  instance.at = resource.root["metadata"]["name"].span();
  instance.made = redis::make(product, resource.name, lookup);
  if (!product.image_field.empty()) {
    const Setting image = object_setting(resource.root, product.image_field);
    instance.version = redis::version_of_image(image.text);
  }
  table.instances.push_back(std::move(instance));
}

/// The namespace that the chart itself may put its objects into.
bool set_namespace(const ReleaseSettings& values, ProductInstance& instance) {
  const std::string_view field = instance.product->namespace_field;
  const Setting other = field.empty() ? Setting{} : values.at(field);
  if (other.state == Setting::State::unknown) return false;
  if (other.set) instance.namespace_name = std::string(other.text);
  return true;
}

/// Whether all that the release makes is known.
bool add_release(const Release& release, const redis::Product& product, ProductTable& table) {
  const ReleaseSettings values(release);
  const Setting installed = values.installed();
  if (installed.state == Setting::State::known && !installed.set) return true;
  ProductInstance instance;
  instance.product = &product;
  instance.namespace_name = release.namespace_name;
  instance.release = release.name.value_or("");
  instance.present = installed.state == Setting::State::known;
  instance.alone = release.alone;
  instance.resource = release.resource;
  instance.source = &release;
  instance.at = release.at.span();
  const redis::Lookup lookup = [&](std::string_view path) { return values.at(path); };
  auto name = redis::full_name(product, release.name, release.called, release.version, lookup);
  // `redis-app` holds the chart's name: under another one its objects were called otherwise.
  if (release.name_assumed && name == release.name) name.reset();
  const Setting whole = values.at("fullnameOverride"), part = values.at("nameOverride");
  const bool named =
      whole.state == Setting::State::unknown || whole.set || part.state == Setting::State::unknown;
  if (!named) instance.part = part.set ? std::string(part.text) : release.called;
  instance.known = name && instance.present && set_namespace(values, instance) &&
                   redis::covers_version(product, release.version);
  if (instance.known) {
    instance.name = *name;
    instance.made = redis::make(product, *name, lookup);
  }
  const bool known = instance.known;
  table.instances.push_back(std::move(instance));
  return known;
}

}  // namespace

std::vector<Release> read_releases(std::vector<Release> releases, Arena& arena,
                                   SourceMap& sources) {
  for (Release& release : releases) read_texts(release, arena, sources);
  return releases;
}

ProductTable products_of(std::span<const Resource> resources, std::span<const Release> releases) {
  ProductTable table;
  for (const Resource& resource : resources) {
    if (const redis::Product* product = redis::find_product(resource.group(), resource.kind))
      add_object(resource, *product, table);
  }
  std::set<const Resource*> unknown;
  for (const Release& release : releases) {
    const redis::Product* product = redis::find_chart(release.chart, release.repository);
    const bool known = product && add_release(release, *product, table);
    if (!known || !release.whole) unknown.insert(release.resource);
  }
  for (const Release& release : releases) {
    if (!unknown.contains(release.resource)) table.computed.insert(release.resource);
  }
  return table;
}

}  // namespace fairlead
