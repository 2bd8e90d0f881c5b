// Twice the objects cost about twice the work, in steps that the rules count of looking through
// many: times differ from machine to machine.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "lint/runner.h"
#include "run/inspect.h"

namespace fairlead::testing {
namespace {

struct Linted {
  std::size_t findings = 0, steps = 0;
};

Linted linted(std::string text) {
  const auto read = inspect("a.yaml", std::move(text), FileFormat::yaml);
  const UnitSummary own = summarize(*read->facts, *read->sources);
  const UnitSummary* const units[] = {&own};
  const Summaries summaries(units, *read->sources);
  const World world(*read->facts, own, summaries);
  LookedAt looked_at;
  const std::size_t findings = lint_unit(*read->facts, world, *read->sources, looked_at).size();
  return {findings, looked_at.steps};
}

/// Names that share letters are compared, and among more of them more do.
constexpr double budget_of_names = 2.8;

/// Holds what `made` writes of a number of things to its budget: for twice as many at most 2.3
/// times the work.
template <typename Made>
void expect_linear(Made made, double budget = 2.3) {
  double before = 0;
  for (const std::size_t count : {500u, 1000u, 2000u}) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += made(i, count);
    const Linted now = linted(std::move(text));
    EXPECT_GT(now.steps, 0u);
    if (before > 0) {
      EXPECT_LE(static_cast<double>(now.steps), budget * before) << count << " things";
    }
    before = static_cast<double>(now.steps);
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
  expect_linear([](std::size_t i, std::size_t) {
    return service(fmt::format("redis-{}", i), fmt::format("r{}", i)) +
           pod(fmt::format("p{}", i), fmt::format("r{}", i), "redis:7",
               fmt::format("redis://redi-{}:6379", i));
  });
}

TEST(Growth, OfMisspeltHostsOfOtherServers) {
  expect_linear(
      [](std::size_t i, std::size_t) {
        return service(fmt::format("database-{}", i), "x", 5432) +
               pod(fmt::format("p{}", i), "x", "x", fmt::format("postgres://databse-{}:5432/x", i));
      },
      budget_of_names);
}

TEST(Growth, OfCorrectHosts) {
  expect_linear([](std::size_t i, std::size_t) {
    return service(fmt::format("redis-{}", i), fmt::format("r{}", i)) +
           pod(fmt::format("p{}", i), "r", "x", fmt::format("redis://redis-{}:6379", i));
  });
}

TEST(Growth, OfServicesThatSelectNothing) {
  expect_linear(
      [](std::size_t i, std::size_t) {
        return service(fmt::format("s{}", i), fmt::format("web-api-{}", i)) +
               pod(fmt::format("p{}", i), fmt::format("web-apo-{}", i), "x", "");
      },
      budget_of_names);
}

TEST(Growth, OfVariables) {
  expect_linear([](std::size_t i, std::size_t count) {
    const std::string begin = i > 0 ? ""
                                    : "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
                                      "spec: {containers: [{name: c, image: x, env: [\n";
    return begin + fmt::format("  {{name: A{}, value: '$(A{}) $(B{})'}}{}\n", i, i + 1, i,
                               i + 1 < count ? "," : "]}]}");
  });
}

}  // namespace
}  // namespace fairlead::testing
