#include "code/builds/image_commands.h"

#include <algorithm>

namespace fairlead {
namespace {

constexpr ImageCommand commands[] = {
    {"docker build", Names::option, {"-t", "--tag"}, true},
    {"docker image build", Names::option, {"-t", "--tag"}, true},
    {"docker buildx build", Names::option, {"-t", "--tag"}, true},
    {"docker builder build", Names::option, {"-t", "--tag"}, true},
    {"docker-buildx build", Names::option, {"-t", "--tag"}, true},
    {"depot build", Names::option, {"-t", "--tag"}, true},
    {"podman build", Names::option, {"-t", "--tag"}, true},
    {"nerdctl build", Names::option, {"-t", "--tag"}, true},
    {"buildah bud", Names::option, {"-t", "--tag"}, true},
    {"buildah build", Names::option, {"-t", "--tag"}, true},
    {"minikube image build", Names::option, {"-t", "--tag"}, true},
    {"docker buildx imagetools create", Names::option, {"-t", "--tag"}, false},
    {"docker manifest create", Names::first, {}, false},
    {"docker manifest push", Names::first, {}, false},
    {"docker tag", Names::last, {}, false},
    {"docker image tag", Names::last, {}, false},
    {"docker push", Names::first, {}, false},
    {"docker image push", Names::first, {}, false},
    {"podman tag", Names::last, {}, false},
    {"podman push", Names::last, {}, false},
    {"podman manifest create", Names::first, {}, false},
    {"buildah push", Names::last, {}, false},
    {"nerdctl tag", Names::last, {}, false},
    {"nerdctl push", Names::first, {}, false},
    {"skopeo copy", Names::last, {}, false},
    {"crane copy", Names::last, {}, false},
    {"crane cp", Names::last, {}, false},
    {"crane push", Names::last, {}, false},
    {"crane append", Names::option, {"-t", "--new_tag"}, false},
    {"crane mutate", Names::option, {"-t", "--tag"}, false},
    {"regctl image copy", Names::last, {}, false},
    {"executor", Names::option, {"--destination", "-d"}, false},
    {"gcloud builds submit", Names::option, {"-t", "--tag"}, false},
    {"pack build", Names::first, {}, false},
    {"nixpacks build", Names::option, {"-t", "--tag"}, false},
    {"docker buildx bake", Names::nowhere, {}, false},
    {"ko build", Names::nowhere, {}, false},
    {"ko publish", Names::nowhere, {}, false},
    {"ko resolve", Names::nowhere, {}, false},
    {"ko apply", Names::nowhere, {}, false},
    {"az acr build", Names::nowhere, {}, false},
    {"buildah commit", Names::last, {}, false},
    {"earthly", Names::nowhere, {}, false},
    {"goreleaser", Names::nowhere, {}, false},
    {"werf", Names::nowhere, {}, false},
    {"dagger", Names::nowhere, {}, false},
};

/// Options whose value is the next word, besides those that name images.
constexpr std::string_view valued[] = {"-f",
                                       "--file",
                                       "--build-arg",
                                       "--target",
                                       "--platform",
                                       "--cache-from",
                                       "--cache-to",
                                       "--label",
                                       "--secret",
                                       "--ssh",
                                       "--progress",
                                       "--builder",
                                       "-o",
                                       "--output",
                                       "--network",
                                       "--add-host",
                                       "--iidfile",
                                       "--metadata-file",
                                       "--provenance-mode",
                                       "--build-context",
                                       "--annotation",
                                       "--shm-size",
                                       "--memory",
                                       "-m",
                                       "--isolation",
                                       "--format",
                                       "--authfile",
                                       "--creds",
                                       "--dest-creds",
                                       "--src-creds",
                                       "--storage-driver",
                                       "--tls-verify-path",
                                       "--builder",
                                       "-B",
                                       "--env",
                                       "-e",
                                       "--buildpack",
                                       "-b"};

}  // namespace

std::span<const ImageCommand> image_commands() { return commands; }

bool takes_value(std::string_view option) {
  return std::ranges::find(valued, option) != std::end(valued);
}

}  // namespace fairlead
