#include <algorithm>

#include "base/files.h"
#include "base/regex.h"
#include "base/text.h"
#include "code/builds/partial_text.h"
#include "code/builds/readers.h"

namespace fairlead {
namespace {

Span span_of(const BuildInput& input, std::string_view part) {
  const std::string_view text = input.sources.text(input.file.source);
  const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
  return {input.file.source, begin, begin + static_cast<std::uint32_t>(part.size())};
}

}  // namespace

void read_skaffold(const BuildInput& input, Builds& to) {
  BuildList list(to, input.file.path, BuildBy::skaffold);
  const std::string_view directory = directory_of(input.file.path);
  const auto artifacts = [&](Ref build) {
    for (const Node* item : build["artifacts"].items()) {
      const Ref artifact(item);
      const std::string_view written = artifact["context"].text();
      const std::string context = build_path(directory, written.empty() ? "." : written);
      const std::string_view file = artifact["docker"]["dockerfile"].text();
      list.add(artifact["image"].text(), artifact["image"].span(), context,
               file.empty() ? "" : build_path(context == "." ? "" : context, file));
    }
  };
  artifacts(input.file.root["build"]);
  for (const Node* profile : input.file.root["profiles"].items()) artifacts(Ref(profile)["build"]);
}

void read_tiltfile(const BuildInput& input, Builds& to) {
  static const Regex call(
      R"re((?m)^[^#\n]*?\b(?:docker_build|custom_build|docker_build_with_restart)\(\s*(?:ref\s*=\s*)?(?:'([^'\n]*)'|"([^"\n]*)"|([^\s,)]*))(?:\s*,\s*(?:context\s*=\s*)?(?:'([^'\n]*)'|"([^"\n]*)"))?)re");
  const std::string_view text = input.sources.text(input.file.source);
  BuildList list(to, input.file.path, BuildBy::tilt);
  for (std::size_t from = 0; from < text.size();) {
    const auto groups = call.groups(text, from);
    if (groups.empty()) return;
    from = static_cast<std::size_t>(groups[0].data() - text.data()) +
           std::max<std::size_t>(groups[0].size(), 1);
    const std::string_view image = groups[1].data() ? groups[1] : groups[2];
    const std::string_view context = groups[4].data() ? groups[4] : groups[5];
    if (image.data() && !image.empty() && !contains(image, "{"))
      list.add(image, span_of(input, image), build_path(directory_of(input.file.path), context));
    else
      list.add_unknown(span_of(input, groups[0]), "an expression makes its name");
  }
}

void read_other_builder(const BuildInput& input, Builds& to) {
  static constexpr std::string_view words[] = {"docker",   "image",          "kaniko",
                                               "podman",   "buildah",        "oci_push",
                                               "ko build", "container_push", "jib"};
  const std::string text = lower(input.sources.text(input.file.source));
  if (std::ranges::any_of(words, [&](std::string_view word) { return contains(text, word); }))
    BuildList(to, input.file.path, BuildBy::script)
        .add_unknown({}, "a build of that kind is not read");
}

}  // namespace fairlead
