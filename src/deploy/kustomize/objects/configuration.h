#pragma once
#include <optional>
#include <string>
#include <vector>

#include "deploy/kustomize/tables/field_specs.h"
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

using FieldSpecs = std::vector<FieldSpec>;

/// Which fields transformers change besides the standard ones: what `configurations` and `crds`
/// add. It is handed from a base to those that use it.
struct Configuration {
  struct Reference {
    Selected target;
    FieldSpecs fields;
  };
  FieldSpecs name_prefix, name_suffix, namespaces, common_labels, labels, template_labels,
      common_annotations, var_references, images, replicas;
  std::vector<Reference> name_references;

  /// Adds what another one has. Refused where both have a field, and one alone makes it.
  std::optional<Refusal> merge(const Configuration& other, Span at);
};

/// Standard fields and those that a configuration adds.
FieldSpecs all_fields(std::span<const FieldSpec> standard, const FieldSpecs& added);
/// Adds fields that are not there yet; false where one is there and differs in whether it is made.
bool add_fields(std::span<const FieldSpec> added, FieldSpecs& all);

/// Reads a list of field specs: `path`, `group`, `version`, `kind`, `create`.
FieldSpecs field_specs(Ref list);
/// Reads a file of `configurations`.
Built<Configuration> read_configuration(Ref root);
/// What a file of `crds`, an OpenAPI document, says of references in custom resources. Paths that
/// are put together lie in `arena`.
Built<Configuration> read_crds(Ref root, Arena& arena);

}  // namespace fairlead::kustomize
