#include "deploy/kustomize/build/build.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "deploy/kustomize/objects/load.h"
#include "deploy/kustomize/objects/order.h"
#include "deploy/kustomize/steps/hash.h"
#include "deploy/kustomize/steps/references.h"
#include "deploy/kustomize/steps/replacements.h"
#include "deploy/kustomize/steps/transformers.h"
#include "deploy/kustomize/steps/vars.h"
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
  faults_.back().other = refusal->other;
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

void Build::add_resources(const Target& target, Ref list, Accumulated& all) {
  for (const Node* path : list.items()) {
    if (stopped() || loaded_ > most_objects) return;
    add_resource(target, Ref(path), all);
  }
}

void Build::add_resource(const Target& target, Ref path, Accumulated& all) {
  const auto place = resolved(target, path, path.text());
  if (!place) return;
  if (inputs_.is_directory(*place)) return add_directory(target, path, *place, false, all);
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
  if (directory) add_directory(target, path, *directory, true, all);
}

void Build::add_directory(const Target& target, Ref path, const std::string& directory,
                          bool is_component, Accumulated& all) {
  const bool leads_back = std::ranges::any_of(
      open_, [&](const std::string& each) { return is_around(directory, each); });
  if (leads_back)
    return fault(Fault::Kind::circle, fmt::format("`{}` leads back", path.text()), path.span());
  auto below = open(directory, path.span());
  if (!below) return;
  if (below->chart_namespace.text().empty()) below->chart_namespace = target.chart_namespace;
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

}  // namespace fairlead::kustomize
