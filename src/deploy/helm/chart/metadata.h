#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "deploy/helm/chart/outcome.h"
#include "tree/node.h"

namespace fairlead::helm {

/// Values of a dependency that its parent takes over.
struct Import {
  std::string child;   ///< a path in the dependency's values: `exports.data` for the form `- data`
  std::string parent;  ///< a path in the parent's; "." at its root
};

/// An entry of a chart's dependencies.
struct Dependency {
  std::string name, version, repository, condition, alias;
  std::vector<std::string> tags;
  std::vector<Import> imports;
  bool is_null = false;  ///< `- null`, which Helm refuses
  Span at;               ///< its name in Chart.yaml or requirements.yaml
};

struct Maintainer {
  std::string name, email, url;
  bool is_null = false;
};

/// What Chart.yaml says, and requirements.yaml over it.
struct Metadata {
  std::string api_version, name, version, description, type, home, icon, condition, tags,
      app_version, kube_version;
  std::vector<std::string> sources, keywords;
  std::vector<Maintainer> maintainers;
  std::map<std::string, std::string> annotations;
  std::vector<Dependency> dependencies;
  bool lists_dependencies = false;  ///< though the list may be empty, which decides in Helm
  bool deprecated = false;
  Span name_at, version_at, type_at, kube_version_at;
};

/// Reads a Chart.yaml, or a requirements.yaml into what Chart.yaml said; the words of a failure are
/// the library's alone.
std::optional<Failure> read_metadata(Ref root, Metadata& metadata);

/// What Helm refuses in it; cleans names and texts of control characters as Helm does.
std::optional<Failure> validate(Metadata& metadata);

}  // namespace fairlead::helm
