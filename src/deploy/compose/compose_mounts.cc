#include "deploy/compose/compose_mounts.h"

#include <algorithm>

#include "base/text.h"
#include "deploy/compose/run_project.h"
#include "deploy/compose/value/nodes.h"
#include "redis/server_program.h"

namespace fairlead {
namespace {

/// A path of the repository and where a container has it.
struct Mount {
  std::string path;
  std::string target;
};

/// Also servers that read files like Redis' in ways of their own: the files are theirs then.
bool is_program(std::string_view word) {
  return redis::server_program(word) != redis::ServerProgram::none;
}

class ServiceReader {
 public:
  ServiceReader(std::string_view directory, Ref project, const Entry& service, const FileSet& files)
      : directory_(directory),
        project_(project),
        name_(service.key->text()),
        service_(service.value),
        files_(files) {}

  std::vector<ComposeConfig> read() {
    read_mounts();
    if (mounts_.empty()) return {};
    for (const std::string_view field : {"entrypoint", "command"}) add_words(service_[field]);
    const bool started = std::ranges::any_of(words_, is_program);
    const std::string_view image = service_["image"].text();
    const bool by_image = redis::is_called_server(image);
    if (!started && !(by_image && !words_.empty() && !service_["entrypoint"].present())) return {};
    sentinel_ = std::ranges::any_of(words_, redis::starts_sentinel);
    const FileFormat format = sentinel_ ? FileFormat::sentinel_conf : FileFormat::redis_conf;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::string_view before = i > 0 ? words_[i - 1] : std::string_view();
      const bool first = i == 0 || is_program(before);
      constexpr std::string_view flag = "--aclfile=";  // Dragonfly's
      if (words_[i].starts_with(flag)) {
        add(words_[i].substr(flag.size()), FileFormat::acl_file, nullptr);
      } else if (before == "--aclfile") {
        add(words_[i], FileFormat::acl_file, nullptr);
      } else if (before == "--include" || (first && !words_[i].starts_with('-'))) {
        add(words_[i], format, nullptr);
      }
    }
    return std::move(configs_);
  }

 private:
  void read_mounts() {
    for (const Node* item : service_["volumes"].items()) {
      const Ref volume(item);
      if (!volume || volume->is_mapping()) {
        if (volume["type"].text() == "bind")
          mount(volume["source"].text(), volume["target"].text());
        continue;
      }
      const auto parts = split(volume.text(), ':');
      if (parts.size() > 1) mount(parts[0], parts[1]);
    }
    for (const Node* item : service_["configs"].items()) {
      const Ref config(item);
      const bool mapping = config && config->is_mapping();
      const std::string_view source = mapping ? config["source"].text() : config.text();
      const std::string_view target = mapping ? config["target"].text() : std::string_view();
      mount(project_["configs"][source]["file"].text(),
            target.empty() ? "/" + std::string(source) : std::string(target));
    }
  }

  void mount(std::string_view source, std::string_view target) {
    while (target.ends_with('/')) target.remove_suffix(1);
    // Other sources are named volumes, or lie elsewhere on the machine.
    const bool relative = source.starts_with('.') || contains(source, "/");
    if (!relative || source.starts_with('/') || source.starts_with('~') || contains(source, "$") ||
        !target.starts_with('/'))
      return;
    if (auto path = joined_path(directory_, source))
      mounts_.push_back({std::move(*path), std::string(target)});
  }

  void add_words(Ref field) {
    constexpr std::string_view around = " \t\r\n\"';&|()";
    const auto add_text = [&](std::string_view text) {
      for (std::size_t at = text.find_first_not_of(around); at != text.npos;
           at = text.find_first_not_of(around, at)) {
        const std::size_t end = std::min(text.find_first_of(around, at), text.size());
        words_.push_back(text.substr(at, end - at));
        at = end;
      }
    };
    if (field && field->is_scalar()) add_text(field.text());
    for (const Node* item : field.items()) add_text(Ref(item).text());
  }

  /// A file by its name in the container, and what it names itself.
  void add(std::string_view name, FileFormat format, const File* includer) {
    constexpr std::size_t most = 32;
    const auto path = place_of(name);
    if (!path || configs_.size() >= most) return;
    const bool known = std::ranges::any_of(
        configs_, [&](const ComposeConfig& each) { return each.path == *path; });
    if (known) return;
    const File* file = files_.find(*path);
    configs_.push_back({*path, {file, std::string(name_), format, includer, sentinel_}});
    if (!file || format == FileFormat::acl_file) return;
    for (const Node* line : first_root(*file).items()) {
      const auto words = Ref(line).items();
      if (words.size() != 2) continue;
      if (equal_ignoring_case(words[0]->text(), "aclfile"))
        add(words[1]->text(), FileFormat::acl_file, nullptr);
      if (equal_ignoring_case(words[0]->text(), "include"))
        add(words[1]->text(), format, includer ? includer : file);
    }
  }

  /// Where a container's path lies in the repository; the images work in /data.
  std::optional<std::string> place_of(std::string_view name) const {
    const std::string full =
        name.starts_with('/') ? std::string(name) : "/data/" + std::string(name);
    const Mount* deepest = nullptr;
    for (const Mount& mount : mounts_) {
      const bool holds = full.starts_with(mount.target) &&
                         (full.size() == mount.target.size() || full[mount.target.size()] == '/');
      if (holds && (!deepest || mount.target.size() > deepest->target.size())) deepest = &mount;
    }
    if (!deepest) return std::nullopt;
    const std::string_view rest = std::string_view(full).substr(deepest->target.size());
    return rest.empty() ? deepest->path : normalized_path(deepest->path + std::string(rest));
  }

  std::string_view directory_;
  Ref project_;
  std::string_view name_;
  Ref service_;
  const FileSet& files_;
  std::vector<Mount> mounts_;
  std::vector<std::string_view> words_;
  std::vector<ComposeConfig> configs_;
  bool sentinel_ = false;
};

}  // namespace

std::vector<ComposeConfig> compose_configs(std::string_view directory, Ref project,
                                           const FileSet& files) {
  std::vector<ComposeConfig> all;
  for (const Entry& service : project["services"].entries()) {
    for (ComposeConfig& each : ServiceReader(directory, project, service, files).read())
      all.push_back(std::move(each));
  }
  return all;
}

std::vector<ComposeConfig> compose_configs(const Unit& unit, const FileSet& files,
                                           const SourceMap& written) {
  SourceMap sources(&written);
  Arena arena;
  compose::Maker maker(sources, arena, true);
  compose::RunFiles run_files(files);
  auto project = run_project(unit, run_files, maker);
  if (!project) return {};
  const Ref root(compose::node_of(project->model, arena));
  return compose_configs(directory_of(unit.root), root, files);
}

}  // namespace fairlead
