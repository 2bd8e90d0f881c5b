#include "code/builds/builds.h"

#include <fmt/format.h>

#include <list>

#include "address/image_name.h"
#include "base/files.h"
#include "code/build_lines.h"
#include "tree/document.h"

namespace fairlead::testing {

std::string build_lines(const BuildTexts& files, std::string_view own) {
  SourceMap sources;
  Arena arena;
  std::list<Tree> trees;
  std::vector<BuildFile> read;
  for (const auto& [path, text] : files) {
    const SourceId source = sources.add_written(path, text);
    Ref root;
    if (path.ends_with(".json"))
      trees.push_back(read_json(arena, sources, source));
    else if (path.ends_with("ml"))
      trees.push_back(read_yaml(arena, sources, source));
    if ((path.ends_with(".json") || path.ends_with("ml")) && !trees.back().documents.empty())
      root = Ref(trees.back().documents[0].root);
    read.push_back({path, source, root});
  }
  std::vector<std::string> lines;
  const Builds builds = builds_of(read, own, sources);
  for (const Build& each : builds.builds) {
    EXPECT_TRUE(each.image_at.is_place() && sources.is_written(each.image_at.source)) << each.image;
    std::string line = each.image;
    if (!each.context.empty()) line += fmt::format(" [{}]", each.context);
    if (!each.dockerfile.empty()) line += " " + each.dockerfile;
    lines.push_back(std::move(line));
  }
  for (const UnknownBuild& each : builds.unknown)
    lines.push_back("? " + (each.begin.empty() ? std::string("any") : each.begin));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

void expect_builds(const std::vector<BuildCase>& cases, const std::string& path) {
  for (const BuildCase& each : cases)
    EXPECT_EQ(build_lines({{path, each.text}}, "acme/shop"), each.lines) << each.name;
}

namespace {

TEST(ImageNames, AreThoseThatArePulled) {
  EXPECT_EQ(image_repository("redis"), "docker.io/library/redis");
  EXPECT_EQ(image_repository("redis:7@sha256:abc"), "docker.io/library/redis");
  EXPECT_EQ(image_repository("Acme/Shop:1"), "docker.io/acme/shop");
  EXPECT_EQ(image_repository("index.docker.io/redis"), "docker.io/library/redis");
  EXPECT_EQ(image_repository("localhost:5000/a/b"), "localhost:5000/a/b");
  EXPECT_EQ(image_repository(""), "");
  EXPECT_EQ(owner_of_image("ghcr.io/acme/shop/api"), "ghcr.io/acme");
  EXPECT_EQ(owner_of_image("acme.azurecr.io/api"), "acme.azurecr.io");
}

TEST(RepositoryNames, OfUrls) {
  for (const std::string_view url :
       {"acme/shop", "https://github.com/acme/shop.git", "https://x:y@github.com/acme/shop/",
        "git@github.com:acme/shop.git", "ssh://git@github.com/acme/shop",
        "ssh://git@github.com:22/acme/shop.git"})
    EXPECT_EQ(repository_named(url), "acme/shop") << url;
  for (const std::string_view url :
       {"", "https://gitlab.com/acme/shop.git", "/srv/git/shop.git", "github.com/acme",
        "git@example.com:github.com/acme", "acme/shop/more", "../shop"})
    EXPECT_EQ(repository_named(url), "") << url;
}

TEST(RepositoryNames, OfGitsConfiguration) {
  EXPECT_EQ(
      repository_of_git("[core]\n\turl = x/y\n[remote \"fork\"]\n\turl = a/b\n"
                        "[remote \"origin\"]\n\tfetch = +x\n\turl = git@github.com:acme/shop\n"),
      "acme/shop");
  EXPECT_EQ(repository_of_git("[core]\n\tbare = false\n"), "");
}

TEST(BuildsOfFiles, Scripts) {
  expect_builds(
      {
          {"build, tag, push",
           "docker build -t shop .\ndocker tag shop ghcr.io/acme/shop:1\ndocker push "
           "ghcr.io/acme/web",
           "docker.io/library/shop\nghcr.io/acme/shop\nghcr.io/acme/web"},
          {"over several lines, glued options",
           "docker buildx build --platform linux/amd64 \\\n  --tag=acme/shop --push \\\n  .",
           "docker.io/acme/shop"},
          {"a glued short option", "docker build -tacme/shop .", "docker.io/acme/shop"},
          {"podman, buildah, nerdctl, kaniko",
           "podman build -t q.io/a/1 .\nbuildah bud -t q.io/a/2 .\nsudo nerdctl build -t q.io/a/3 "
           ".\n"
           "/kaniko/executor --destination=q.io/a/4:x",
           "q.io/a/1\nq.io/a/2\nq.io/a/3\nq.io/a/4"},
          {"what is copied",
           "skopeo copy docker://x docker://ghcr.io/acme/a:1\ncrane cp x ghcr.io/acme/b",
           "ghcr.io/acme/a\nghcr.io/acme/b"},
          {"variables",
           "R=ghcr.io/acme\nexport I=\"$R/shop\"\ndocker build -t \"${I}:${TAG:-latest}\" .",
           "ghcr.io/acme/shop"},
          {"a default", "docker build -t ${REPO:-acme}/shop .", "docker.io/acme/shop"},
          {"a variable of nobody", "docker build -t $REPO/shop .", "? any"},
          {"a variable that a condition changes",
           "R=a\nif x; then\n  R=b\nfi\ndocker build -t $R/shop .", "? any"},
          {"a loop over words",
           "S='b c'\nfor s in a $S; do\n  docker build -t acme/$s ./$s\ndone\ndocker push acme/$s",
           "docker.io/acme/a\ndocker.io/acme/b\ndocker.io/acme/c"},
          {"a loop over files", "for s in */; do docker push acme/$s; done", "? docker.io/acme/"},
          {"what a loop makes of its variable",
           "for s in a b; do\n  n=x-$s\n  docker push acme/$n\ndone", "? docker.io/acme/"},
          {"several words of a variable", "T='-t acme/a -t acme/b'\ndocker build $T .",
           "docker.io/acme/a\ndocker.io/acme/b"},
          {"options of a variable", "docker build $OPTIONS .", "? any"},
          {"a script that is not understood", "docker build -t 'x .", "? any"},
          {"no build", "docker run acme/shop\necho docker push acme/x", ""},
      },
      "build.sh");
}

TEST(BuildsOfFiles, Makefiles) {
  expect_builds(
      {
          {"variables of the file",
           "IMAGE ?= $(REGISTRY)/shop\nREGISTRY := ghcr.io/acme # ours\nall:\n\t@docker build -t "
           "$(IMAGE):$(shell git x) -f d/Dockerfile app\n",
           "ghcr.io/acme/shop [app] d/Dockerfile"},
          {"a recipe over lines", "x:\n\tdocker build \\\n\t  -t acme/shop .\n",
           "docker.io/acme/shop [.]"},
          {"the shell's variable", "x:\n\tdocker push acme/$$NAME\n", "? docker.io/acme/"},
          {"a variable that names itself", "A = $(A)x\nx:\n\tdocker push $(A)/b\n", "? any"},
          {"a variable that somebody is to set", "R ?=\nx:\n\tdocker push $(R)/b\n", "? any"},
          {"a variable of nobody", "x:\n\tdocker push $(R)/b\n", "? any"},
      },
      "Makefile");
  EXPECT_EQ(build_lines({{"svc/Makefile", "x:\n\tdocker build -t acme/svc .\n"}}, ""),
            "docker.io/acme/svc [svc]");
}

TEST(BuildsOfFiles, TaskfilesAndJustfiles) {
  expect_builds(
      {{"Taskfile",
        "vars: {I: 'acme/{{.N}}', N: shop}\ntasks: {b: {cmds: ['docker build -t {{.I}}:{{.V}} "
        "app', {cmd: docker push acme/web}]}}",
        "docker.io/acme/shop [app]\ndocker.io/acme/web"}},
      "Taskfile.yml");
  expect_builds({{"justfile", "image := \"acme/shop\"\nbuild:\n  @docker build -t {{image}} app\n",
                  "docker.io/acme/shop [app]"}},
                "justfile");
}

TEST(BuildsOfFiles, PackageScripts) {
  expect_builds(
      {{"npm", R"({"scripts": {"a": "tsc && docker build -t acme/web . && docker push x/y"}})",
        "docker.io/acme/web [.]\ndocker.io/x/y"}},
      "package.json");
}

TEST(BuildsOfFiles, Bake) {
  expect_builds(
      {
          {"a target",
           "variable \"R\" { default = \"ghcr.io/acme\" }\n# target \"no\" { tags = [\"x/y\"] }\n"
           "group \"default\" { targets = [\"a\"] }\ntarget \"a\" {\n  context = \"./app\"\n"
           "  dockerfile = \"D\"\n  tags = [\"${R}/shop:1\", \"acme/shop\",]\n  args = { tags = "
           "\"z/z\" }\n}\n",
           "ghcr.io/acme/shop [app] app/D\ndocker.io/acme/shop [app] app/D"},
          {"several lists, and a matrix",
           "target \"a\" {\n  matrix = { t = [\"x\", \"y\"] }\n  name = t\n  tags = "
           "concat([\"acme/${t}:1\"], "
           "X == \"true\" ? [\"acme/${t}-all\"] : [])\n  context = \"./${t}\"\n}\ntarget \"b\" { "
           "tags = [\"c/d\"] }",
           "docker.io/acme/x [x]\ndocker.io/acme/x-all [x]\ndocker.io/acme/y [y]\n"
           "docker.io/acme/y-all [y]\ndocker.io/c/d [.]"},
          {"a matrix of objects",
           "target \"a\" { matrix = { t = [{ n = \"x\" }] }\n tags = [\"acme/${t.n}\"] }",
           "? docker.io/acme/"},
          {"an expression", "target \"a\" { tags = tags(\"x\") }", "? any"},
          {"a variable without a default",
           "variable \"R\" {}\ntarget \"a\" { tags = [\"${R}/a\"] }", "? any"},
          {"not finished", "target \"a\" { tags = [\"x/y\"", "docker.io/x/y [.]"},
      },
      "docker-bake.hcl");
  expect_builds({{"JSON", R"({"target": {"a": {"context": "app", "tags": ["acme/shop:1"]}}})",
                  "docker.io/acme/shop [app]"}},
                "docker-bake.json");
}

TEST(BuildsOfFiles, SkaffoldAndTilt) {
  expect_builds(
      {{"Skaffold",
        "apiVersion: skaffold/v4beta1\nbuild: {artifacts: [{image: acme/a, context: a, docker: "
        "{dockerfile: D}}]}\nprofiles: [{build: {artifacts: [{image: acme/b}]}}]",
        "docker.io/acme/a [a] a/D\ndocker.io/acme/b [.]"}},
      "skaffold.yaml");
  expect_builds({{"Tilt",
                  "# docker_build('acme/no', '.')\ndocker_build('acme/a', './a')\n"
                  "docker_build(\"acme/b\", context=\".\")\nfor s in x:\n  docker_build(s, s)\n",
                  "docker.io/acme/a [a]\ndocker.io/acme/b [.]\n? any"}},
                "Tiltfile");
}

TEST(BuildsOfFiles, OtherBuildersAreUnknown) {
  expect_builds({{"GitLab", "build: {script: [docker build -t x .]}", "? any"}}, ".gitlab-ci.yml");
  expect_builds({{"GitLab without images", "test: {script: [make]}", ""}}, ".gitlab-ci.yml");
}

TEST(UnknownBuilds, MayBelongToWhoeverIsNotExcluded) {
  EXPECT_TRUE((UnknownBuild{"", {}, "", ""}).may_belong_to("ghcr.io/acme"));
  EXPECT_TRUE((UnknownBuild{"", {}, "ghcr.io/", ""}).may_belong_to("ghcr.io/acme"));
  EXPECT_TRUE((UnknownBuild{"", {}, "ghcr.io/acme/x-", ""}).may_belong_to("ghcr.io/acme"));
  EXPECT_FALSE((UnknownBuild{"", {}, "ghcr.io/other/", ""}).may_belong_to("ghcr.io/acme"));
  EXPECT_FALSE((UnknownBuild{"", {}, "docker.io/", ""}).may_belong_to("ghcr.io/acme"));
}

}  // namespace
}  // namespace fairlead::testing
