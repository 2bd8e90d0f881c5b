#include "gitops/gitops_jobs.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "deploy/argo/set/application_set.h"
#include "deploy/argo/set/patched_tree.h"
#include "deploy/flux/substitution/envsubst.h"
#include "deploy/helm/releases.h"
#include "deploy/installations.h"
#include "deploy/manifests/manifests.h"
#include "deploy/types/values.h"
#include "emit/json_text.h"
#include "emit/node_events.h"
#include "gitops/built_units.h"
#include "gotemplate/strconv/runes.h"
#include "tree/scalar.h"

namespace fairlead::gitops {
namespace {

/// A text in JSON; bytes that are no UTF-8 become U+FFFD, as in Go's.
std::string json(std::string_view text) {
  std::string made = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const gotemplate::Rune rune = gotemplate::rune_at(text, at);
    if (rune.value == '"' || rune.value == '\\')
      made += {'\\', static_cast<char>(rune.value)};
    else if (rune.value < ' ')
      made += fmt::format("\\u{:04x}", static_cast<unsigned>(rune.value));
    else
      gotemplate::append_rune(made, rune.value);
    at += rune.size;
  }
  return made + "\"";
}

std::string good(std::string_view output) {
  return fmt::format(R"({{"ok":true,"output":{}}})", json(output));
}
std::string bad(std::string_view error) {
  return fmt::format(R"({{"ok":false,"output":"","error":{}}})", json(error));
}

std::string envsubst(Ref job) {
  Arena arena;
  flux::Variables variables;
  variables.strict = job["strict"].boolean();
  const auto built = [&](std::string_view text) {
    TextBuilder made;
    made.synthetic(text);
    return made.done(arena);
  };
  for (const Entry& each : job["vars"].entries())
    variables.known.emplace(each.key->text(), built(each.value->text()));
  const flux::Filled made = flux::fill_in(built(job["text"].text()), variables, arena);
  return made.fault.empty() ? good(made.text.text()) : bad(made.fault);
}

/// A tree of files below a directory, as a run would have read it.
class TreeFiles {
 public:
  TreeFiles(const std::string& root, SourceMap& sources)
      : disk_(root), files_(disk_), sources_(sources) {
    add("");
  }
  const FileSet& files() const { return files_; }
  std::vector<const File*> all() const { return all_; }

 private:
  void add(const std::string& directory) {
    const auto entries = disk_.list(directory);
    if (!entries) return;
    for (const DirectoryEntry& entry : *entries) {
      const std::string path = directory.empty() ? entry.name : directory + "/" + entry.name;
      if (entry.kind == EntryKind::directory) add(path);
      const bool is_json = path.ends_with(".json");
      const bool is_yaml = path.ends_with(".yaml") || path.ends_with(".yml");
      if (entry.kind != EntryKind::file) continue;
      File& file = files_.add(sources_, path,
                              is_json   ? FileFormat::json
                              : is_yaml ? FileFormat::yaml
                                        : FileFormat::chart_file);
      parse(file, sources_);
      all_.push_back(&file);
    }
  }

  DiskFiles disk_;
  FileSet files_;
  SourceMap& sources_;
  std::vector<const File*> all_;
};

std::string json_of(Ref root, SourceMap& sources, emit::Numbers numbers = emit::Numbers::exact) {
  emit::Events events;
  TextBuilder out;
  const std::string error = emit::add_tree(root, numbers, sources, events);
  if (!error.empty() || !emit::write_json(events, emit::JsonForm::raw, out)) return "null";
  return std::string(out.text());
}

/// `{"ok":true,"output":…}` with JSON as it is.
std::string good_json(std::string_view output) {
  return fmt::format(R"({{"ok":true,"output":{}}})", output);
}

std::string application_set(Ref job, SourceMap& sources) {
  Arena arena;
  const TreeFiles tree(std::string(job["root"].text()), sources);
  const SourceId source = sources.add_written("object", std::string(job["object"].text()));
  const Tree object = read_yaml(arena, sources, source);
  const argo::MadeApplications made =
      argo::applications_of(Ref(object.documents[0].root), tree.files(), sources, arena);
  if (!made.left.empty() && !made.left.starts_with("its generators find nothing"))
    return bad(made.left);
  std::string all;
  // They go where the set is.
  const std::string_view space = Ref(object.documents[0].root)["metadata"]["namespace"].text();
  const Tree place = read_yaml(
      arena, sources,
      sources.add_written("namespace", fmt::format("metadata: {{namespace: {}}}", space)));
  for (const Ref each : made.applications) {
    const Ref placed(argo::patched(each, Ref(place.documents[0].root), arena));
    all += (all.empty() ? "" : ",") + json_of(placed, sources, emit::Numbers::helm);
  }
  return good_json("[" + all + "]");
}

/// What a HelmRelease gives its chart.
std::string release_values(Ref job, SourceMap& sources) {
  Arena arena;
  const TreeFiles tree(std::string(job["root"].text()), sources);
  WrittenObjects written;
  for (const File* file : tree.all()) written.add(*file);
  const SourceId source = sources.add_written("object", std::string(job["object"].text()));
  File file;
  file.path = "object.yaml";
  file.source = source;
  file.format = FileFormat::yaml;
  parse(file, sources);
  Rendered rendered;
  add_manifests(file, rendered.resources);
  read_installations({tree.files(), sources, arena}, written, rendered);
  const InstalledSource& from = rendered.installations.at(0).sources.at(0);
  if (from.open_values) return bad("open values");
  std::vector<ValuesLayer> layers;
  for (const ReleaseValues& each : from.values) {
    Ref root = each.root;
    if (each.is_text) {
      const Tree read = read_yaml(arena, sources, embed(sources, *each.root, "values"));
      root = Ref(read.documents[0].root);
    }
    layers.push_back({root, false});
  }
  const Node* made = merged_values(layers, sources, arena);
  return good(made ? json_of(Ref(made), sources) : "{}");
}

/// What a Kustomization of Flux deploys, an object an item, with what it changes of them.
std::string flux_build(Ref job, SourceMap& sources) {
  const DiskFiles disk(std::string(job["root"].text()));
  const BuiltUnits units(disk, sources);
  std::string made;
  for (const BuiltUnits::Built& built : units.all()) {
    if (!built.is_deployed || built.unit.root.starts_with("flux")) continue;
    for (const VariableFault& fault : built.rendered.variable_faults)
      if (!fault.refusal.empty()) return bad(fault.refusal);
    SourceMap& texts = built.texts->sources;
    for (const Resource& resource : built.rendered.resources) {
      const SourceId space = texts.add_written(
          "namespace", fmt::format("metadata: {{namespace: {}}}", resource.namespace_name));
      const Tree tree = read_yaml(built.texts->arena, texts, space);
      Ref root = resource.root;
      if (!resource.namespace_name.empty())
        root = Ref(argo::patched(root, Ref(tree.documents[0].root), built.texts->arena));
      made += (made.empty() ? "" : ",") + json_of(root, texts);
    }
  }
  return good_json("[" + made + "]");
}

std::string json_list(const std::vector<std::string>& texts) {
  std::string made;
  for (const std::string& each : texts) made += (made.empty() ? "" : ",") + json(each);
  return "[" + made + "]";
}

/// What Helm is given for a source: in the form of what the recorded command lines are read into.
std::string helm_of(const BuiltUnits::Built& built, SourceMap& sources) {
  const Unit& unit = built.unit;
  std::vector<std::string> values, set, set_string;
  for (const ReleaseValues& each : unit.values) {
    if (each.own) continue;
    Arena arena;
    Ref root = each.root;
    if (each.is_text) {
      const Tree read = read_yaml(arena, sources, embed(sources, *each.root, "values"));
      root = Ref(read.documents[0].root);
    }
    values.push_back(json_of(root, sources));
  }
  for (const ReleaseParameter& each : unit.parameters)
    (each.is_string ? set_string : set)
        .push_back(fmt::format("{}={}", each.path, each.value.text()));
  std::ranges::sort(set);
  std::ranges::sort(set_string);
  return fmt::format(
      R"({{"release":{},"namespace":{},"values":{},"set":{},"set-string":{},"kube-version":{},"api-versions":{}}})",
      json(unit.release.value_or("")), json(unit.release_namespace), json_list(values),
      json_list(set), json_list(set_string), json(unit.kube_version), json_list(unit.api_versions));
}

/// What an Application installs of the tree: of a chart what Helm is given, of a directory its
/// objects.
std::string application_sources(Ref job, SourceMap& sources) {
  const DiskFiles disk(std::string(job["root"].text()));
  const BuiltUnits units(disk, sources);
  std::string charts;
  std::vector<std::string> objects;
  for (const BuiltUnits::Built& built : units.all()) {
    if (!built.is_named) continue;
    if (built.unit.kind == UnitKind::chart_values) charts += helm_of(built, built.texts->sources);
    for (const Resource& resource : built.rendered.resources) objects.emplace_back(resource.name);
  }
  std::ranges::sort(objects);
  return good_json(fmt::format(R"({{"helm":[{}],"objects":{}}})", charts,
                               charts.empty() ? json_list(objects) : "[]"));
}

}  // namespace

std::string answer(Ref job, SourceMap& sources) {
  const std::string_view op = job["op"].text();
  if (op == "envsubst") return envsubst(job);
  if (op == "set") return application_set(job, sources);
  if (op == "values") return release_values(job, sources);
  if (op == "build") return flux_build(job, sources);
  if (op == "sources") return application_sources(job, sources);
  return bad("no such op");
}

}  // namespace fairlead::gitops
