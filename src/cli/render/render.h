#pragma once
#include <string>
#include <vector>

namespace fairlead {

/// What `fairlead render` is asked for: the options of `helm template`.
struct RenderOptions {
  std::vector<std::string> name_and_chart;  ///< the release's name, where given, and the chart
  std::string jobs;                         ///< a file of jobs, or `-`; "": a chart is rendered
  std::vector<std::string> values, set, set_string, set_json, set_file, set_literal;
  std::string release_namespace = "default";
  std::string kube_version;
  std::vector<std::string> chart_path;  ///< directories that hold charts
  std::vector<std::string> api_versions;
  std::vector<std::string> show_only;  ///< patterns of templates; empty: all
  bool origins = false;                ///< the place behind each scalar is printed beside it
  bool is_upgrade = false, include_crds = false, skip_tests = false, skip_schema = false;
  std::string helm = "4";
  std::string load_restrictor = "LoadRestrictionsRootOnly";  ///< of a kustomization
};

/// Prints what a chart or a kustomization is rendered to, or answers jobs; the exit code.
int render(const RenderOptions& options);

}  // namespace fairlead
