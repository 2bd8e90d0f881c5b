// What the runner adds to what rules say: severities, written places, the words for a place.
#include <fmt/format.h>

#include "base/files.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

constexpr std::string_view config_map =
    "apiVersion: v1\n"
    "kind: ConfigMap\n"
    "metadata: {name: redis, namespace: data}\n"
    "data:\n"
    "  redis.conf: |\n"
    "    port 6379\n"
    "    requirepass swordfish\n";

std::vector<Finding> lint(FileMap files) {
  const MemoryFiles memory(std::move(files));
  Result<RunResult> result = run(memory, {});
  EXPECT_TRUE(result) << result.error().message;
  return result ? std::move(result->report.findings) : std::vector<Finding>();
}

TEST(LintUnit, NamesTheResourceAndThePath) {
  const std::vector<Finding> findings = lint({{"a.yaml", std::string(config_map)}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rule->id, "secret/plaintext-credential");
  EXPECT_EQ(findings[0].resource, "ConfigMap data/redis");
  EXPECT_EQ(findings[0].path, "data[\"redis.conf\"]");
}

TEST(LintUnit, TracesToWrittenBytes) {
  const MemoryFiles files({{"a.yaml", std::string(config_map)}});
  const Result<RunResult> result = run(files, {});
  ASSERT_TRUE(result && result->report.findings.size() == 1);
  const Span at = result->report.findings[0].at;
  EXPECT_TRUE(result->sources->is_written(at.source));
  EXPECT_EQ(result->sources->text(at), "swordfish");
}

TEST(LintUnit, PlacesInValuesHaveTheirKeyPath) {
  const std::vector<Finding> findings = lint(
      {{"chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 0.1.0\n"},
       {"chart/values.yaml", "worker:\n  env:\n    REDIS_URL: redis://:swordfish@cache:6379\n"},
       {"chart/templates/none.yaml", "{{- range .Values.worker.env }}{{ end }}\n"}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].resource, "");
  EXPECT_EQ(findings[0].path, "worker.env.REDIS_URL");
}

/// Where the finding of an environment variable of a compose service is, with a `.env` beside it.
std::string path_of_variable(std::string_view value, std::string env) {
  const std::vector<Finding> findings =
      lint({{"compose.yaml", fmt::format("services:\n  redis: {{image: 'redis:7'}}\n  web:\n"
                                         "    image: web\n    environment:\n"
                                         "      A: b\n      REDIS_URL: '{}'\n",
                                         value)},
            {".env", std::move(env)}});
  EXPECT_EQ(findings.size(), 1u) << value;
  if (findings.size() != 1) return "";
  EXPECT_EQ(findings[0].resource, "service web");
  return findings[0].path;
}

TEST(LintUnit, PlacesThatVariablesMadeHaveThePathWhereTheyStand) {
  EXPECT_EQ(path_of_variable("redis://localhost:6379", ""), "environment.REDIS_URL");
  EXPECT_EQ(path_of_variable("redis://localhost:${PORT:-6379}", ""), "environment.REDIS_URL");
  EXPECT_EQ(path_of_variable("redis://${HOST}:6379", "HOST=localhost\n"), "environment.REDIS_URL");
  EXPECT_EQ(path_of_variable("${URL}", "URL=redis://localhost:6379\n"), "environment.REDIS_URL");
}

TEST(LintUnit, WordsOfACommandWithVariablesHaveThePathOfTheCommand) {
  const std::vector<Finding> findings =
      lint({{"compose.yaml",
             "services:\n  redis:\n    image: 'redis:7'\n"
             "    command: redis-server --maxmemory ${SIZE:-512mb} --port 6379x\n"}});
  ASSERT_FALSE(findings.empty());
  for (const Finding& finding : findings) EXPECT_EQ(finding.path, "command") << finding.message;
}

TEST(LintUnit, ConfigurationSetsSeverities) {
  const auto with = [](std::string_view severity) {
    return lint({{"a.yaml", std::string(config_map)},
                 {"fairlead.yaml",
                  "severities: {secret/plaintext-credential: " + std::string(severity) + "}\n"}});
  };
  ASSERT_EQ(with("note").size(), 1u);
  EXPECT_EQ(with("note")[0].severity, Severity::note);
  EXPECT_EQ(with("error")[0].severity, Severity::error);
  EXPECT_TRUE(with("off").empty());
}

}  // namespace
}  // namespace fairlead::testing
