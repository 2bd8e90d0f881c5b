#include "cli/render/compose_render.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "cli/files/input.h"
#include "cli/files/root.h"
#include "cli/render/compose_job.h"
#include "report/inert.h"

namespace fairlead {
namespace {

constexpr std::string_view names[] = {"compose.yaml", "compose.yml", "docker-compose.yml",
                                      "docker-compose.yaml"};

bool is_compose_directory(const std::string& path, const Files& files) {
  return !files.kind(path + "/Chart.yaml") && std::ranges::any_of(names, [&](auto name) {
    return files.kind(fmt::format("{}/{}", path, name)) == EntryKind::file;
  });
}

}  // namespace

std::optional<int> render_compose(const std::string& path, const Files& files) {
  const auto kind = files.kind(path);
  const bool is_file =
      kind == EntryKind::file && (path.ends_with(".yaml") || path.ends_with(".yml"));
  if (!is_file && !(kind == EntryKind::directory && is_compose_directory(path, files)))
    return std::nullopt;
  const auto root = find_root({"/" + path}, Scope::project);
  if (!root) return fail(root.error());
  const std::string at = root->paths.empty() || root->paths[0].empty()
                             ? root->directory
                             : fmt::format("{}/{}", root->directory, root->paths[0]);
  compose::Request request;
  request.directory = is_file ? std::string(directory_of(at)) : at;
  if (is_file) request.files.push_back(at);
  if (const char* home = std::getenv("HOME")) request.home = home;
  SourceMap sources;
  const DiskFiles within(root->directory);
  ComposeDisk disk(within, root->directory, sources);
  const auto text = compose_project_text(request, emit::JsonForm::pretty, disk, sources);
  if (!text) {
    fmt::print(stderr, "fairlead: {}\n", inert_lines(text.error().message));
    return 1;
  }
  fmt::print("{}\n", *text);
  return 0;
}

}  // namespace fairlead
