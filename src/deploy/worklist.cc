#include "deploy/worklist.h"

#include <fmt/format.h>

#include <algorithm>

#include "deploy/types/unit_texts.h"

namespace fairlead {
namespace {

std::size_t size_of_values(const Unit& unit, const SourceMap& written) {
  const SourceMap& sources = unit.given_in ? unit.given_in->sources : written;
  std::size_t size = 0;
  for (const ReleaseValues& each : unit.values)
    size += each.file ? sources.text(each.file->source).size() : each.root.span().size();
  return size;
}

}  // namespace

std::string identity(const Unit& unit, const SourceMap& written) {
  const SourceMap& sources = unit.given_in ? unit.given_in->sources : written;
  std::string all = fmt::format("{}:{}", static_cast<int>(unit.kind), unit.root);
  const auto add_place = [&](const Ref& at) {
    all += fmt::format("\n{}:{}", sources.name(at.span().source), at.span().begin);
  };
  for (const ReleaseValues& each : unit.values) {
    if (each.file)
      all += "\n" + each.file->path;
    else
      add_place(each.root);
  }
  for (const ReleaseParameter& each : unit.parameters) add_place(each.at);
  for (const std::string& version : unit.api_versions) all += "\n" + version;
  all += unit.kube_version;
  if (unit.release || !unit.release_namespace.empty())
    all += fmt::format("\n{}/{}", unit.release_namespace, unit.release.value_or(""));
  return all;
}

Worklist::Worklist(std::vector<Unit> found, const SourceMap& sources, WorklistLimits limits)
    : sources_(sources), limits_(limits) {
  for (Unit& unit : found) {
    take(unit);
    last_environment_ = std::max(last_environment_, unit.environment);
    units_.push_back(std::move(unit));
    depths_.push_back(0);
  }
}

bool Worklist::take(const Unit& unit) { return known_.insert(identity(unit, sources_)).second; }

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
    if (!take(unit)) continue;
    if (std::string reason = beyond(unit, depth); !reason.empty()) {
      gaps.push_back({units_[by].root,
                      {},
                      fmt::format("`{}`", unit.root),
                      std::move(reason),
                      GapKind::release});
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
  }
}

}  // namespace fairlead
