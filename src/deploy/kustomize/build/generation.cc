// What a kustomization generates: ConfigMaps, Secrets, charts, and what configurations say.
#include "base/text.h"
#include "deploy/kustomize/build/build.h"
#include "deploy/kustomize/build/built_ins.h"
#include "deploy/kustomize/build/charts.h"
#include "deploy/kustomize/objects/load.h"

namespace fairlead::kustomize {

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
  if (!stopped()) add_charts(target, all);
  for (const Object& each : configured(target, target.root["generators"])) {
    if (stopped()) return;
    BuiltIns(*this, target).generate(each, all);
  }
}

void Build::add_charts(const Target& target, Accumulated& all) {
  Ref globals = target.root["helmGlobals"];
  std::vector<const Node*> entries;
  for (const Node* entry : target.root["helmCharts"].items()) entries.push_back(entry);
  Ref older_home;
  for (const Node* entry : target.root["helmChartInflationGenerator"].items()) {
    entries.push_back(Charts::of_older(*entry, edits_));
    const Ref home = Ref(entry)["chartHome"];
    if (!home.text().empty()) older_home = Ref(entry);  // the last one counts for all
  }
  if (!globals) globals = older_home;
  for (const Node* entry : entries)
    if (!stopped()) Charts(*this, target, Ref(entry), globals).add(all);
}

std::function<std::optional<OwnPlace>(Span)> Build::own_places() const {
  if (own_places_.empty()) return nullptr;
  return [all = own_places_](Span at) -> std::optional<OwnPlace> {
    for (const auto& ask : all)
      if (auto own = ask(at)) return own;
    return std::nullopt;
  };
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
