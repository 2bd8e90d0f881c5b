// A harness that passes everything would pass everything.
#include "support/harness.h"

namespace fairlead::testing {
namespace {

const Expectation expected{"a.yaml", 2, 3, 5, false, "x/y", "words"};

Expectation changed(void (*change)(Expectation&)) {
  Expectation other = expected;
  change(other);
  return other;
}

TEST(Harness, MeetsBothWays) {
  const Expectation found = changed([](Expectation& e) { e.text = "some words here"; });
  EXPECT_EQ(difference({expected}, {found}), "");
  EXPECT_EQ(difference({}, {}), "");
  EXPECT_EQ(difference({expected}, {}), "  missing: a.yaml:2:3..5 x/y \"words\"\n");
  EXPECT_EQ(difference({}, {found}), "  unexpected: a.yaml:2:3..5 x/y \"some words here\"\n");
  EXPECT_EQ(difference({expected}, {found, found}),
            "  unexpected: a.yaml:2:3..5 x/y \"some words here\"\n");
  EXPECT_EQ(difference({expected, expected}, {found}), "  missing: a.yaml:2:3..5 x/y \"words\"\n");
}

TEST(Harness, EveryPartCounts) {
  for (const auto change :
       {+[](Expectation& e) { e.path = "b.yaml"; }, +[](Expectation& e) { ++e.line; },
        +[](Expectation& e) { ++e.begin; }, +[](Expectation& e) { ++e.end; },
        +[](Expectation& e) { e.open = true; }, +[](Expectation& e) { e.rule = "x/z"; },
        +[](Expectation& e) { e.text = "word"; }}) {
    EXPECT_NE(difference({expected}, {changed(change)}), "");
  }
}

MarkedFiles sample() {
  const Result<MarkedFiles> marked =
      strip_marks({{"d/a.yaml", "apiVersion: v1\nkind: Secret\n#     ^^^^^^ expect: x/y\n"}});
  EXPECT_TRUE(marked) << marked.error().message;
  return *marked;
}

TEST(Harness, MutationsShiftTheMarks) {
  const MarkedFiles line = with_multibyte_line(sample());
  EXPECT_EQ(line.files.at("d/a.yaml"), "# übergrößé ✓\napiVersion: v1\nkind: Secret\n");
  EXPECT_EQ(line.expectations.at(0).line, 3u);
  const MarkedFiles crlf = with_crlf(sample());
  EXPECT_EQ(crlf.files.at("d/a.yaml"), "apiVersion: v1\r\nkind: Secret\r\n");
  EXPECT_EQ(crlf.expectations.at(0).line, 2u);
}

TEST(Harness, AnAclFileTakesNoLineBefore) {
  const std::map<std::string, std::string> files = {{"users.acl", "user a on\n"}};
  EXPECT_EQ(with_multibyte_line({files, {}}).files, files);
  EXPECT_FALSE(commented_out({files, {}}));
  EXPECT_FALSE(in_overlay({files, {}}));
}

TEST(Harness, AnOverlayTakesManifestsOfOneDirectory) {
  const auto overlay = in_overlay(sample());
  ASSERT_TRUE(overlay);
  EXPECT_EQ(overlay->files.at("base/kustomization.yaml"), "resources:\n  - d/a.yaml\n");
  EXPECT_EQ(overlay->files.count("overlay/kustomization.yaml"), 1u);
  EXPECT_EQ(overlay->expectations.at(0).path, "base/d/a.yaml");
  MarkedFiles two = sample();
  two.files["e/b.yaml"] = two.files["d/a.yaml"];
  EXPECT_FALSE(in_overlay(two));
  MarkedFiles values = sample();
  values.files["d/values.yaml"] = "a: b\n";
  EXPECT_FALSE(in_overlay(values));
}

TEST(Harness, CommentedOutExpectsNothing) {
  const auto silent = commented_out(sample());
  ASSERT_TRUE(silent);
  EXPECT_TRUE(silent->files.at("d/a.yaml").starts_with("# apiVersion: v1\n# kind: Secret\n"));
  EXPECT_TRUE(silent->expectations.empty());
}

TEST(Harness, ReadsDirectories) {
  const FileMap files = read_directory("tests/support");
  EXPECT_EQ(files.count("harness.cc"), 1u);
  EXPECT_TRUE(read_directory("tests/none").empty());
  EXPECT_EQ(directories("tests", 0), std::vector<std::string>{"tests"});
  EXPECT_FALSE(directories("src", 1).empty());
  EXPECT_EQ(test_name("a/b-c.yaml"), "a_b_c_yaml");
}

}  // namespace
}  // namespace fairlead::testing
