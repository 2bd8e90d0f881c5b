#include "deploy/helm/values/chart_release.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/versions/version_constraint.h"
#include "deploy/helm/values/chosen_dependencies.h"
#include "deploy/helm/values/coalesce.h"
#include "tree/document.h"

namespace fairlead::helm {
namespace {

std::string_view option_name(SetKind kind) {
  switch (kind) {
    case SetKind::set:
      return "--set";
    case SetKind::set_string:
      return "--set-string";
    case SetKind::set_json:
      return "--set-json";
    case SetKind::set_file:
      return "--set-file";
    case SetKind::set_literal:
      return "--set-literal";
  }
  __builtin_unreachable();
}

/// `--set-json` of a whole object, which Helm 4 merges; nothing where it is another form.
std::optional<Span> json_object(Span item, const SourceMap& sources) {
  const std::string_view text = sources.text(item);
  const std::string_view inner = trimmed(text);
  if (!inner.starts_with('{')) return std::nullopt;
  const auto begin = static_cast<std::size_t>(inner.data() - text.data());
  return item.part(begin, begin + inner.size());
}

class Giver {
 public:
  Giver(const ReleaseOptions& options, Making& making)
      : options_(options), making_(making), values_(*making.tables.table()) {}

  Table* values() { return &values_; }

  void layer(std::span<const Node* const> documents) {
    merge_maps(values_, *merged_documents(documents, making_.tables), making_.tables);
  }

  std::optional<Failure> items(SetKind kind, const std::vector<Span>& items) {
    for (const Span item : items) {
      const SourceMap& sources = making_.tables.sources();
      const bool v4_json = kind == SetKind::set_json && options_.version == Version::v4;
      const auto object = v4_json ? json_object(item, sources) : std::nullopt;
      auto failure = object ? json(*object)
                            : apply_set(kind, item, values_, making_.tables, options_.version,
                                        options_.read_file);
      if (!failure) continue;
      // Of JSON nothing is said but that it is wrong.
      const std::string_view of_object = object ? " JSON:" : "";
      failure->message =
          kind == SetKind::set_json
              ? fmt::format("failed parsing --set-json data{} {}", of_object, sources.text(item))
              : fmt::format("failed parsing {} data: {}", option_name(kind), failure->message);
      return failure;
    }
    return std::nullopt;
  }

 private:
  std::optional<Failure> json(Span object) {
    SourceMap& sources = making_.tables.sources();
    TextBuilder builder;
    builder.put(sources.text(object), sources.add_origin(object, OriginKind::embedded),
                Copy::verbatim);
    const SourceId source = sources.add_made(sources.name(object.source), std::move(builder));
    const Tree tree = read_json(making_.tables.arena(), sources, source);
    for (const Problem& problem : tree.problems)
      if (problem.kind != ProblemKind::duplicate_key) return Failure{Stage::values, "", object};
    const Node* root = tree.documents.size() == 1 ? tree.documents[0].root : nullptr;
    if (!root || !root->is_mapping()) return Failure{Stage::values, "", object};
    merge_maps(values_, *making_.tables.opened(Ref(root)), making_.tables);
    return std::nullopt;
  }

  const ReleaseOptions& options_;
  Making& making_;
  Table& values_;
};

std::optional<Failure> wrong_kind(const Metadata& metadata) {
  if (metadata.type.empty() || metadata.type == "application") return std::nullopt;
  return Failure{Stage::library, metadata.type + " charts are not installable", metadata.type_at};
}

std::optional<Failure> wrong_cluster(const Metadata& metadata, const std::string& version) {
  if (version.empty() || metadata.kube_version.empty() ||
      version_fits(metadata.kube_version, version))
    return std::nullopt;
  return Failure{Stage::kube_version,
                 fmt::format("chart requires kubeVersion: {} which is incompatible with Kubernetes "
                             "{}{}",
                             metadata.kube_version, version.starts_with('v') ? "" : "v", version),
                 metadata.kube_version_at};
}

}  // namespace

Outcome<Table*> given_values(const Given& given, const ReleaseOptions& options, Making& making) {
  Giver giver(options, making);
  for (const std::vector<const Node*>& documents : given.layers) giver.layer(documents);
  const std::pair<SetKind, const std::vector<Span>*> options_in_order[] = {
      {SetKind::set_json, &given.set_json},
      {SetKind::set, &given.set},
      {SetKind::set_string, &given.set_string},
      {SetKind::set_file, &given.set_file},
      {SetKind::set_literal, &given.set_literal}};
  for (const auto& [kind, items] : options_in_order)
    if (auto failure = giver.items(kind, *items)) return tl::unexpected(*failure);
  return giver.values();
}

Outcome<ChartRelease> make_release(const Chart& chart, const Given& given,
                                   const ReleaseOptions& options, SourceMap& sources,
                                   Arena& arena) {
  ChartRelease release;
  release.making = std::make_unique<Making>(arena, sources, options.version);
  Making& making = *release.making;
  const auto user = given_values(given, options, making);
  if (!user) return tl::unexpected(user.error());
  if (auto failure = wrong_kind(chart.metadata)) return tl::unexpected(*failure);
  release.root = making.live(chart, nullptr);
  if (!options.ignore_missing)
    if (auto failure = missing_dependency(*release.root)) return tl::unexpected(*failure);
  if (auto failure = choose_dependencies(making, *release.root, **user))
    return tl::unexpected(*failure);
  if (auto failure = import_values(making, *release.root)) return tl::unexpected(*failure);
  auto values = coalesced(making, *release.root, **user, Nulls::drop);
  if (!values) {
    if (values.error().stage != Stage::declined) values.error().stage = Stage::schema;
    return tl::unexpected(values.error());
  }
  release.values = making.tables.tree(**values);
  if (options.check_values)
    if (auto failure = options.check_values(release)) return tl::unexpected(*failure);
  if (auto failure = wrong_cluster(chart.metadata, options.kube_version))
    return tl::unexpected(*failure);
  return release;
}

}  // namespace fairlead::helm
