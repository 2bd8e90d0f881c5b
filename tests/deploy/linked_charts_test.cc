// Charts with symbolic links in them: repositories share libraries so.
#include <gmock/gmock.h>

#include "support/file_tree.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class LinkedCharts : public FileTree {
 protected:
  void SetUp() override {
    FileTree::SetUp();
    write("app/Chart.yaml",
          "apiVersion: v2\nname: app\nversion: 1.0.0\n"
          "dependencies: [{name: lib, version: 1.0.0}]\n");
    write("app/templates/config.yaml",
          "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {{ include \"lib.data\" . "
          "}}\n");
    write("shared/lib/Chart.yaml", "apiVersion: v2\nname: lib\ntype: library\nversion: 1.0.0\n");
    write("shared/lib/templates/_data.tpl",
          "{{ define \"lib.data\" }}{size: {{ .Values.size }}}{{ end }}");
    write("shared/values.yaml", "size: 5\n");
  }

  Result<RunResult> lint() const { return run(DiskFiles(directory_), {}); }
};

TEST_F(LinkedCharts, AreReadWhereTheLinksLead) {
  link("app/charts/lib", "../../shared/lib");
  link("app/values.yaml", "../shared/values.yaml");
  EXPECT_THAT(found_places(lint()), ElementsAre("shared/lib/templates/_data.tpl size"))
      << "a number in a ConfigMap, by a library and values behind links";
}

TEST_F(LinkedCharts, AreNotFollowedOutOfTheRepository) {
  const std::string outside = new_directory();
  link("app/charts/lib", outside);
  const auto result = lint();
  std::filesystem::remove_all(outside);
  ASSERT_TRUE(result);
  bool told = false;
  for (const NotChecked& each : result->report.summary.not_checked)
    told = told || each.reason.find("leads out of the repository") != std::string::npos;
  EXPECT_TRUE(told);
}

}  // namespace
}  // namespace fairlead::testing
