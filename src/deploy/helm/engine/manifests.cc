// From rendered files to documents: cut, read, sorted.
#include "deploy/helm/engine/manifests.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "deploy/helm/chart/fields.h"
#include "gotemplate/strconv/numbers.h"
#include "gotemplate/strconv/runes.h"
#include "tree/yaml/value_text.h"

namespace fairlead::helm {
namespace {

/// Kinds in the order in which they are installed; all others come behind them.
constexpr std::string_view install_order[] = {"PriorityClass",
                                              "Namespace",
                                              "NetworkPolicy",
                                              "ResourceQuota",
                                              "LimitRange",
                                              "PodSecurityPolicy",
                                              "PodDisruptionBudget",
                                              "ServiceAccount",
                                              "Secret",
                                              "SecretList",
                                              "ConfigMap",
                                              "StorageClass",
                                              "PersistentVolume",
                                              "PersistentVolumeClaim",
                                              "CustomResourceDefinition",
                                              "ClusterRole",
                                              "ClusterRoleList",
                                              "ClusterRoleBinding",
                                              "ClusterRoleBindingList",
                                              "Role",
                                              "RoleList",
                                              "RoleBinding",
                                              "RoleBindingList",
                                              "Service",
                                              "DaemonSet",
                                              "Pod",
                                              "ReplicationController",
                                              "ReplicaSet",
                                              "Deployment",
                                              "HorizontalPodAutoscaler",
                                              "StatefulSet",
                                              "Job",
                                              "CronJob",
                                              "IngressClass",
                                              "Ingress",
                                              "APIService",
                                              "MutatingWebhookConfiguration",
                                              "ValidatingWebhookConfiguration"};
constexpr std::size_t known_to_three = std::size(install_order) - 2;

constexpr std::string_view hook_events[] = {"pre-install",  "post-install",  "pre-delete",
                                            "post-delete",  "pre-upgrade",   "post-upgrade",
                                            "pre-rollback", "post-rollback", "test"};

using Bounds = std::pair<std::size_t, std::size_t>;

/// Without white space at its begin, and at its end where `both`.
Bounds trimmed(std::string_view text, Bounds part, bool both) {
  auto [begin, end] = part;
  while (begin < end) {
    const gotemplate::Rune rune = gotemplate::rune_at(text.substr(0, end), begin);
    if (!gotemplate::is_space(rune.value)) break;
    begin += rune.size;
  }
  while (both && begin < end) {
    const gotemplate::Rune rune = gotemplate::rune_before(text, end);
    if (!gotemplate::is_space(rune.value)) break;
    end -= rune.size;
  }
  return {begin, end};
}

bool is_blank(char letter) { return letter == ' ' || letter == '\t'; }
bool is_white(char letter) {
  return is_blank(letter) || letter == '\n' || letter == '\f' || letter == '\r';
}

/// The next `---` at the begin of a line, from `from` on, and where what follows it begins.
Bounds separator(std::string_view text, std::size_t from, Version version) {
  constexpr std::string_view dashes = "---";
  std::size_t at = from;
  for (;; ++at) {
    at = text.find(dashes, at);
    if (at == text.npos) return {text.size(), text.npos};
    const bool begins_text = at == 0;
    const bool begins_line = at > 0 && text[at - 1] == '\n';
    // Helm 3 takes the line break as part of the separator.
    if (begins_text || (begins_line && (version == Version::v4 || at > from))) break;
  }
  std::size_t begin = at, end = at + dashes.size();
  if (version == Version::v4) {
    while (end < text.size() && is_blank(text[end])) ++end;
  } else {
    while (begin > from && is_white(text[begin - 1])) --begin;
    while (end < text.size() && is_white(text[end])) ++end;
  }
  return {begin, end};
}

/// The documents of a rendered file, as Helm cuts it.
std::vector<Bounds> documents(std::string_view text, Version version) {
  const bool both = version == Version::v3;
  std::vector<Bounds> all;
  auto [at, end] = trimmed(text, {0, text.size()}, both);
  const std::string_view whole = text.substr(0, end);
  // The begin of the text is that of a line.
  const std::size_t base = at;
  const std::string_view body = whole.substr(base);
  for (std::size_t from = 0; from != body.npos;) {
    const auto [stop, next] = separator(body, from, version);
    const Bounds part{base + from, base + stop};
    from = next;
    const Bounds inner = trimmed(text, part, true);
    if (inner.first == inner.second) continue;
    all.push_back(both ? inner : trimmed(text, part, false));
  }
  return all;
}

constexpr Field<DocumentHead> metadata_fields[] = {
    {"name",
     [](FieldReader& reader, Ref value, DocumentHead& made) { reader.text(value, made.name); }},
    {"annotations", [](FieldReader& reader, Ref value, DocumentHead& made) {
       reader.text_map(value, made.annotations);
       made.has_annotations = !made.annotations.empty();
     }}};

constexpr Field<DocumentHead> head_fields[] = {
    {"apiVersion", [](FieldReader& reader, Ref value,
                      DocumentHead& made) { reader.text(value, made.api_version); }},
    {"kind",
     [](FieldReader& reader, Ref value, DocumentHead& made) { reader.text(value, made.kind); }},
    {"metadata", [](FieldReader& reader, Ref value, DocumentHead& made) {
       if (reader.is_object(value,
                            "struct { Name string \"json:\\\"name\\\"\"; Annotations "
                            "map[string]string \"json:\\\"annotations\\\"\" }"))
         read_fields<DocumentHead>(reader, value, metadata_fields, "SimpleHead.metadata.", made);
     }}};

class Sorter {
 public:
  Sorter(Version version, SourceMap& sources, Arena& arena)
      : version_(version), sources_(sources), arena_(arena), before_(arena.mark().total) {}

  void add(const RenderedFile& file) {
    for (const auto& [begin, end] : documents(file.text.text(), version_))
      add(file, file.text.part(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)));
  }

  Manifests done() {
    const auto rank = [&](const Manifest& manifest) {
      const auto known =
          std::span(install_order)
              .first(version_ == Version::v4 ? std::size(install_order) : known_to_three);
      const auto found = std::ranges::find(known, manifest.head.kind);
      const bool is_known = found != known.end();
      return std::pair(found - known.begin(), is_known ? std::string_view() : manifest.head.kind);
    };
    std::ranges::stable_sort(made_.objects, {}, rank);
    std::ranges::stable_sort(made_.hooks, {}, rank);
    return std::move(made_);
  }

 private:
  void add(const RenderedFile& file, const BuiltText& text) {
    if (!has_room(file, text)) return;
    Manifest made;
    made.file = &file;
    made.text = text;
    TextBuilder copy;
    copy.append(text);
    made.source = sources_.add_made(file.name, std::move(copy));
    const Tree tree = read_yaml(arena_, sources_, made.source);
    made_.problems.insert(made_.problems.end(), tree.problems.begin(), tree.problems.end());
    const ValueText value = yaml_value_of(tree, arena_, sources_, made.source, Wanted::mapping);
    std::string error = value.error;
    made.root = value.root;
    if (value.root) {
      FieldReader reader;
      read_fields<DocumentHead>(reader, Ref(value.root), head_fields, "SimpleHead.", made.head);
      if (reader.failure()) error = reader.failure()->message;
    }
    if (!error.empty()) {
      constexpr std::string_view generic = "map[string]interface {}", head = "util.SimpleHead";
      if (const std::size_t at = error.rfind(generic); at != error.npos && error.ends_with(generic))
        error.replace(at, generic.size(),
                      version_ == Version::v4 ? head : std::string_view("releaseutil.SimpleHead"));
      return lose(file, text,
                  {value.too_large ? Stage::declined : Stage::sort,
                   fmt::format("YAML parse error on {}: {}", file.name, error),
                   {made.source, 0, text.size}},
                  tree.problems.empty() ? Span{made.source, 0, 0} : tree.problems.front().at);
    }
    sort_in(std::move(made));
  }

  /// One document is bound by what is read of a file; all together are here. What is beyond is
  /// lost, and told once.
  bool has_room(const RenderedFile& file, const BuiltText& text) {
    constexpr std::size_t most_bytes = 128u << 20, most_documents = 20'000;
    if (is_full_) return false;
    is_full_ = ++documents_ > most_documents || arena_.mark().total - before_ > most_bytes;
    if (is_full_)
      lose(file, text, {Stage::declined, "it prints too much to be read", file.written},
           file.written);
    return !is_full_;
  }

  void lose(const RenderedFile& file, const BuiltText& text, Failure why, Span at) {
    made_.lost.push_back({&file, std::move(why), text, at});
  }

  /// A hook of an event that nobody knows is never deployed.
  void sort_in(Manifest made) {
    const auto hook = made.head.annotations.find("helm.sh/hook");
    if (hook == made.head.annotations.end()) {
      made_.objects.push_back(std::move(made));
      return;
    }
    const auto weight = made.head.annotations.find("helm.sh/hook-weight");
    if (weight != made.head.annotations.end())
      made.weight = static_cast<int>(gotemplate::parsed_int(weight->second, 10).value_or(0));
    for (const std::string_view part : split(hook->second, ',')) {
      std::string event = lower(fairlead::trimmed(part));
      if (event == "test-success") event = "test";
      if (std::ranges::find(hook_events, event) == std::end(hook_events)) return;
      made.events.push_back(std::move(event));
    }
    made_.hooks.push_back(std::move(made));
  }

  const Version version_;
  SourceMap& sources_;
  Arena& arena_;
  const std::size_t before_;  // what the arena held
  std::size_t documents_ = 0;
  bool is_full_ = false;
  Manifests made_;
};

bool is_manifest_name(std::string_view name) {
  const std::string small = lower(name);
  return small.ends_with(".yaml") || small.ends_with(".yml") || small.ends_with(".json");
}

}  // namespace

Manifests manifests_of(const Engine& engine, Version version, SourceMap& sources, Arena& arena) {
  std::vector<const RenderedFile*> files;
  for (const RenderedFile& file : engine.files())
    if (!file.fault && !file.name.ends_with("NOTES.txt")) files.push_back(&file);
  std::ranges::sort(files, {},
                    [](const RenderedFile* file) { return std::string_view(file->name); });
  Sorter sorter(version, sources, arena);
  for (const RenderedFile* file : files) sorter.add(*file);
  return sorter.done();
}

std::vector<CustomResource> custom_resources(const LiveChart& chart) {
  std::vector<CustomResource> all;
  for (const ChartFile& file : chart.chart->files)
    if (file.name.starts_with("crds/") && is_manifest_name(file.name))
      all.push_back({fmt::format("{}/{}", chart.full_path(), file.name), file});
  for (const LiveChart* child : chart.dependencies)
    for (CustomResource& each : custom_resources(*child)) all.push_back(std::move(each));
  return all;
}

}  // namespace fairlead::helm
