// Which files are read, and which have to be named.
#include "deploy/walk.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace fairlead {
namespace {

/// "path", or "path: why" of what is left aside, a line each.
std::string found(std::vector<std::string> paths, std::vector<std::string> project = {}) {
  const MemoryFiles files({{"apps/a.yaml", ""},
                           {"old/.archive/deep/b.yaml", ""},
                           {"charts/archive/Chart.yaml", ""},
                           {"apps/archived/kustomization.yaml", ""},
                           {"pkg/testdata/c.yaml", ""},
                           {"x/secrets.example.yaml", ""}});
  const auto walked = walk(files, {std::move(paths), std::move(project)});
  std::string lines;
  for (const Found& each : walked.value())
    lines += each.path + (each.left_aside.empty() ? "" : ": " + each.left_aside) + "\n";
  return lines;
}

TEST(Walk, ArchivesAndTestDataHaveToBeNamed) {
  EXPECT_EQ(found({""}),
            "apps/a.yaml\n"
            "apps/archived/kustomization.yaml\n"
            "charts/archive/Chart.yaml\n"
            "old/.archive: an archive; name it, if it is to be checked\n"
            "pkg/testdata: tests read it; name it, if it is to be checked\n"
            "x/secrets.example.yaml: an example to copy; name it, if it is to be checked\n");
  EXPECT_EQ(found({"x/secrets.example.yaml"}), "x/secrets.example.yaml\n");
  EXPECT_EQ(found({"pkg/testdata"}), "pkg/testdata/c.yaml\n");
  EXPECT_EQ(found({"old/.archive/deep"}), "old/.archive/deep/b.yaml\n");
  EXPECT_NE(found({"old/.archive"}, {""}).find("old/.archive/deep/b.yaml\n"), std::string::npos);
}

}  // namespace
}  // namespace fairlead
