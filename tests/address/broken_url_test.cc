#include "address/broken_url.h"

#include <gtest/gtest.h>

#include <string>

namespace fairlead::redis {
namespace {

/// "one_slash redis:/ redis": the fault, what is wrong, and the scheme that was meant; "-" of none.
std::string shown(std::string_view text) {
  const auto url = broken_url(UrlText(text));
  if (!url) return "-";
  constexpr std::string_view names[] = {"no_slashes", "one_slash", "three_slashes",
                                        "unknown_scheme", "no_scheme"};
  return std::string(names[static_cast<std::size_t>(url->fault)]) + " " +
         std::string(url->at.text) + " " + std::string(url->scheme);
}

TEST(BrokenUrl, LacksOrHasASlash) {
  EXPECT_EQ(shown("sentinel::$(PW)@s:26379/0"), "no_slashes sentinel: sentinel");
  EXPECT_EQ(shown("redis:user@host"), "no_slashes redis: redis");
  EXPECT_EQ(shown("redis:/cache.tools.svc:6379"), "one_slash redis:/ redis");
  EXPECT_EQ(shown("redis:/:$(PW)@cache"), "one_slash redis:/ redis");
  EXPECT_EQ(shown("rediss:///:$(PW)@cache:6379/0"), "three_slashes rediss:/// rediss");
}

TEST(BrokenUrl, HasASchemeThatIsNone) {
  EXPECT_EQ(shown("reids://h:6379"), "unknown_scheme reids redis");
  EXPECT_EQ(shown("Redsi://h"), "unknown_scheme Redsi redis");
  EXPECT_EQ(shown("postgre://h/d"), "unknown_scheme postgre postgres");
}

TEST(BrokenUrl, IsAServerAlone) {
  EXPECT_EQ(shown("redis:6379"), "no_scheme redis:6379 ");
  EXPECT_EQ(shown("a-master.n.svc.cluster.local"), "no_scheme a-master.n.svc.cluster.local ");
  EXPECT_EQ(shown("cache:$(PORT)"), "no_scheme cache:$(PORT) ");
}

TEST(BrokenUrl, MayBeSomethingElse) {
  for (const std::string_view text : {"redis://h:6379",
                                      "redis://",
                                      "redis:///0",
                                      "redis:///",
                                      "jdbc:postgresql:name",
                                      "postgresql:///name",
                                      "mysqlx://h",
                                      "hiredis://h",
                                      "unix:///run/redis.sock",
                                      "word",
                                      "",
                                      "/run/redis.sock",
                                      "$(HOST):6379",
                                      "${URL}",
                                      "a b:1",
                                      "redis:/0",
                                      "amqp:///vhost",
                                      ":",
                                      "://",
                                      "mongodb:///a.b",
                                      "http:/x.y"}) {
    EXPECT_EQ(shown(text), "-") << text;
  }
}

TEST(BrokenUrl, AnyBytesAreFine) {
  std::string long_scheme(1 << 20, 'r');
  long_scheme += "://h";
  EXPECT_EQ(shown(long_scheme), "-");
  EXPECT_EQ(shown(std::string("\0\xff:", 3)), "-");
}

}  // namespace
}  // namespace fairlead::redis
