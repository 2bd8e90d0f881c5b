// What compose-go makes of the projects in tests/compose/projects: every folder holds files, what
// is asked for where that is not the whole folder, and the recorded answer, which
// scripts/compose-fixtures writes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/render/compose_job.h"
#include "helm/answered.h"

namespace fairlead::testing {
namespace {

namespace fs = std::filesystem;

const fs::path projects = "tests/compose/projects";

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& entry : fs::directory_iterator(projects))
    if (entry.is_directory()) all.push_back(entry.path().filename());
  std::ranges::sort(all);
  return all;
}

class ComposeProjects : public ::testing::TestWithParam<std::string> {};

TEST_P(ComposeProjects, AreWhatComposeMakes) {
  const std::string& name = GetParam();
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(projects / name))
    if (entry.is_regular_file())
      files["projects/" + entry.path().lexically_relative(projects).generic_string()] =
          text_of(entry.path());
  const std::string own = "projects/" + name;
  const auto given = files.find(own + "/job.json");
  std::string job = given == files.end() ? "{}" : given->second;
  job.insert(job.find('{') + 1, fmt::format(R"("dir": "/{}", "home": "/home/somebody"{})", own,
                                            given == files.end() ? "" : ", "));
  SourceMap sources;
  Arena arena;
  const Tree tree = read_json(arena, sources, sources.add_written("job", job));
  const MemoryFiles disk(files);
  Answered got(answer_compose_job(Ref(tree.documents[0].root), sources, disk, own));
  Answered expected(files[own + "/expected.json"]);
  EXPECT_EQ(got["ok"].boolean(), expected["ok"].boolean()) << got.text("error");
  EXPECT_EQ(got.json("project"), expected.json("project"));
}

std::string called(const ::testing::TestParamInfo<std::string>& folder) {
  std::string name = folder.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Folders, ComposeProjects, ::testing::ValuesIn(names()), called);

/// A project of these files, which lie below /root/project; nothing above /root is to be read.
compose::Loaded<std::string> project(std::map<std::string, std::string> files) {
  std::map<std::string, std::string> all = {{"etc/passwd", "STOLEN=yes"}};
  for (auto& [path, text] : files) all["root/" + path] = std::move(text);
  class Within final : public Files {
   public:
    explicit Within(std::map<std::string, std::string> files) : files_(std::move(files)) {}
    Result<std::string> read(const std::string& path, std::size_t limit) const override {
      return files_.read("root/" + path, limit);
    }
    Result<std::vector<DirectoryEntry>> list(const std::string& path) const override {
      return files_.list("root/" + path);
    }
    std::optional<EntryKind> kind(const std::string& path) const override {
      return files_.kind("root/" + path);
    }

   private:
    MemoryFiles files_;
  };
  const Within within(std::move(all));
  SourceMap sources;
  ComposeDisk disk(within, "/root", sources);
  compose::Request request;
  request.directory = "/root/project";
  return compose_project_text(request, emit::JsonForm::compact, disk, sources);
}

TEST(ComposeProject, ReadsNothingOutsideOfTheRoot) {
  for (const char* field :
       {"env_file: ../../etc/passwd", "env_file: /etc/passwd", "label_file: /etc/passwd",
        "extends: {file: ../../etc/passwd, service: x}",
        "extends: {file: /etc/passwd, service: x}"}) {
    const auto made = project(
        {{"project/compose.yaml", fmt::format("services: {{x: {{image: x, {}}}}}\n", field)}});
    ASSERT_FALSE(made) << field << *made;
    EXPECT_EQ(made.error().message.find("STOLEN"), std::string::npos) << made.error().message;
  }
  for (const char* path : {"../../etc/passwd", "/etc/passwd"}) {
    EXPECT_FALSE(project({{"project/compose.yaml",
                           fmt::format("include: [{}]\nservices: {{x: {{image: x}}}}\n", path)}}));
    EXPECT_FALSE(
        project({{"project/compose.yaml",
                  fmt::format("include: [{{path: a.yml, env_file: {}}}]\nservices: {{x: {{image: "
                              "x}}}}\n",
                              path)},
                 {"project/a.yml", "services: {a: {image: a}}\n"}}));
  }
}

TEST(ComposeProject, ReadsWhatLiesBesideItInTheRoot) {
  const auto made =
      project({{"project/compose.yaml", "services: {x: {image: x, env_file: ../.env}}\n"},
               {".env", "A=1\n"}});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_NE(made->find("\"A\":\"1\""), std::string::npos) << *made;
}

TEST(ComposeProject, SaysWhereItIsRefused) {
  const auto made =
      project({{"project/compose.yaml", "services:\n  web:\n    image: x\n    comand: run\n"}});
  ASSERT_FALSE(made);
  EXPECT_TRUE(made.error().message.starts_with("/root/project/compose.yaml:4:5: "))
      << made.error().message;
}

/// Aliases of aliases, chains, values in values: a limit says so in time.
TEST(ComposeProject, BoundsWhatItIsMadeOf) {
  std::string chain = "services:\n";
  for (int i = 0; i < 3000; ++i) chain += fmt::format("  s{}: {{extends: s{}}}\n", i, i + 1);
  chain += "  s3000: {image: x}\n";
  EXPECT_FALSE(project({{"project/compose.yaml", chain}}));
  std::string dotenv = "V0=aaaaaaaaaaaaaaaa\n";
  for (int i = 1; i < 40; ++i) dotenv += fmt::format("V{0}=${{V{1}}}${{V{1}}}\n", i, i - 1);
  const auto grown = project(
      {{"project/.env", dotenv}, {"project/compose.yaml", "services: {x: {image: '${V39}'}}\n"}});
  ASSERT_FALSE(grown);
  EXPECT_EQ(grown.error().stage, compose::Stage::declined);
}

}  // namespace
}  // namespace fairlead::testing
