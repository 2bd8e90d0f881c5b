#include <gtest/gtest.h>

#include "facts/cluster/holder.h"
#include "support/manifests.h"

namespace fairlead::testing {
namespace {

TEST(Holders, StringDataWinsOverData) {
  // The API server writes stringData over data; base64 of "old" and "host".
  Manifests made(R"(
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: n}
data: {a: b2xk, b: aG9zdA==}
stringData: {a: new}
)");
  const auto holders = holders_of(made.resources, {}, made.sources);
  ASSERT_EQ(holders.size(), 1u);
  const Holder& holder = holders[0];
  EXPECT_TRUE(holder.secret);
  EXPECT_EQ(holder.namespace_name, "n");
  EXPECT_FALSE(holder.open);
  ASSERT_EQ(holder.keys.size(), 2u);
  EXPECT_EQ(holder.find("a")->value.value, "new");
  EXPECT_EQ(holder.find("b")->value.value, "host");
  EXPECT_EQ(made.written(holder.find("b")->value.span()), "aG9zdA==");
  EXPECT_EQ(holder.find("c"), nullptr);
}

TEST(Holders, WhatIsEncryptedHasKeysWithoutValues) {
  Manifests made(R"(
apiVersion: v1
kind: Secret
metadata: {name: s}
stringData: {a: "ENC[AES256_GCM,data:x]"}
sops: {version: 3.8.1}
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: sealed}
spec: {encryptedData: {b: AgB}, template: {metadata: {name: made}}}
)");
  const auto holders = holders_of(made.resources, {}, made.sources);
  ASSERT_EQ(holders.size(), 2u);
  EXPECT_FALSE(holders[0].find("a")->value);
  EXPECT_EQ(holders[1].name, "made");
  EXPECT_TRUE(holders[1].find("b"));
  EXPECT_FALSE(holders[1].open);
}

TEST(Holders, OthersMayAddKeys) {
  Manifests made(R"(
apiVersion: v1
kind: Secret
metadata: {name: token}
type: kubernetes.io/service-account-token
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e}
spec: {target: {name: t}, data: [{secretKey: k}]}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: all}
spec: {dataFrom: [{extract: {key: x}}]}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: c}
spec: {secretName: tls}
)");
  const auto holders = holders_of(made.resources, {}, made.sources);
  ASSERT_EQ(holders.size(), 4u);
  EXPECT_TRUE(holders[0].open) << "a controller fills it";
  EXPECT_EQ(holders[1].name, "t");
  EXPECT_FALSE(holders[1].open);
  EXPECT_TRUE(holders[1].find("k"));
  EXPECT_EQ(holders[2].name, "all");
  EXPECT_TRUE(holders[2].open);
  EXPECT_EQ(holders[3].name, "tls");
  EXPECT_TRUE(holders[3].open);
}

TEST(Holders, ChartsMakeSomeWhoseKeysAreKnown) {
  Manifests made("{}");
  ProductInstance instance;
  instance.namespace_name = "n";
  instance.made.secrets = {{"cache-redis", {"redis-password"}, true, true},
                           {"read", {}, false, false}};
  const auto holders = holders_of({}, std::span(&instance, 1), made.sources);
  ASSERT_EQ(holders.size(), 1u) << "what a chart only reads is none of its own";
  EXPECT_EQ(holders[0].name, "cache-redis");
  EXPECT_TRUE(holders[0].find("redis-password"));
}

}  // namespace
}  // namespace fairlead::testing
