// A host that is made of the release's name names one of the release's own Services.
#include <gmock/gmock.h>

#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* chart = "apiVersion: v2\nname: shop\nversion: 1.0.0\n";
constexpr const char* worker = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: "{{ .Release.Name }}-worker"}
spec:
  selector: {matchLabels: {app: worker}}
  template:
    metadata: {labels: {app: worker}}
    spec:
      containers:
      - {name: worker, image: "shop/worker:1", env: [{name: REDIS_HOST, value: "{{ .Release.Name }}-redis"}]}
)";
constexpr const char* service = R"(apiVersion: v1
kind: Service
metadata: {name: "{{ .Release.Name }}-redis"}
spec: {selector: {app: redis}, ports: [{port: 6379}]}
)";

std::vector<std::string> found(FileMap files) {
  files.emplace("shop/Chart.yaml", chart);
  files.emplace("shop/templates/worker.yaml", worker);
  return found_places(run(MemoryFiles(files), {}));
}

TEST(ReleaseHosts, IsMissingWhereTheReleaseMakesNoSuchService) {
  EXPECT_THAT(found({}), ElementsAre("shop/templates/worker.yaml -redis"));
  EXPECT_THAT(found({{"shop/templates/redis.yaml", service}}), IsEmpty());
}

TEST(ReleaseHosts, IsBlamedOnTheSwitchOfTheDependencyThatMakesIt) {
  const std::string needs =
      "dependencies: [{name: redis, version: 1.0.0, condition: cache.enabled}]\n";
  const FileMap files{
      {"shop/Chart.yaml", chart + needs},
      {"shop/charts/redis/Chart.yaml", "apiVersion: v2\nname: redis\nversion: 1.0.0\n"},
      {"shop/charts/redis/templates/redis.yaml", service},
      {"shop/values.yaml", "cache: {enabled: true}\n"}};
  EXPECT_THAT(found(files), IsEmpty());
  FileMap off = files;
  off["shop/values.yaml"] = "cache: {enabled: false}\n";
  EXPECT_THAT(found(off), ElementsAre("shop/values.yaml false"));
}

TEST(ReleaseHosts, IsUnknownWhereSomethingElseMayMakeIt) {
  const std::string needs =
      "dependencies: [{name: extra, version: 1.0.0, repository: 'https://e'}]";
  EXPECT_THAT(found({{"shop/Chart.yaml", chart + needs}}), IsEmpty()) << "a chart not in view";
  EXPECT_THAT(found({{"shop/templates/cr.yaml",
                      "apiVersion: example.org/v1\nkind: Cache\nmetadata: {name: redis}\n"}}),
              IsEmpty())
      << "an operator";
  EXPECT_THAT(found({{"shop/templates/more.yaml", "{{ fail \"not today\" }}"}}), IsEmpty())
      << "a template that fails";
  EXPECT_THAT(
      found({{"all/Chart.yaml",
              "apiVersion: v2\nname: all\nversion: 1.0.0\n"
              "dependencies: [{name: shop, version: 1.0.0, repository: 'file://../shop'}]\n"},
             {"all/templates/redis.yaml", service}}),
      IsEmpty())
      << "a chart that brings this one in";
}

}  // namespace
}  // namespace fairlead::testing
