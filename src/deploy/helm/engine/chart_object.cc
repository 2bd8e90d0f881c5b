#include "deploy/helm/engine/chart_object.h"

#include <array>

namespace fairlead::helm {
namespace {

using gotemplate::Heap;
using gotemplate::Map;
using gotemplate::Type;
using gotemplate::TypeInfo;
using gotemplate::Value;

constexpr std::string_view maintainer_fields[] = {"Name", "Email", "URL"};
constexpr std::string_view maintainer_json[] = {"name,", "email,", "url,"};
constexpr TypeInfo maintainer_type{.name = "*chart.Maintainer",
                                   .kind = "ptr",
                                   .fields = maintainer_fields,
                                   .field_count = std::size(maintainer_fields),
                                   .json_names = maintainer_json};
constexpr std::string_view dependency_fields[] = {"Name", "Version", "Repository",   "Condition",
                                                  "Tags", "Enabled", "ImportValues", "Alias"};
constexpr std::string_view dependency_json[] = {"name",  "version,", "repository",     "condition,",
                                                "tags,", "enabled,", "import-values,", "alias,"};
constexpr TypeInfo dependency_type{.name = "*chart.Dependency",
                                   .kind = "ptr",
                                   .fields = dependency_fields,
                                   .field_count = std::size(dependency_fields),
                                   .json_names = dependency_json};
constexpr std::string_view chart_fields[] = {
    "Name",        "Home",        "Sources",     "Version",      "Description", "Keywords",
    "Maintainers", "Icon",        "APIVersion",  "Condition",    "Tags",        "AppVersion",
    "Deprecated",  "Annotations", "KubeVersion", "Dependencies", "Type",        "IsRoot"};
constexpr std::string_view chart_json[] = {
    "name,",        "home,",        "sources,",     "version,",      "description,", "keywords,",
    "maintainers,", "icon,",        "apiVersion,",  "condition,",    "tags,",        "appVersion,",
    "deprecated,",  "annotations,", "kubeVersion,", "dependencies,", "type,",        "IsRoot"};
constexpr TypeInfo chart_type{.name = "struct { chart.Metadata; IsRoot bool }",
                              .kind = "struct",
                              .fields = chart_fields,
                              .field_count = std::size(chart_fields),
                              .json_names = chart_json};

class Maker {
 public:
  Maker(Heap& heap, Version version) : heap_(heap), version_(version) {}

  Value chart(const LiveChart& live) {
    const Metadata& all = live.chart->metadata;
    const std::array<Value, std::size(chart_fields)> values = {
        text(live.name(), live.name() == all.name ? all.name_at : Span{}),
        text(all.home),
        texts(all.sources),
        text(all.version, all.version_at),
        text(all.description),
        texts(all.keywords),
        maintainers(all),
        text(all.icon),
        text(all.api_version),
        text(all.condition),
        text(all.tags),
        text(all.app_version),
        Value::boolean(all.deprecated),
        annotations(all),
        text(all.kube_version, all.kube_version_at),
        dependencies(live),
        text(all.type, all.type_at),
        Value::boolean(live.parent == nullptr)};
    return made(chart_type, values);
  }

 private:
  /// What Helm 4 makes a map of is a struct in Helm 3.
  Value made(const TypeInfo& type, std::span<const Value> values) {
    if (version_ == Version::v3) return Value::record(heap_.record(type, values));
    Map* map = heap_.map();
    for (std::size_t i = 0; i < type.field_count; ++i)
      map->set(heap_.key(type.fields[i]), values[i].boxed(true));
    return Value::map(map);
  }

  Value text(std::string_view text, Span at = {}) {
    const OriginId origin =
        at.is_place() ? heap_.sources().add_origin(at, OriginKind::interpolated) : OriginId::none;
    return heap_.string(text, origin);
  }

  /// One of no items is nil in Helm 3.
  gotemplate::List* list(const TypeInfo& of_three, bool is_empty) {
    if (version_ == Version::v4) return heap_.list();
    return is_empty ? &heap_.nil_list(of_three).list() : heap_.list(of_three);
  }

  Value texts(const std::vector<std::string>& items) {
    gotemplate::List* made = list(gotemplate::list_of_string, items.empty());
    for (const std::string& item : items) made->push(text(item));
    return Value::list(made);
  }

  Value maintainers(const Metadata& all) {
    static constexpr TypeInfo type{.name = "[]*chart.Maintainer", .element = Type::record};
    gotemplate::List* made_list = list(type, all.maintainers.empty());
    for (const Maintainer& person : all.maintainers) {
      const Value values[] = {text(person.name), text(person.email), text(person.url)};
      made_list->push(made(maintainer_type, values));
    }
    return Value::list(made_list);
  }

  Value annotations(const Metadata& all) {
    Map* made_map = heap_.map(gotemplate::map_of_string);
    if (all.annotations.empty()) made_map->make_nil();
    for (const auto& [name, value] : all.annotations) made_map->set(heap_.key(name), text(value));
    return Value::map(made_map);
  }

  /// The forms of import-values are told apart no more once they were taken.
  Value imports(const LiveDependency& dependency) {
    gotemplate::List* made_list = heap_.list();
    for (const Import& import : dependency.entry->imports) {
      Map* pair = heap_.map(gotemplate::map_of_string);
      pair->set(heap_.key("child"), text(import.child));
      pair->set(heap_.key("parent"), text(import.parent));
      made_list->push(Value::map(pair));
    }
    return Value::list(made_list);
  }

  Value dependencies(const LiveChart& live) {
    static constexpr TypeInfo type{.name = "[]*chart.Dependency", .element = Type::record};
    gotemplate::List* made_list = list(type, live.metadata->dependencies.empty());
    for (const LiveDependency* dependency : live.metadata->dependencies) {
      const Dependency& entry = *dependency->entry;
      const Value values[] = {text(dependency->name), text(entry.version),
                              text(entry.repository), text(entry.condition),
                              texts(entry.tags),      Value::boolean(dependency->enabled),
                              imports(*dependency),   text(entry.alias)};
      made_list->push(made(dependency_type, values));
    }
    return Value::list(made_list);
  }

  Heap& heap_;
  const Version version_;
};

}  // namespace

Value chart_object(Heap& heap, const LiveChart& chart, Version version) {
  return Maker(heap, version).chart(chart);
}

}  // namespace fairlead::helm
