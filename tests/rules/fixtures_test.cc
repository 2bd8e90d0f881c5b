// Every fixture directory is linted as a repository of its own and holds its marks.
#include "support/harness.h"

namespace fairlead::testing {
namespace {

class Fixture : public ::testing::TestWithParam<std::string> {};

TEST_P(Fixture, AsMarked) {
  const FileMap files = read_directory(GetParam());
  ASSERT_FALSE(files.empty());
  EXPECT_TRUE(as_marked(files));
}

TEST_P(Fixture, InOtherForms) {
  const Result<MarkedFiles> marked = strip_marks(read_directory(GetParam()));
  ASSERT_TRUE(marked) << marked.error().message;
  EXPECT_TRUE(as_marked(with_multibyte_line(*marked)));
  EXPECT_TRUE(as_marked(with_crlf(*marked)));
}

TEST(Incidents, BrokenOnesAreMarkedAndWorkingOnesAreNot) {
  const std::vector<std::string> incidents = directories("fixtures/incidents", 1);
  EXPECT_FALSE(incidents.empty());
  for (const std::string& incident : incidents) {
    const auto broken = strip_marks(read_directory(incident + "/broken"));
    ASSERT_TRUE(broken) << broken.error().message;
    EXPECT_FALSE(broken->expectations.empty()) << incident;
    const auto working = strip_marks(read_directory(incident + "/working"));
    ASSERT_TRUE(working) << working.error().message;
    EXPECT_FALSE(working->files.empty()) << incident;
    EXPECT_TRUE(working->expectations.empty()) << incident;
  }
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Fixture);
INSTANTIATE_TEST_SUITE_P(Fixtures, Fixture, ::testing::ValuesIn(fixture_directories()),
                         [](const auto& fixture) {
                           return test_name(fixture.param.substr(sizeof("fixtures/") - 1));
                         });

}  // namespace
}  // namespace fairlead::testing
