// The line to edit, for what the fixture projects are made of: each text of their files gets a mark
// in turn, and wherever the mark shows in the project, the blame must lead to where it was put.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/render/compose_job.h"
#include "tree/document.h"
#include "tree/scalar.h"

namespace fairlead::testing {
namespace {

namespace fs = std::filesystem;
using compose::Value;

constexpr std::string_view mark = "xq7";
using FilesByPath = std::map<std::string, std::string>;

/// A place in a file where a mark can be put without a change of what the text is.
struct Leaf {
  std::string path;
  std::size_t at = 0;
};

void add_leaves(const Node& node, const std::string& path, const SourceMap& sources,
                std::vector<Leaf>& all) {
  for (const Node* item : node.items()) add_leaves(*item, path, sources, all);
  for (const Entry& entry : node.entries()) {
    // Where paths begin is no part of them.
    if (entry.key->text() != "project_directory") add_leaves(*entry.value, path, sources, all);
  }
  const bool is_quoted =
      node.style() == Style::single_quoted || node.style() == Style::double_quoted;
  const bool fits = node.is_string() && (is_quoted || node.style() == Style::plain) &&
                    sources.text(node.span()).find('\n') == std::string_view::npos;
  if (fits && !node.text().empty()) all.push_back({path, node.span().end - (is_quoted ? 1 : 0)});
}

std::vector<Leaf> leaves_of(const FilesByPath& files) {
  std::vector<Leaf> all;
  for (const auto& [path, text] : files) {
    if (path.ends_with(".yml") || path.ends_with(".yaml")) {
      SourceMap sources;
      Arena arena;
      const Tree tree = read_kyaml(arena, sources, sources.add_written(path, text));
      for (const Document& document : tree.documents)
        if (document.root) add_leaves(*document.root, path, sources, all);
    } else if (path.ends_with("env")) {
      std::size_t begin = 0;
      for (std::size_t end; begin < text.size(); begin = end + 1) {
        end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = std::string_view(text).substr(begin, end - begin);
        const bool is_plain = line.find('=') != line.npos && line.back() != '=' &&
                              line.find_first_of("\"'# \\") == line.npos;
        if (is_plain) all.push_back({path, end});
      }
    }
  }
  return all;
}

struct Judged {
  int right = 0, wrong = 0;
  std::string misled;
};

void judge(const Value& value, const Leaf& leaf, const SourceMap& sources, Judged& judged) {
  for (const Value& item : value.items) judge(item, leaf, sources, judged);
  for (const auto& [name, field] : value.fields) judge(field.value, leaf, sources, judged);
  const std::size_t at = value.text().find(mark);
  if (!value.is_string() || at == std::string_view::npos) return;
  const Span span = decoded_span(sources, *value.node, at, at + mark.size());
  const Span edit = span.is_place() ? sources.blame(span).edit : Span{};
  const bool is_right = edit.is_place() && sources.name(edit.source) == "/" + leaf.path &&
                        edit.begin <= leaf.at && leaf.at < edit.end;
  ++(is_right ? judged.right : judged.wrong);
  if (!is_right)
    judged.misled += fmt::format(
        "{}:{}: `{}` leads to {}\n", leaf.path, leaf.at, value.text(),
        edit.is_place() ? fmt::format("{}:{}-{}", sources.name(edit.source), edit.begin, edit.end)
                        : "nothing");
}

void judge(const FilesByPath& files, const std::string& own, const Leaf& leaf, Judged& judged) {
  FilesByPath marked = files;
  marked[leaf.path].insert(leaf.at, mark);
  const MemoryFiles disk(std::move(marked));
  SourceMap sources;
  Arena arena;
  ComposeDisk project_files(disk, "", sources);
  compose::Maker maker(sources, arena);
  compose::Request request;
  request.directory = "/" + own;
  if (const auto job = files.find(own + "/job.json"); job != files.end()) {
    const Tree tree = read_json(arena, sources, sources.add_written("job", job->second));
    for (const Node* each : Ref(tree.documents[0].root)["files"].items())
      request.files.push_back(fmt::format("/{}/{}", own, Ref(each).text()));
  }
  request.profiles = {"*"};
  auto project = compose::load_project(request, project_files, maker);
  if (project && !compose::finish_project(request, project_files, *project, maker))
    judge(project->model, leaf, sources, judged);
}

TEST(ComposeProvenance, EveryMarkLeadsToWhereItWasPut) {
  const fs::path projects = "tests/compose/projects";
  Judged judged;
  for (const auto& folder : fs::directory_iterator(projects)) {
    const std::string own = "projects/" + folder.path().filename().string();
    FilesByPath files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      std::ostringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      const auto below = entry.path().lexically_relative(projects).generic_string();
      files["projects/" + below] = text.str();
    }
    for (const Leaf& leaf : leaves_of(files)) judge(files, own, leaf, judged);
  }
  EXPECT_GT(judged.right, 400);
  EXPECT_EQ(judged.wrong, 0) << judged.misled << judged.right;
}

}  // namespace
}  // namespace fairlead::testing
