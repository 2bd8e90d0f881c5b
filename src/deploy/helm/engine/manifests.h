#pragma once
#include <map>
#include <string>
#include <vector>

#include "deploy/helm/engine/engine.h"
#include "source/problem.h"

namespace fairlead::helm {

/// What Helm reads of a document before it is deployed.
struct DocumentHead {
  std::string api_version, kind, name;
  std::map<std::string, std::string> annotations;
  bool has_annotations = false;
};

/// One document of what was rendered.
struct Manifest {
  const RenderedFile* file = nullptr;
  BuiltText text;  ///< as Helm prints it
  SourceId source = SourceId::none;
  const Node* root = nullptr;  ///< null where it is comments alone
  DocumentHead head;
  std::vector<std::string> events;  ///< of a hook; empty: it is none
  int weight = 0;                   ///< of a hook
};

/// A document that Helm refuses.
struct LostDocument {
  const RenderedFile* file = nullptr;
  Failure failure;  ///< with Helm's words; its place is all of the document
  BuiltText text;
  /// Where reading ended, or where the document begins.
  Span at;
};

/// All documents in the order in which Helm installs them.
struct Manifests {
  std::vector<Manifest> objects, hooks;
  /// The documents that are no YAML or no object, with Helm's words; it refuses the chart at the
  /// first.
  std::vector<LostDocument> lost;
  std::vector<Problem> problems;  ///< of all documents, in their texts
};

/// Cuts what was rendered into documents and sorts them. Files that failed are passed over. The
/// documents' trees lie in `arena`.
Manifests manifests_of(const Engine& engine, Version version, SourceMap& sources, Arena& arena);

/// A file below crds/, which is installed as it is.
struct CustomResource {
  std::string path;  ///< "app/crds/queue.yaml"
  ChartFile file;
};
std::vector<CustomResource> custom_resources(const LiveChart& chart);

}  // namespace fairlead::helm
