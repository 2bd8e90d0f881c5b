#include "wiring/names/misspelt.h"

#include <gtest/gtest.h>

namespace fairlead {
namespace {

TEST(Misspelt, IsASlipInOneLongPart) {
  EXPECT_TRUE(misspelt("postgress", "postgres"));
  EXPECT_TRUE(misspelt("shop-posgtres", "shop-postgres"));
  EXPECT_TRUE(misspelt("redsi-master", "redis-master"));
}

TEST(Misspelt, IsNoOtherName) {
  EXPECT_FALSE(misspelt("postgres", "postgres"));
  EXPECT_FALSE(misspelt("postgres-1", "postgres-2"));
  EXPECT_FALSE(misspelt("api", "apo")) << "short names are near to each other";
  EXPECT_FALSE(misspelt("redis", "redis-master")) << "another number of parts";
  EXPECT_FALSE(misspelt("redsi-msater", "redis-master")) << "two parts";
}

}  // namespace
}  // namespace fairlead
