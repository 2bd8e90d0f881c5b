#pragma once
#include <memory>
#include <vector>

#include "base/regex.h"
#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// A selector of labels or annotations as Kubernetes writes it: `app=web,tier in (a, b),!old`.
class LabelSelector {
 public:
  static Built<LabelSelector> read(Ref text);
  /// Whether a mapping of labels fits.
  bool takes(Ref labels) const;

 private:
  struct Requirement {
    enum class Is : std::uint8_t { there, absent, one_of, none_of, above, below };
    std::string_view key;
    Is is = Is::there;
    std::vector<std::string_view> values;
    bool takes(Ref labels) const;
  };
  friend class SelectorReader;
  std::vector<Requirement> all_;
};

/// A `target` of a patch, a `select` or a `reject` of a replacement: regular expressions that must
/// match as a whole.
class Selector {
 public:
  static Built<Selector> read(Ref at);

  bool takes_kind(const ObjectId& id) const;
  bool takes_name(std::string_view name) const;
  bool takes_namespace(std::string_view name) const;
  /// Labels and annotations.
  bool takes_metadata(const Object& object) const;
  /// Whether it says nothing of kinds, names and namespaces.
  bool is_empty() const { return patterns_.empty(); }
  bool asks_for_metadata() const { return !labels_.empty(); }
  /// As patches select: by what an object is called now or was called first.
  bool takes(const Object& object) const;

 private:
  struct Pattern {
    enum class Of : std::uint8_t { group, version, kind, name, namespace_name } of;
    std::shared_ptr<const Regex> pattern;
  };
  bool fits(Pattern::Of of, std::string_view text) const;

  struct Labels {
    std::string_view field;  ///< of metadata
    LabelSelector selector;
  };
  std::vector<Pattern> patterns_;
  std::vector<Labels> labels_;
};

}  // namespace fairlead::kustomize
