// The objects of a release live in one namespace.
#include <gtest/gtest.h>

#include "deploy/manifests/manifests.h"
#include "deploy/types/file_set.h"

namespace fairlead {
namespace {

/// "name namespace" of each object of a file, of a release that is put into `given`.
std::vector<std::string> placed(std::string text, std::optional<std::string> given) {
  const MemoryFiles none({});
  FileSet files(none);
  SourceMap sources;
  File& file = files.add(sources, "a.yaml", FileFormat::yaml, std::move(text));
  file.is_release = given.has_value();
  file.namespace_name = given.value_or("");
  parse(file, sources);
  std::vector<Resource> resources;
  add_manifests(file, resources);
  std::vector<std::string> all;
  for (const Resource& each : resources)
    all.push_back(std::string(each.name) + " " + std::string(each.namespace_name));
  return all;
}

using All = std::vector<std::string>;
const std::string a = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: x}\n";
const std::string b = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: b}\n";
const std::string c = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: c, namespace: y}\n";
const std::string role = "---\napiVersion: v1\nkind: ClusterRole\nmetadata: {name: r}\n";

TEST(Release, WhatNamesNoNamespaceLivesWhereTheRestDoes) {
  EXPECT_EQ(placed(a + b + role, ""), (All{"a x", "b x", "r "}));
  EXPECT_EQ(placed(b + role, ""), (All{"b ", "r "}));
}

TEST(Release, OfTwoNamespacesNoneIsMeant) {
  EXPECT_EQ(placed(a + b + c, ""), (All{"a x", "b ", "c y"}));
}

TEST(Release, TheNamespaceThatIsGivenGoesBefore) {
  EXPECT_EQ(placed(a + b + c + role, "z"), (All{"a x", "b z", "c y", "r "}));
}

TEST(Release, AFileIsOneOnlyWhereHelmPrintedIt) {
  EXPECT_EQ(placed(a + b, std::nullopt), (All{"a x", "b "}));
  const std::string printed = "---\n# Source: shop/templates/a.yaml\n" + a.substr(4);
  EXPECT_EQ(placed(printed + b, std::nullopt), (All{"a x", "b x"}));
}

}  // namespace
}  // namespace fairlead
