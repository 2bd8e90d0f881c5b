#include "cli/render/compose_job.h"

#include <fmt/format.h>

#include <cstdlib>

#include "cli/render/helm_answer.h"

namespace fairlead {
namespace {

using compose::Refusal;
using compose::Request;

std::vector<std::string> texts(Ref list) {
  std::vector<std::string> all;
  for (const Node* item : list.items()) all.emplace_back(Ref(item).text());
  return all;
}

/// FILE:LINE:COLUMN before a message, where it is about a place that somebody wrote.
std::string words(const Refusal& refusal, const SourceMap& sources) {
  const Span at = refusal.at.is_place() ? sources.blame(refusal.at).edit : Span{};
  if (!at.is_place()) return refusal.message;
  const Position position = sources.position(at.source, at.begin);
  return fmt::format("{}:{}:{}: {}", sources.name(at.source), position.line, position.column,
                     refusal.message);
}

}  // namespace

std::optional<std::string> ComposeDisk::inside(const std::string& path) const {
  if (!path.starts_with(root_ + "/")) return std::nullopt;
  const auto normal = normalized_path(std::string_view(path).substr(root_.size() + 1));
  return normal ? followed(files_, *normal) : std::nullopt;
}

std::optional<SourceId> ComposeDisk::read(const std::string& path) {
  constexpr std::size_t most = 16u << 20;
  const auto [place, is_new] = read_.try_emplace(path);
  if (!is_new) return place->second;
  const auto name = inside(path);
  if (!name) return std::nullopt;
  auto bytes = files_.read(*name, most);
  if (!bytes || bytes->size() > most) return std::nullopt;
  place->second = sources_.add_written(path, std::move(*bytes));
  return place->second;
}

std::optional<EntryKind> ComposeDisk::kind(const std::string& path) {
  const auto name = inside(path);
  return name ? files_.kind(*name) : std::nullopt;
}

compose::Loaded<std::string> compose_project_text(const Request& request, emit::JsonForm form,
                                                  compose::ProjectFiles& files,
                                                  SourceMap& sources) {
  Arena arena;
  compose::Maker maker(sources, arena);
  const auto named = [&](Refusal refusal) {
    refusal.message = words(refusal, sources);
    return tl::unexpected(std::move(refusal));
  };
  auto project = compose::load_project(request, files, maker);
  if (!project) return named(std::move(project.error()));
  if (auto refused = compose::finish_project(request, files, *project, maker))
    return named(std::move(*refused));
  return compose::project_json(*project, form, maker);
}

std::string answer_compose_job(Ref job, const SourceMap& map, const Files& files,
                               const std::string& directory) {
  const auto absolute = [&](std::string_view path) {
    if (path.starts_with('/')) return std::string(path);
    return fmt::format("/{}/{}", directory, path);
  };
  const auto paths = [&](Ref list) {
    std::vector<std::string> all = texts(list);
    for (std::string& path : all) path = absolute(path);
    return all;
  };
  HelmAnswer line;
  line.raw("id", job["id"] ? map.text(job["id"]->span()) : "null");
  Request request;
  if (job["dir"].present()) request.directory = absolute(job["dir"].text());
  request.files = paths(job["files"]);
  request.env_files = paths(job["envFiles"]);
  request.env = texts(job["env"]);
  request.profiles = texts(job["profiles"]);
  request.name = job["name"].text();
  request.raw = job["raw"].boolean();
  const char* home = std::getenv("HOME");
  request.home = job["home"] ? job["home"].text() : home ? home : "";
  SourceMap sources;
  ComposeDisk disk(files, "", sources);
  const auto text = compose_project_text(request, emit::JsonForm::compact, disk, sources);
  line.flag("ok", text.has_value());
  if (text) {
    line.raw("project", *text);
  } else {
    line.field("stage", compose::name_of(text.error().stage));
    line.field("error", text.error().message);
  }
  return line.done();
}

}  // namespace fairlead
