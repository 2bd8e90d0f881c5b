#pragma once
#include <span>

#include "deploy/kustomize/objects/configuration.h"
#include "deploy/kustomize/objects/fields.h"

namespace fairlead::kustomize {

// The transformers that change fields of a name. Each takes the objects that there are, the scalar
// or entry that says what is set, whose place is that of what it changes, and the fields.

/// Which subjects of role bindings get the namespace.
enum class Subjects : std::uint8_t { called_default, service_accounts, none };

struct NamespaceChange {
  Ref name;
  std::span<const FieldSpec> fields;
  Subjects subjects = Subjects::called_default;
  bool unset_only = false;  ///< where there is none yet
};
/// `namespace: shop`. Refused where two objects are one then.
std::optional<Refusal> set_namespace(Objects& objects, const NamespaceChange& change, Edits& edits);
/// `namePrefix: eu-`, `nameSuffix: -v2`.
void add_prefix(Objects& objects, Ref prefix, std::span<const FieldSpec> fields, Edits& edits);
void add_suffix(Objects& objects, Ref suffix, std::span<const FieldSpec> fields, Edits& edits);
/// The pairs of `commonLabels`, `labels`, `commonAnnotations`.
std::optional<Refusal> set_pairs(Objects& objects, Ref pairs, std::span<const FieldSpec> fields,
                                 Edits& edits);
/// An entry of `images`: its name, an anchored regular expression, and what takes its place. The
/// number of images that have the name.
Built<std::size_t> set_image(Objects& objects, Ref entry, std::span<const FieldSpec> fields,
                             Edits& edits);
/// An entry of `replicas`. Refused where nothing has the name.
std::optional<Refusal> set_replicas(Objects& objects, Ref entry, std::span<const FieldSpec> fields,
                                    Edits& edits);

}  // namespace fairlead::kustomize
