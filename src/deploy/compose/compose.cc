#include "deploy/compose/compose.h"

#include <algorithm>

#include "base/files.h"
#include "base/text.h"

namespace fairlead {

namespace {

bool is_compose_field(std::string_view key) {
  constexpr std::string_view fields[] = {"services", "version", "name",    "networks",
                                         "volumes",  "configs", "secrets", "include"};
  return key.starts_with("x-") || std::ranges::find(fields, key) != std::end(fields);
}

/// A service that runs something.
bool is_service(Ref service) {
  const Ref image = service["image"];
  return (image.present() && image->is_scalar()) || service["build"].present() ||
         service["extends"].present();
}

bool holds_services(Ref root) {
  const auto services = root["services"].entries();
  if (services.empty()) return false;
  const auto fields = root.entries();
  return std::ranges::all_of(
             fields, [](const Entry& each) { return is_compose_field(each.key->text()); }) &&
         std::ranges::all_of(services, [](const Entry& each) { return is_service(Ref(each)); });
}

}  // namespace

bool is_compose_path(std::string_view path) {
  const std::string name = lower(base_name(path));
  if (!name.ends_with(".yml") && !name.ends_with(".yaml")) return false;
  return name.starts_with("docker-compose") || name.starts_with("compose.") ||
         name.starts_with("compose-");
}

bool is_compose(const File& file) {
  if (is_compose_path(file.path)) return true;
  return file.format == FileFormat::yaml && file.tree.documents.size() == 1 &&
         holds_services(first_root(file));
}

bool is_looked_for(std::string_view path) {
  const std::string_view name = base_name(path);
  return name == "compose.yaml" || name == "compose.yml" || name == "docker-compose.yml" ||
         name == "docker-compose.yaml";
}

bool is_compose_override(std::string_view path) {
  const std::string_view name = base_name(path);
  return name == "docker-compose.override.yml" || name == "docker-compose.override.yaml" ||
         name == "compose.override.yaml" || name == "compose.override.yml";
}

std::vector<Ref> env_file_entries(Ref service) {
  const Ref field = service["env_file"];
  std::vector<Ref> entries;
  if (field && field->is_scalar()) entries.push_back(field);
  for (const Node* item : field.items()) {
    const Ref entry(item);
    entries.push_back(entry && entry->is_mapping() ? entry["path"] : entry);
  }
  return entries;
}

std::vector<std::string> manifests_below(std::string_view file, std::string_view context,
                                         std::string_view dockerfile) {
  static constexpr std::string_view names[] = {
      "package.json",   "package-lock.json", "requirements.txt", "requirements-prod.txt",
      "pyproject.toml", "Pipfile",           "Gemfile",          "go.mod",
      "Cargo.toml",     "composer.json"};
  if (context.empty() || contains(context, "$") || contains(context, "://")) return {};
  if (contains(dockerfile, "/")) return {};
  const auto directory = joined_path(directory_of(file), context);
  if (!directory) return {};
  std::vector<std::string> paths;
  for (const std::string_view name : names) {
    if (auto path = joined_path(*directory, name)) paths.push_back(std::move(*path));
  }
  return paths;
}

std::vector<std::string> compose_manifests(std::string_view compose_file, Ref service) {
  const Ref build = service["build"];
  if (!build.present()) return {};
  return manifests_below(compose_file, build->is_mapping() ? build["context"].text() : build.text(),
                         build["dockerfile"].text());
}

namespace {

void add_named(std::string_view compose_file, Ref name, std::vector<std::string>& paths) {
  if (name.text().empty() || contains(name.text(), "://")) return;
  if (auto path = joined_path(directory_of(compose_file), name.text()))
    paths.push_back(std::move(*path));
}

}  // namespace

std::vector<std::string> compose_included(std::string_view compose_file, Ref root) {
  std::vector<std::string> paths;
  for (const Node* item : root["include"].items()) {
    const Ref entry(item);
    const Ref path = entry && entry->is_mapping() ? entry["path"] : entry;
    add_named(compose_file, path, paths);
    for (const Node* each : path.items()) add_named(compose_file, Ref(each), paths);
  }
  return paths;
}

std::vector<std::string> compose_extended(std::string_view compose_file, Ref root) {
  std::vector<std::string> paths;
  for (const Entry& service : root["services"].entries()) {
    const Ref extends = Ref(service.value)["extends"];
    if (extends && extends->is_mapping()) add_named(compose_file, extends["file"], paths);
  }
  return paths;
}

std::string variables_path(std::string_view compose_file) {
  return joined_path(directory_of(compose_file), ".env").value_or("");
}

std::vector<std::string> compose_env_files(std::string_view compose_file, Ref service) {
  std::vector<std::string> paths;
  for (const Ref entry : env_file_entries(service)) {
    if (auto path = joined_path(directory_of(compose_file), entry.text()))
      paths.push_back(std::move(*path));
  }
  return paths;
}

}  // namespace fairlead
