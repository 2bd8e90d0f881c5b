#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "deploy/types/alteration.h"
#include "deploy/types/release.h"

namespace fairlead {

/// What an object of Argo CD, Flux or k3s installs from one place: a chart, or what lies at a path
/// of this repository.
struct InstalledSource {
  std::string path;        ///< as it is written; "" where none is named
  std::string chart;       ///< its name alone: "redis"
  std::string repository;  ///< where the chart is from: a URL, or what names one
  std::string version;
  std::optional<std::string> release;    ///< what it is called; nothing where it is not known
  std::vector<std::string> value_files;  ///< as they are written, in their order
  std::vector<ReleaseValues> values;     ///< given in the object; win over the files
  std::vector<ReleaseParameter> parameters;
  bool open_values = false;  ///< more values may be given than are in view
  bool changed = false;      ///< patches, prefixes … change what lies at the path
  bool files_only = false;   ///< it gives values files to the others, and installs nothing
  std::string ref;           ///< by which values files name it: "values" of `$values/prod.yaml`
  std::string origin;        ///< which repository and revision the path is of; "" not known
  Ref path_at;               ///< the scalar that holds the path
  Ref chart_at;              ///< that holds the chart's name, as it is written
  std::vector<Ref> value_files_at;  ///< those that hold value_files
  bool lacking_files = false;       ///< values files that are not there are passed over
  std::string unfollowed;           ///< why nothing is known of what it installs; "" otherwise
  /// What is changed of what lies at the path; null: nothing.
  std::shared_ptr<const Alteration> altered;
  std::string kube_version;               ///< "": the cluster's
  std::vector<std::string> api_versions;  ///< beyond the cluster's
  bool skip_crds = false;
  bool is_directory = false;     ///< manifests, whatever else lies there
  bool recurse = false;          ///< of a directory of manifests: those below it as well
  std::string include, exclude;  ///< the same: globs of the files that are meant
};

/// An object that another one takes values of: a ConfigMap or Secret.
struct NamedObject {
  std::string_view kind, name;
  std::string namespace_name;
  std::string_view key;  ///< that is taken of it; "": all
  Ref at;                ///< the scalar that names it
  Ref key_at;            ///< that names the key
  bool optional = false;
  enum class Found { yes, no, no_key, unknown } found = Found::unknown;
  Ref other;  ///< what was found instead: the same name elsewhere, or where the keys are
  std::vector<std::string_view> keys;  ///< no_key: those that it has
  std::string why;                     ///< unknown: why
};

/// A path that an object names in a repository, of which it is asked whether it is this one.
struct NamedPath {
  std::string path;  ///< from the repository's root
  std::string origin;
  bool present = false;  ///< there is something here
  bool values = false;   ///< a values file, not what is deployed
  bool hidden = false;   ///< on the disk, and no part of what is looked at
  Ref at;
  std::string near;  ///< what is here under nearly the same name, where it is not
};

/// An object that installs something. Read once; the releases, the paths that it points at and what
/// may come of it follow from this.
struct Installation {
  const Resource* resource = nullptr;
  std::string namespace_name;       ///< where to; "" may be any
  std::vector<std::string> called;  ///< what the names of its objects may be made of
  std::vector<InstalledSource> sources;
  std::vector<NamedPath> paths;      ///< of all sources; what may be there or not is left out
  std::vector<NamedObject> objects;  ///< whose values it takes
  bool offline = false;              ///< charts are rendered without a cluster
  bool one_of_many = false;          ///< its object installs others as well
  bool anything = false;             ///< what it installs may have any name
  std::string left;                  ///< the same: why
  std::string label;   ///< "Application web": what a finding calls it; "": the object\'s
  bool plain = false;  ///< manifests of this repository as they are, and no chart
};

/// A repository by its URL and what is asked for of it: the same for all ways to write them. ""
/// where either is filled in later.
std::string origin_of(std::string_view url, std::string_view revision);

/// Appends values that a source is given: a tree, or (`is_text`) a scalar that holds YAML.
void give_values(Ref values, bool is_text, InstalledSource& source);

/// The directory of this repository that a source deploys, by the same rule; nothing where it names
/// none.
std::optional<std::string> path_here(const InstalledSource& source);

/// The directories of this repository that it deploys. Whether the object means this repository is
/// not asked: a path that exists here is taken for it. The root itself is left out.
std::vector<std::string> pointed_paths(const Installation& installation);

}  // namespace fairlead
