#pragma once
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// An object that others take texts of: a ConfigMap, a Secret, or what will be one; a source of
/// Flux'.
struct NamedText {
  Ref root;
  const File* file = nullptr;
  std::string_view kind, name;           ///< as they are asked for: an ExternalSecret is a Secret
  std::string_view namespace_name;       ///< "": any, as a kustomization may say which
  bool is_veiled = false;                ///< what its keys hold is encrypted, or lies elsewhere
  bool is_open = false;                  ///< it may have more keys than are in view
  std::set<std::string_view> keys = {};  ///< of one that is veiled

  /// The scalar at a key; no place where there is none, or nobody can see it.
  Ref at(std::string_view key) const;
  /// Whether that scalar is in base64.
  bool is_encoded(std::string_view key) const;
  std::vector<std::string_view> all_keys() const;
  bool has(std::string_view key) const { return keys.contains(key) || at(key); }
};

/// What one object is for those who refer to it; nothing for all others.
std::vector<NamedText> named_texts(const Resource& resource);

/// Those of all files of a repository, as they are written. Made once, then read by all.
class WrittenObjects {
 public:
  /// Takes in the objects of a file; of a kustomization what its generators make.
  void add(const File& file);

  /// What an object in `path` means by a name. One of that directory, or of the nearest around it,
  /// before others; null where there is none, or several are as near.
  const NamedText* find(std::string_view kind, std::string_view namespace_name,
                        std::string_view name, std::string_view path) const;
  /// All of a kind and name.
  std::vector<const NamedText*> all(std::string_view kind, std::string_view name) const;
  /// Whether a Kustomization of Flux patches those that it deploys: then none is known as a whole
  /// whose own deployer is not.
  bool patches_kustomizations() const { return patches_kustomizations_; }

 private:
  std::multimap<std::pair<std::string_view, std::string_view>, NamedText> all_;
  bool patches_kustomizations_ = false;
};

/// What is in view of one unit: its own objects, then those of all files.
class ObjectsInView {
 public:
  /// All must outlive it.
  ObjectsInView(std::span<const Resource> resources, const WrittenObjects& written);

  /// `by` refers to it. Null where nothing is in view, or several may be meant.
  const NamedText* find(std::string_view kind, std::string_view namespace_name,
                        std::string_view name, const Resource& by) const;
  const WrittenObjects& written() const { return written_; }
  /// All of a kind and name that the unit itself has.
  std::vector<const NamedText*> own(std::string_view kind, std::string_view name) const;

 private:
  std::multimap<std::pair<std::string_view, std::string_view>, NamedText> own_;
  const WrittenObjects& written_;
};

}  // namespace fairlead
