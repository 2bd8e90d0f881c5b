// What comments and annotations hide, and what they do not.
#include "support/harness.h"

namespace fairlead::testing {
namespace {

std::string pod(std::string_view before, std::string_view behind, std::string_view rest = "") {
  return fmt::format(
      "apiVersion: v1\nkind: Pod\nmetadata: {{name: worker, namespace: jobs{}}}\nspec:\n"
      "  containers:\n    - name: worker\n      image: worker:1.4\n      env:\n{}"
      "        - name: REDIS_URL\n          value: redis://localhost:6379/0{}\n",
      rest, before, behind);
}

struct Seen {
  std::vector<std::string> rules;
  std::size_t ignored = 0;
  friend bool operator==(const Seen&, const Seen&) = default;
};
void PrintTo(const Seen& seen, std::ostream* out) {
  for (const std::string& rule : seen.rules) *out << rule << ' ';
  *out << "and " << seen.ignored << " ignored";
}

Seen seen(const FileMap& files) {
  const MemoryFiles memory(files);
  const auto result = run(memory, {});
  EXPECT_TRUE(result);
  if (!result) return {};
  Seen all{{}, result->report.summary.ignored};
  for (const Finding& finding : result->report.findings) all.rules.emplace_back(finding.rule->id);
  return all;
}
Seen seen(std::string text) { return seen(FileMap{{"a.yaml", std::move(text)}}); }

const Seen loopback{{"endpoint/loopback-host"}, 0};
const Seen silence{{}, 1};
const std::string ignore = "# fairlead: ignore[endpoint/loopback-host] a proxy";

TEST(Suppress, WithoutACommentItIsFound) { EXPECT_EQ(seen(pod("", "")), loopback); }

TEST(Suppress, BehindTheValue) { EXPECT_EQ(seen(pod("", "  " + ignore)), silence); }

TEST(Suppress, AboveTheLineWithAllThatIsNested) {
  EXPECT_EQ(seen(pod("        " + ignore + "\n", "")), silence);
  EXPECT_EQ(seen(pod("        " + ignore + "\n\n        # another comment\n", "")), silence);
}

TEST(Suppress, TheNextItemIsNotCovered) {
  const std::string other = "        " + ignore + "\n        - {name: A, value: b}\n";
  EXPECT_EQ(seen(pod(other, "")), (Seen{{"suppression/unused", "endpoint/loopback-host"}, 0}));
}

TEST(Suppress, AsATemplatesComment) {
  for (const std::string_view open : {"{{/*", "{{- /*"}) {
    const std::string comment =
        fmt::format("# {} fairlead: ignore[endpoint/loopback-host] a proxy */}}}}", open);
    EXPECT_EQ(seen(pod("        " + comment + "\n", "")), silence) << comment;
  }
}

TEST(Suppress, SeveralRulesAndBlanks) {
  EXPECT_EQ(seen(pod("", "  #fairlead:  ignore[ redis/no-password ,endpoint/loopback-host ]")),
            (Seen{{"suppression/unused"}, 1}));
}

TEST(Suppress, ABlanketIgnoreHidesNothing) {
  for (const std::string_view words : {"ignore", "ignore[]", "ignore[*]", "ignore[all]", "ignore a",
                                       "ignore[endpoint/loopback-host", "ignore [x]"}) {
    EXPECT_EQ(seen(pod("", fmt::format("  # fairlead: {}", words))),
              (Seen{{"endpoint/loopback-host", "suppression/invalid"}, 0}))
        << words;
  }
}

TEST(Suppress, ProseIsLeftAlone) {
  for (const std::string_view words : {"see the README", "ignored by nobody", "", "is a linter"}) {
    EXPECT_EQ(seen(pod("", fmt::format("  # fairlead: {}", words))), loopback) << words;
  }
}

TEST(Suppress, AHashInAValueIsNoComment) {
  EXPECT_EQ(seen(pod("        - {name: A, value: \"x # fairlead: ignore\"}\n", "")), loopback);
  EXPECT_EQ(seen(pod("        - {name: A, value: x# fairlead: ignore}\n", "")).rules.size(), 1u);
}

TEST(Suppress, ByAnnotation) {
  const auto with = [](std::string_view value) {
    return pod("", "", fmt::format(", annotations: {{fairlead.dev/ignore: \"{}\"}}", value));
  };
  EXPECT_EQ(seen(with("endpoint/loopback-host")), silence);
  EXPECT_EQ(seen(with("redis/no-password, endpoint/loopback-host")),
            (Seen{{"suppression/unused"}, 1}));
  EXPECT_EQ(seen(with("*")), (Seen{{"suppression/invalid", "endpoint/loopback-host"}, 0}));
  EXPECT_EQ(seen(with("endpoint/loopbck-host")),
            (Seen{{"suppression/invalid", "endpoint/loopback-host"}, 0}));
}

TEST(Suppress, AnnotationThroughTwoOverlaysIsUsedOnce) {
  FileMap files = {{"base/kustomization.yaml", "resources: [a.yaml]\n"},
                   {"base/a.yaml", pod("", "  " + ignore)}};
  for (const std::string_view overlay : {"dev", "prod"})
    files[fmt::format("{}/kustomization.yaml", overlay)] = "resources: [../base]\n";
  EXPECT_EQ(seen(files), silence);
}

TEST(Suppress, ARuleThatIsOffIsNotUnused) {
  EXPECT_EQ(seen(FileMap{{"a.yaml", pod("", "  " + ignore)},
                         {"fairlead.yaml", "severities: {endpoint/loopback-host: off}\n"}}),
            (Seen{{}, 0}));
}

TEST(Suppress, ARuleThatNeedsDnsIsNotUnusedWithoutIt) {
  EXPECT_EQ(seen(pod("", "  # fairlead: ignore[endpoint/dns-no-such-host] made later")), loopback);
}

TEST(Suppress, InAServersConfiguration) {
  const std::string bad = "maxmemory 256Mi\n";
  EXPECT_EQ(seen(FileMap{{"redis.conf", bad}}), (Seen{{"redis/config-bad-value"}, 0}));
  EXPECT_EQ(seen(FileMap{{"redis.conf", "# fairlead: ignore[redis/config-bad-value] x\n" + bad}}),
            silence);
}

TEST(Suppress, SeveritiesHoldForWhatIsWrongWithAnIgnore) {
  EXPECT_EQ(seen(FileMap{{"a.yaml", pod("", "  # fairlead: ignore")},
                         {"fairlead.yaml", "severities: {suppression/invalid: off}\n"}}),
            loopback);
}

}  // namespace
}  // namespace fairlead::testing
