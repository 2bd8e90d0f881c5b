#include "deploy/worklist.h"

#include <fmt/format.h>

#include <algorithm>

#include "deploy/types/unit_texts.h"

namespace fairlead {
namespace {

/// The place of a unit beyond a limit.
constexpr std::size_t nowhere = std::size_t(-1);

std::size_t size_of_values(const Unit& unit, const SourceMap& written) {
  const SourceMap& sources = unit.given_in ? unit.given_in->sources : written;
  std::size_t size = 0;
  for (const ReleaseValues& each : unit.values)
    size += each.file ? sources.text(each.file->source).size() : each.root.span().size();
  return size;
}

}  // namespace

namespace {

/// The places of a tree that may have been put together.
void add_places(Ref at, const SourceMap& sources, std::string& all) {
  const Span place = at ? at->span() : Span{};
  if (place.is_place()) {
    all += fmt::format("\n{}:{}", sources.name(place.source), place.begin);
    // Made texts of one name are told by what they are.
    if (!sources.is_written(place.source)) all += fmt::format(" {}", sources.text(place));
    return;
  }
  for (const Entry& entry : at.entries()) add_places(Ref(entry.value), sources, all);
  for (const Node* item : at.items()) add_places(Ref(item), sources, all);
}

}  // namespace

std::string identity(const Unit& unit, const SourceMap& written) {
  const SourceMap& sources = unit.given_in ? unit.given_in->sources : written;
  std::string all = fmt::format("{}:{}", static_cast<int>(unit.kind), unit.root);
  const auto add_place = [&](const Ref& at) { add_places(at, sources, all); };
  for (const ReleaseValues& each : unit.values) {
    if (each.file)
      all += "\n" + each.file->path;
    else
      add_place(each.root);
  }
  for (const ReleaseParameter& each : unit.parameters) {
    add_place(each.at);
    add_place(each.value);
  }
  if (unit.altered) {
    // One object may deploy it twice: as it is written, and as another one changes it.
    const Substitution& given = unit.altered->substitution;
    add_place(unit.altered->at);
    all += fmt::format("\n{} {}", given.open, given.veiled.size());
    for (const GivenVariable& each : given.given) add_place(each.value);
    for (const Ref& patch : unit.altered->kustomize.patches) add_place(patch);
  }
  for (const std::string& version : unit.api_versions) all += "\n" + version;
  all += unit.kube_version;
  if (unit.release || !unit.release_namespace.empty())
    all += fmt::format("\n{}/{}", unit.release_namespace, unit.release.value_or(""));
  return all;
}

Worklist::Worklist(std::vector<Unit> found, const SourceMap& sources, WorklistLimits limits)
    : sources_(sources), limits_(limits), found_(found.size()) {
  for (Unit& unit : found) {
    known_.emplace(identity(unit, sources_), units_.size());
    last_environment_ = std::max(last_environment_, unit.environment);
    units_.push_back(std::move(unit));
    depths_.push_back(0);
  }
  named_by_.resize(found_);
}

std::size_t* Worklist::take(const Unit& unit, std::size_t by) {
  const auto [place, added] = known_.emplace(identity(unit, sources_), units_.size());
  named_by_[by].push_back(place->second);
  return added ? &place->second : nullptr;
}

namespace {

/// Which units are reached from those that are there anyway.
class Reached {
 public:
  explicit Reached(std::span<const std::vector<std::size_t>> named_by)
      : named_by_(named_by), reached_(named_by.size()) {}

  void from(std::size_t first) {
    std::vector<std::size_t> due{first};
    while (!due.empty()) {
      const std::size_t at = due.back();
      due.pop_back();
      if (at == nowhere || reached_[at]) continue;
      reached_[at] = true;
      due.insert(due.end(), named_by_[at].begin(), named_by_[at].end());
    }
  }
  bool has(std::size_t at) const { return reached_[at]; }

 private:
  std::span<const std::vector<std::size_t>> named_by_;
  std::vector<bool> reached_;
};

}  // namespace

std::vector<std::size_t> Worklist::deployed() const {
  // What was not found is another one only for what its object changes.
  std::multimap<std::pair<UnitKind, std::string_view>, std::size_t> altered;
  for (std::size_t i = found_; i < units_.size(); ++i) {
    const Unit& unit = units_[i];
    if (unit.kind == UnitKind::kustomization || unit.kind == UnitKind::manifests)
      altered.emplace(std::pair(unit.kind, std::string_view(unit.root)), i);
  }
  const auto changed = [&](std::size_t i) {
    const auto [first, last] = altered.equal_range({units_[i].kind, units_[i].root});
    std::vector<std::size_t> all;
    // One of fewer files says nothing of the others.
    for (auto each = first; each != last; ++each)
      if (units_[each->second].files == units_[i].files) all.push_back(each->second);
    return all;
  };
  Reached reached(named_by_);
  for (std::size_t i = 0; i < found_; ++i)
    if (changed(i).empty()) reached.from(i);
  const auto is_left = [&](std::size_t i) {
    return std::ranges::none_of(changed(i), [&](std::size_t each) { return reached.has(each); });
  };
  // What deploys itself with changes comes first: it may deploy others.
  for (std::size_t i = 0; i < found_; ++i) {
    if (!is_left(i)) continue;
    for (const std::size_t other : changed(i))
      if (std::ranges::find(named_by_[i], other) != named_by_[i].end()) reached.from(other);
  }
  for (std::size_t i = 0; i < found_; ++i)
    if (is_left(i)) reached.from(i);
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < units_.size(); ++i)
    if (reached.has(i)) all.push_back(i);
  return all;
}

std::pair<std::size_t, std::size_t> Worklist::next_round() {
  const std::size_t first = std::exchange(begun_, units_.size());
  return {first, begun_};
}

/// Which limit a unit is beyond; "" for none.
std::string Worklist::beyond(const Unit& unit, std::size_t depth) const {
  if (depth > limits_.depth)
    return fmt::format("more than {} levels of what deploys further", limits_.depth);
  if (named_ >= limits_.named)
    return fmt::format("more than {} of what deploys further", limits_.named);
  if (named_bytes_ + size_of_values(unit, sources_) > limits_.bytes)
    return fmt::format("more than {} MiB of values that charts are given", limits_.bytes >> 20);
  return {};
}

void Worklist::name(std::size_t by, std::vector<Unit> units, std::vector<Gap>& gaps) {
  const std::size_t depth = depths_[by] + 1;
  for (Unit& unit : units) {
    std::size_t* at = take(unit, by);
    if (!at) continue;
    if (std::string reason = beyond(unit, depth); !reason.empty()) {
      gaps.push_back({units_[by].root,
                      {},
                      fmt::format("`{}`", unit.root),
                      std::move(reason),
                      GapKind::release});
      named_by_[by].pop_back();
      *at = nowhere;
      continue;
    }
    ++named_;
    named_bytes_ += size_of_values(unit, sources_);
    if (unit.kind == UnitKind::chart_values) {
      last_environment_ = EnvironmentId(static_cast<std::uint32_t>(last_environment_) + 1);
      unit.environment = last_environment_;
    }
    units_.push_back(std::move(unit));
    depths_.push_back(depth);
    named_by_.emplace_back();
  }
}

}  // namespace fairlead
