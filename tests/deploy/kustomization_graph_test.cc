#include <gmock/gmock.h>

#include "deploy/kustomize/graph.h"
#include "deploy/reached.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The graph of files of which only those named `kustomization.yaml` were walked over.
class Graph {
 public:
  explicit Graph(FileMap files) : disk_(files), files_(disk_) {
    std::vector<File*> unread;
    for (const auto& [path, text] : files) {
      if (path.ends_with("kustomization.yaml"))
        unread.push_back(&files_.add(sources_, path, FileFormat::yaml));
    }
    ReachedFiles reached(files_, sources_);
    while (!unread.empty()) {
      for (File* file : unread) parse(*file, sources_);
      unread = reached.needed_by(unread);
    }
    graph_ = std::move(reached).kustomizations();
  }

  std::vector<std::string> roots() const {
    std::vector<std::string> paths;
    for (const Kustomization* each : graph_.roots()) paths.push_back(each->file->path);
    return paths;
  }
  std::vector<std::string> unused() const {
    std::vector<std::string> paths;
    for (const Kustomization* each : graph_.unused_components()) paths.push_back(each->file->path);
    return paths;
  }
  const Kustomization& in(std::string_view directory) const { return *graph_.in(directory); }
  /// Every edge that closes a circle, "from -> to".
  std::vector<std::string> closing() const {
    std::vector<std::string> all;
    for (const auto& [path, each] : graph_.all()) {
      for (const KustomizationEdge& edge : each.resources) {
        if (edge.closes_circle) all.push_back(path + " -> " + edge.below->file->path);
      }
    }
    return all;
  }

 private:
  MemoryFiles disk_;
  FileSet files_;
  SourceMap sources_;
  KustomizationGraph graph_;
};

TEST(KustomizationGraph, KnowsWhatIsDeployedAndWhatLiesBelow) {
  const Graph graph({{"base/kustomization.yaml", "resources: [a.yaml, gone.yaml, http://x/y]\n"},
                     {"base/a.yaml", "kind: A\n"},
                     {"prod/kustomization.yaml", "bases: [../base]\ncomponents: [../tls]\n"},
                     {"dev/kustomization.yaml", "resources: [../base, ../../outside]\n"},
                     {"tls/kustomization.yaml", "kind: Component\n"},
                     {"spare/kustomization.yaml", "kind: Component\n"}});
  EXPECT_THAT(graph.roots(), ElementsAre("dev/kustomization.yaml", "prod/kustomization.yaml"));
  EXPECT_THAT(graph.unused(), ElementsAre("spare/kustomization.yaml"));
  EXPECT_THAT(graph.closing(), IsEmpty());
  const Kustomization& base = graph.in("base");
  ASSERT_EQ(base.resources.size(), 3u);
  EXPECT_TRUE(base.used);
  EXPECT_EQ(base.resources[0].file->path, "base/a.yaml");
  EXPECT_EQ(base.resources[1].file, nullptr);
  EXPECT_TRUE(base.resources[2].ref.remote);
  const Kustomization& prod = graph.in("prod");
  EXPECT_EQ(prod.resources[0].below, &base);
  EXPECT_TRUE(prod.resources[1].below->component);
  EXPECT_TRUE(graph.in("dev").resources[1].ref.outside);
}

TEST(KustomizationGraph, TheRootMayBeListedLikeAnyOther) {
  const Graph graph({{"kustomization.yaml", "resources: [a.yaml]\n"},
                     {"a.yaml", "kind: A\n"},
                     {"prod/kustomization.yaml", "resources: [..]\n"}});
  EXPECT_THAT(graph.roots(), ElementsAre("prod/kustomization.yaml"));
  EXPECT_EQ(graph.in("prod").resources[0].below, &graph.in(""));
}

TEST(KustomizationGraph, EachCircleIsOpenedAtOneEdge) {
  const Graph graph({{"a/kustomization.yaml", "resources: [../b]\n"},
                     {"b/kustomization.yaml", "resources: [../c, .]\n"},
                     {"c/kustomization.yaml", "resources: [../b]\n"},
                     {"x/kustomization.yaml", "resources: [../y]\n"},
                     {"y/kustomization.yaml", "resources: [../x]\n"}});
  // What nothing uses, then the first of the circle that nothing leads to.
  EXPECT_THAT(graph.roots(), ElementsAre("a/kustomization.yaml", "x/kustomization.yaml"));
  EXPECT_THAT(graph.closing(), ElementsAre("b/kustomization.yaml -> b/kustomization.yaml",
                                           "c/kustomization.yaml -> b/kustomization.yaml",
                                           "y/kustomization.yaml -> x/kustomization.yaml"));
}

TEST(KustomizationGraph, InputsSayWhatTheyAre) {
  const Graph graph(
      {{"kustomization.yaml",
        "patches: [{path: p.yaml, target: {kind: A}}, {patch: x}]\n"
        "patchesStrategicMerge: [s.yaml, \"kind: A\\nmetadata: {}\\n\"]\n"
        "configMapGenerator: [{name: c, files: [k=redis.conf, b.yaml], envs: [e.env]}]\n"
        "transformers: [t.yaml]\n"
        "helmCharts: [{name: c, valuesFile: v.yaml, additionalValuesFiles: [w.yaml]}]\n"},
       {"p.yaml", "kind: A\n"},
       {"redis.conf", "port 1\n"},
       {"e.env", "A=b\n"}});
  std::vector<std::string> inputs;
  for (const KustomizationEdge& edge : graph.in("").inputs)
    inputs.push_back(fmt::format("{} {}{}", edge.ref.path, static_cast<int>(edge.ref.use),
                                 edge.file ? "" : " not read"));
  EXPECT_THAT(inputs, ElementsAre("t.yaml 4 not read", "p.yaml 1", "s.yaml 1 not read",
                                  "redis.conf 2", "b.yaml 2 not read", "e.env 3",
                                  "v.yaml 5 not read", "w.yaml 5 not read"));
  EXPECT_EQ(graph.in("").inputs[1].ref.entry["target"]["kind"].text(), "A");
  EXPECT_EQ(graph.in("").inputs[3].ref.entry["name"].text(), "c");
}

TEST(KustomizationGraph, AChainAsLongAsThereAreFilesIsWalked) {
  FileMap files;
  for (int i = 0; i < 20'000; ++i)
    files[fmt::format("{}/kustomization.yaml", i)] = fmt::format("resources: [../{}]\n", i + 1);
  EXPECT_EQ(Graph(files).roots().size(), 1u);
}

TEST(KustomizationGraph, OneThatListsTooMuchIsCut) {
  std::string text = "resources:\n";
  for (std::size_t i = 0; i <= most_paths; ++i) text += fmt::format("- a{}\n", i);
  EXPECT_EQ(Graph({{"kustomization.yaml", text}}).in("").resources.size(), most_paths);
}

}  // namespace
}  // namespace fairlead::testing
