// Every fixture directory is linted as a repository of its own and holds its marks.
#include "support/harness.h"

namespace fairlead::testing {
namespace {

constexpr std::string_view incident_states[] = {"broken", "as-documented", "working"};

/// fixtures/incidents/<name>/<state> and fixtures/<family>/<rule>/<case>. Hostile input has its own
/// test.
std::vector<std::string> fixture_directories() {
  std::vector<std::string> found;
  for (const std::string& directory : directories("fixtures/incidents", 2)) {
    const std::string_view state = std::string_view(directory).substr(directory.rfind('/') + 1);
    if (std::ranges::find(incident_states, state) != std::end(incident_states)) {
      found.push_back(directory);
    }
  }
  for (const std::string& family : directories("fixtures", 1)) {
    if (family == "fixtures/incidents" || family == "fixtures/hostile") continue;
    const std::vector<std::string> cases = directories(family, 2);
    found.insert(found.end(), cases.begin(), cases.end());
  }
  return found;
}

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
