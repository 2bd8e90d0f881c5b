#include "deploy/worklist.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Unit unit(std::string root) {
  Unit made;
  made.root = std::move(root);
  return made;
}

using Namer = std::function<std::vector<Unit>(const Unit&)>;

/// The roots of all units that are rendered where each names what `named_by` says, and the gaps.
std::pair<std::vector<std::string>, std::vector<Gap>> rendered(
    std::vector<Unit> found, const Namer& named_by, WorklistLimits limits = {},
    const SourceMap& sources = SourceMap()) {
  Worklist list(std::move(found), sources, limits);
  std::vector<std::string> roots;
  std::vector<Gap> gaps;
  for (auto [first, last] = list.next_round(); first < last;
       std::tie(first, last) = list.next_round()) {
    for (std::size_t i = first; i < last; ++i) {
      roots.push_back(list.units()[i].root);
      list.name(i, named_by(list.units()[i]), gaps);
    }
  }
  return {roots, gaps};
}

TEST(Worklist, RendersWhatUnitsNameRoundByRound) {
  const Namer named_by = [](const Unit& by) -> std::vector<Unit> {
    if (by.root == "a") return {unit("c"), unit("d")};
    if (by.root == "c") return {unit("e")};
    return {};
  };
  const auto [roots, gaps] = rendered({unit("a"), unit("b")}, named_by);
  EXPECT_THAT(roots, ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(gaps, IsEmpty());
}

TEST(Worklist, RendersNoUnitTwice) {
  // Each names the other, itself, and one that was found.
  const Namer named_by = [](const Unit&) -> std::vector<Unit> {
    return {unit("a"), unit("b"), unit("c"), unit("c")};
  };
  EXPECT_THAT(rendered({unit("a"), unit("b")}, named_by).first, ElementsAre("a", "b", "c"));
}

TEST(Worklist, OtherValuesMakeAnotherUnit) {
  SourceMap sources;
  File values;
  values.path = "values-prod.yaml";
  values.source = sources.add_written(values.path, "");
  const Namer named_by = [&](const Unit& by) -> std::vector<Unit> {
    Unit made = unit(by.root);
    made.values = {{Ref(), false, "", false, &values}};
    return {made};
  };
  EXPECT_THAT(rendered({unit("a")}, named_by, {}, sources).first, ElementsAre("a", "a"));
}

TEST(Worklist, ANamedChartIsAnEnvironmentOfItsOwn) {
  const auto chart = [](std::string root) {
    Unit made = unit(std::move(root));
    made.kind = UnitKind::chart_values;
    return made;
  };
  Unit found = chart("a");
  found.environment = EnvironmentId(1);
  const SourceMap sources;
  Worklist list({found}, sources);
  std::vector<Gap> gaps;
  list.next_round();
  list.name(0, {chart("a"), chart("b"), chart("c"), unit("d")}, gaps);
  std::vector<EnvironmentId> environments;
  for (const Unit& each : list.units()) environments.push_back(each.environment);
  EXPECT_THAT(environments, ElementsAre(EnvironmentId(1), EnvironmentId(2), EnvironmentId(3),
                                        EnvironmentId::all));
}

TEST(Worklist, EndsAtTheBytesOfValues) {
  SourceMap sources;
  File values;
  values.path = "values.yaml";
  values.source = sources.add_written(values.path, std::string(600, '#'));
  const auto with_values = [&](std::string root) {
    Unit made = unit(std::move(root));
    made.values = {{Ref(), false, "", false, &values}};
    return made;
  };
  Worklist list({unit("a")}, sources, {.bytes = 1000});
  std::vector<Gap> gaps;
  list.next_round();
  list.name(0, {with_values("b"), with_values("c"), unit("d")}, gaps);
  EXPECT_EQ(list.units().size(), 3u);
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_EQ(gaps[0].what, "`c`");
  EXPECT_THAT(gaps[0].reason, ::testing::HasSubstr("values that charts are given"));
}

TEST(Worklist, EndsAtItsDepth) {
  const Namer named_by = [](const Unit& by) -> std::vector<Unit> { return {unit(by.root + "x")}; };
  const auto [roots, gaps] = rendered({unit("a")}, named_by, {.depth = 3});
  EXPECT_THAT(roots, ElementsAre("a", "ax", "axx", "axxx"));
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_EQ(gaps[0].path, "axxx");
  EXPECT_EQ(gaps[0].what, "`axxxx`");
  EXPECT_THAT(gaps[0].reason, ::testing::HasSubstr("3 levels"));
}

TEST(Worklist, EndsAtItsNumber) {
  const Namer named_by = [](const Unit& by) -> std::vector<Unit> {
    std::vector<Unit> all;
    for (int i = 0; i < 10; ++i) all.push_back(unit(fmt::format("{}{}", by.root, i)));
    return all;
  };
  const auto [roots, gaps] = rendered({unit("a")}, named_by, {.named = 25});
  EXPECT_EQ(roots.size(), 26u);
  // 5 of the second unit that names some, and all of the 23 units behind it.
  EXPECT_EQ(gaps.size(), 5u + 10 * 23);
}

/// A unit as an object deploys it that says where it goes.
Unit placed(std::string root, std::string namespace_name) {
  Unit made = unit(std::move(root));
  made.release_namespace = std::move(namespace_name);
  return made;
}

/// What is deployed in the end: "root namespace".
std::vector<std::string> deployed(std::vector<Unit> found, const Namer& named_by) {
  const SourceMap sources;
  Worklist list(std::move(found), sources);
  std::vector<Gap> gaps;
  for (auto [first, last] = list.next_round(); first < last;
       std::tie(first, last) = list.next_round()) {
    for (std::size_t i = first; i < last; ++i) list.name(i, named_by(list.units()[i]), gaps);
  }
  std::vector<std::string> all;
  for (const std::size_t at : list.deployed())
    all.push_back(fmt::format("{} {}", list.units()[at].root, list.units()[at].release_namespace));
  return all;
}

TEST(Worklist, WhatIsDeployedWithChangesStandsForWhatWasFound) {
  const Namer named_by = [](const Unit& by) -> std::vector<Unit> {
    if (by.root == "argo") return {placed("web", "shop")};
    // As it was found it deploys another one than as it is deployed.
    if (by.root == "web") return {placed("cache", by.release_namespace + "-cache")};
    return {};
  };
  EXPECT_THAT(deployed({unit("argo"), unit("cache"), unit("other"), unit("web")}, named_by),
              ElementsAre("argo ", "other ", "web shop", "cache shop-cache"));
}

TEST(Worklist, WhatDeploysItselfWithChangesIsThereOnce) {
  const Namer named_by = [](const Unit& by) -> std::vector<Unit> {
    if (by.root == "flux") return {placed("flux", "system"), placed("apps", "x")};
    return {};
  };
  EXPECT_THAT(deployed({unit("apps"), unit("flux")}, named_by),
              ElementsAre("flux system", "apps x"));
}

TEST(Worklist, WhatNothingDeployedDeploysStays) {
  const Namer named_by = [](const Unit& by) -> std::vector<Unit> {
    if (by.root == "argo") return {placed("web", "shop")};
    if (by.root == "web" && by.release_namespace.empty()) return {placed("cache", "old")};
    return {};
  };
  EXPECT_THAT(deployed({unit("argo"), unit("cache"), unit("web")}, named_by),
              ElementsAre("argo ", "cache ", "web shop"));
}

}  // namespace
}  // namespace fairlead
