// Every row of the table of selectors, broken in each way that it can be, at its exact bytes.
#include "facts/references/selector_rows.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "facts/references/reference_rows.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A value below keys: `{spec: {rules: [{a: 1}]}}` of "spec.rules[].a".
std::string nested(std::string_view path, std::string value) {
  while (!path.empty()) {
    const auto dot = path.rfind('.');
    std::string_view key = path.substr(dot == std::string_view::npos ? 0 : dot + 1);
    path = path.substr(0, dot == std::string_view::npos ? 0 : dot);
    const bool is_list = key.ends_with("[]");
    if (is_list) key.remove_suffix(2);
    value =
        is_list ? fmt::format("{{{}: [{}]}}", key, value) : fmt::format("{{{}: {}}}", key, value);
  }
  return value;
}

/// Pods, or a Service, with this label.
std::string selected(const SelectorRow& row, std::string_view space, std::string_view label) {
  if (row.what == Selects::services)
    return fmt::format(
        "{{apiVersion: v1, kind: Service, metadata: {{name: web, namespace: {}, labels: {{{}}}}}, "
        "spec: {{ports: [{{port: 80}}]}}}}",
        space, label);
  return fmt::format(
      "{{apiVersion: v1, kind: Pod, metadata: {{name: web, namespace: {}, labels: {{{}}}}}, spec: "
      "{{containers: [{{name: web, image: web}}]}}}}",
      space, label);
}

std::string object(const SelectorRow& row, std::string body) {
  const auto slash = row.by.rfind('/');
  body = nested(row.at, std::move(body));
  return fmt::format("{{apiVersion: {}/v1, kind: {}, metadata: {{name: one, namespace: shop}}, {}",
                     row.by.substr(0, slash), short_kind(row.by), body.substr(1));
}

std::string selecting(const SelectorRow& row, std::string_view label) {
  const bool is_bare = row.selector.ends_with(".labels");
  return nested(row.selector, fmt::format("{}{{{}}}{}", is_bare ? "" : "{matchLabels: ", label,
                                          is_bare ? "" : "}"));
}

std::vector<std::string> found(const std::string& selecting, const std::string& selected) {
  return found_places(run(MemoryFiles({{"a.yaml", selecting}, {"b.yaml", selected}}), {}),
                      "reference/");
}

class SelectorRows : public ::testing::TestWithParam<SelectorRow> {};

TEST_P(SelectorRows, IsSilentWhereItFinds) {
  const SelectorRow& row = GetParam();
  EXPECT_THAT(found(object(row, selecting(row, "app: frontend")),
                    selected(row, "shop", "app: frontend, tier: web")),
              IsEmpty());
}

TEST_P(SelectorRows, FindsAMisspeltValue) {
  const SelectorRow& row = GetParam();
  EXPECT_THAT(
      found(object(row, selecting(row, "app: frontned")), selected(row, "shop", "app: frontend")),
      ElementsAre("a.yaml app: frontned"));
}

TEST_P(SelectorRows, FindsAnotherKey) {
  const SelectorRow& row = GetParam();
  EXPECT_THAT(found(object(row, selecting(row, "app: frontend")),
                    selected(row, "shop", "component: frontend")),
              ElementsAre("a.yaml app: frontend"));
}

TEST_P(SelectorRows, IsSilentWhereNothingIsNear) {
  const SelectorRow& row = GetParam();
  EXPECT_THAT(found(object(row, selecting(row, "app: frontend")),
                    selected(row, "shop", "app: somewhat-else")),
              IsEmpty());
  EXPECT_THAT(found(object(row, selecting(row, "app: frontned")),
                    selected(row, "elsewhere", "app: frontend")),
              IsEmpty());
}

TEST_P(SelectorRows, IsSilentWhereItLooksInAllNamespaces) {
  const SelectorRow& row = GetParam();
  if (row.spaces_at.empty()) return;
  const std::string spaces = nested(row.spaces_at, "{any: true}");
  const std::string selector = selecting(row, "app: frontned");
  const std::string both =
      fmt::format("{}, {}", selector.substr(0, selector.size() - 1), spaces.substr(1));
  EXPECT_THAT(found(object(row, both), selected(row, "shop", "app: frontend")), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Of, SelectorRows, ::testing::ValuesIn(selector_rows()),
                         [](const auto& each) {
                           return test_name(fmt::format("{}_{}_{}", each.param.by, each.param.at,
                                                        each.param.selector));
                         });

}  // namespace
}  // namespace fairlead::testing
