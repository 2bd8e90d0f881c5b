#pragma once
#include <optional>
#include <string>
#include <vector>

#include "tree/node.h"

namespace fairlead {

struct File;
struct Resource;

/// Values that a chart or a release is given.
struct ReleaseValues {
  Ref root;
  bool is_text = false;  ///< `root` is a scalar that holds YAML
  std::string key;       ///< below which the chart's own values stand: `redis`; "" at the root
  bool own = false;      ///< a chart's own values.yaml
  const File* file = nullptr;  ///< whose they are as a whole; null: an object gives them

  /// Whether they are the same ones, at the same place.
  friend bool operator==(const ReleaseValues& a, const ReleaseValues& b) {
    return a.root.node() == b.root.node() && a.is_text == b.is_text && a.key == b.key &&
           a.own == b.own && a.file == b.file;
  }
};

/// One value by its path, as `--set` gives it.
struct ReleaseParameter {
  std::string_view path;
  Ref value;
  bool is_string = false;  ///< never read as a number or boolean
  Ref at;                  ///< the scalar that holds the path

  friend bool operator==(const ReleaseParameter& a, const ReleaseParameter& b) {
    return a.at.node() == b.at.node() && a.value.node() == b.value.node();
  }
};

/// A chart that is installed: by Argo CD, Flux, Kustomize or as a dependency of another chart.
struct Release {
  std::string chart;   ///< "redis"
  std::string called;  ///< what its templates see as the chart's name: the alias, where it has one
  std::string repository;  ///< where it is from: a URL, or what names one
  std::string version;
  std::optional<std::string> name;  ///< nothing where it is not known
  bool name_assumed = false;        ///< nobody says it: the one that the chart is rendered with
  std::string namespace_name;
  std::vector<ReleaseValues> values;         ///< a later one wins
  std::vector<ReleaseParameter> parameters;  ///< win over all values
  std::string key;                           ///< below which parameters give values to it
  std::string condition;     ///< paths, separated by commas, of which one says whether it is there
  bool offline = false;      ///< its templates run without a cluster: `lookup` finds nothing
  bool open_values = false;  ///< more values may be given than are in view
  bool whole = false;        ///< all that `resource` installs
  bool own = false;          ///< a chart of this repository, as its publisher's it may be a copy of
  bool alone = true;         ///< nothing else that is not in view is installed with it
  Ref at;                    ///< what a person would look at: the object's name, the dependency's
  const Resource* resource = nullptr;
};

}  // namespace fairlead
