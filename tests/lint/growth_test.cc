// Twice the objects cost about twice the work, in steps that the rules count of looking through
// many: times differ from machine to machine.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "lint/runner.h"
#include "run/inspect.h"

namespace fairlead::testing {
namespace {

/// The work of all rules on a file.
std::size_t steps_of(std::string text, void (*prepare)(Facts&)) {
  const auto read = inspect("a.yaml", std::move(text), FileFormat::yaml);
  if (prepare) prepare(*read->facts);
  const UnitSummary own = summarize(*read->facts, *read->sources);
  const UnitSummary* const units[] = {&own};
  const Summaries summaries(units, *read->sources);
  const World world(*read->facts, own, summaries);
  LookedAt looked_at;
  lint_unit(*read->facts, world, *read->sources, looked_at);
  return looked_at.steps;
}

/// Twice as many things: a look at all for each would be four times the work.
constexpr double linear = 2.3;
/// Names near to a text are found with work that grows with the square of a name's length as well,
/// and twice as many names are longer.
constexpr double near_names = 2.8;

/// Holds the work on what `made` writes of a number of things to a budget: at most so many times as
/// much for twice as many.
template <typename Made>
void expect_growth(double most, Made made, void (*prepare)(Facts&) = nullptr) {
  double before = 0;
  for (const std::size_t count : {500u, 1000u, 2000u}) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += made(i, count);
    const auto now = static_cast<double>(steps_of(std::move(text), prepare));
    EXPECT_GT(now, 0);
    if (before > 0) {
      EXPECT_LE(now, most * before) << count << " things";
    }
    before = now;
  }
}

std::string service(std::string_view name, std::string_view app, int port = 6379) {
  return fmt::format(
      "---\napiVersion: v1\nkind: Service\nmetadata: {{name: {}}}\n"
      "spec: {{selector: {{app: {}}}, ports: [{{port: {}}}]}}\n",
      name, app, port);
}

std::string pod(std::string_view name, std::string_view app, std::string_view image,
                std::string_view url) {
  return fmt::format(
      "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: {}, labels: {{app: {}}}}}\n"
      "spec: {{containers: [{{name: c, image: '{}', env: [{{name: A_URL, value: '{}'}}]}}]}}\n",
      name, app, image, url);
}

TEST(Growth, OfMisspeltHosts) {
  expect_growth(linear, [](std::size_t i, std::size_t) {
    return service(fmt::format("redis-{}", i), fmt::format("r{}", i)) +
           pod(fmt::format("p{}", i), fmt::format("r{}", i), "redis:7",
               fmt::format("redis://redi-{}:6379", i));
  });
}

TEST(Growth, OfMisspeltHostsOfOtherServers) {
  expect_growth(near_names, [](std::size_t i, std::size_t) {
    return service(fmt::format("database-{}", i), "x", 5432) +
           pod(fmt::format("p{}", i), "x", "x", fmt::format("postgres://databse-{}:5432/x", i));
  });
}

TEST(Growth, OfCorrectHosts) {
  expect_growth(linear, [](std::size_t i, std::size_t) {
    return service(fmt::format("redis-{}", i), fmt::format("r{}", i)) +
           pod(fmt::format("p{}", i), "r", "x", fmt::format("redis://redis-{}:6379", i));
  });
}

TEST(Growth, OfServicesThatSelectNothing) {
  expect_growth(near_names, [](std::size_t i, std::size_t) {
    return service(fmt::format("s{}", i), fmt::format("web-api-{}", i)) +
           pod(fmt::format("p{}", i), fmt::format("web-apo-{}", i), "x", "");
  });
}

/// Every second path is here.
void name_paths(Facts& facts) {
  bool present = false;
  for (Installation& each : facts.installations) {
    InstalledSource& source = each.sources.at(0);
    each.paths = {{source.path, "m/r", present, false, false, source.path_at, ""}};
    present = !present;
  }
}

TEST(Growth, OfApplications) {
  const auto application = [](std::size_t i, std::size_t) {
    return fmt::format(
        "---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: a{0}}}\n"
        "spec: {{source: {{repoURL: 'https://git.example/m/r', path: apps/a{0}, "
        "targetRevision: main}}, destination: {{namespace: n}}}}\n",
        i);
  };
  expect_growth(linear, application, name_paths);
}

TEST(Growth, OfVariables) {
  expect_growth(linear, [](std::size_t i, std::size_t count) {
    const std::string begin = i > 0 ? ""
                                    : "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
                                      "spec: {containers: [{name: c, image: x, env: [\n";
    return begin + fmt::format("  {{name: A{}, value: '$(A{}) $(B{})'}}{}\n", i, i + 1, i,
                               i + 1 < count ? "," : "]}]}");
  });
}

}  // namespace
}  // namespace fairlead::testing
