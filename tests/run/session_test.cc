// A session that is asked again after a change says what a run that begins anew says.
#include "run/session.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/chart_templates.h"

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Files that a test changes while they are looked at.
class ChangingFiles final : public Files {
 public:
  explicit ChangingFiles(std::map<std::string, std::string> files) : texts(std::move(files)) {}
  Result<std::string> read(const std::string& path, std::size_t limit) const override {
    return MemoryFiles(texts).read(path, limit);
  }
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override {
    return MemoryFiles(texts).list(path);
  }
  std::optional<EntryKind> kind(const std::string& path) const override {
    return MemoryFiles(texts).kind(path);
  }

  std::map<std::string, std::string> texts;
};

std::vector<std::string> words(const Result<RunResult>& result) {
  std::vector<std::string> all;
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  if (!result) return all;
  for (const Finding& finding : result->report.findings) {
    const Position at = result->sources->position(finding.at.source, finding.at.begin);
    all.push_back(fmt::format("{}:{} {}", result->sources->name(finding.at.source), at.line,
                              finding.rule->id));
  }
  return all;
}

constexpr const char* redis = R"(apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis, namespace: shop}
spec:
  serviceName: redis
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec: {containers: [{name: redis, image: "redis:7.2", ports: [{containerPort: 6379}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {selector: {app: redis}, ports: [{port: 6379}]}
)";

std::string worker(std::string_view host) {
  return fmt::format(R"(apiVersion: apps/v1
kind: Deployment
metadata: {{name: worker, namespace: shop}}
spec:
  selector: {{matchLabels: {{app: worker}}}}
  template:
    metadata: {{labels: {{app: worker}}}}
    spec:
      containers:
      - {{name: worker, image: "shop/worker:1", env: [{{name: REDIS_URL, value: "redis://{}:6379"}}]}}
)",
                     host);
}

class Asked : public ::testing::Test {
 protected:
  /// Changes a file (nothing: deletes it) and looks again; a run that begins anew must agree.
  std::vector<std::string> after(const std::string& path, std::optional<std::string> text) {
    if (text)
      files_.texts[path] = *text;
    else
      files_.texts.erase(path);
    session_.changed({path});
    const std::vector<std::string> found = words(session_.lint());
    EXPECT_EQ(found, words(run(files_, {})));
    return found;
  }

  ChangingFiles files_{
      {{"redis/redis.yaml", redis},
       {"worker/worker.yaml", worker("redis")},
       {"other/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"},
       // A project of its own: what is missing there may be anything.
       {"overlay/fairlead.yaml", "exclude: []\n"},
       {"overlay/kustomization.yaml", "resources: [later.yaml]\n"}}};
  Session session_{files_, {}};
};

constexpr const char* missing_file = "overlay/kustomization.yaml:1 kustomize/resource-missing";

TEST_F(Asked, AgainWithoutAChangeDoesNothing) {
  EXPECT_THAT(words(session_.lint()), ElementsAre(missing_file));
  EXPECT_EQ(session_.work().files_read, 5u);
  EXPECT_EQ(session_.work().units_modelled, 4u);
  EXPECT_EQ(session_.work().units_linted, 4u);
  EXPECT_THAT(words(session_.lint()), ElementsAre(missing_file));
  EXPECT_EQ(session_.work().files_read, 0u);
  EXPECT_EQ(session_.work().units_modelled, 0u);
  EXPECT_EQ(session_.work().units_linted, 0u);
}

TEST_F(Asked, AfterAChangeOfAFile) {
  ASSERT_TRUE(session_.lint());
  EXPECT_THAT(after("worker/worker.yaml", worker("redsi")),
              ElementsAre(missing_file, "worker/worker.yaml:10 endpoint/service-not-found"));
  EXPECT_EQ(session_.work().files_read, 1u);
  EXPECT_EQ(session_.work().units_modelled, 1u);
  EXPECT_EQ(session_.work().units_linted, 1u) << "what it says to others is the same";
  EXPECT_THAT(after("worker/worker.yaml", worker("redis")), ElementsAre(missing_file));
}

TEST_F(Asked, AfterAChangeThatOthersHearOf) {
  ASSERT_TRUE(session_.lint());
  std::string renamed = redis;
  renamed.replace(renamed.rfind("name: redis"), 11, "name: cache");
  EXPECT_THAT(after("redis/redis.yaml", renamed),
              ::testing::Contains("worker/worker.yaml:10 endpoint/service-not-found"));
  EXPECT_EQ(session_.work().units_modelled, 1u);
  EXPECT_EQ(session_.work().units_linted, 3u) << "all of its world";
}

TEST_F(Asked, AfterAChangeThatMakesAnotherUnitAnAlternative) {
  files_.texts["worker/more.yaml"] = redis;
  files_.texts["other/map.yaml"] = redis;
  ASSERT_TRUE(session_.lint());
  std::string changed = redis;
  changed.replace(changed.find("redis:7.2"), 9, "redis:7.4");
  after("other/map.yaml", changed);
  EXPECT_EQ(session_.work().units_modelled, 1u);
  EXPECT_EQ(session_.work().units_linted, 3u) << "who may answer whom has changed";
}

TEST_F(Asked, AfterAFileWasAdded) {
  ASSERT_TRUE(session_.lint());
  EXPECT_THAT(after("overlay/later.yaml", worker("redis")), IsEmpty())
      << "what was not there is an input too";
  EXPECT_THAT(after("new/worker.yaml", worker("redsi")),
              ElementsAre("new/worker.yaml:10 endpoint/service-not-found"));
}

TEST_F(Asked, AfterAFileWasDeleted) {
  ASSERT_TRUE(session_.lint());
  EXPECT_THAT(after("overlay/kustomization.yaml", std::nullopt), IsEmpty());
  EXPECT_THAT(after("redis/redis.yaml", std::nullopt), IsEmpty()) << "nothing closes the namespace";
  EXPECT_THAT(after("redis/redis.yaml", redis), IsEmpty());
}

TEST_F(Asked, AfterAChangeOfTheConfiguration) {
  ASSERT_TRUE(session_.lint());
  EXPECT_THAT(after("overlay/fairlead.yaml", "severities: {kustomize/resource-missing: off}\n"),
              IsEmpty());
  EXPECT_THAT(after("overlay/fairlead.yaml", "exclude: []\n"), ElementsAre(missing_file));
}

TEST_F(Asked, AfterAFaultyConfigurationWasMended) {
  ASSERT_TRUE(session_.lint());
  files_.texts["fairlead.yaml"] = "severities: {no/such-rule: off}\n";
  session_.changed({"fairlead.yaml"});
  EXPECT_FALSE(session_.lint());
  EXPECT_THAT(after("fairlead.yaml", std::nullopt), ElementsAre(missing_file));
}

std::string application(std::string_view source) {
  return fmt::format(
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: a}}\n"
      "spec: {{source: {{repoURL: https://g, {}}}}}\n",
      source);
}

TEST_F(Asked, AfterAChangeOfWhatAnApplicationNames) {
  files_.texts["charts/web/Chart.yaml"] = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
  files_.texts["charts/web/templates/web.yaml"] = testing::sentinel_client;
  files_.texts["charts/web/values.yaml"] = "sentinel: {host: my-sentinel, port: 26379}\n";
  files_.texts["envs/web.yaml"] = "sentinel: {port: 6379}\n";
  files_.texts["apps/web.yaml"] =
      application("path: charts/web, helm: {valueFiles: [/envs/web.yaml]}");
  constexpr const char* wrong_port = "envs/web.yaml:1 endpoint/data-as-sentinel";
  EXPECT_THAT(words(session_.lint()), ElementsAre(wrong_port, missing_file));
  EXPECT_THAT(after("envs/web.yaml", "sentinel: {port: 26379}\n"), ElementsAre(missing_file));
  EXPECT_THAT(after("envs/web.yaml", "sentinel: {port: 6379}\n"),
              ElementsAre(wrong_port, missing_file));
  EXPECT_THAT(after("apps/web.yaml", application("path: charts/web")), ElementsAre(missing_file));
  EXPECT_THAT(
      after("apps/web.yaml",
            application("path: charts/web, helm: {valuesObject: {sentinel: {port: 6379}}}")),
      ElementsAre("apps/web.yaml:4 endpoint/data-as-sentinel", missing_file));
}

TEST_F(Asked, AfterAChangeBelowABaseThatAnApplicationNames) {
  files_.texts["common/kustomization.yaml"] = "resources: [worker.yaml]\n";
  files_.texts["common/worker.yaml"] = worker("redis");
  files_.texts["base/kustomization.yaml"] = "resources: [../common]\n";
  files_.texts["over/kustomization.yaml"] = "resources: [../base]\n";
  files_.texts["apps/base.yaml"] = application("path: base");
  ASSERT_TRUE(session_.lint());
  after("common/worker.yaml", worker("redis-2"));
  EXPECT_EQ(session_.work().units_modelled, 2u) << "the base and its overlay";
  after("common/kustomization.yaml", std::nullopt);
}

TEST_F(Asked, ReportsKeepTheTextsTheySpeakOf) {
  auto before = session_.lint();
  ASSERT_TRUE(before);
  ASSERT_EQ(before->report.findings.size(), 1u);
  after("overlay/kustomization.yaml", "resources: []\n");
  const Span at = before->report.findings[0].at;
  EXPECT_EQ(before->sources->text(at), "later.yaml");
}

TEST_F(Asked, AfterAChangeOfAChartOfApplications) {
  files_.texts["charts/web/Chart.yaml"] = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
  files_.texts["charts/web/templates/web.yaml"] = testing::sentinel_client;
  files_.texts["charts/web/values.yaml"] = "sentinel: {host: my-sentinel, port: 26379}\n";
  files_.texts["all/Chart.yaml"] = "apiVersion: v2\nname: all\nversion: 1.0.0\n";
  files_.texts["all/values.yaml"] = "port: 26379\n";
  const std::string app = "all/templates/web.yaml";
  files_.texts[app] =
      application("path: charts/web, helm: {valuesObject: {sentinel: {port: {{ .Values.port }}}}}");
  ASSERT_TRUE(session_.lint());
  EXPECT_THAT(after("all/values.yaml", "port: 6379\n"),
              ElementsAre("all/values.yaml:1 endpoint/data-as-sentinel", missing_file));
  EXPECT_THAT(after("all/values.yaml", "port: 26379\n"), ElementsAre(missing_file));
  EXPECT_THAT(after(app, application("path: charts/web, helm: {values: '{sentinel: {port: 6379}, "
                                     "x: {{ .Values.port }}}'}")),
              ::testing::Contains(app + ":4 endpoint/data-as-sentinel"));
}

}  // namespace
}  // namespace fairlead
