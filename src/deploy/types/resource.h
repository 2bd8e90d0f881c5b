#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "deploy/types/alteration.h"
#include "deploy/types/gap.h"
#include "deploy/types/installation.h"
#include "deploy/types/printed.h"
#include "deploy/types/values.h"
#include "source/problem.h"
#include "tree/document.h"

namespace fairlead {

/// What a file is read as, from its name and place.
enum class FileFormat : std::uint8_t {
  yaml,
  json,
  redis_conf,
  sentinel_conf,
  acl_file,
  env_file,
  dependencies,  ///< requirements.txt, go.mod …: kept as text
  chart_file,    ///< a template, or another file of a chart: kept as text
};

/// Whether files of a format may hold objects; others are configuration.
inline bool is_yaml_or_json(FileFormat format) {
  return format == FileFormat::yaml || format == FileFormat::json;
}

/// A file and its tree; shared by every unit that uses it, never changed.
struct File {
  std::string path;  ///< relative to the root
  SourceId source{};
  FileFormat format{};
  Arena arena;
  Tree tree;
  /// What a renderer printed, on standard input or into a file: its objects are one release.
  bool is_release = false;
  std::string namespace_name;  ///< where those of its objects live that name none; "": not said
  bool has_template = false;   ///< it is a template of another tool: its problems are no findings
};

/// The root of a file's first document; an empty place where there is none.
Ref first_root(const File& file);

/// An object as it would be deployed.
struct Resource {
  Ref root;
  const File* file = nullptr;
  std::string_view api_version, kind, name;
  std::string_view namespace_name;  ///< "" where no file says it
  Ref namespace_at;                 ///< who says it: metadata.namespace, or the kustomization's
  bool cluster_scoped = false;
  bool partial =
      false;  ///< a patch that is not applied yet may change it: what it lacks is unknown
  bool open_keys = false;  ///< more may be in it than is in view
  bool filled_in = false;  ///< values of it are in texts of their own, made for variables

  /// The group of the apiVersion: "apps" of "apps/v1", "" of "v1".
  std::string_view group() const;
  /// "Deployment mcp/worker".
  std::string label() const;
};

enum class UnitKind : std::uint8_t {
  manifests,      ///< a directory of plain manifests and configuration files
  kustomization,  ///< a kustomization that no other one uses
  chart_values,   ///< a chart's values: its own alone, or with others over them
  compose,        ///< a compose file, with the override beside it
};

/// A configuration of the repository that a compose service's server is started with.
struct MountedConfig {
  const File* file = nullptr;
  std::string service;
  FileFormat format{};
  const File* includer = nullptr;  ///< the configuration that includes it, or null
  bool sentinel = false;           ///< the service is a Sentinel
};

/// The fairlead.yaml that speaks for a unit: an index into Discovery::configs.
enum class ConfigId : std::uint32_t { none = 0 };

/// Units that may answer each other's names: the project of a fairlead.yaml, or one compose
/// project.
enum class WorldId : std::uint32_t {};

/// One of several alternatives within a world, of which a place gets one: values sets of a chart,
/// stages. Units of different environments never answer each other; `all` is deployed with each.
/// Overlays are found to be alternatives by what they define (Summaries::alternatives_to).
enum class EnvironmentId : std::uint32_t { all = 0 };

struct UnitTexts;

/// What is deployed together.
struct Unit {
  UnitKind kind{};
  std::string root;  ///< directory, relative to the repository's root; a file's path: of compose,
                     ///< of a chart's last values file (else its Chart.yaml)
  ConfigId config = ConfigId::none;
  WorldId world{};
  EnvironmentId environment = EnvironmentId::all;
  std::vector<const File*> files = {};            ///< inputs in path order
  std::vector<ReleaseValues> values = {};         ///< chart_values: a later one wins
  std::vector<ReleaseParameter> parameters = {};  ///< chart_values: win over all values
  std::optional<std::string> release = {};        ///< chart_values: its name, where that is known
  std::string release_namespace = {};             ///< the same; "" where it is not known
  std::string kube_version = {};                  ///< the same; "": what Helm takes by itself
  std::vector<std::string> api_versions = {};     ///< the same; beyond those of every cluster
  bool is_dependency = false;  ///< chart_values: a chart of the repository depends on it
  /// chart_values: where its values lie if an object gives them that was rendered; else null.
  std::shared_ptr<const UnitTexts> given_in = {};
  std::string set = {};  ///< chart_values: what a finding calls its values, where there are others
  std::vector<const File*> beside =
      {};  ///< compose: other files that may be given with `-f` as well
  std::vector<MountedConfig> mounted = {};  ///< compose
  bool open = false;  ///< something beside its files was not read, and may define anything
  /// kustomization, manifests: what the object that deploys it changes; null: nothing.
  std::shared_ptr<const Alteration> altered = {};
};

/// An image, and a dependency manifest of the directory that it is built from.
struct BuiltImage {
  std::string_view image;
  const File* manifest = nullptr;
};

/// A name that is made of the release's: `{{ .Release.Name }}-redis`.
struct ReleaseName {
  std::string before, behind;

  bool fits(std::string_view name) const {
    return name.size() > before.size() + behind.size() && name.starts_with(before) &&
           name.ends_with(behind);
  }
  friend bool operator==(const ReleaseName&, const ReleaseName&) = default;
};

/// What a release's namespace is called while nobody says which it is. Of objects it is no
/// namespace at all; hosts and the like may hold it.
inline constexpr std::string_view unknown_namespace = "release-namespace";

struct ChartFaults;
struct KustomizeFaults;

/// A dependency of a chart that is not deployed with these values.
struct SwitchedOff {
  std::string name;  ///< or its alias
  Span at;           ///< the value that switches it off
};

/// What a unit deploys.
struct Rendered {
  std::vector<Resource> resources;
  std::vector<Installation> installations;  ///< what the resources install
  std::vector<Release> releases;            ///< charts that are installed beside
  std::vector<const File*>
      settings;  ///< redis.conf, ACL, values and .env files: not resources, but read
  std::vector<std::string>
      inputs;  ///< paths of all it was made of, and of what was named and is not there
  const Node* values = nullptr;      ///< of a chart, its layers made into one
  bool values_alone = false;         ///< of a chart that was not rendered as a whole
  std::vector<std::string> lacking;  ///< keys below which values are given to charts not in view
  std::vector<BuiltImage> builds;    ///< of the repository, whichever unit uses them
  std::vector<Unit> units;           ///< what it deploys that is rendered apart
  std::vector<Problem> problems;
  std::vector<Gap> gaps;
  bool open = false;  ///< something that could define more resources was not rendered
  std::vector<VariableFault> variable_faults;
  /// Names that objects have under other names of the release: what stands before and behind it.
  std::vector<ReleaseName> release_names;
  std::vector<SwitchedOff> switched_off;
  PrintedTexts printed;  ///< of a chart: what its templates printed, and where they failed
  std::shared_ptr<const ChartFaults> chart_faults;    ///< of a chart that was rendered; else null
  std::shared_ptr<KustomizeFaults> kustomize_faults;  ///< of a kustomization; else null
  const Node* seen = nullptr;  ///< `values` as templates see them, with those of its subcharts

  /// Adds what is wrong with a file; `deployed` says whether what is wrong there breaks something.
  /// A document that could not be read may define anything.
  void take_problems(const File& file, bool deployed);
  /// The same of a file that is copied as it is, and read by a program of which nothing is known:
  /// what no reader of YAML takes; to some, a repeated key is none.
  void take_problems_of_copy(const File& file);
};

}  // namespace fairlead
