#include "deploy/kustomize/tables/kustomization_fields.h"

namespace fairlead::kustomize {
namespace {

using enum Holds;

constexpr FieldType metadata[] = {
    {"name"}, {"namespace"}, {"labels", pairs}, {"annotations", pairs}};

constexpr FieldType field_spec[] = {{"group"}, {"version"}, {"kind"}, {"path"}, {"create", flag}};

constexpr FieldType label[] = {{"pairs", pairs},
                               {"includeSelectors", flag},
                               {"includeTemplates", flag},
                               {"fields", objects, field_spec}};

constexpr FieldType selector[] = {{"group"},        {"version"},   {"kind"},
                                  {"name"},         {"namespace"}, {"annotationSelector"},
                                  {"labelSelector"}};

constexpr FieldType patch_options[] = {{"allowNameChange", flag}, {"allowKindChange", flag}};

constexpr FieldType patch[] = {
    {"path"}, {"patch"}, {"target", object, selector}, {"options", object, patch_options}};

constexpr FieldType image[] = {{"name"}, {"newName"}, {"tagSuffix"}, {"newTag"}, {"digest"}};

constexpr FieldType replica[] = {{"name"}, {"count", number}};

constexpr FieldType field_options[] = {
    {"delimiter"}, {"index", number}, {"encoding"}, {"create", flag}};

constexpr FieldType source[] = {{"group"},
                                {"version"},
                                {"kind"},
                                {"name"},
                                {"namespace"},
                                {"fieldPath"},
                                {"options", object, field_options}};

constexpr FieldType target[] = {{"select", object, selector},
                                {"reject", objects, selector},
                                {"fieldPaths", texts},
                                {"options", object, field_options}};

constexpr FieldType replacement[] = {
    {"source", object, source}, {"targets", objects, target}, {"sourceValue"}, {"path"}};

constexpr FieldType object_reference[] = {{"apiVersion"}, {"group"}, {"version"},
                                          {"kind"},       {"name"},  {"namespace"}};

constexpr FieldType field_reference[] = {{"fieldPath"}};

constexpr FieldType var[] = {
    {"name"}, {"objref", object, object_reference}, {"fieldref", object, field_reference}};

constexpr FieldType sort_lists[] = {{"orderFirst", texts}, {"orderLast", texts}};

constexpr FieldType sort_options[] = {{"order"}, {"legacySortOptions", object, sort_lists}};

constexpr FieldType generator_options[] = {{"labels", pairs},
                                           {"annotations", pairs},
                                           {"disableNameSuffixHash", flag},
                                           {"immutable", flag}};

constexpr FieldType config_map[] = {
    {"namespace"},    {"name"},        {"behavior"}, {"literals", texts},
    {"files", texts}, {"envs", texts}, {"env"},      {"options", object, generator_options}};

constexpr FieldType secret[] = {
    {"namespace"},    {"name"},        {"behavior"}, {"literals", texts},
    {"files", texts}, {"envs", texts}, {"env"},      {"options", object, generator_options},
    {"type"}};

constexpr FieldType helm_globals[] = {{"chartHome"}, {"configHome"}};

// What stands in `valuesInline` is the chart's, so that it is not looked into.
constexpr FieldType helm_chart[] = {{"name"},
                                    {"version"},
                                    {"repo"},
                                    {"releaseName"},
                                    {"namespace"},
                                    {"additionalValuesFiles", texts},
                                    {"valuesFile"},
                                    {"valuesInline", object},
                                    {"valuesMerge"},
                                    {"includeCRDs", flag},
                                    {"skipHooks", flag},
                                    {"apiVersions", texts},
                                    {"kubeVersion"},
                                    {"nameTemplate"},
                                    {"skipTests", flag},
                                    {"debug", flag}};

constexpr FieldType helm_inflation[] = {
    {"chartName"},           {"chartVersion"}, {"chartRepoUrl"}, {"chartHome"},
    {"chartRepoName"},       {"helmBin"},      {"helmHome"},     {"values"},
    {"valuesLocal", object}, {"valuesMerge"},  {"releaseName"},  {"releaseNamespace"},
    {"extraArgs", texts}};

constexpr FieldType kustomization[] = {{"apiVersion"},
                                       {"kind"},
                                       {"metadata", object, metadata},
                                       {"openapi", pairs},
                                       {"namePrefix"},
                                       {"nameSuffix"},
                                       {"namespace"},
                                       {"commonLabels", pairs},
                                       {"labels", objects, label},
                                       {"commonAnnotations", pairs},
                                       {"patchesStrategicMerge", texts},
                                       {"patchesJson6902", objects, patch},
                                       {"patches", objects, patch},
                                       {"images", objects, image},
                                       {"imageTags", objects, image},
                                       {"replacements", objects, replacement},
                                       {"replicas", objects, replica},
                                       {"vars", objects, var},
                                       {"sortOptions", object, sort_options},
                                       {"resources", texts},
                                       {"components", texts},
                                       {"crds", texts},
                                       {"bases", texts},
                                       {"configMapGenerator", objects, config_map},
                                       {"secretGenerator", objects, secret},
                                       {"helmGlobals", object, helm_globals},
                                       {"helmCharts", objects, helm_chart},
                                       {"helmChartInflationGenerator", objects, helm_inflation},
                                       {"generatorOptions", object, generator_options},
                                       {"configurations", texts},
                                       {"generators", texts},
                                       {"transformers", texts},
                                       {"validators", texts},
                                       {"buildMetadata", texts}};

}  // namespace

std::span<const FieldType> kustomization_fields() { return kustomization; }

}  // namespace fairlead::kustomize
