#include "product/pods.h"

#include <algorithm>

#include "base/text.h"
#include "product/settings.h"

namespace fairlead::redis {
namespace {

struct PodRow {
  std::string_view group, kind;
  /// `key=value` pairs, separated by blanks; `{}` is the object's name; `a|b` where pods of both
  /// are made. The first pair is the product's own.
  std::string_view labels;
  std::string_view when = {};  ///< as in products.h
};

constexpr std::string_view opstree = "redis.redis.opstreelabs.in";
constexpr std::string_view spotahome = "databases.spotahome.com";
constexpr std::string_view dragonfly = "dragonflydb.io";

constexpr PodRow rows[] = {
    // OT-CONTAINER-KIT's operator, main of 2026-08: GetRedisLabels of
    // internal/controller/common/labels.go, UpdateRedisRoleLabel of common/redis/heal.go.
    {opstree, "Redis", "redis_setup_type=standalone app={} role=standalone"},
    {opstree, "RedisReplication",
     "redis_setup_type=replication app={} role=replication redis-role=master|slave"},
    {opstree, "RedisReplication", "redis_setup_type=sentinel app={}-s role=sentinel",
     "spec.sentinel"},
    {opstree, "RedisSentinel", "redis_setup_type=sentinel app={}-sentinel role=sentinel"},
    {opstree, "RedisCluster",
     "redis_setup_type=cluster app={}-leader role=leader cluster={} redis-role=master|slave"},
    {opstree, "RedisCluster",
     "redis_setup_type=cluster app={}-follower role=follower cluster={} redis-role=master|slave"},
    // Spotahome's operator, master of 2023-08: generateSelectorLabels of
    // operator/redisfailover/service/client.go, getLabels of handler.go, setMasterLabelIfNecessary
    // of service/check.go.
    {spotahome, "RedisFailover",
     "app.kubernetes.io/part-of=redis-failover app.kubernetes.io/name={} "
     "app.kubernetes.io/component=redis redisfailovers.databases.spotahome.com/name={} "
     "redisfailovers-role=master|slave"},
    {spotahome, "RedisFailover",
     "app.kubernetes.io/part-of=redis-failover app.kubernetes.io/name={} "
     "app.kubernetes.io/component=sentinel redisfailovers.databases.spotahome.com/name={}",
     "!spec.bootstrapNode|spec.bootstrapNode.allowSentinels"},
    // dragonfly-operator 1.6.1: GenerateDragonflyResources of internal/resources/resources.go; the
    // role by internal/controller/dragonfly_instance.go.
    {dragonfly, "Dragonfly",
     "app.kubernetes.io/part-of=dragonfly app={} app.kubernetes.io/name=dragonfly "
     "role=master|replica"},
};

constexpr OwnLabels own[] = {
    {opstree, "metadata.labels", true},
    {spotahome, "metadata.labels"},
    {dragonfly, "spec.labels|spec.podMetadata.labels"},
};

std::string named(std::string_view pattern, std::string_view object) {
  std::string name(pattern);
  if (const auto at = name.find("{}"); at != name.npos) name.replace(at, 2, object);
  return name;
}

}  // namespace

std::vector<MadePods> pods_of(const Product& product, std::string_view object,
                              const Lookup& settings) {
  std::vector<MadePods> all;
  const Settings known(product, settings);
  for (const PodRow& row : rows) {
    if (row.group != product.group || row.kind != product.kind) continue;
    if (known.holds(row.when) == Truth::no) continue;
    MadePods& made = all.emplace_back();
    for (const std::string_view pair : split(row.labels, ' ')) {
      const auto equals = pair.find('=');
      MadeLabel& label = made.labels.emplace_back();
      label.key = pair.substr(0, equals);
      for (const std::string_view value : split(pair.substr(equals + 1), '|'))
        label.values.push_back(named(value, object));
    }
  }
  return all;
}

const OwnLabels* own_labels(const Product& product) {
  const auto found = std::ranges::find(own, product.group, &OwnLabels::group);
  return found == std::end(own) ? nullptr : &*found;
}

}  // namespace fairlead::redis
