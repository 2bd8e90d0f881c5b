// What operators and charts make of a project's files: Services, Secrets and their keys, by name.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "deploy/reached.h"
#include "deploy/render.h"
#include "deploy/units.h"
#include "facts/facts.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

/// Everything that is computed for the units of a project, a line each, sorted.
class Computed {
 public:
  explicit Computed(std::string text) : disk_(FileMap{{"a.yaml", std::move(text)}}), files_(disk_) {
    const auto found = walk(disk_, {{""}, {}});
    std::vector<File*> unread;
    for (const Found& entry : *found) {
      if (entry.left_aside.empty())
        unread.push_back(&files_.add(sources_, entry.path, entry.format));
    }
    ReachedFiles reached(files_, sources_);
    while (!unread.empty()) {
      for (File* file : unread) parse(*file, sources_);
      unread = reached.needed_by(unread);
    }
    const KustomizationGraph kustomizations = std::move(reached).kustomizations();
    const auto discovery = discover(files_, *found, kustomizations, sources_);
    for (const Unit& unit : discovery->units) {
      SourceMap sources(&sources_);
      Arena arena;
      Allowance allowance;
      const auto facts =
          facts_of(unit, discovery->config(unit.config),
                   render(unit, files_, discovery->sites, sources, arena, allowance), sources);
      add(*facts);
    }
    std::ranges::sort(services);
    std::ranges::sort(secrets);
  }

  std::vector<std::string> services, secrets, masters;

 private:
  void add(const Facts& facts) {
    for (const Service& service : facts.services) {
      if (!service.computed) continue;
      std::string line = fmt::format("{}/{}", service.namespace_name, service.name);
      for (const ServicePort& port : service.ports)
        line += fmt::format(" {}={}", port.number, role_words(port.role));
      services.push_back(line + (service.headless ? " headless" : ""));
    }
    for (const ProductInstance& instance : facts.products) {
      if (!instance.made.master_name.empty()) masters.push_back(instance.made.master_name);
      for (const redis::MadeHolder& secret : instance.made.secrets) {
        secrets.push_back(fmt::format("{}/{} {} {}", instance.namespace_name, secret.name,
                                      fmt::join(secret.keys, ","), secret.made ? "made" : "read"));
      }
    }
  }

  MemoryFiles disk_;
  FileSet files_;
  SourceMap sources_;
};

using Names = std::vector<std::string>;

TEST(Products, SpotahomesOperator) {
  const Computed made(R"(
apiVersion: databases.spotahome.com/v1
kind: RedisFailover
metadata: {name: redis, namespace: databases}
spec:
  auth: {secretPath: redis-auth}
  redis: {port: 7000, exporter: {enabled: true}}
)");
  EXPECT_EQ(made.services, (Names{"databases/rfr-redis 9121=metrics headless",
                                  "databases/rfrm-redis 7000=Redis data",
                                  "databases/rfrs-redis 7000=a read-only replica",
                                  "databases/rfs-redis 26379=Sentinel"}));
  EXPECT_EQ(made.secrets, (Names{"databases/redis-auth password read"}));
  EXPECT_EQ(made.masters, Names{"mymaster"});
}

TEST(Products, OpstreesOperator) {
  const Computed made(R"(
apiVersion: redis.redis.opstreelabs.in/v1beta2
kind: RedisReplication
metadata: {name: r, namespace: n}
spec:
  sentinel: {size: 3}
  kubernetesConfig: {redisSecret: {name: s, key: k}}
  acl: {secret: {secretName: acl}}
---
apiVersion: redis.redis.opstreelabs.in/v1beta2
kind: RedisSentinel
metadata: {name: w, namespace: n}
spec:
  redisSentinelConfig: {redisReplicationName: r}
---
apiVersion: redis.redis.opstreelabs.in/v1beta2
kind: Redis
metadata: {name: one, namespace: n}
spec:
  kubernetesConfig: {service: {additional: {enabled: false}}}
  redisExporter: {enabled: true}
)");
  constexpr std::string_view mixed = "6379=Redis data, on the master or any replica";
  EXPECT_EQ(made.services,
            (Names{"n/one 6379=Redis data 9121=metrics", "n/one-headless 6379=Redis data headless",
                   "n/one-metrics 9121=metrics", fmt::format("n/r {}", mixed),
                   fmt::format("n/r-additional {}", mixed),
                   fmt::format("n/r-headless {} headless", mixed), "n/r-master 6379=Redis data",
                   "n/r-replica 6379=a read-only replica", "n/r-s-hl 26379=Sentinel headless",
                   "n/w-sentinel 26379=Sentinel", "n/w-sentinel-additional 26379=Sentinel",
                   "n/w-sentinel-headless 26379=Sentinel headless"}));
  EXPECT_EQ(made.secrets, (Names{"n/acl user.acl read", "n/s k read"}));
  EXPECT_THAT(made.masters, ::testing::UnorderedElementsAre("mymaster", "myMaster"));
}

TEST(Products, OpstreesCluster) {
  const Computed made(R"(
apiVersion: redis.redis.opstreelabs.in/v1beta2
kind: RedisCluster
metadata: {name: c, namespace: n}
spec: {port: 6400, kubernetesConfig: {redisSecret: {name: s, key: k}}}
)");
  Names names;
  for (const std::string& line : made.services) names.push_back(line.substr(0, line.find(' ')));
  EXPECT_EQ(names,
            (Names{"n/c-follower", "n/c-follower-additional", "n/c-follower-headless", "n/c-leader",
                   "n/c-leader-additional", "n/c-leader-headless", "n/c-master"}));
  EXPECT_THAT(made.services, ::testing::Each(::testing::HasSubstr(" 6400=Redis Cluster")));
}

TEST(Products, DragonflyAndKubeBlocks) {
  const Computed made(R"(
apiVersion: dragonflydb.io/v1alpha1
kind: Dragonfly
metadata: {name: d, namespace: n}
spec:
  authentication: {passwordFromSecret: {name: p, key: k}}
  aclFromSecret: {name: acl, key: list}
---
apiVersion: dragonflydb.io/v1alpha1
kind: Dragonfly
metadata: {name: e, namespace: n}
spec: {serviceSpec: {name: other}}
---
apiVersion: apps.kubeblocks.io/v1
kind: Cluster
metadata: {name: k, namespace: n}
spec: {clusterDef: redis, topology: replication}
---
apiVersion: apps.kubeblocks.io/v1
kind: Cluster
metadata: {name: pg, namespace: n}
spec: {clusterDef: postgresql}
)");
  EXPECT_EQ(made.services,
            (Names{"n/d 6379=Redis data", "n/k-redis-redis 6379=Redis data",
                   "n/k-redis-sentinel-redis-sentinel 26379=Sentinel", "n/other 6379=Redis data"}));
  EXPECT_EQ(
      made.secrets,
      (Names{"n/acl list read", "n/k-redis-account-default username,password made", "n/p k read"}));
}

/// A chart installed by Argo CD as the release `cache` in the namespace `n`.
Computed installed(std::string_view chart, std::string_view values) {
  constexpr std::string_view application = R"(
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: cache, namespace: argocd}}
spec:
  destination: {{namespace: n}}
  source:
    repoURL: oci://registry.example.com/{}
    chart: {}
    helm: {{valuesObject: {{{}}}}}
)";
  const std::string_view publisher = chart == "redis-ha" ? "dandydeveloper" : "bitnamicharts";
  return Computed(fmt::format(application, publisher, chart, values));
}

TEST(Products, BitnamiRedis) {
  EXPECT_EQ(installed("redis", "").services,
            (Names{"n/cache-redis-headless 6379=Redis data, on the master or any replica headless",
                   "n/cache-redis-master 6379=Redis data",
                   "n/cache-redis-replicas 6379=a read-only replica"}));
  EXPECT_EQ(installed("redis", "").secrets, Names{"n/cache-redis redis-password made"});
  EXPECT_EQ(installed("redis", "architecture: standalone, metrics: {enabled: true}").services,
            (Names{"n/cache-redis-headless 6379=Redis data headless",
                   "n/cache-redis-master 6379=Redis data", "n/cache-redis-metrics 9121=metrics"}));
  const Computed sentinel = installed("redis", "sentinel: {enabled: true}, nameOverride: cache");
  EXPECT_EQ(sentinel.services,
            (Names{"n/cache 6379=Redis data, on the master or any replica 26379=Sentinel",
                   "n/cache-headless 6379=Redis data, on the master or any replica 26379=Sentinel "
                   "headless"}));
  EXPECT_EQ(sentinel.masters, Names{"mymaster"});
  EXPECT_EQ(installed("redis", "auth: {existingSecret: s, existingSecretPasswordKey: k}").secrets,
            Names{"n/s k read"});
  EXPECT_EQ(installed("redis", "auth: {enabled: false}").secrets, Names{});
}

TEST(Products, OtherCharts) {
  const Computed valkey = installed("valkey", "sentinel: {enabled: true}");
  EXPECT_EQ(valkey.masters, Names{"myprimary"});
  EXPECT_EQ(valkey.secrets, Names{"n/cache-valkey valkey-password made"});
  EXPECT_EQ(installed("redis-cluster", "").services,
            (Names{"n/cache-redis-cluster 6379=Redis Cluster",
                   "n/cache-redis-cluster-headless 6379=Redis Cluster 16379=an unknown protocol "
                   "headless"}));
  EXPECT_EQ(installed("keydb", "").secrets, Names{"n/cache-keydb keydb-password made"});
  const Computed ha = installed("redis-ha", "haproxy: {enabled: true}, auth: true, replicas: 1");
  EXPECT_EQ(ha.services,
            (Names{"n/cache-redis-ha 6379=Redis data, on the master or any replica 26379=Sentinel "
                   "headless",
                   "n/cache-redis-ha-announce-0 6379=Redis data, on the master or any replica "
                   "26379=Sentinel",
                   "n/cache-redis-ha-haproxy 6379=Redis data"}));
  EXPECT_EQ(ha.secrets, Names{"n/cache-redis-ha auth made"});
}

/// An Application that installs a chart into the namespace n.
std::string installed(std::string_view chart, std::string_view repository, std::string_view version,
                      std::string_view values) {
  return fmt::format(R"(
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: cache, namespace: argocd}}
spec:
  destination: {{server: "https://kubernetes.default.svc", namespace: n}}
  source: {{repoURL: "{}", chart: {}, targetRevision: {}, helm: {{valuesObject: {}}}}}
)",
                     repository, chart, version, values);
}

// What the charts themselves make, rendered with these values.
TEST(Products, CloudPiratesCharts) {
  constexpr std::string_view place = "registry-1.docker.io/cloudpirates";
  const Computed alone(installed("redis", place, "0.34.18", "{}"));
  EXPECT_EQ(alone.services, (Names{"n/cache-redis 6379=Redis data",
                                   "n/cache-redis-headless 6379=Redis data headless"}));
  EXPECT_EQ(alone.secrets, (Names{"n/cache-redis redis-password,host,port,username,uri made"}));
  const Computed watched(installed("redis", place, "0.34.18",
                                   "{architecture: replication, sentinel: {enabled: true}}"));
  constexpr std::string_view mixed = "6379=Redis data, on the master or any replica";
  EXPECT_EQ(watched.services,
            (Names{fmt::format("n/cache-redis {} 26379=Sentinel", mixed),
                   fmt::format("n/cache-redis-headless {} 26379=Sentinel headless", mixed),
                   "n/cache-redis-sentinel 26379=Sentinel"}));
  EXPECT_EQ(watched.masters, Names{"mymaster"});
  const Computed valkey(installed("valkey", place, "0.25.5",
                                  "{architecture: replication, auth: {existingSecret: s}}"));
  EXPECT_EQ(valkey.services, (Names{fmt::format("n/cache-valkey {}", mixed),
                                    fmt::format("n/cache-valkey-headless {} headless", mixed),
                                    "n/cache-valkey-master 6379=Redis data"}));
  EXPECT_EQ(valkey.secrets, (Names{"n/s password read"}));
}

TEST(Products, Groundhog2ksCharts) {
  constexpr std::string_view place = "https://groundhog2k.github.io/helm-charts/";
  const Computed alone(installed("redis", place, "2.4.4",
                                 "{metrics: {enabled: true}, service: {serverPort: 7000}}"));
  EXPECT_EQ(alone.services, (Names{"n/cache-redis 7000=Redis data",
                                   "n/cache-redis-headless 7000=Redis data headless",
                                   "n/cache-redis-metrics 9121=metrics"}));
  const Computed watched(installed("valkey", place, "2.3.3", "{haMode: {enabled: true}}"));
  EXPECT_EQ(watched.services,
            (Names{"n/cache-valkey 26379=Sentinel",
                   "n/cache-valkey-headless 6379=Redis data, on the master or any replica "
                   "26379=Sentinel headless"}));
  EXPECT_EQ(watched.masters, Names{"valkeyha"});
}

TEST(Products, NothingIsMadeOfWhatIsNotKnown) {
  EXPECT_EQ(installed("redis", R"(sentinel: {enabled: "{{ .Values.x }}"})").services,
            Names{"n/cache-redis-headless headless"});
  EXPECT_EQ(installed("redis", R"(fullnameOverride: "${NAME}")").services, Names{});
  EXPECT_EQ(installed("other", "").services, Names{});
}

}  // namespace
}  // namespace fairlead::testing
