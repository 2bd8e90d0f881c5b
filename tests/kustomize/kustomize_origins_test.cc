// Who is to be asked about what a build makes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "deploy/kustomize/build/build.h"
#include "deploy/kustomize/trees/field_path.h"
#include "kustomize/tree_inputs.h"

namespace fairlead::kustomize {
namespace {

constexpr std::string_view worker = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: worker}
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: worker
          image: registry.example.com/worker:1.4
          env:
            - {name: HOST, value: queue}
            - {name: PORT, value: "6379"}
)";

class KustomizeOrigins : public ::testing::Test {
 protected:
  /// Builds an overlay of the worker and of an object that its own files may hold.
  void build(std::string overlay, std::map<std::string, std::string> files = {}) {
    texts_ = std::move(files);
    texts_["over/kustomization.yaml"] = "resources: [worker.yaml]\n" + std::move(overlay);
    texts_["over/worker.yaml"] = worker;
    objects_ = build_.build("over");
    for (const Fault& fault : build_.faults()) ADD_FAILURE() << fault.message;
  }

  /// "FILE:LINE TEXT" of the place to edit for a value, or for a part of it; then what it won over.
  std::string blamed(std::string_view kind, std::string_view path, std::string_view part = {}) {
    for (const Object& object : objects_) {
      if (object.id().kind != kind) continue;
      const auto found = found_at(*object.root, steps_of(path));
      if (!found || !*found) return "nothing is there";
      Span at = (*found)->span();
      if (!part.empty()) {
        const std::size_t from = sources_.text(at).find(part);
        at = at.part(from, from + part.size());
      }
      const Blame blame = sources_.blame(at);
      std::string words = place(blame.edit);
      for (const Related& each : blame.others)
        if (each.kind == Related::Kind::replaced) words += " over " + place(each.at);
      return words;
    }
    return "no such object";
  }

 private:
  std::string place(Span at) const {
    if (!at.is_place()) return "nowhere";
    return fmt::format("{}:{} {}", sources_.name(at.source),
                       sources_.position(at.source, at.begin).line, sources_.text(at));
  }

  std::map<std::string, std::string> texts_;
  SourceMap sources_;
  Arena arena_;
  TreeInputs inputs_{texts_, sources_};
  Build build_{inputs_, {}, sources_, arena_};
  Objects objects_;
};

constexpr std::string_view host = "spec.template.spec.containers.0.env.[name=HOST].value";
constexpr std::string_view port = "spec.template.spec.containers.0.env.[name=PORT].value";
constexpr std::string_view image = "spec.template.spec.containers.0.image";

TEST_F(KustomizeOrigins, WhatNothingTouchesKeepsItsPlace) {
  build("namePrefix: p-\nnamespace: jobs\n");
  EXPECT_EQ(blamed("Deployment", host), "over/worker.yaml:12 queue");
  EXPECT_EQ(blamed("Deployment", "metadata.name", "worker"), "over/worker.yaml:3 worker");
  EXPECT_EQ(blamed("Deployment", "metadata.name", "p-"), "over/kustomization.yaml:2 p-");
  EXPECT_EQ(blamed("Deployment", "metadata.namespace"), "over/kustomization.yaml:3 jobs");
}

TEST_F(KustomizeOrigins, AMergeKnowsWhatItReplaced) {
  build("patches: [{path: p.yaml}]\n", {{"over/p.yaml", R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: worker}
spec:
  template:
    spec:
      containers:
        - name: worker
          env: [{name: HOST, value: cache}]
)"}});
  EXPECT_EQ(blamed("Deployment", host), "over/p.yaml:9 cache over over/worker.yaml:12 queue");
  EXPECT_EQ(blamed("Deployment", port), "over/worker.yaml:13 \"6379\"");
}

TEST_F(KustomizeOrigins, AJsonPatchInTheKustomizationKnowsItsLine) {
  build(
      "patches:\n  - target: {kind: Deployment}\n    patch: |-\n      - op: replace\n"
      "        path: /spec/replicas\n        value: 3\n");
  EXPECT_EQ(blamed("Deployment", "spec.replicas"),
            "over/kustomization.yaml:7 3 over over/worker.yaml:5 1");
}

TEST_F(KustomizeOrigins, AnImagesTagIsTheEntrys) {
  build("images: [{name: registry.example.com/worker, newTag: \"2.0\"}]\n");
  EXPECT_EQ(
      blamed("Deployment", image, "2.0"),
      "over/kustomization.yaml:2 2.0 over over/worker.yaml:10 registry.example.com/worker:1.4");
  EXPECT_EQ(blamed("Deployment", image, "worker").substr(0, 22), "over/worker.yaml:10 wo");
}

TEST_F(KustomizeOrigins, GeneratedValuesAreThoseOfTheirLines) {
  build("configMapGenerator: [{name: c, literals: [host=queue], envs: [e.env], files: [f.conf]}]\n",
        {{"over/e.env", "# x\nPORT=6379\n"}, {"over/f.conf", "port 6379\n"}});
  EXPECT_EQ(blamed("ConfigMap", "data.host"), "over/kustomization.yaml:2 queue");
  EXPECT_EQ(blamed("ConfigMap", "data.PORT"), "over/e.env:2 6379");
  EXPECT_EQ(blamed("ConfigMap", "data.f\\.conf", "6379"), "over/f.conf:1 6379");
}

TEST_F(KustomizeOrigins, AReplacementIsItsSources) {
  build(R"(configMapGenerator: [{name: c, literals: [host=cache]}]
replacements:
  - source: {kind: ConfigMap, fieldPath: data.host}
    targets:
      - select: {kind: Deployment}
        fieldPaths: ["spec.template.spec.containers.0.env.[name=HOST].value"]
)");
  EXPECT_EQ(blamed("Deployment", host),
            "over/kustomization.yaml:2 cache over over/worker.yaml:12 queue");
}

}  // namespace
}  // namespace fairlead::kustomize
