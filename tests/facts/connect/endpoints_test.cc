#include "facts/connect/endpoints.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/manifests.h"

namespace fairlead::testing {
namespace {

/// The endpoints of a pod's variables (a flow mapping's entries), a line each.
class Addresses {
 public:
  explicit Addresses(const std::string& env)
      : made_(
            "kind: Pod\napiVersion: v1\nmetadata: {name: p, namespace: n}\nspec: {containers: "
            "[{name: c, env: [" +
            env + "]}]}\n"),
        workloads_(workloads_of(made_.resources)),
        settings_(settings_of(workloads_, {})),
        table(endpoints_of(settings_.containers, {}, {}, made_.sources)) {}

  std::string text() const {
    std::string all;
    for (const Endpoint& each : table.endpoints) {
      all += fmt::format("{}:{}", each.host, each.port.value_or(0));
      if (each.database) all += fmt::format("/{}", *each.database);
      all += each.product == Product::redis      ? " redis"
             : each.product == Product::sentinel ? " sentinel"
                                                 : " other";
      all += "\n";
    }
    return all;
  }
  std::string_view written(Span at) const { return made_.written(at); }

 private:
  Manifests made_;
  std::vector<Workload> workloads_;
  SettingsTable settings_;

 public:
  EndpointTable table;
};

TEST(Endpoints, AUrlNamesHostPortAndDatabase) {
  const Addresses found("{name: REDIS_URL, value: 'redis://u:p@cache.n:6380/2'}");
  EXPECT_EQ(found.text(), "cache.n:6380/2 redis\n");
  const Endpoint& endpoint = found.table.endpoints[0];
  EXPECT_EQ(found.written(endpoint.host_at), "cache.n");
  EXPECT_EQ(found.written(endpoint.port_at), "6380");
  EXPECT_EQ(found.written(endpoint.database_at), "2");
  EXPECT_EQ(endpoint.namespace_name, "n");
  ASSERT_EQ(found.table.connections.size(), 1u);
  EXPECT_EQ(found.table.connections[0].url.user.text, "u");
}

TEST(Endpoints, ASchemeHasAPortOfItsOwn) {
  EXPECT_EQ(Addresses("{name: A, value: 'redis://a'}, {name: B, value: 'postgres://b/x'}").text(),
            "a:6379 redis\nb:5432 other\n");
  EXPECT_FALSE(Addresses("{name: A, value: 'redis://a'}").table.endpoints[0].port_written);
}

TEST(Endpoints, HostPortAndDatabaseMayBeThreeVariables) {
  EXPECT_EQ(Addresses("{name: REDIS_HOST, value: r}, {name: REDIS_PORT, value: '6390'}, "
                      "{name: REDIS_DB, value: '3'}")
                .text(),
            "r:6390/3 redis\n");
  EXPECT_EQ(Addresses("{name: REDIS_SENTINEL_HOSTS, value: 'a:26379,b:26379'}").text(),
            "a:26379 sentinel\nb:26379 sentinel\n");
}

TEST(Endpoints, OtherNamesHoldNoAddress) {
  EXPECT_EQ(Addresses("{name: REDIS_PASSWORD_HOST, value: r}, {name: HOST, value: r}, "
                      "{name: REDIS_HOST_PREFIX, value: r}")
                .text(),
            "");
}

TEST(Endpoints, ALaterVariableWins) {
  EXPECT_EQ(Addresses("{name: U, value: 'redis://a'}, {name: U, value: 'redis://b'}").text(),
            "b:6379 redis\n");
}

TEST(Endpoints, OfAChartStandInItsValues) {
  Manifests made("{}");
  const File& file =
      made.add("values.yaml", FileFormat::yaml, "redis: {host: cache, port: 6380}\n");
  const ChartValues chart = chart_values_of(first_root(file).node(), {});
  ASSERT_EQ(chart.leaves.size(), 2u);
  EXPECT_EQ(chart.leaves[1].path, "redis.port");
  const GivenValues given[] = {{chart.leaves, "jobs"}};
  const EndpointTable table = endpoints_of({}, {}, given, made.sources);
  ASSERT_EQ(table.endpoints.size(), 1u);
  EXPECT_EQ(table.endpoints[0].variable, "redis.host");
  EXPECT_EQ(table.endpoints[0].port, 6380);
  EXPECT_EQ(table.endpoints[0].workload, nullptr);
  EXPECT_EQ(table.endpoints[0].namespace_name, "jobs");
  EXPECT_FALSE(table.endpoints[0].beside_master);
}

TEST(Endpoints, ValuesMayNameAMaster) {
  for (const char* values : {"redis: {host: cache, port: 26379, sentinel: {masterName: m}}\n",
                             "env: {REDIS_SERVERS: 'cache:26379', REDIS_SENTINEL_SERVICE: m}\n"}) {
    Manifests made("{}");
    const File& file = made.add("values.yaml", FileFormat::yaml, values);
    const ChartValues chart = chart_values_of(first_root(file).node(), {});
    const GivenValues given[] = {{chart.leaves, ""}};
    const EndpointTable table = endpoints_of({}, {}, given, made.sources);
    ASSERT_EQ(table.endpoints.size(), 1u) << values;
    EXPECT_TRUE(table.endpoints[0].beside_master) << values;
  }
}

TEST(Endpoints, AHostAloneHasThePortThatClientsUse) {
  const Addresses alone("{name: REDIS_HOST, value: a}, {name: REDIS_SENTINEL_HOST, value: b}");
  EXPECT_EQ(alone.text(), "a:6379 redis\nb:26379 sentinel\n");
  EXPECT_TRUE(alone.table.endpoints[0].port_assumed);
  EXPECT_FALSE(alone.table.endpoints[0].port_written);
  // Of other products nobody knows it, nor where a variable of another name may hold it.
  EXPECT_EQ(Addresses("{name: DB_HOST, value: c}").text(), "c:0 other\n");
  EXPECT_EQ(Addresses("{name: REDIS_HOST, value: d}, {name: REDIS_TCP_PORT, value: '6380'}").text(),
            "d:0 redis\n");
}

TEST(Endpoints, WhatWasMeantForAUrlIsKept) {
  const Addresses found(
      "{name: BROKER_URL, value: 'reids://a:6379'}, {name: REDIS_URL, value: 'b:6379'}, "
      "{name: KAFKA_BROKER_URL, value: 'c:9092'}, {name: NAME, value: 'redis:/d:1'}");
  ASSERT_EQ(found.table.broken.size(), 2u);
  EXPECT_EQ(found.table.broken[0].variable, "BROKER_URL");
  EXPECT_EQ(found.table.broken[1].url.fault, redis::UrlFault::no_scheme);
  EXPECT_EQ(found.text(), "b:6379 redis\n");
}

TEST(Endpoints, AConfigMapsCommentsNameNone) {
  Manifests made(R"(
apiVersion: v1
kind: ConfigMap
metadata: {name: m, namespace: n}
data:
  app.conf: |
    # url = redis://old:1
    url = redis://new:2
)");
  const auto holders = holders_of(made.resources, {}, made.sources);
  const EndpointTable table = endpoints_of({}, holders, {}, made.sources);
  ASSERT_EQ(table.endpoints.size(), 1u);
  EXPECT_EQ(table.endpoints[0].host, "new");
}

TEST(Endpoints, WhatTurnsSomethingOnIsNoHost) {
  for (const char* env :
       {"{name: POSTGRES_HOST_AUTH_METHOD, value: trust}", "{name: POSTGRES_HOST_AUTH, value: md5}",
        "{name: DB_LOG_HOSTNAME, value: 'true'}", "{name: REDIS_HOST, value: 'off'}",
        "{name: REDIS_SERVER, value: '1'}"})
    EXPECT_EQ(Addresses(env).text(), "") << env;
}

}  // namespace
}  // namespace fairlead::testing
