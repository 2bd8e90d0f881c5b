// Plants a credential in a chart's values, and looks for all that templates make of it.
#include "base/text.h"
#include "report/report.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

constexpr std::string_view password = "Zk9VbNm3WqXr", digits = "918273645546";

FileMap chart(std::string_view values, std::string_view made) {
  return {{"c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n"},
          {"c/values.yaml", std::string(values)},
          {"c/templates/a.yaml", std::string(made)}};
}

/// All that any format says.
std::string said(const FileMap& files) {
  const MemoryFiles memory(files);
  Result<RunResult> result = run(memory, {});
  if (!result) return result.error().message;
  result->report.show_unknown = true;
  std::string all;
  for (const Format& format : formats()) {
    fmt::memory_buffer out;
    format.write(result->report, out);
    all += fmt::to_string(out);
  }
  return all;
}

std::string said_of_template(std::string_view made) {
  return said(chart("password: " + std::string(password) + "\n", made));
}

std::string said_of_pod(std::string_view values, std::string_view env) {
  return said(chart(values,
                    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, "
                    "image: x, env: [" +
                        std::string(env) + "]}]}\n"));
}

void expect_none(std::string_view said, std::initializer_list<std::string_view> hidden) {
  for (const std::string_view each : hidden) {
    const std::size_t at = said.find(each);
    EXPECT_EQ(at, said.npos) << "…" << said.substr(at < 120 ? 0 : at - 120, 240);
  }
}

TEST(MadeSecrets, InWordsOfFailuresAreHiddenAlone) {
  const auto hides = [](std::string_view call, std::string_view shown) {
    const std::string all = said_of_template("a: {{ " + std::string(call) + " }}\n");
    EXPECT_TRUE(contains(all, shown)) << call << '\n' << all.substr(0, 2000);
    expect_none(all, {"Zk9VbNm3", "Wms5VmJObTNXcVhy"});
  };
  hides(R"(fail (printf "bad password %s given" .Values.password))", "bad password **** given");
  hides(R"(required (printf "need it, not %s" .Values.password) .Values.no)", "need it, not ****");
  hides(R"(fail (printf "no redis://:%s@host" .Values.password))", "no redis://:****@host");
  hides(R"(fail (printf "cannot use %q" .Values.password))", R"(cannot use "****")");
  hides(R"(fail (printf "it is %s" (toJson .Values)))", R"(it is {"password":"****"})");
  hides(R"(fail (printf "cannot use %s" (b64enc .Values.password)))", "cannot use ****");
  hides(R"(fail (printf "cannot use %s" (trunc 8 .Values.password)))", "cannot use ****");
  hides(R"(mustToDate "2006" .Values.password)", R"(parsing time "****" as "2006")");
  hides(R"(range (b64enc .Values.password) }}{{ end)", "range can't iterate over ****");
  hides("include .Values.password .", R"(no template "****")");
}

TEST(MadeSecrets, OfFailuresSignsAndNamesShow) {
  EXPECT_TRUE(contains(said_of_template("a: {{ .Values.x | quote }\n"), "unexpected \"}\""));
  EXPECT_TRUE(contains(said_of_template("a: *nosuch\n"), "unknown anchor 'nosuch'"));
  const std::string anchor = said_of_template("a: *{{ .Values.password }}\n");
  EXPECT_TRUE(contains(anchor, "unknown anchor '…'"));
  expect_none(anchor, {password});
}

TEST(MadeSecrets, InNamesKeysHostsAndNumbersAreHidden) {
  const std::string of_text = "password: Zk9VbNm3WqXr\nother: Zk9VbNm3WqXr\n";
  const std::string_view encoded = "Wms5VmJObTNXcVhy";
  const std::string host =
      said_of_pod(of_text, "{name: REDIS_HOST, value: \"{{ b64enc .Values.password }}\"}");
  EXPECT_TRUE(contains(host, "host `****`"));
  expect_none(host, {encoded, lower(encoded)});
  const std::string port = said_of_pod(
      of_text, "{name: REDIS_URL, value: \"redis://r:{{ trunc 10 .Values.password }}/0\"}");
  EXPECT_TRUE(contains(port, "`****` is no port")) << port;
  expect_none(port, {"Zk9VbNm3"});
  const std::string name = said_of_template(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ lower .Values.password }}}\n"
      "data:\n  {{ .Values.password }}: 1\n  redis.conf: |\n    user x on +{{ trunc 8 "
      ".Values.password }} ~* nopass\n");
  EXPECT_TRUE(contains(name, "`+****` names no command"));
  EXPECT_TRUE(contains(name, "ConfigMap ****"));
  expect_none(name, {"Zk9VbNm3", "zk9vbnm3"});
}

TEST(MadeSecrets, OfDigitsAreHidden) {
  const std::string env = "{name: REDIS_PASSWORD, value: \"{{ .Values.pin }}\"}";
  const std::string named = said_of_pod("pin: 918273645546\n", env);
  EXPECT_TRUE(contains(named, "`****` is printed as `****`"));
  EXPECT_TRUE(contains(named, "pin: ****"));
  expect_none(named, {digits, "9.18273645546"});
  FileMap refused = chart("password: 918273645546\n", "a: {{ .Values.password }}\n");
  refused["c/values.schema.json"] = R"({"properties": {"password": {"maximum": 5}}})";
  const std::string schema = said(refused);
  EXPECT_TRUE(contains(schema, "maximum: got ****, want 5"));
  expect_none(schema, {digits, "9.18273645546"});
}

TEST(MadeSecrets, OfOthersAreNotTakenForOnes) {
  const std::string all = said_of_pod(
      "password: swordfish\nhost: cache01.jobs\nauth: {existingSecret: redis-auth-1x}\n",
      "{name: REDIS_URL, value: \"redis://:{{ .Values.password }}@{{ .Values.host }}:x/0\"}, "
      "{name: A, valueFrom: {secretKeyRef: {name: {{ .Values.auth.existingSecret }}, key: k}}}");
  EXPECT_TRUE(contains(all, "`x` is no port")) << all;
  EXPECT_TRUE(contains(all, "redis-auth-1x"));
}

}  // namespace
}  // namespace fairlead::testing
