#include "code/builds/build_actions.h"

#include <algorithm>

#include "base/name_words.h"
#include "base/text.h"

namespace fairlead {
namespace {

constexpr BuildAction actions[] = {
    {"docker/build-push-action", "tags", "", true},
    {"useblacksmith/build-push-action", "tags", "", true},
    {"depot/build-push-action", "tags", "", true},
    {"docker/metadata-action", "images", "", false},
    {"crazy-max/ghaction-docker-meta", "images", "", false},
    {"redhat-actions/buildah-build", "image", "", true},
    {"redhat-actions/push-to-registry", "image", "registry", true},
    {"macbre/push-to-ghcr", "image_name", "", true},
    {"mr-smithers-excellent/docker-build-push", "image", "registry", true},
    {"elgohr/publish-docker-github-action", "name", "", true},
    {"aevea/action-kaniko", "image", "", true},
    {"int128/kaniko-action", "tags", "", true},
};

/// Words of the names of actions that build images …
constexpr std::string_view building[] = {
    "docker", "image",     "images",     "kaniko", "buildah", "oci",  "container",  "containers",
    "ko",     "buildpack", "buildpacks", "s2i",    "jib",     "bake", "goreleaser", "earthly"};
/// … and of those that do something else with them.
constexpr std::string_view otherwise[] = {
    "login",     "setup",   "scan",    "lint",   "description", "cleanup", "delete",
    "retention", "slsa",    "trivy",   "scout",  "dive",        "attest",  "cache",
    "pull",      "sign",    "prune",   "imgbot", "compress",    "calibre", "update",
    "qemu",      "install", "inspect", "test",   "check",       "diff"};

bool has_any(const std::vector<std::string>& words, std::span<const std::string_view> any) {
  return std::ranges::any_of(any, [&](std::string_view word) { return has_word(words, word); });
}

}  // namespace

const BuildAction* build_action(std::string_view uses) {
  const std::string name = lower(uses.substr(0, uses.find('@')));
  const auto row = std::ranges::find(actions, std::string_view(name), &BuildAction::name);
  return row == std::end(actions) ? nullptr : &*row;
}

bool seems_to_build(std::string_view uses) {
  // An image that is run as a step.
  if (uses.starts_with("docker://")) return false;
  const std::string name = lower(uses.substr(0, uses.find('@')));
  const std::vector<std::string> words = name_words(name);
  const bool pushes = has_word(words, "build") && has_word(words, "push");
  return (has_any(words, building) || pushes) && !has_any(words, otherwise);
}

}  // namespace fairlead
