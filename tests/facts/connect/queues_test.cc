#include "facts/connect/queues.h"

#include <gtest/gtest.h>

#include "support/manifests.h"

namespace fairlead::testing {
namespace {

TEST(Queues, AVariableCalledSoNamesOne) {
  const Manifests made(R"(
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: n}
spec:
  containers:
    - name: c
      env:
        - {name: JOB_QUEUE_NAME, value: "file:jobs"}
        - {name: JOB_QUEUE, value: jobs}
        - {name: QUEUE_URL, value: "redis://a:1"}
        - {name: QUEUE_SIZE, value: "1-2"}
)");
  const auto workloads = workloads_of(made.resources);
  const auto settings = settings_of(workloads, {});
  const auto queues = queues_of(settings.containers, {}, workloads, {});
  ASSERT_EQ(queues.size(), 1u) << "a word without a separator may be anything";
  EXPECT_EQ(queues[0].text, "file:jobs");
  EXPECT_EQ(queues[0].user, "Pod n/p");
  EXPECT_EQ(made.written(queues[0].at), "\"file:jobs\"");
}

TEST(Queues, DeclaredOnesCountWhereTheProgramRuns) {
  const Manifests made(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: worker-a}\nspec: {containers: [{name: c}]}\n");
  const auto workloads = workloads_of(made.resources);
  Program here, elsewhere;
  here.workload.text = "worker-*";
  here.consumes = {{"jobs", {}}};
  elsewhere.workload.text = "web";
  elsewhere.produces = {{"jobs", {}}};
  const Program programs[] = {here, elsewhere};
  const auto queues = queues_of({}, {}, workloads, programs);
  ASSERT_EQ(queues.size(), 1u);
  EXPECT_TRUE(queues[0].declared);
  ChartValues chart;
  chart.name = "web";
  EXPECT_EQ(queues_of({}, chart, {}, programs).size(), 1u);
}

TEST(ChartValues, AreReadByWhatTheFileIs) {
  Manifests made("{}");
  const File* files[] = {
      &made.add("c/Chart.yaml", FileFormat::yaml, "name: web\ndependencies: [{name: redis}]\n"),
      &made.add("c/.env.example", FileFormat::env_file, "A=1\nB=\n")};
  const File& values = made.add("c/values.yaml", FileFormat::yaml, "a: [{b: x}, y]\n");
  const ChartValues chart = chart_values_of(first_root(values).node(), files);
  EXPECT_EQ(chart.name, "web");
  EXPECT_EQ(chart.dependencies, std::vector<std::string>{"redis"});
  EXPECT_EQ(chart.dotenv_names, (std::vector<std::string>{"A", "B"}));
  ASSERT_EQ(chart.leaves.size(), 2u);
  EXPECT_EQ(chart.leaves[0].path, "a[0].b");
  EXPECT_EQ(chart.leaves[1].path, "a[1]");
}

}  // namespace
}  // namespace fairlead::testing
