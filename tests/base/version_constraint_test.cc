#include "base/versions/version_constraint.h"

#include <gtest/gtest.h>

namespace fairlead {
namespace {

TEST(HelmVersion, IsTakenAsMastermindsDoes) {
  for (const char* version : {"1", "v1.2", "01.2.3", "1.2.3-rc.1+build.5", "1.2.3+20130313144700",
                              "1.0.0-0", "v0.0.0-alpha-a.b-c"})
    EXPECT_TRUE(is_version(version)) << version;
  for (const char* version : {"", "x", "1.2.3.4", "1.2.3-01", "1..2", "1.2.", "1.2.3-", "1.2.3+",
                              " 1.2.3", "V1", "99999999999999999999", "1.2.3-a..b", "1.2.3_a"})
    EXPECT_FALSE(is_version(version)) << version;
}

struct Range {
  const char* range;
  const char* version;
  bool fits;
};

// What Helm 4.2.4 decides.
constexpr Range ranges[] = {
    {"*", "1.2.3", true},
    {"", "1.2.3", false},
    {"*", "1.2.3-rc1", false},
    {"*-0", "1.2.3-rc1", true},
    {">=1.19", "1.28.3-gke.100", false},
    {">=1.19-0", "1.28.3-gke.100", true},
    {">= 1.0 < 2", "1.5.0", true},
    {">=1.0,<2", "2.0.0", false},
    {">=1.0<2", "1.5.0", false},
    {">1", "1.5.0", false},
    {">1", "2.0.0", true},
    {">1.1", "1.1.5", false},
    {"<=1", "1.9.9", true},
    {"<=1.2", "1.3.0", false},
    {"=<1.2.3", "1.2.3", true},
    {"!=1.2", "1.2.9", false},
    {"!=1.x", "2.0.0", true},
    {"!=1.2.3", "1.2.4", true},
    {"1.2", "1.2.9", true},
    {"1.2.3", "1.2.4", false},
    {"v1.2.3", "1.2.3+meta", true},
    {"~1", "1.9.0", true},
    {"~1.2.3", "1.2.9", true},
    {"~1.2.3", "1.3.0", false},
    {"~0.0.0", "5.0.0", true},
    {"~>2.0", "2.0.7", true},
    {"^1.2", "1.9.0", true},
    {"^1.2", "2.0.0", false},
    {"^0.2.3", "0.2.9", true},
    {"^0.2.3", "0.3.0", false},
    {"^0.0.3", "0.0.4", false},
    {"^0", "0.9.0", true},
    {"1 - 2.3", "2.3.0", true},
    {"1 - 2", "3.0.0", false},
    {"1.x || 3 - 4", "3.5.0", true},
    {"1.x || y", "1.0.0", false},
    {"1.0.0-a.2", "1.0.0-a.10", false},
    {">1.0.0-a.2", "1.0.0-a.10", true},
    {">1.0.0-rc", "1.0.0", true},
    {"1.2.3.4", "1.2.3", false},
    {"1.2.3,", "1.2.3", false},
};

TEST(HelmVersion, FitsARangeAsMastermindsDoes) {
  for (const Range& each : ranges)
    EXPECT_EQ(version_fits(each.range, each.version), each.fits)
        << each.range << " and " << each.version;
}

}  // namespace
}  // namespace fairlead
