#include "deploy/kustomize/build/build.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "deploy/kustomize/build/built_ins.h"
#include "deploy/kustomize/objects/load.h"
#include "deploy/kustomize/objects/order.h"
#include "deploy/kustomize/objects/typed.h"
#include "deploy/kustomize/steps/hash.h"
#include "deploy/kustomize/steps/references.h"
#include "deploy/kustomize/steps/replacements.h"
#include "deploy/kustomize/steps/transformers.h"
#include "deploy/kustomize/steps/vars.h"
#include "deploy/kustomize/tables/names.h"
#include "deploy/kustomize/trees/plain_tree.h"
#include "tree/scalar.h"

namespace fairlead::kustomize {
namespace {

constexpr std::size_t most_builds = 10'000;
constexpr std::size_t most_objects = 100'000;
constexpr std::size_t deepest = 100;

/// Whether a directory is another one or lies around it.
bool is_around(std::string_view outer, std::string_view inner) {
  return outer == inner || lies_below(inner, outer);
}

/// kustomize writes all annotations anew, as texts, and leaves out the field where there are none.
const Node* with_text_annotations(const Node& object, Edits& edits) {
  const Ref metadata = Ref(&object)["metadata"], annotations = metadata["annotations"];
  if (!annotations) return &object;
  std::vector<Entry> entries;
  bool changed = annotations->entries().empty();
  for (const Entry& entry : annotations->entries()) {
    entries.push_back(entry);
    const Node& value = *entry.value;
    if (value.is_string() || !value.is_scalar()) continue;
    // A boolean of a JSON patch may be written `yes`.
    const bool is_word = value.kind() == Kind::boolean && plain_tree(value, edits) != &value;
    const std::string_view text =
        is_word ? edits.arena().copy(std::string_view(json_value(value))) : value.text();
    entries.back().value = edits.arena().make<Node>(
        Node::scalar(Kind::string, value.style(), value.syntax(), value.span(), text));
    changed = true;
  }
  if (!changed) return &object;
  const Node* made = entries.empty() ? edits.without(*metadata, "annotations")
                                     : edits.with(*metadata, "annotations",
                                                  *edits.mapping(entries, *annotations), {});
  return edits.with(object, "metadata", *made, {});
}

}  // namespace

void Build::fault(Fault::Kind kind, std::string message, Span at, std::string path) {
  faults_.push_back({kind, std::move(message), at, std::move(path)});
}

void Build::too_much(Span at) {
  const auto same = std::ranges::find(faults_, Fault::Kind::too_much, &Fault::kind);
  if (same == faults_.end())
    fault(Fault::Kind::too_much,
          fmt::format("the build takes more than {} kustomizations, {} objects, {} of them inside "
                      "each other or {} MiB: the rest is not built",
                      most_builds, most_objects, deepest, Edits::most_bytes >> 20),
          at);
}

void Build::unreadable(Span at) { fault(Fault::Kind::unreadable, "this is no YAML", at); }

bool Build::take(const std::optional<Refusal>& refusal) {
  if (!refusal) return true;
  if (edits_.is_exhausted()) return too_much(refusal->at), false;
  const auto kind = [&] {
    switch (refusal->of) {
      case Refusal::Of::build:
        return Fault::Kind::refused;
      case Refusal::Of::absence:
        return Fault::Kind::absent;
      case Refusal::Of::file:
        return Fault::Kind::unreadable;
    }
    __builtin_unreachable();
  }();
  fault(kind, refusal->message, refusal->at);
  return false;
}

Objects Build::build(const std::string& directory) {
  const auto target = open(directory, {});
  if (!target) return {};
  start_ = directory;
  metadata_ = target->root["buildMetadata"];
  Accumulated all;
  accumulate(*target, all);
  if (edits_.is_exhausted() || loaded_ > most_objects) too_much(target->root.span());
  if (!stopped()) finish(*target, all);
  return std::move(all.objects);
}

void Build::finish(const Target& target, Accumulated& all) {
  if (options_.has_hashes)
    add_hashes(all.objects, edits_);
  else
    remember_names_without_hash(all.objects);
  FollowedNames followed;
  const bool is_followed = take(follow_names(all.objects, all.configuration, edits_, followed));
  if (!is_followed && stopped()) return;
  if (!options_.has_hashes) noted_.unfollowed = unfollowed_names(all.objects, followed);
  const FieldSpecs fields = all_fields(fields::var_references(), all.configuration.var_references);
  if (!take(put_vars(all.objects, all.vars, fields, edits_)) && stopped()) return;
  std::erase_if(all.objects, [](const Object& each) {
    const Ref local =
        Ref(each.root)["metadata"]["annotations"]["config.kubernetes.io/local-config"];
    return local && local.text() != "false";
  });
  for (Object& object : all.objects) object.root = with_text_annotations(*object.root, edits_);
  add_metadata(all.objects, metadata_, edits_);
  if (const Ref sort = target.root["sortOptions"]; sort.present())
    take(sort_as_asked(all.objects, sort));
  else if (options_.is_sorted)
    sort_by_kind(all.objects);
}

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

void Build::accumulate(const Target& target, Accumulated& all) {
  const bool is_too_much = ++builds_ > most_builds || open_.size() >= deepest ||
                           loaded_ > most_objects || edits_.is_exhausted();
  if (is_too_much) return too_much(target.root.span());
  open_.push_back(target.directory);
  using Part = void (Build::*)(const Target&, Accumulated&);
  add_resources(target, target.root["resources"], all);
  if (!stopped()) add_resources(target, target.root["bases"], all);
  constexpr Part parts[] = {&Build::add_configurations, &Build::generate};
  for (const Part part : parts)
    if (!stopped()) (this->*part)(target, all);
  for (const Node* path : target.root["components"].items()) add_component(target, Ref(path), all);
  if (open_.size() == 1)
    for (const Ref path : options_.components) add_component(target, path, all);
  if (!stopped()) transform(target, all);
  if (!stopped()) take(add_vars(target.root["vars"], all.objects, all.vars));
  if (edits_.is_exhausted()) too_much(target.root.span());
  open_.pop_back();
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

/// Who makes or changes objects: a field of a kustomization, or a configuration.
Maker Build::maker(const Target& target, const Step& step) const {
  const File* file = step.file ? step.file : target.file;
  return {path_from(start_, file->path), step.kind, step.name};
}

void Build::note_origin(const Target& target, const Step& step, Object& made) const {
  if (metadata_) made.origin = words_of(maker(target, step));
}

void Build::note_change(const Target& target, const Step& step, Accumulated& all) const {
  if (!metadata_) return;
  std::string words = words_of(maker(target, step));
  words.insert(0, "- ");
  for (std::size_t at = words.find('\n'); at + 1 < words.size(); at = words.find('\n', at + 1))
    words.insert(at + 1, "  ");
  for (Object& object : all.objects) object.changes += words;
}

ReadText Build::reader(const Target& target) {
  return [this, &target](Ref at, std::string_view written) -> std::optional<Span> {
    const File* file = file_at(target, at, written);
    if (!file) return std::nullopt;
    const std::size_t size = edits_.sources().text(file->source).size();
    return Span{file->source, 0, static_cast<std::uint32_t>(size)};
  };
}

void Build::add_resources(const Target& target, Ref list, Accumulated& all) {
  for (const Node* path : list.items()) {
    if (stopped() || loaded_ > most_objects) return;
    add_resource(target, Ref(path), all);
  }
}

void Build::add_resource(const Target& target, Ref path, Accumulated& all) {
  const auto place = resolved(target, path, path.text());
  if (!place) return;
  if (inputs_.is_directory(*place)) return add_directory(path, *place, false, all);
  const File* file = file_at(target, path, path.text());
  if (!file) return;
  Loaded loaded = objects_of(file->tree.documents, file, edits_);
  const auto broken =
      std::ranges::find(file->tree.problems, ProblemKind::yaml_syntax, &Problem::kind);
  if (broken != file->tree.problems.end()) unreadable(broken->at);
  take(loaded.refusal);
  loaded_ += loaded.objects.size();
  has_empty_files_ = has_empty_files_ || loaded.objects.empty();
  if (metadata_)
    for (Object& object : loaded.objects)
      object.origin = fmt::format("path: {}\n", path_from(start_, file->path));
  take(append(all.objects, std::move(loaded.objects), path.span()));
}

void Build::add_component(const Target& target, Ref path, Accumulated& all) {
  const auto directory = stopped() ? std::nullopt : resolved(target, path, path.text());
  if (directory) add_directory(path, *directory, true, all);
}

void Build::add_directory(Ref path, const std::string& directory, bool is_component,
                          Accumulated& all) {
  const bool leads_back = std::ranges::any_of(
      open_, [&](const std::string& each) { return is_around(directory, each); });
  if (leads_back)
    return fault(Fault::Kind::circle, fmt::format("`{}` leads back", path.text()), path.span());
  const auto below = open(directory, path.span());
  if (!below) return;
  if ((below->root["kind"].text() == "Component") != is_component) {
    fault(Fault::Kind::refused,
          is_component ? fmt::format("`{}` is no Component", path.text())
                       : fmt::format("`{}` is a Component, which `components` lists", path.text()),
          path.span());
    return;
  }
  if (is_component) return accumulate(*below, all);
  Accumulated made;
  accumulate(*below, made);
  if (!stopped()) merge(all, std::move(made), path.span());
}

void Build::merge(Accumulated& all, Accumulated other, Span at) {
  take(append(all.objects, std::move(other.objects), at));
  take(all.configuration.merge(other.configuration, at));
  for (const Ref var : other.vars) {
    const std::string_view name = var["name"].text();
    const auto is_it = [&](Ref known) { return known["name"].text() == name; };
    if (std::ranges::any_of(all.vars, is_it))
      take(Refusal{fmt::format("the var `{}` is there already", name), var["name"].span()});
    else
      all.vars.push_back(var);
  }
}

void Build::add_configurations(const Target& target, Accumulated& all) {
  for (const bool is_crd : {false, true}) {
    for (const Node* path : target.root[is_crd ? "crds" : "configurations"].items()) {
      const File* file = file_at(target, Ref(path), path->text());
      if (!file) continue;
      const auto read = is_crd ? read_crds(first_root(*file), edits_.arena())
                               : read_configuration(first_root(*file));
      if (read)
        take(all.configuration.merge(*read, path->span()));
      else
        take(read.error());
    }
  }
}

void Build::generate(const Target& target, Accumulated& all) {
  for (const bool is_secret : {false, true}) {
    const Ref list = target.root[is_secret ? "secretGenerator" : "configMapGenerator"];
    for (const Node* entry : list.items()) {
      if (stopped()) return;
      auto made = generated({Ref(entry), is_secret, target.root["generatorOptions"], target.file},
                            reader(target), edits_);
      if (made) note_origin(target, {is_secret ? "SecretGenerator" : "ConfigMapGenerator"}, *made);
      take(made ? absorb(all.objects, std::move(*made), edits_) : made.error());
    }
  }
  for (const std::string_view field : {"helmCharts", "helmChartInflationGenerator"})
    if (const Ref charts = target.root[field]; charts.present())
      fault(Fault::Kind::chart, std::string(field), charts.span());
  for (const Object& each : configured(target, target.root["generators"])) {
    if (stopped()) return;
    BuiltIns(*this, target).generate(each, all);
  }
}

/// What `generators`, `transformers` and `validators` list: paths, or objects as texts.
Objects Build::configured(const Target& target, Ref list) {
  Accumulated made;
  for (const Node* item : list.items()) {
    if (stopped()) break;
    if (!contains(item->text(), "\n")) {
      add_resource(target, Ref(item), made);
      continue;
    }
    const auto text = inline_patch(Ref(item));
    if (!text) continue;
    std::vector<Document> documents;
    for (const Node* root : text->documents) documents.push_back({root->span().source, {}, root});
    Loaded loaded = objects_of(documents, target.file, edits_);
    take(loaded.refusal);
    take(append(made.objects, std::move(loaded.objects), item->span()));
  }
  return std::move(made.objects);
}

}  // namespace fairlead::kustomize
