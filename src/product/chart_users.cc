// Charts of programs that use a Redis which others run: which values name it, and which keys of
// which Secrets they read, as the charts' own values.yaml and templates have it.
#include "product/chart_users.h"

#include <algorithm>

#include "base/text.h"
#include "product/settings.h"

namespace fairlead::redis {
namespace {

// goharbor/harbor-helm (2026-07): harbor.redis.addr and README's redis.external.existingSecret.
constexpr ProductHolder harbor_secrets[] = {{.name = "",
                                             .key = "REDIS_PASSWORD",
                                             .name_field = "redis.external.existingSecret",
                                             .when = "redis.type=external",
                                             .password = true}};

// netbox-community/netbox-chart 5.0.0 and 8.3.61: values.yaml and templates/_helpers.tpl.
constexpr SettingDefault netbox_defaults[] = {{"redis.enabled", "true"},
                                              {"valkey.enabled", "true"}};
constexpr ProductHolder netbox_5_secrets[] = {{.name = "",
                                               .key = "redis-password",
                                               .name_field = "tasksRedis.existingSecretName",
                                               .key_field = "tasksRedis.existingSecretKey",
                                               .when = "!redis.enabled",
                                               .password = true},
                                              {.name = "",
                                               .key = "redis-password",
                                               .name_field = "cachingRedis.existingSecretName",
                                               .key_field = "cachingRedis.existingSecretKey",
                                               .when = "!redis.enabled",
                                               .password = true}};
constexpr ProductHolder netbox_secrets[] = {{.name = "",
                                             .key = "tasks-password",
                                             .name_field = "tasksDatabase.existingSecretName",
                                             .key_field = "tasksDatabase.existingSecretKey",
                                             .when = "!valkey.enabled",
                                             .password = true},
                                            {.name = "",
                                             .key = "cache-password",
                                             .name_field = "cachingDatabase.existingSecretName",
                                             .key_field = "cachingDatabase.existingSecretKey",
                                             .when = "!valkey.enabled",
                                             .password = true}};

// sentry-kubernetes/charts, sentry 25.20.0: templates/_helper.tpl.
constexpr SettingDefault sentry_defaults[] = {{"redis.enabled", "true"}};
constexpr ProductHolder sentry_secrets[] = {{.name = "",
                                             .key = "redis-password",
                                             .name_field = "externalRedis.existingSecret",
                                             .key_field = "externalRedis.existingSecretKey",
                                             .when = "!redis.enabled, !externalRedis.password",
                                             .password = true}};

// argoproj/argo-helm, argo-cd 5.0.0 to 10.1.1: templates/_helpers.tpl.
constexpr ProductHolder argo_secrets[] = {{.name = "",
                                           .key = "redis-password",
                                           .name_field = "externalRedis.existingSecret",
                                           .when = "externalRedis.host",
                                           .password = true}};

// nextcloud/helm 8.0.0 and 9.2.4: templates/_helpers.tpl.
constexpr ProductHolder nextcloud_secrets[] = {
    {.name = "",
     .key = "redis-password",
     .name_field = "externalRedis.existingSecret.secretName",
     .key_field = "externalRedis.existingSecret.passwordKey",
     .when = "externalRedis.enabled, !redis.enabled, externalRedis.existingSecret.enabled",
     .password = true}};

// langfuse/langfuse-k8s 1.0.0 and 2.0.0: templates/_helpers.tpl.
constexpr ProductHolder langfuse_secrets[] = {{.name = "",
                                               .key = "",
                                               .name_field = "redis.auth.existingSecret",
                                               .key_field = "redis.auth.existingSecretPasswordKey",
                                               .password = true}};

// apache/airflow, chart/ (06a93d0): templates/secrets/redis-secrets.yaml.
constexpr SettingDefault airflow_defaults[] = {{"executor", "CeleryExecutor"},
                                               {"redis.enabled", "true"}};
constexpr std::string_view with_celery =
    "executor=CeleryExecutor|executor=CeleryKubernetesExecutor";
constexpr ProductHolder airflow_secrets[] = {
    {.name = "",
     .key = "password",
     .name_field = "redis.passwordSecretName",
     .when = "redis.enabled, executor=CeleryExecutor|executor=CeleryKubernetesExecutor",
     .password = true},
    {.name = "",
     .key = "connection",
     .name_field = "data.brokerUrlSecretName",
     .when = "executor=CeleryExecutor|executor=CeleryKubernetesExecutor"}};

// GitLab's chart: gitlab.redis.password.secret and .key of templates/_redis.tpl.
constexpr SettingDefault gitlab_defaults[] = {{"global.redis.auth.enabled", "true"}};
constexpr ProductHolder gitlab_secrets[] = {{.name = "",
                                             .key = "secret",
                                             .name_field = "global.redis.auth.secret",
                                             .key_field = "global.redis.auth.key",
                                             .when = "global.redis.host, global.redis.auth.enabled",
                                             .password = true}};

// The values that name the Redis.
constexpr UserConnection harbor_connections[] = {
    {"redis.external.addr", "", "redis.type=external, !redis.external.sentinelMasterSet"}};
constexpr UserConnection netbox_5_connections[] = {
    {"tasksRedis.host", "tasksRedis.port", "!redis.enabled, !tasksRedis.sentinels"},
    {"cachingRedis.host", "cachingRedis.port", "!redis.enabled, !cachingRedis.sentinels"}};
constexpr UserConnection netbox_connections[] = {
    {"tasksDatabase.host", "tasksDatabase.port", "!valkey.enabled, !tasksDatabase.sentinels"},
    {"cachingDatabase.host", "cachingDatabase.port",
     "!valkey.enabled, !cachingDatabase.sentinels"}};
constexpr UserConnection sentry_connections[] = {
    {"externalRedis.host", "externalRedis.port", "!redis.enabled"}};
constexpr UserConnection argo_connections[] = {{"externalRedis.host", "externalRedis.port"}};
constexpr UserConnection nextcloud_connections[] = {
    {"externalRedis.host", "externalRedis.port", "externalRedis.enabled, !redis.enabled"}};
constexpr UserConnection langfuse_connections[] = {{"redis.host", "redis.port"}};
constexpr UserConnection airflow_connections[] = {
    {"data.brokerUrl", "",
     "!redis.enabled, executor=CeleryExecutor|executor=CeleryKubernetesExecutor"}};
constexpr UserConnection gitlab_connections[] = {
    {"global.redis.host", "global.redis.port", "!global.redis.sentinels"}};

constexpr ChartUser users[] = {
    {{.name = "Harbor's chart",
      .names = NameRule::chart,
      .chart = "harbor",
      .publisher = "goharbor",
      .first_major = 1,
      .last_major = 1,
      .first_minor = 10,
      .secrets = harbor_secrets},
     harbor_connections},
    {{.name = "NetBox's chart",
      .names = NameRule::chart,
      .chart = "netbox",
      .publisher = "netbox",
      .first_major = 5,
      .last_major = 5,
      .defaults = netbox_defaults,
      .secrets = netbox_5_secrets},
     netbox_5_connections},
    {{.name = "NetBox's chart",
      .names = NameRule::chart,
      .chart = "netbox",
      .publisher = "netbox",
      .first_major = 6,
      .last_major = 8,
      .defaults = netbox_defaults,
      .secrets = netbox_secrets},
     netbox_connections},
    {{.name = "Sentry's chart",
      .names = NameRule::chart,
      .chart = "sentry",
      .publisher = "sentry-kubernetes",
      .first_major = 25,
      .last_major = 25,
      .defaults = sentry_defaults,
      .secrets = sentry_secrets},
     sentry_connections},
    {{.name = "Argo CD's chart",
      .names = NameRule::chart,
      .chart = "argo-cd",
      .publisher = "argo",
      .first_major = 5,
      .last_major = 10,
      .secrets = argo_secrets},
     argo_connections},
    {{.name = "Nextcloud's chart",
      .names = NameRule::chart,
      .chart = "nextcloud",
      .publisher = "nextcloud",
      .first_major = 8,
      .last_major = 9,
      .secrets = nextcloud_secrets},
     nextcloud_connections},
    {{.name = "Langfuse's chart",
      .names = NameRule::chart,
      .chart = "langfuse",
      .publisher = "langfuse",
      .first_major = 1,
      .last_major = 2,
      .secrets = langfuse_secrets},
     langfuse_connections},
    {{.name = "Airflow's chart",
      .names = NameRule::chart,
      .chart = "airflow",
      .publisher = "apache",
      .first_major = 1,
      .last_major = 1,
      .defaults = airflow_defaults,
      .secrets = airflow_secrets},
     airflow_connections},
    {{.name = "GitLab's chart",
      .names = NameRule::chart,
      .chart = "gitlab",
      .publisher = "gitlab",
      .first_major = 7,
      .last_major = 9,
      .defaults = gitlab_defaults,
      .secrets = gitlab_secrets},
     gitlab_connections},
};

}  // namespace

const ChartUser* find_user(std::string_view chart, std::string_view repository,
                           std::string_view version) {
  const std::string place = lower(repository);
  const ChartUser* found = nullptr;  // the newest
  for (const ChartUser& user : users) {
    const Product& product = user.chart;
    if (product.chart == chart && contains(place, product.publisher) &&
        covers_version(product, version))
      found = &user;
  }
  return found;
}

const UserConnection* connection_at(const ChartUser& user, std::string_view path,
                                    const Lookup& settings) {
  const Settings known(user.chart, settings);
  const auto found = std::ranges::find_if(user.connections, [&](const UserConnection& each) {
    return each.host == path && known.holds(each.when) == Truth::yes;
  });
  return found == user.connections.end() ? nullptr : &*found;
}

}  // namespace fairlead::redis
