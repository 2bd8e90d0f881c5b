#include "facts/cluster/quantity.h"

#include <gtest/gtest.h>

namespace fairlead {
namespace {

/// What go-units 0.5.0 answered; 0 where it refused. `1e3`, `+1g` and `1_000`, which it takes, are
/// left out.
TEST(ComposeSize, AsComposeReadsIt) {
  constexpr std::pair<std::string_view, std::uint64_t> sizes[] = {
      {"512m", 536870912},
      {"512M", 536870912},
      {"1g", 1073741824},
      {"256mb", 268435456},
      {"256MB", 268435456},
      {"256MiB", 268435456},
      {"512mib", 536870912},
      {"1.5g", 1610612736},
      {"1.5gb", 1610612736},
      {"134217728", 134217728},
      {"64k", 65536},
      {"64KiB", 65536},
      {"32b", 32},
      {"32B", 32},
      {"1t", 1099511627776},
      {"1TiB", 1099511627776},
      {"1p", 1125899906842624},
      {"1 g", 1073741824},
      {"1 GiB", 1073741824},
      {".5g", 536870912},
      {"1.g", 1073741824},
      {"0.3333m", 349490},
      {"256Mi", 0},
      {"512mi", 0},
      {"32iB", 0},
      {"1  g", 0},
      {" 1g", 0},
      {"1g ", 0},
      {"-1g", 0},
      {"g", 0},
      {"", 0},
      {"0x10", 0},
      {"1x", 0},
      {"1e", 0},
      {"1,5g", 0},
      {"1eb", 0},
      {"inf", 0},
      {"1.2.3m", 0},
      {"12.3.m", 0},
      {"${LIMIT}", 0},
  };
  for (const auto& [text, bytes] : sizes)
    EXPECT_EQ(bytes_of_compose_size(text).value_or(0), bytes) << text;
  EXPECT_EQ(bytes_of_compose_size("0"), 0u);
  EXPECT_FALSE(bytes_of_compose_size("9999999999p"));  // there it is negative
}

}  // namespace
}  // namespace fairlead
