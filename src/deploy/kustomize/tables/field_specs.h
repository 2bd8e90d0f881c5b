#pragma once
#include <span>
#include <string_view>

#include "deploy/kustomize/tables/selected.h"

namespace fairlead::kustomize {

/// A field of some kinds of objects. Its path is written with slashes; `[]` behind a part says that
/// it is a list, and lists that are met are gone through anyway.
struct FieldSpec {
  Selected of;
  std::string_view path;
  bool create = false;  ///< whether it is made where it is not there
};

/// The fields that kustomize 5.8.1 changes unless it is configured otherwise.
namespace fields {
/// `commonLabels`, and `labels` with `includeSelectors`, besides those of metadata.
std::span<const FieldSpec> common_labels();
/// `labels` with `includeTemplates`.
std::span<const FieldSpec> metadata_labels();
/// `commonAnnotations`.
std::span<const FieldSpec> common_annotations();
/// `images`.
std::span<const FieldSpec> images();
/// `replicas`.
std::span<const FieldSpec> replicas();
/// `namespace`, besides metadata.namespace and the subjects of bindings.
std::span<const FieldSpec> namespaces();
/// where `$(VAR)` of `vars` is put in.
std::span<const FieldSpec> var_references();
}  // namespace fields

/// Where objects name objects of a kind.
struct NameReference {
  Selected target;
  std::span<const FieldSpec> fields;
};
std::span<const NameReference> name_references();

}  // namespace fairlead::kustomize
