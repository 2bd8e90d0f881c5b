#include "cli/render/kustomize_build.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "cli/files/input.h"
#include "cli/files/mounted_files.h"
#include "cli/files/root.h"
#include "cli/provenance/annotated.h"
#include "cli/provenance/look.h"
#include "cli/render/disk_inputs.h"
#include "cli/render/followed_files.h"
#include "deploy/helm/chart/chart_path.h"
#include "deploy/kustomize/kustomization.h"
#include "deploy/kustomize/objects/print.h"
#include "report/inert.h"

namespace fairlead {
namespace {

/// The written places behind a scalar: the one to edit first, then what it wins over.
std::string place_list(const Node& node, const SourceMap& sources) {
  const Blame blame = sources.blame(bytes_of(node, sources));
  std::vector<std::string> all;
  const auto add = [&](std::string place) {
    constexpr std::size_t most = 4;
    if (!place.empty() && all.size() < most && std::ranges::find(all, place) == all.end())
      all.push_back(std::move(place));
  };
  add(place_words(blame.edit, sources));
  for (const Related& other : blame.others) {
    const std::string place = place_words(other.at, sources);
    const bool lost = other.kind == Related::Kind::replaced && !place.empty();
    add(lost ? fmt::format("over {}", place) : place);
  }
  return fmt::format("{}", fmt::join(all, ", "));
}

/// An object as it is printed, with the written places behind its scalars.
std::string with_origins(const kustomize::Object& object, SourceMap& sources, Arena& arena) {
  TextBuilder printed;
  if (!kustomize::print({object}, sources, arena, printed)) return {};
  const SourceId text = sources.add_made("the build", std::move(printed));
  const Tree tree = read_yaml(arena, sources, text);
  return annotated(text, Ref(tree.documents.front().root), sources,
                   [&](const Node& node) { return place_list(node, sources); });
}

}  // namespace

bool is_kustomization_directory(const std::string& path) {
  std::error_code error;
  return std::ranges::any_of(kustomization_names, [&](std::string_view name) {
    return std::filesystem::is_regular_file(std::filesystem::path(path) / name, error);
  });
}

std::string fault_words(const kustomize::Fault& fault, const SourceMap& sources) {
  const Span at = fault.at.is_place() ? sources.blame(fault.at).edit : fault.at;
  if (!at.is_place()) return fault.message;
  const Position position = sources.position(at.source, at.begin);
  return fmt::format("{}:{}:{}: {}", sources.name(at.source), position.line, position.column,
                     fault.message);
}

int build_and_print(const std::string& directory, const RenderOptions& options) {
  const auto root = find_root({directory}, Scope::repository);
  if (!root) return fail(root.error());
  const FollowedFiles followed(root->directory);
  MountedFiles files(followed);
  const auto chart_directories = mount_chart_paths(options.chart_path, files);
  if (!chart_directories) return fail(chart_directories.error());
  const helm::ChartPath chart_path(files, *chart_directories);
  SourceMap sources;
  Arena arena;
  DiskInputs inputs(files, sources);
  kustomize::BuildOptions how;
  how.any_path = options.load_restrictor == "LoadRestrictionsNone";
  how.find_chart = [&](std::string_view name, std::string_view range) {
    return chart_path.find(name, range);
  };
  kustomize::Build build(inputs, how, sources, arena);
  const kustomize::Objects objects = build.build(root->paths.front());
  TextBuilder printed;
  std::string error;
  if (!build.faults().empty())
    error = fault_words(build.faults().front(), sources);
  else if (const auto written = print(objects, sources, arena, printed); !written)
    error = written.error();
  if (!error.empty()) {
    // It may quote files that mean harm.
    fmt::print(stderr, "fairlead: {}\n", inert_lines(error));
    return 1;
  }
  std::string text(printed.text());
  if (options.origins) {
    text.clear();
    for (const kustomize::Object& object : objects)
      text += (text.empty() ? "" : "---\n") + with_origins(object, sources, arena);
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
  return 0;
}

}  // namespace fairlead
