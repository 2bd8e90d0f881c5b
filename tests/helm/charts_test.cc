// What Helm 4.2.4 and 3.21.4 print of the charts in tests/helm/charts: every folder holds a job and
// its recorded answers, which scripts/helm-fixtures writes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "cli/render/helm_job.h"
#include "helm/answered.h"
#include "helm/chart_folder.h"

namespace fairlead::testing {
namespace {

std::vector<std::string> charts() {
  std::vector<std::string> all;
  for (const DirectoryEntry& entry : entries(std::string(chart_folders)))
    if (entry.kind == EntryKind::directory) all.push_back(entry.name);
  return all;
}

MemoryFiles folder(const std::string& name) { return MemoryFiles(chart_folder(name)); }

class HelmCharts : public ::testing::TestWithParam<std::string> {
 protected:
  static void check(helm::Version version) {
    const std::string& name = GetParam();
    const MemoryFiles files = folder(name);
    std::string job = files.read(name + "/job.json", 1u << 20).value();
    job.insert(job.find('{') + 1, fmt::format("\"chart\": \"{}/chart\", ", name));
    const bool differs = version == helm::Version::v3 && files.kind(name + "/v3.json");
    Answered expected(files.read(name + (differs ? "/v3.json" : "/v4.json"), 16u << 20).value());
    Answered got(answer_helm_job(job, files, "", version));
    EXPECT_EQ(got["ok"].boolean(), expected["ok"].boolean());
    for (const char* field : {"stage", "error", "output"})
      EXPECT_EQ(got.text(field), expected.text(field)) << field;
    for (const Entry& file : expected["templates"].entries())
      EXPECT_EQ(got["templates"][file.key->text()].text(), Ref(file.value).text())
          << file.key->text();
    EXPECT_EQ(got["templates"].entries().size(), expected["templates"].entries().size());
    EXPECT_EQ(got.json("values"), expected.json("values"));
  }
};

TEST_P(HelmCharts, AreWhatHelm4Makes) { check(helm::Version::v4); }
TEST_P(HelmCharts, AreWhatHelm3Makes) { check(helm::Version::v3); }

std::string called(const ::testing::TestParamInfo<std::string>& folder) {
  std::string name = folder.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Folders, HelmCharts, ::testing::ValuesIn(charts()), called);

}  // namespace
}  // namespace fairlead::testing
