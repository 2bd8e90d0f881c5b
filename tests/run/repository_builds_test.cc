#include <fmt/format.h>

#include "run/session.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

std::string pod(std::string_view image) {
  return fmt::format(
      "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{containers: [{{name: a, image: "
      "'{}'}}]}}\n",
      image);
}

std::string workflow(std::string_view tags) {
  return fmt::format(
      "on: push\njobs: {{a: {{steps: [{{uses: docker/build-push-action@v6, with: {{tags: "
      "'{}'}}}}]}}}}\n",
      tags);
}

/// The findings of the rule: "warning pod.yaml", a line each.
std::string told(const Result<RunResult>& result) {
  if (!result) return result.error().message;
  std::string lines;
  for (const Finding& finding : result->report.findings) {
    if (finding.rule->id == "image/not-built-here")
      lines += fmt::format("{} {}\n", severity_name(finding.severity),
                           result->sources->name(finding.at.source));
  }
  return lines;
}

std::string told_of(const FileMap& files, const std::string& repository = "acme/shop") {
  const MemoryFiles memory(files);
  RunOptions options;
  options.repository = repository;
  return told(run(memory, options));
}

constexpr std::string_view at = ".github/workflows/a.yml";

struct Case {
  std::string name, tags, image, told;
};

TEST(ImagesNotBuiltHere, AreToldWhereOneBuildAloneIsMeant) {
  const Case cases[] = {
      {"a part more", "ghcr.io/acme/shop/api", "ghcr.io/acme/shop", "warning pod.yaml\n"},
      {"a part less", "ghcr.io/acme/shop", "ghcr.io/acme/shop/api:1", "warning pod.yaml\n"},
      {"a part more of what another repository may build", "ghcr.io/acme/web/api",
       "ghcr.io/acme/web", "note pod.yaml\n"},
      {"a slip", "ghcr.io/acme/gateway", "ghcr.io/acme/gatway", "note pod.yaml\n"},
      {"a hyphen", "acme/multi-agent-api", "acme/multiagent-api", "note pod.yaml\n"},
      {"built", "ghcr.io/acme/shop/api", "ghcr.io/acme/shop/api:2", ""},
      {"another's", "ghcr.io/acme/shop/api", "ghcr.io/other/shop", ""},
      {"another registry", "ghcr.io/acme/shop/api", "quay.io/acme/shop", ""},
      {"copied to another registry", "ghcr.io/acme/shop/api,quay.io/acme/shop", "ghcr.io/acme/shop",
       ""},
      {"several are meant", "ghcr.io/acme/shop/api,ghcr.io/acme/shop/web", "ghcr.io/acme/shop", ""},
      {"two parts more", "ghcr.io/acme/shop/x/api", "ghcr.io/acme/shop", ""},
      {"another number", "acme/worker-1", "acme/worker-2", ""},
      {"a word that is like another", "acme/app-loader", "acme/app-reader", ""},
      {"another word", "acme/frontend", "acme/backend", ""},
      {"a digest", "ghcr.io/acme/shop/api", "ghcr.io/acme/shop@sha256:" + std::string(64, 'a'), ""},
      {"one of the registry's own", "shop-api", "shop-app", ""},
      {"an unknown name of the owner", "ghcr.io/acme/shop/api,ghcr.io/acme/${{ vars.X }}",
       "ghcr.io/acme/shop", ""},
      {"an unknown name of another", "ghcr.io/acme/shop/api,ghcr.io/other/${{ vars.X }}",
       "ghcr.io/acme/shop", "warning pod.yaml\n"},
      {"an unknown name of anybody", "ghcr.io/acme/shop/api,${{ vars.X }}/y", "ghcr.io/acme/shop",
       ""},
      {"capitals", "ghcr.io/Acme/Shop/api", "ghcr.io/acme/shop/api", ""},
  };
  for (const Case& each : cases)
    EXPECT_EQ(told_of({{std::string(at), workflow(each.tags)}, {"pod.yaml", pod(each.image)}}),
              each.told)
        << each.name;
}

TEST(ImagesNotBuiltHere, ComposeBuildsWhatItNames) {
  EXPECT_EQ(told_of({{"compose.yaml", "services: {a: {image: acme/shop-api, build: ./api}}\n"},
                     {"pod.yaml", pod("acme/shop-appi")}}),
            "");
  EXPECT_EQ(told_of({{"compose.yaml", "services: {a: {image: acme/gateway, build: ./api}}\n"},
                     {"pod.yaml", pod("acme/gatway")}}),
            "note pod.yaml\n");
}

TEST(ImagesNotBuiltHere, FairleadYamlSaysWhoseTheyAre) {
  const FileMap files = {{std::string(at), workflow("ghcr.io/${{ github.repository }}/api")},
                         {"pod.yaml", pod("ghcr.io/acme/shop")}};
  EXPECT_EQ(told_of(files, ""), "");
  EXPECT_EQ(told_of(files, "acme/shop"), "warning pod.yaml\n");
  FileMap with = files;
  with["fairlead.yaml"] = "repository: acme/shop\n";
  EXPECT_EQ(told_of(with, "other/fork"), "warning pod.yaml\n");
}

TEST(ImagesNotBuiltHere, ProjectsBesideEachOtherAreApart) {
  EXPECT_EQ(told_of({{"a/fairlead.yaml", "{}"},
                     {"b/fairlead.yaml", "{}"},
                     {"a/Makefile", "x:\n\tdocker build -t ghcr.io/acme/shop/api .\n"},
                     {"b/pod.yaml", pod("ghcr.io/acme/shop")}}),
            "");
  // What stands above speaks for each.
  EXPECT_EQ(told_of({{"b/fairlead.yaml", "{}"},
                     {std::string(at), workflow("ghcr.io/acme/shop/api")},
                     {"b/pod.yaml", pod("ghcr.io/acme/shop")}}),
            "warning b/pod.yaml\n");
}

TEST(ImagesNotBuiltHere, AWorkflowAboveThePathsIsRead) {
  const MemoryFiles memory({{std::string(at), workflow("ghcr.io/acme/shop/api")},
                            {"deploy/pod.yaml", pod("ghcr.io/acme/shop")}});
  RunOptions options;
  options.paths = {"deploy"};
  EXPECT_EQ(told(run(memory, options)), "") << "the paths alone";
  options.project = {"deploy"};
  EXPECT_EQ(told(run(memory, options)), "warning deploy/pod.yaml\n");
}

/// Files that change between two looks, and remember what was read.
class Changing final : public Files {
 public:
  explicit Changing(FileMap files) : files_(std::move(files)) {}
  Result<std::string> read(const std::string& path, std::size_t limit) const override {
    ++reads[path];
    return MemoryFiles(files_).read(path, limit);
  }
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override {
    return MemoryFiles(files_).list(path);
  }
  std::optional<EntryKind> kind(const std::string& path) const override {
    return MemoryFiles(files_).kind(path);
  }
  void set(const std::string& path, std::string text) { files_[path] = std::move(text); }

  mutable std::map<std::string, int> reads;

 private:
  FileMap files_;
};

TEST(RepositoryBuilds, AreReadAgainWhereAFileChanged) {
  Changing files({{"Makefile", "x:\n\tdocker build -t ghcr.io/acme/shop/api .\n"},
                  {"pod.yaml", pod("ghcr.io/acme/shop")}});
  Session session(files, {});
  EXPECT_EQ(told(session.lint()), "warning pod.yaml\n");
  EXPECT_EQ(told(session.lint()), "warning pod.yaml\n");
  EXPECT_EQ(files.reads["Makefile"], 1);
  files.set("Makefile", "x:\n\tdocker build -t ghcr.io/acme/shop .\n");
  session.changed({"Makefile"});
  EXPECT_EQ(told(session.lint()), "");
  files.set("build.sh", "docker push ghcr.io/acme/shop/api\n");
  files.set("Makefile", "x:\n\ttrue\n");
  session.changed({"Makefile", "build.sh"});
  EXPECT_EQ(told(session.lint()), "warning pod.yaml\n");
}

TEST(RepositoryBuilds, AreNotReadWhereAllImagesAreOfOthers) {
  Changing files(
      {{"Makefile", "x:\n\tdocker build -t acme/shop .\n"}, {"pod.yaml", pod("redis:7")}});
  Session session(files, {});
  EXPECT_EQ(told(session.lint()), "");
  EXPECT_EQ(files.reads["Makefile"], 0);
}

}  // namespace
}  // namespace fairlead::testing
