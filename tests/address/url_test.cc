#include "address/url.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>

namespace fairlead::redis {
namespace {

/// A part as it is written; `-` where absent, `?` behind one whose value is unknown.
std::string shown(const Part& part) {
  if (!part.present) return "-";
  return std::string(part.text) + (part.has_placeholder ? "?" : "");
}

std::string shown(const HostPort& server) {
  std::string text;
  if (server.scheme.present) text += shown(server.scheme) + "://";
  if (server.user.present) text += shown(server.user) + ":" + shown(server.password) + "@";
  text += shown(server.host);
  return server.port.present ? text + ":" + shown(server.port) : text;
}

std::string hosts_of(const std::vector<HostPort>& hosts) {
  std::string text;
  for (const HostPort& server : hosts) text += (text.empty() ? "" : " ") + shown(server);
  return text;
}

/// scheme|user|password|hosts|path|query|fragment
std::string shown(const ConnectionUrl& url) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}", shown(url.scheme), shown(url.user),
                     shown(url.password), hosts_of(url.hosts), shown(url.path), shown(url.query),
                     shown(url.fragment));
}

/// Every part must lie on the bytes it names.
void expect_places(std::string_view text, const ConnectionUrl& url) {
  std::vector<Part> parts = {url.scheme, url.user,     url.password, url.path,
                             url.query,  url.fragment, url.whole};
  for (const HostPort& server : url.hosts) {
    for (const Part& part :
         {server.host, server.port, server.scheme, server.user, server.password}) {
      parts.push_back(part);
    }
  }
  for (const QueryParameter& parameter : query_parameters(url)) {
    parts.push_back(parameter.name);
    parts.push_back(parameter.value);
  }
  for (const Part& part : parts) {
    ASSERT_LE(part.begin, part.end);
    ASSERT_LE(part.end, text.size());
    EXPECT_EQ(part.text, text.substr(part.begin, part.end - part.begin)) << text;
    EXPECT_TRUE(part.present || part.text.empty());
  }
}

struct UrlCase {
  std::string_view text, parts;
};

class RedisUrl : public ::testing::TestWithParam<UrlCase> {};

TEST_P(RedisUrl, IsTakenApart) {
  const auto [text, parts] = GetParam();
  const auto url = parse_url(text);
  ASSERT_TRUE(url) << text;
  EXPECT_EQ(shown(*url), parts) << text;
  expect_places(text, *url);
}

INSTANTIATE_TEST_SUITE_P(
    Plain, RedisUrl,
    ::testing::Values(
        UrlCase{"redis://h:6379/0", "redis|-|-|h:6379|/0|-|-"},
        UrlCase{"redis://h", "redis|-|-|h|-|-|-"},
        UrlCase{"REDISS://u:p%40w@h:6380/1?a=b#f", "REDISS|u|p%40w|h:6380|/1|a=b|f"},
        UrlCase{"redis://:pw@h", "redis||pw|h|-|-|-"}, UrlCase{"redis://u@h", "redis|u|-|h|-|-|-"},
        UrlCase{"redis://:@h", "redis|||h|-|-|-"}, UrlCase{"redis://", "redis|-|-||-|-|-"},
        UrlCase{"redis:///0", "redis|-|-||/0|-|-"},
        UrlCase{"redis://:6379", "redis|-|-|:6379|-|-|-"},
        UrlCase{"redis://u:p@@h:1", "redis|u|p@|h:1|-|-|-"},
        UrlCase{"redis://h:6379:6379/0", "redis|-|-|h:6379:6379|/0|-|-"},
        UrlCase{"redis://h?db=3", "redis|-|-|h|-|db=3|-"},
        UrlCase{"redis://[::1]:6379/0", "redis|-|-|::1:6379|/0|-|-"},
        UrlCase{"redis://[fe80::1]", "redis|-|-|fe80::1|-|-|-"},
        UrlCase{"redis://fe80::1:2", "redis|-|-|fe80::1:2|-|-|-"},
        UrlCase{"postgresql+asyncpg://u:p@db:5432/app", "postgresql+asyncpg|u|p|db:5432|/app|-|-"},
        UrlCase{"jdbc:postgresql://db/app", "jdbc:postgresql|-|-|db|/app|-|-"},
        UrlCase{"mongodb+srv://u:p@c0.example.net/db", "mongodb+srv|u|p|c0.example.net|/db|-|-"},
        UrlCase{"https://h/a@b?c=d://e", "https|-|-|h|/a@b|c=d://e|-"},
        UrlCase{"amqp://u:p@h/vhost", "amqp|u|p|h|/vhost|-|-"}));

INSTANTIATE_TEST_SUITE_P(
    SeveralHosts, RedisUrl,
    ::testing::Values(
        UrlCase{"redis-sentinel://:pw@h1:1,h2:2/0#mymaster",
                "redis-sentinel||pw|h1:1 h2:2|/0|-|mymaster"},
        UrlCase{"sentinel://:pw@s1:1;s2:2;s3", "sentinel||pw|s1:1 s2:2 s3|-|-|-"},
        UrlCase{"sentinel://s1:1;sentinel://s2:2", "sentinel|-|-|s1:1 sentinel://s2:2|-|-|-"},
        UrlCase{"sentinel://:a@s1:1;sentinel://:b@s2:2/0",
                "sentinel||a|s1:1 sentinel://:b@s2:2|-|-|-"},
        UrlCase{"sentinel://s1:1;sentinel://s2:2;", "sentinel|-|-|s1:1 sentinel://s2:2 |-|-|-"},
        UrlCase{"redis://h1:1/0,redis://h2:2/0", "redis|-|-|h1:1 redis://h2:2|/0|-|-"},
        UrlCase{"amqp://u:p@h1:1,u:q@h2:2/v", "amqp|u|p|h1:1 u:q@h2:2|/v|-|-"},
        UrlCase{"mongodb://a:b@h1,h2:2,h3/db?replicaSet=r",
                "mongodb|a|b|h1 h2:2 h3|/db|replicaSet=r|-"},
        UrlCase{"redis://h1:1,", "redis|-|-|h1:1 |-|-|-"}));

INSTANTIATE_TEST_SUITE_P(
    Placeholders, RedisUrl,
    ::testing::Values(
        UrlCase{"redis://:$(REDIS_PASSWORD)@h:6379", "redis||$(REDIS_PASSWORD)?|h:6379|-|-|-"},
        UrlCase{"redis://${HOST:-a:b/c}:${PORT:-${OTHER}}/0",
                "redis|-|-|${HOST:-a:b/c}?:${PORT:-${OTHER}}?|/0|-|-"},
        UrlCase{"redis://{{ .Values.host | default \"a/b\" }}:6379",
                "redis|-|-|{{ .Values.host | default \"a/b\" }}?:6379|-|-|-"},
        UrlCase{"redis://$USER:$PASS@$HOST:6379", "redis|$USER?|$PASS?|$HOST?:6379|-|-|-"},
        UrlCase{"redis://:pa$$word@h", "redis||pa$$word|h|-|-|-"},
        UrlCase{"redis://:pa$WORDx@h", "redis||pa$WORDx|h|-|-|-"},
        UrlCase{"redis://<host>:6379", "redis|-|-|<host>?:6379|-|-|-"},
        UrlCase{"redis://{user}:%(PW)s@a-{n}", "redis|{user}?|%(PW)s?|a-{n}?|-|-|-"},
        UrlCase{"redis://%s:%s@%s:%d/%d", "redis|%s?|%s?|%s?:%d?|/%d?|-|-"},
        UrlCase{"redis://:p%40s@redis-%s.svc:%v/0", "redis||p%40s|redis-%s.svc?:%v?|/0|-|-"},
        UrlCase{"redis://:%d3%sx@h:%(port)d/%(db)s", "redis||%d3%sx|h:%(port)d?|/%(db)s?|-|-"},
        UrlCase{"redis://u:p%s:q@h:1/%d0?password=p%sq", "redis|u|p%s:q|h:1|/%d0|password=p%sq|-"},
        UrlCase{"redis://%(user)s:p%(a@h", "redis|%(user)s?|p%(a|h|-|-|-"},
        UrlCase{"redis://$(A", "redis|-|-|$(A|-|-|-"},
        UrlCase{"redis{{ if .tls }}s{{ end }}://h", "redis{{ if .tls }}s{{ end }}?|-|-|h|-|-|-"}));

INSTANTIATE_TEST_SUITE_P(
    UnescapedPasswords, RedisUrl,
    ::testing::Values(UrlCase{"redis://:pa/ss@h:6379/0", "redis||pa/ss|h:6379|/0|-|-"},
                      UrlCase{"redis://u:p#s?s@h", "redis|u|p#s?s|h|-|-|-"},
                      UrlCase{"redis://h:6379/a@b", "redis|-|-|h:6379|/a@b|-|-"}));

TEST(RedisUrls, KnowTheirKind) {
  const struct {
    std::string_view text;
    Scheme kind;
    bool tls;
  } cases[] = {
      {"redis://h", Scheme::redis, false},         {"rediss://h", Scheme::redis, true},
      {"valkeys://h", Scheme::valkey, true},       {"redis+sentinel://h", Scheme::sentinel, false},
      {"postgres://h", Scheme::postgresql, false}, {"db+postgresql://h", Scheme::postgresql, false},
      {"mysql+pymysql://h", Scheme::mysql, false}, {"amqps://h", Scheme::amqp, true},
      {"https://h", Scheme::http, true},           {"nats://h", Scheme::nats, false},
      {"$(SCHEME)://h", Scheme::unknown, false},
  };
  for (const auto& each : cases) {
    const auto url = parse_url(each.text);
    ASSERT_TRUE(url) << each.text;
    EXPECT_EQ(url->kind, each.kind) << each.text;
    EXPECT_EQ(url->tls, each.tls) << each.text;
  }
  EXPECT_TRUE(parse_url("mongodb+srv://h")->srv);
  EXPECT_TRUE(parse_url("redis://:a/b@h")->unescaped_password);
  EXPECT_FALSE(parse_url("redis://:ab@h/c@d")->unescaped_password);
  for (const std::string_view text :
       {"", "://", "h:6379", "s3://b", "redis:/h", "xredis://h", " redis://h", "$(REDIS_URL)",
        "redis://h\nredis://i", "redis+x://h", "1://"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

TEST(RedisUrls, AreFoundInsideOtherText) {
  const auto found = [](std::string_view text) {
    std::string all;
    for (const ConnectionUrl& url : find_urls(text)) {
      expect_places(text, url);
      all += (all.empty() ? "" : " & ") + std::string(url.whole.text);
    }
    return all;
  };
  EXPECT_EQ(found("worker --url=redis://h:6379/0 --x"), "redis://h:6379/0");
  EXPECT_EQ(found("{\"url\": \"redis://h:6379\", \"b\": \"amqp://i\"}"),
            "redis://h:6379 & amqp://i");
  EXPECT_EQ(found("(see https://example.org/x)."), "https://example.org/x");
  EXPECT_EQ(found("[redis://h:1, redis://[::1]]"), "redis://h:1 & redis://[::1]");
  EXPECT_EQ(found("redis://h1:1,redis://h2:2"), "redis://h1:1,redis://h2:2");
  EXPECT_EQ(found("redis://h1:1,postgres://h2:2"), "redis://h1:1 & postgres://h2:2");
  EXPECT_EQ(found("redis://:{{ .a b }}@h:1 x"), "redis://:{{ .a b }}@h:1");
  EXPECT_EQ(found("s3://b git+ssh://x redis://h"), "redis://h");
  EXPECT_EQ(found("<a href='redis://h'>redis://i</a>"), "redis://h & redis://i");
  EXPECT_EQ(found("redis://:pa\"ss<w@h:6379/0"), "redis://:pa\"ss<w@h:6379/0");
  EXPECT_EQ(found("no url: // here"), "");
}

TEST(RedisUrls, QueriesAndHostLists) {
  const auto url = parse_url("redis://h?a=1&b&&password=x=y");
  ASSERT_TRUE(url);
  const auto parameters = query_parameters(*url);
  ASSERT_EQ(parameters.size(), 3u);
  EXPECT_EQ(parameters[2].name.text, "password");
  EXPECT_EQ(parameters[2].value.text, "x=y");
  EXPECT_FALSE(parameters[1].value.present);

  EXPECT_EQ(hosts_of(parse_host_list("h1:26379, h2:26379;[::1]:1\n$(H):$(P)")),
            "h1:26379 h2:26379 ::1:1 $(H)?:$(P)?");
  EXPECT_EQ(hosts_of(parse_host_list("h1,h/2")), "");
  EXPECT_EQ(hosts_of(parse_host_list("")), "");
  for (const std::string_view text : {"", ":", ":1", "h:", "h:x", "h:0", "h:65536", "a b", "h:1:2",
                                      "[::1", "[::1]x", "redis://h", "a@b", "h/x"}) {
    EXPECT_FALSE(parse_host_port(text)) << text;
  }
  EXPECT_EQ(shown(*parse_host_port("h_1.ns.svc:6379")), "h_1.ns.svc:6379");
  ASSERT_TRUE(parse_host_port("::1"));
  EXPECT_EQ(shown(*parse_host_port("::1")), "::1");
  EXPECT_EQ(port_number(parse_host_port("h:6379")->port), 6379);
  EXPECT_EQ(default_port(Scheme::sentinel), 26379);
  EXPECT_EQ(default_port(Scheme::amqp, true), 5671);
  EXPECT_EQ(percent_decoded("a%40b%2g%"), "a@b%2g%");
}

TEST(RedisUrls, ManagedHostsAreKnown) {
  const auto azure = managed_host("x.redis.cache.windows.net");
  ASSERT_TRUE(azure);
  EXPECT_EQ(azure->port, 6380);
  EXPECT_EQ(managed_host("Master.x.abc.use1.cache.amazonaws.com.")->tls, true);
  EXPECT_TRUE(managed_host("replica.x.abc.use1.cache.amazonaws.com")->read_only);
  EXPECT_TRUE(managed_host("x-ro.abc.ng.0001.use1.cache.amazonaws.com")->read_only);
  EXPECT_EQ(managed_host("x.abc.ng.0001.use1.cache.amazonaws.com")->tls, false);
  EXPECT_TRUE(managed_host("x-abc.serverless.use1.cache.amazonaws.com")->cluster);
  EXPECT_TRUE(managed_host("clustercfg.x.abc.use1.cache.amazonaws.com")->cluster);
  EXPECT_TRUE(is_managed_host("eu1-x.upstash.io"));
  EXPECT_FALSE(is_managed_host("upstash.io"));
  EXPECT_FALSE(is_managed_host("redis.databases.svc.cluster.local"));
}

/// Hostile texts must not take more than linear time.
TEST(RedisUrls, LargeTextsAreReadQuickly) {
  const auto repeated = [](std::string_view piece) {
    std::string text;
    while (text.size() < (4u << 20)) text += piece;
    return text;
  };
  for (const std::string_view piece : {"redis://",
                                       "redis://a,",
                                       "redis://a,postgres://b,",
                                       "${",
                                       "{{",
                                       "$(",
                                       "redis://]",
                                       "redis://:a/",
                                       "redis://a@b,c@",
                                       "<a",
                                       "${a}",
                                       "://",
                                       "jdbc:",
                                       "a://",
                                       "redis://u:p@h,u:p@",
                                       "redis://a;redis://",
                                       "%s",
                                       "x%s",
                                       "%(a",
                                       "redis://%s%dx@"}) {
    const std::string text = repeated(piece);
    const auto start = std::chrono::steady_clock::now();
    (void)find_urls(text);
    (void)parse_url(text);
    (void)parse_host_list(text);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20)) << piece;
  }
}

}  // namespace
}  // namespace fairlead::redis
