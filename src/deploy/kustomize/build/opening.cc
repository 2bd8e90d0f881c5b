// What a build opens: kustomizations, and the files that they name.
#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "deploy/kustomize/build/build.h"
#include "deploy/kustomize/objects/typed.h"
#include "deploy/kustomize/tables/names.h"
#include "deploy/kustomize/trees/plain_tree.h"

namespace fairlead::kustomize {

const File* Build::kustomization_of(const std::string& directory, Span at) {
  const File* found = nullptr;
  for (const std::string_view name : kustomization_names) {
    const auto path = joined_path(directory, name);
    const File* file = path ? inputs_.kustomization(*path) : nullptr;
    if (path) reads_.insert(*path);
    if (!file) continue;
    if (found) {
      fault(Fault::Kind::refused, fmt::format("`{}` has several kustomization files", directory),
            at);
      return nullptr;
    }
    found = file;
  }
  return found;
}

std::optional<Build::Target> Build::open(const std::string& directory, Span at) {
  const File* file = kustomization_of(directory, at);
  if (!file) {
    if (!stopped())
      fault(Fault::Kind::missing, fmt::format("`{}` has no kustomization.yaml", directory), at,
            directory);
    return std::nullopt;
  }
  const Node* root = file->tree.documents.empty() ? nullptr : file->tree.documents.front().root;
  const auto broken =
      std::ranges::find(file->tree.problems, ProblemKind::yaml_syntax, &Problem::kind);
  if (!root || broken != file->tree.problems.end()) {
    if (broken != file->tree.problems.end())
      unreadable(broken->at);
    else
      take(Refusal{"the kustomization is empty", {file->source, 0, 0}});
    return std::nullopt;
  }
  const auto typed = typed_kustomization(*root, edits_);
  if (!typed) {
    take(typed.error());
    if (!options_.goes_on) return std::nullopt;
  }
  Target target{Ref(typed ? *typed : without_aliases(*root, edits_)), file, directory};
  target.chart_namespace = target.root["namespace"];
  if (const Ref schema = target.root["openapi"]; schema.present()) read_schema(target, schema);
  if (stopped()) return std::nullopt;
  return target;
}

/// The first schema that is met counts for all that comes then.
void Build::read_schema(const Target& target, Ref schema) {
  const Ref path = schema["path"], version = schema["version"];
  const File* file = path ? file_at(target, path, path.text()) : nullptr;
  if (std::exchange(has_schema_, true)) return;
  if (path && version)
    take(Refusal{"`openapi` has either `version` or `path`", schema.span()});
  else if (version && version.text() != "v1.21.2")
    take(Refusal{fmt::format("kustomize has no OpenAPI document of `{}`", version.text()),
                 version.span()});
  if (file) types_.read(first_root(*file), edits_.arena());
}

std::optional<std::string> Build::resolved(const Target& target, Ref at, std::string_view written) {
  if (written.empty()) {
    fault(Fault::Kind::refused, "a path is empty", at.span());
    return std::nullopt;
  }
  if (is_remote(written)) {
    fault(Fault::Kind::remote, fmt::format("`{}` would be fetched", written), at.span());
    return std::nullopt;
  }
  auto path = written.starts_with('/') ? std::nullopt : joined_path(target.directory, written);
  if (!path)
    fault(Fault::Kind::outside, fmt::format("`{}` leads out of what is read", written), at.span());
  return path;
}

const File* Build::file_at(const Target& target, Ref at, std::string_view written) {
  const auto path = resolved(target, at, written);
  if (!path) return nullptr;
  const bool is_outside = !lies_below(*path, target.directory);
  if (is_outside && !options_.any_path) {
    fault(Fault::Kind::outside,
          fmt::format("`{}` is not in or below the kustomization's directory", written), at.span());
    return nullptr;
  }
  reads_.insert(*path);
  const File* file = inputs_.file(*path);
  if (!file)
    fault(Fault::Kind::missing, fmt::format("`{}` does not exist", written), at.span(), *path);
  else if (is_outside)
    noted_.outside.push_back(at);
  return file;
}

ReadText Build::reader(const Target& target) {
  return [this, &target](Ref at, std::string_view written) -> std::optional<Span> {
    const File* file = file_at(target, at, written);
    if (!file) return std::nullopt;
    const std::size_t size = edits_.sources().text(file->source).size();
    return Span{file->source, 0, static_cast<std::uint32_t>(size)};
  };
}

}  // namespace fairlead::kustomize
