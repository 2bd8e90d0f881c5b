#include "deploy/kustomize/graph.h"

#include "base/files.h"

namespace fairlead {
namespace {

/// Walks along the edges in the order in which they are built, each kustomization once. On a stack
/// of its own: a chain may be as long as there are files.
class Walker {
 public:
  explicit Walker(std::map<std::string, Kustomization, std::less<>>& all) {
    for (auto& [path, each] : all) states_.emplace(&each, State{&each});
  }

  bool reached(const Kustomization& start) const {
    return states_.at(&start).step != Step::not_reached;
  }

  void walk(const Kustomization& start) {
    enter(start);
    while (!open_.empty()) {
      State& state = *open_.back();
      if (state.next == edge_count(*state.at)) {
        state.step = Step::left;
        open_.pop_back();
        continue;
      }
      KustomizationEdge& edge = edge_at(*state.at, state.next++);
      if (!edge.below) continue;
      const Step step = states_.at(edge.below).step;
      edge.closes_circle = step == Step::open;
      if (step == Step::not_reached) enter(*edge.below);
    }
  }

 private:
  enum class Step : std::uint8_t { not_reached, open, left };
  struct State {
    Kustomization* at;
    Step step = Step::not_reached;
    std::size_t next = 0;
  };

  static std::size_t edge_count(const Kustomization& at) {
    return at.resources.size() + at.inputs.size();
  }
  static KustomizationEdge& edge_at(Kustomization& at, std::size_t i) {
    return i < at.resources.size() ? at.resources[i] : at.inputs[i - at.resources.size()];
  }
  void enter(const Kustomization& at) {
    State& state = states_.at(&at);
    state.step = Step::open;
    open_.push_back(&state);
  }

  std::map<const Kustomization*, State> states_;
  std::vector<State*> open_;  // outermost first
};

}  // namespace

const Kustomization* KustomizationGraph::add(const File& file) {
  if (!is_kustomization(file)) return nullptr;
  Kustomization& made = all_[file.path];
  made.file = &file;
  made.component = first_root(file)["kind"].text() == "Component";
  for (PathRef& ref : resource_paths(file)) made.resources.push_back({std::move(ref)});
  for (PathRef& ref : input_paths(file)) made.inputs.push_back({std::move(ref)});
  return &made;
}

void KustomizationGraph::tie(const FileSet& files) {
  for (auto& [path, each] : all_) {
    for (auto* edges : {&each.resources, &each.inputs}) {
      for (KustomizationEdge& edge : *edges) {
        if (!edge.ref.inside()) continue;
        edge.file = files.find(edge.ref.path);
        edge.below = in(edge.ref.path);
        if (edges == &each.resources && edge.below && edge.below != &each)
          all_.find(edge.below->file->path)->second.used = true;
      }
    }
  }
  Walker walker(all_);
  // Those that nothing uses first; then one of each circle, so that it is reported.
  for (const bool used : {false, true}) {
    for (auto& [path, each] : all_) {
      if (each.component || (each.used && !used) || walker.reached(each)) continue;
      walker.walk(each);
      roots_.push_back(&each);
    }
  }
  for (auto& [path, each] : all_) {
    if (walker.reached(each)) continue;
    walker.walk(each);
    unused_.push_back(&each);
  }
}

const Kustomization* KustomizationGraph::of(const File& file) const {
  const auto place = all_.find(file.path);
  return place == all_.end() ? nullptr : &place->second;
}

const Kustomization* KustomizationGraph::in(std::string_view directory) const {
  for (const std::string_view name : kustomization_names) {
    const auto path = joined_path(directory, name);
    const auto place = path ? all_.find(*path) : all_.end();
    if (place != all_.end()) return &place->second;
  }
  return nullptr;
}

}  // namespace fairlead
