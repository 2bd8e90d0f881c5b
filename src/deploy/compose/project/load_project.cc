#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deploy/compose/merge/paths.h"
#include "deploy/compose/project/env_files.h"
#include "deploy/compose/project/model_files.h"
#include "deploy/compose/project/normalize.h"

namespace fairlead::compose {
namespace {

/// A name as compose has it: small letters, digits, `_` and `-`, the first two first.
std::string project_name(std::string_view text) {
  std::string made;
  for (const char c : lower(text)) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_letter || (!made.empty() && (c == '_' || c == '-'))) made += c;
  }
  return made;
}

Refusal bad_name(std::string_view name) {
  return {Stage::files,
          fmt::format("invalid project name \"{}\": must consist only of lowercase alphanumeric "
                      "characters, hyphens, and underscores as well as start with a letter or "
                      "number",
                      name),
          {}};
}

class ProjectLoader {
 public:
  ProjectLoader(const Request& request, ProjectFiles& files, Maker& maker)
      : request_(request), files_(files), maker_(maker) {}

  Loaded<Project> load() {
    for (const auto step : {&ProjectLoader::read_environment, &ProjectLoader::find_files,
                            &ProjectLoader::find_name, &ProjectLoader::put_together})
      if (auto refused = (this->*step)()) return tl::unexpected(std::move(*refused));
    return std::move(project_);
  }

 private:
  std::string_view given(std::string_view name) const {
    const auto found = project_.environment.find(name);
    return found == project_.environment.end() ? std::string_view() : found->second.text.text();
  }

  Refused read_environment() {
    project_.directory = request_.directory;
    if (project_.directory.empty() && !request_.files.empty())
      project_.directory = directory_above(request_.files.front());
    for (const std::string& each : request_.env) set_given(each, project_.environment, maker_);
    std::vector<std::string> paths = request_.env_files;
    const std::string beside = joined_below(project_.directory, ".env");
    if (paths.empty() && files_.kind(beside) == EntryKind::file) paths.push_back(beside);
    Environment read;
    Refused refused =
        read_env_files(paths, project_.environment, request_.unset, files_, read, maker_);
    if (refused && maker_.is_lenient()) refused = std::nullopt;
    add_missing(read, project_.environment);
    project_.profiles = request_.profiles;
    if (project_.profiles.empty())
      for (const std::string_view profile : split(given("COMPOSE_PROFILES"), ','))
        project_.profiles.emplace_back(trimmed(profile));
    return refused;
  }

  /// The first of these names that is in the directory.
  std::string found(std::initializer_list<std::string_view> names, const std::string& directory) {
    for (const std::string_view name : names) {
      std::string path = joined_below(directory, name);
      if (files_.kind(path)) return path;
    }
    return {};
  }

  Refused find_files() {
    project_.files = request_.files;
    if (project_.files.empty() && project_.environment.contains("COMPOSE_FILE")) {
      const std::string_view own = given("COMPOSE_PATH_SEPARATOR");
      const std::string_view list = given("COMPOSE_FILE");
      for (const std::string_view path : split(list, own.empty() ? ':' : own[0]))
        project_.files.push_back(joined_below(project_.directory, path));
    }
    if (!project_.files.empty()) return std::nullopt;
    for (std::string at = project_.directory;;) {
      std::string main =
          found({"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"}, at);
      if (!main.empty()) {
        project_.files.push_back(std::move(main));
        std::string over = found({"compose.override.yml", "compose.override.yaml",
                                  "docker-compose.override.yml", "docker-compose.override.yaml"},
                                 at);
        if (!over.empty()) project_.files.push_back(std::move(over));
        return std::nullopt;
      }
      const std::string above = directory_above(at);
      if (above == at || above == ".") break;
      at = above;
    }
    return Refusal{Stage::load, "no configuration file provided: not found", {}};
  }

  Refused find_name() {
    std::string name = request_.name;
    Span at;
    const bool is_given = !name.empty();
    if (!is_given) name = given("COMPOSE_PROJECT_NAME");
    if (!name.empty()) {
      if (project_name(name) != name) return bad_name(name);
    } else if (maker_.is_lenient()) {
      return std::nullopt;
    } else if (auto refused = name_of_files(name, at)) {
      return refused;
    }
    project_.name = name;
    if (maker_.is_lenient()) return std::nullopt;  // it may be given another
    TextBuilder text;
    if (at.is_place())
      text.put(name, maker_.sources().add_origin(at, OriginKind::interpolated), Copy::transformed);
    else
      text.synthetic(name);
    project_.environment["COMPOSE_PROJECT_NAME"] = {text.done(maker_.arena()), at};
    return std::nullopt;
  }

  /// The name that the last file gives that gives one, `at` a place, else the directory's.
  Refused name_of_files(std::string& name, Span& at) {
    Value last;
    for (const std::string& path : project_.files) {
      const auto source = files_.read(path);
      if (!source)
        return Refusal{
            Stage::load, fmt::format("open {}: no such file or directory", path), {}, true};
      const auto documents = read_documents(*source, maker_);
      if (!documents) return documents.error();
      for (const ComposeDocument& each : *documents)
        if (const Value* own = each.root.present("name"); own && own->is_scalar()) last = *own;
    }
    if (last.text().empty()) {
      name = project_name(base_name(project_.directory));
      return std::nullopt;
    }
    TextBuilder made;
    const auto lookup = [&](std::string_view wanted) -> const Variable* {
      const auto found = project_.environment.find(wanted);
      return found == project_.environment.end() ? nullptr : &found->second;
    };
    if (request_.raw)
      made.synthetic(last.text());
    else if (auto refused =
                 Substitution(maker_, lookup, request_.unset).put(last.text(), last.span(), made))
      return refused;
    name = project_name(made.text());
    at = last.span();
    return std::nullopt;
  }

  Refused put_together() {
    if (!maker_.is_lenient() && project_.name.empty())
      return Refusal{Stage::load, "project name must not be empty", {}};
    ModelFiles files(request_, files_, project_, maker_);
    auto model = files.model(project_.files, {maker_.is_lenient() ? "" : project_.directory,
                                              project_.directory, &project_.environment});
    if (!model) return std::move(model.error());
    if (model->fields.empty() && !maker_.is_lenient())
      return Refusal{Stage::load, "empty compose file", {}};
    project_.model = std::move(*model);
    return normalize(project_.environment, project_.model, maker_);
  }

  const Request& request_;
  ProjectFiles& files_;
  Maker& maker_;
  Project project_;
};

}  // namespace

Loaded<Project> load_project(const Request& request, ProjectFiles& files, Maker& maker) {
  return ProjectLoader(request, files, maker).load();
}

}  // namespace fairlead::compose
