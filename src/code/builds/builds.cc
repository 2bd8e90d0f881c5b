#include "code/builds/builds.h"

#include <algorithm>

#include "base/files.h"
#include "base/glob.h"
#include "base/text.h"
#include "code/builds/readers.h"

namespace fairlead {
namespace {

/// Which files say what is built. The first pattern that fits counts; `**` fits no directory, too.
struct Reader {
  std::string_view pattern;
  void (*read)(const BuildInput&, Builds&);  ///< null: others read it
  std::string_view ending;                   ///< what every path ends with that fits

  constexpr Reader(std::string_view fits, void (*reader)(const BuildInput&, Builds&))
      : pattern(fits), read(reader), ending(fits.substr(fits.rfind('*') + 1)) {
    if (ending.find('/') == 0) ending.remove_prefix(1);
  }
};
constexpr Reader readers[] = {
    {"**/.github/workflows/*.yml", read_workflow},
    {"**/.github/workflows/*.yaml", read_workflow},
    {"**/action.yml", nullptr},
    {"**/action.yaml", nullptr},
    {"**/docker-bake*.hcl", read_bake_hcl},
    {"**/docker-bake*.json", read_bake_json},
    {"**/skaffold*.yaml", read_skaffold},
    {"**/skaffold*.yml", read_skaffold},
    {"**/Tiltfile", read_tiltfile},
    {"**/*.tiltfile", read_tiltfile},
    {"**/Makefile", read_makefile},
    {"**/makefile", read_makefile},
    {"**/GNUmakefile", read_makefile},
    {"**/*.mk", read_makefile},
    {"**/Taskfile*.y*ml", read_taskfile},
    {"**/taskfile*.y*ml", read_taskfile},
    {"**/.taskfiles/**/*.y*ml", read_taskfile},
    {"**/justfile", read_justfile},
    {"**/Justfile", read_justfile},
    {"**/*.just", read_justfile},
    {"**/*.sh", read_shell_script},
    {"**/.goreleaser.y*ml", read_other_builder},
    {"**/.ko.yaml", read_other_builder},
    {"**/Earthfile", read_other_builder},
    {"**/.gitlab-ci.yml", read_other_builder},
    {"**/Jenkinsfile*", read_other_builder},
    {"**/azure-pipelines*.y*ml", read_other_builder},
    {"**/bitbucket-pipelines.yml", read_other_builder},
    {"**/cloudbuild*.y*ml", read_other_builder},
    {"**/buildspec*.y*ml", read_other_builder},
    {"**/werf*.yaml", read_other_builder},
    {"**/.travis.yml", read_other_builder},
    {"**/.drone.y*ml", read_other_builder},
    {"**/.woodpecker*.y*ml", read_other_builder},
    {"**/.woodpecker/**", read_other_builder},
    {"**/.circleci/*.y*ml", read_other_builder},
    {"**/.buildkite/**", read_other_builder},
    {"**/.gitea/workflows/*", read_other_builder},
    {"**/.forgejo/workflows/*", read_other_builder},
    {"**/.tekton/**", read_other_builder},
    {"**/.azure/**/*.y*ml", read_other_builder},
    {"**/dagger.json", read_other_builder},
    {"**/package.json", read_package_scripts},
    {"**/BUILD", read_other_builder},
    {"**/BUILD.bazel", read_other_builder},
    {"**/flake.nix", read_other_builder},
    {"**/pom.xml", read_other_builder},
    {"**/build.gradle", read_other_builder},
    {"**/build.gradle.kts", read_other_builder},
    {"**/Rakefile", read_other_builder},
    {"**/fabfile.py", read_other_builder},
    {"**/tasks.py", read_other_builder},
    {"**/magefile.go", read_other_builder},
    {"**/*.ps1", read_other_builder},
};

const Reader* reader_of(std::string_view path) {
  const auto row = std::ranges::find_if(readers, [&](const Reader& each) {
    return path.ends_with(each.ending) && path_matches(each.pattern, path);
  });
  return row == std::end(readers) ? nullptr : &*row;
}

/// `owner/name`, where a text is just that.
std::string owner_and_name(std::string_view text) {
  if (text.ends_with(".git")) text.remove_suffix(4);
  while (text.ends_with('/')) text.remove_suffix(1);
  const auto slash = text.find('/');
  // An owner has no dots: `github.com/acme` is no repository.
  const bool fits = slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() &&
                    text.substr(0, slash).find('.') == std::string_view::npos &&
                    text.find('/', slash + 1) == std::string_view::npos &&
                    text.find_first_of(" :@?#\\\t") == std::string_view::npos;
  return fits ? std::string(text) : "";
}

}  // namespace

bool may_say_builds(std::string_view path) { return reader_of(path) != nullptr; }

Builds builds_of(std::span<const BuildFile> files, std::string_view own, const SourceMap& sources) {
  Builds builds;
  builds.own = own;
  BuildFiles all;
  for (const BuildFile& file : files) all.emplace(file.path, &file);
  for (const BuildFile& file : files) {
    const Reader* reader = reader_of(file.path);
    if (reader && reader->read) reader->read({file, all, own, sources}, builds);
  }
  return builds;
}

std::string repository_named(std::string_view url) {
  url = trimmed(url);
  if (const std::string plain = owner_and_name(url); !plain.empty()) return plain;
  for (const std::string_view scheme : {"https://", "http://", "ssh://", "git://", "git+ssh://"})
    if (url.starts_with(scheme)) url.remove_prefix(scheme.size());
  if (const auto user = url.find('@'); user < url.find('/')) url.remove_prefix(user + 1);
  constexpr std::string_view host = "github.com";
  if (!url.starts_with(host)) return "";
  url.remove_prefix(host.size());
  if (url.starts_with(":")) url.remove_prefix(1);
  // ssh://git@github.com:22/acme/shop
  if (const auto slash = url.find('/');
      slash > 0 && slash != std::string_view::npos &&
      url.substr(0, slash).find_first_not_of("0123456789") == std::string_view::npos &&
      url.find('/', slash + 1) != std::string_view::npos)
    url.remove_prefix(slash);
  if (url.starts_with("/")) url.remove_prefix(1);
  return owner_and_name(url);
}

std::string repository_of_git(std::string_view git_config) {
  bool origin = false;
  for (const std::string_view line : split(git_config, '\n')) {
    const std::string_view text = trimmed(line);
    if (text.starts_with('[')) origin = text == "[remote \"origin\"]";
    const auto equals = text.find('=');
    if (origin && equals != std::string_view::npos && trimmed(text.substr(0, equals)) == "url")
      return repository_named(text.substr(equals + 1));
  }
  return "";
}

}  // namespace fairlead
