#include "deploy/helm/chart/metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/versions/version_constraint.h"
#include "deploy/helm/chart/documents.h"
#include "deploy/helm/chart/fields.h"
#include "deploy/helm/chart/go_text.h"
#include "gotemplate/strconv/quote.h"
#include "tree/scalar.h"

namespace fairlead::helm {
namespace {

template <auto member>
void text_field(FieldReader& reader, Ref value, Metadata& made) {
  reader.text(value, made.*member);
}
template <auto member, auto place>
void placed_field(FieldReader& reader, Ref value, Metadata& made) {
  reader.text(value, made.*member);
  made.*place = value.span();
}
template <auto member>
void dependency_text(FieldReader& reader, Ref value, Dependency& made) {
  reader.text(value, made.*member);
}
template <auto member>
void maintainer_text(FieldReader& reader, Ref value, Maintainer& made) {
  reader.text(value, made.*member);
}

std::string named(Ref mapping, std::string_view key) {
  const Ref value = mapping[key];
  return value ? go_text(*value) : "<nil>";
}

/// `- data`, or `- {child: a, parent: b}`; what is neither says nothing.
void read_imports(FieldReader& reader, Ref value, Dependency& made) {
  if (!reader.is_list(value, "[]interface {}")) return;
  for (const Node* item : value.items()) {
    const Ref import(item);
    if (!import) continue;
    if (import->is_mapping())
      made.imports.push_back({named(import, "child"), named(import, "parent")});
    if (import->is_string())
      made.imports.push_back({fmt::format("exports.{}", import->text()), "."});
  }
}

constexpr Field<Dependency> dependency_fields[] = {
    {"name",
     [](FieldReader& reader, Ref value, Dependency& made) {
       reader.text(value, made.name);
       made.at = value.span();
     }},
    {"version", dependency_text<&Dependency::version>},
    {"repository", dependency_text<&Dependency::repository>},
    {"condition", dependency_text<&Dependency::condition>},
    {"alias", dependency_text<&Dependency::alias>},
    {"tags",
     [](FieldReader& reader, Ref value, Dependency& made) { reader.texts(value, made.tags); }},
    {"enabled",
     [](FieldReader& reader, Ref value, Dependency&) {
       bool unused = false;
       reader.flag(value, unused);
     }},
    {"import-values", read_imports},
};

constexpr Field<Maintainer> maintainer_fields[] = {{"name", maintainer_text<&Maintainer::name>},
                                                   {"email", maintainer_text<&Maintainer::email>},
                                                   {"url", maintainer_text<&Maintainer::url>}};

void read_dependencies(FieldReader& reader, Ref value, Metadata& made) {
  if (!reader.is_list(value, "[]*v2.Dependency")) return;
  made.lists_dependencies = true;
  made.dependencies.clear();
  for (const Node* item : value.items()) {
    Dependency& dependency = made.dependencies.emplace_back();
    dependency.at = item->span();
    const Ref entry(item);
    reader.name("Metadata.dependencies");
    if (!entry.present()) {
      dependency.is_null = true;
    } else if (reader.is_object(entry, "v2.Dependency")) {
      read_fields<Dependency>(reader, entry, dependency_fields, "Metadata.dependencies.",
                              dependency);
    }
  }
}

void read_maintainers(FieldReader& reader, Ref value, Metadata& made) {
  if (!reader.is_list(value, "[]*v2.Maintainer")) return;
  made.maintainers.clear();
  for (const Node* item : value.items()) {
    Maintainer& maintainer = made.maintainers.emplace_back();
    const Ref entry(item);
    reader.name("Metadata.maintainers");
    if (!entry.present()) {
      maintainer.is_null = true;
    } else if (reader.is_object(entry, "v2.Maintainer")) {
      read_fields<Maintainer>(reader, entry, maintainer_fields, "Metadata.maintainers.",
                              maintainer);
    }
  }
}

constexpr Field<Metadata> metadata_fields[] = {
    {"apiVersion", text_field<&Metadata::api_version>},
    {"name", placed_field<&Metadata::name, &Metadata::name_at>},
    {"version", placed_field<&Metadata::version, &Metadata::version_at>},
    {"description", text_field<&Metadata::description>},
    {"type", placed_field<&Metadata::type, &Metadata::type_at>},
    {"home", text_field<&Metadata::home>},
    {"icon", text_field<&Metadata::icon>},
    {"condition", text_field<&Metadata::condition>},
    {"tags", text_field<&Metadata::tags>},
    {"appVersion", text_field<&Metadata::app_version>},
    {"kubeVersion", placed_field<&Metadata::kube_version, &Metadata::kube_version_at>},
    {"sources",
     [](FieldReader& reader, Ref value, Metadata& made) { reader.texts(value, made.sources); }},
    {"keywords",
     [](FieldReader& reader, Ref value, Metadata& made) { reader.texts(value, made.keywords); }},
    {"maintainers", read_maintainers},
    {"annotations", [](FieldReader& reader, Ref value,
                       Metadata& made) { reader.text_map(value, made.annotations); }},
    {"dependencies", read_dependencies},
    {"deprecated",
     [](FieldReader& reader, Ref value, Metadata& made) { reader.flag(value, made.deprecated); }},
};

std::optional<Failure> invalid(std::string words, Span at) {
  return Failure{Stage::load, "validation: " + std::move(words), at};
}

bool is_alias(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-';
  });
}

void clean(Metadata& metadata) {
  for (std::string* text :
       {&metadata.name, &metadata.description, &metadata.home, &metadata.icon, &metadata.condition,
        &metadata.tags, &metadata.app_version, &metadata.kube_version}) {
    *text = printable(*text);
  }
  for (std::string& source : metadata.sources) source = printable(source);
  for (std::string& keyword : metadata.keywords) keyword = printable(keyword);
}

std::optional<Failure> invalid_identity(const Metadata& metadata) {
  const std::string& name = metadata.name;
  if (metadata.api_version.empty())
    return invalid("chart.metadata.apiVersion is required", metadata.name_at);
  if (name.empty()) return invalid("chart.metadata.name is required", metadata.name_at);
  if (name == "." || name == "..")
    return invalid(fmt::format("chart.metadata.name {} is not allowed", gotemplate::quoted(name)),
                   metadata.name_at);
  if (contains(name, "/"))
    return invalid(fmt::format("chart.metadata.name {} is invalid", gotemplate::quoted(name)),
                   metadata.name_at);
  if (metadata.version.empty())
    return invalid("chart.metadata.version is required", metadata.name_at);
  if (!is_version(metadata.version))
    return invalid(
        fmt::format("chart.metadata.version {} is invalid", gotemplate::quoted(metadata.version)),
        metadata.version_at);
  const std::string& type = metadata.type;
  if (!type.empty() && type != "application" && type != "library")
    return invalid("chart.metadata.type must be application or library", metadata.type_at);
  return std::nullopt;
}

std::optional<Failure> invalid_dependency(Dependency& dependency, std::set<std::string>& names) {
  if (dependency.is_null)
    return invalid("dependencies must not contain empty or null nodes", dependency.at);
  for (std::string* text :
       {&dependency.name, &dependency.version, &dependency.repository, &dependency.condition})
    *text = printable(*text);
  for (std::string& tag : dependency.tags) tag = printable(tag);
  if (!is_alias(dependency.alias))
    return invalid(fmt::format("dependency {} has disallowed characters in the alias",
                               gotemplate::quoted(dependency.name)),
                   dependency.at);
  const std::string& key = dependency.alias.empty() ? dependency.name : dependency.alias;
  if (!names.insert(key).second)
    return invalid(
        fmt::format("more than one dependency with name or alias {}", gotemplate::quoted(key)),
        dependency.at);
  return std::nullopt;
}

}  // namespace

std::optional<Failure> read_metadata(Ref root, Metadata& metadata) {
  if (!root.present()) return std::nullopt;
  if (!root->is_mapping()) {
    return Failure{Stage::load,
                   fmt::format("error unmarshaling JSON: while decoding JSON: json: cannot "
                               "unmarshal {} into Go value of type v2.Metadata",
                               json_type(*root)),
                   root.span()};
  }
  FieldReader reader;
  read_fields<Metadata>(reader, root, metadata_fields, "Metadata.", metadata);
  return reader.failure();
}

std::optional<Failure> validate(Metadata& metadata) {
  clean(metadata);
  if (auto failure = invalid_identity(metadata)) return failure;
  for (Maintainer& maintainer : metadata.maintainers) {
    if (maintainer.is_null)
      return invalid("maintainers must not contain empty or null nodes", metadata.name_at);
    for (std::string* text : {&maintainer.name, &maintainer.email, &maintainer.url})
      *text = printable(*text);
  }
  std::set<std::string> names;
  for (Dependency& dependency : metadata.dependencies)
    if (auto failure = invalid_dependency(dependency, names)) return failure;
  return std::nullopt;
}

}  // namespace fairlead::helm
