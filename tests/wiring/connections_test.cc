#include "wiring/connections.h"

#include <gtest/gtest.h>

#include "support/manifests.h"

namespace fairlead::testing {
namespace {

/// A namespace with a Redis behind the Service `cache`, and a pod with these variables.
class Connected {
 public:
  explicit Connected(const std::string& env, const std::string& redis = "redis:7.2")
      : made_(R"(
apiVersion: v1
kind: Service
metadata: {name: cache, namespace: n}
spec: {selector: {app: r}, ports: [{port: 6379}]}
---
apiVersion: v1
kind: Pod
metadata: {name: r, namespace: n, labels: {app: r}}
spec: {containers: [{name: r, image: ')" +
              redis + R"(', ports: [{containerPort: 6379}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: n}
spec: {containers: [{name: c, image: web, env: [)" +
              env + "]}]}\n") {
    Rendered rendered;
    rendered.resources = std::move(made_.resources);
    facts = facts_of(unit_, config_, std::move(rendered), made_.sources);
    own_ = summarize(*facts, made_.sources);
    const UnitSummary* const units[] = {&own_};
    summaries_ = std::make_unique<Summaries>(units, made_.sources);
    world_ = std::make_unique<World>(*facts, own_, *summaries_);
    connections = std::make_unique<Connections>(*facts, *world_);
  }

  const Reach& only() const {
    EXPECT_EQ(facts->endpoints.size(), 1u);
    return connections->at(facts->endpoints.at(0));
  }

 private:
  Manifests made_;
  Unit unit_;
  Config config_;
  UnitSummary own_;
  std::unique_ptr<Summaries> summaries_;
  std::unique_ptr<World> world_;

 public:
  std::unique_ptr<Facts> facts;
  std::unique_ptr<Connections> connections;
};

TEST(Connections, FindTheServiceAndItsRole) {
  const Connected made("{name: REDIS_URL, value: 'redis://cache:6379'}");
  EXPECT_EQ(made.only().service.answer, Answer::found);
  EXPECT_EQ(made.only().meeting, Meeting::meets);
  EXPECT_EQ(made.only().role, Role::data);
  const Service* service = made.connections->service_at(made.facts->endpoints[0]);
  ASSERT_TRUE(service);
  EXPECT_EQ(service, &made.facts->services[0]);
}

TEST(Connections, APortThatIsNotOfferedLeadsToNoService) {
  const Connected made("{name: REDIS_URL, value: 'redis://cache:6380'}");
  EXPECT_EQ(made.only().service.answer, Answer::found);
  EXPECT_EQ(made.only().meeting, Meeting::port_not_offered);
  EXPECT_EQ(made.connections->service_at(made.facts->endpoints[0]), nullptr);
}

TEST(Connections, AServiceIsMissingWhereARedisWithItsServicesIsInView) {
  const Connected made("{name: REDIS_URL, value: 'redis://cachee:6379'}");
  EXPECT_EQ(made.only().service.answer, Answer::missing);
  EXPECT_EQ(made.only().meeting, Meeting::no_service);
  EXPECT_TRUE(made.only().sure);
}

TEST(Connections, ItIsUnknownOtherwiseWithTheReason) {
  const Connected made("{name: REDIS_URL, value: 'redis://other:6379'}", "web:1");
  EXPECT_EQ(made.only().service.answer, Answer::unknown);
  EXPECT_EQ(made.only().meeting, Meeting::unknown);
  EXPECT_EQ(made.only().reason, "no Redis in namespace `n` is in view");
  EXPECT_EQ(Connected("{name: REDIS_URL, value: 'redis://${HOST}:1'}").only().reason,
            "the host is not readable here");
}

TEST(Connections, EachEndpointHasItsOwn) {
  const Connected made(
      "{name: A_URL, value: 'redis://cache:6379'}, {name: B_URL, value: 'redis://nobody:6379'}");
  ASSERT_EQ(made.facts->endpoints.size(), 2u);
  EXPECT_EQ(made.connections->at(made.facts->endpoints[0]).meeting, Meeting::meets);
  EXPECT_EQ(made.connections->at(made.facts->endpoints[1]).meeting, Meeting::no_service);
}

TEST(Connections, APodsNameIsBelowAHeadlessService) {
  const Connected made("{name: REDIS_URL, value: 'redis://r-0.cache:6379'}");
  EXPECT_EQ(made.only().meeting, Meeting::no_pod);
  EXPECT_TRUE(made.only().sure);
}

TEST(Connections, AnAssumedPortIsNoReasonToSayThatItIsNotOffered) {
  const Connected made("{name: REDIS_HOST, value: cache}");
  EXPECT_EQ(made.only().meeting, Meeting::meets);
  EXPECT_TRUE(made.connections->service_at(made.facts->endpoints[0]));
}

TEST(Connections, AnotherObjectsOwnServiceMayHaveFurtherPorts) {
  constexpr const char* claim =
      "{name: SEARCH_URL, value: 'https://cache:9200'}]}]}\n---\n"
      "apiVersion: opensearch.opster.io/v1\nkind: OpenSearchCluster\n"
      "metadata: {name: cache, namespace: n}\nspec: {general: {serviceName: cache}, x: [{y: [";
  const Connected made(claim);
  EXPECT_NE(made.only().meeting, Meeting::port_not_offered);
  EXPECT_EQ(Connected("{name: SEARCH_URL, value: 'https://cache:9200'}").only().meeting,
            Meeting::port_not_offered);
}

TEST(Connections, AnOptionsUrlWithoutAPortMayGetOne) {
  const Connected option("], args: ['--push-url=http://cache'], x: [");
  EXPECT_EQ(option.only().meeting, Meeting::unknown);
  EXPECT_EQ(option.only().reason, "a program may add a port of its own to an option's URL");
  EXPECT_EQ(Connected("], args: ['--push-url=http://cache:80'], x: [").only().meeting,
            Meeting::port_not_offered);
  EXPECT_EQ(Connected("{name: PUSH_URL, value: 'http://cache'}").only().meeting,
            Meeting::port_not_offered);
}

TEST(Connections, AServerOfOneProductIsCalledNearlySo) {
  const Connected near("{name: DB_HOST, value: cachee}, {name: DB_PORT, value: '6379'}");
  EXPECT_EQ(near.only().meeting, Meeting::no_service);
  EXPECT_FALSE(near.only().sure);
  const Connected anything("{name: DB_HOST, value: cachee}, {name: DB_PORT, value: '8080'}");
  EXPECT_EQ(anything.only().meeting, Meeting::unknown);
}

}  // namespace
}  // namespace fairlead::testing
