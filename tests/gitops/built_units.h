#pragma once
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "deploy/reached.h"
#include "deploy/render.h"
#include "deploy/types/unit_texts.h"
#include "deploy/units.h"
#include "deploy/walk.h"
#include "deploy/worklist.h"

namespace fairlead::gitops {

/// All units of a tree of files, rendered, and those that they deploy, as a run makes them.
class BuiltUnits {
 public:
  struct Built {
    Unit unit;
    std::shared_ptr<UnitTexts> texts;
    Rendered rendered;
    bool is_deployed = false;
    bool is_named = false;  ///< by what another one deploys
  };

  /// `disk` must outlive it.
  BuiltUnits(const Files& disk, SourceMap& written) : files_(disk), written_(written) {
    const auto found = walk(disk, {{""}, {}});
    if (!found) return;
    std::vector<File*> parsed;
    for (const Found& each : *found)
      parsed.push_back(&files_.add(written_, each.path, each.format));
    parse_all(parsed);
    ReachedFiles reached(files_, written_);
    while (!parsed.empty()) {
      parsed = reached.needed_by(parsed);
      parse_all(parsed);
    }
    graph_ = std::move(reached).kustomizations();
    auto discovery = discover(files_, *found, graph_, written_, {}, {});
    if (!discovery) return;
    discovery_ = std::move(*discovery);
    render_all();
  }

  const std::deque<Built>& all() const { return built_; }

 private:
  void parse_all(const std::vector<File*>& files) {
    for (File* file : files) parse(*file, written_);
  }

  void render_all() {
    Worklist worklist(std::move(discovery_.units), written_);
    for (auto [first, last] = worklist.next_round(); first < last;
         std::tie(first, last) = worklist.next_round()) {
      for (std::size_t i = first; i < last; ++i) {
        Built& made = built_.emplace_back();
        made.unit = worklist.units()[i];
        made.texts = std::make_shared<UnitTexts>(written_, made.unit.given_in);
        Allowance allowance;
        made.rendered = fairlead::render(made.unit, files_, discovery_.sites, made.texts->sources,
                                         made.texts->arena, allowance);
      }
      for (std::size_t i = first; i < last; ++i) {
        std::vector<Gap> gaps;
        for (Unit& named : built_[i].rendered.units) {
          named.given_in = built_[i].texts;
          named_.insert(identity(named, written_));
        }
        worklist.name(i, built_[i].rendered.units, gaps);
      }
    }
    for (const std::size_t i : worklist.deployed()) built_[i].is_deployed = true;
    for (Built& each : built_) each.is_named = named_.contains(identity(each.unit, written_));
  }

  FileSet files_;
  SourceMap& written_;
  KustomizationGraph graph_;
  Discovery discovery_;
  std::deque<Built> built_;
  std::set<std::string> named_;
};

}  // namespace fairlead::gitops
