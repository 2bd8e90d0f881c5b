#include "facts/client/clients.h"

#include <gtest/gtest.h>

#include "facts/client/writer.h"
#include "facts/connect/endpoints.h"
#include "support/manifests.h"

namespace fairlead::testing {
namespace {

TEST(Clients, ACommandLineSaysTheLibraryAndItsQueues) {
  Manifests made(R"(
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: n}
spec:
  containers:
    - name: c
      command: [celery, -A, app, worker, -Q, "mails,files"]
      env: [{name: CELERY_BROKER_URL, value: "redis://wk@cache:6379/1"}]
)");
  const auto workloads = workloads_of(made.resources);
  const auto settings = settings_of(workloads, {});
  const auto found = endpoints_of(settings.containers, {}, {}, made.sources);
  Config config;
  for (const redis::ClientLibrary& library : redis::client_libraries())
    config.clients.push_back(&library);
  const auto clients = clients_of(
      {config, workloads, settings.containers, found.endpoints, found.connections, {}, {}},
      made.arena, made.sources);
  ASSERT_EQ(clients.size(), 1u);
  const ClientAt& client = clients[0];
  EXPECT_EQ(client.library->id, "celery");
  EXPECT_EQ(client.evidence, ClientEvidence::command);
  EXPECT_EQ(client.role, redis::ClientRole::worker);
  ASSERT_EQ(client.queues.size(), 2u);
  EXPECT_EQ(client.queues[1].text, "files");
  ASSERT_EQ(client.endpoints.size(), 1u);
  EXPECT_EQ(client.endpoints[0]->host, "cache");
  EXPECT_EQ(client.user.text, "wk");
  EXPECT_EQ(writes_because(found.endpoints[0], found.endpoints, clients, config),
            "Celery writes there");
}

TEST(Clients, WhoNamesNoUserLogsInAsDefault) {
  const auto user = [](const std::string& env) {
    Manifests made(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, "
        "command: [sidekiq], env: [" +
        env + "]}]}\n");
    const auto workloads = workloads_of(made.resources);
    const auto settings = settings_of(workloads, {});
    const auto found = endpoints_of(settings.containers, {}, {}, made.sources);
    Config config;
    for (const redis::ClientLibrary& library : redis::client_libraries())
      config.clients.push_back(&library);
    const auto clients = clients_of(
        {config, workloads, settings.containers, found.endpoints, found.connections, {}, {}},
        made.arena, made.sources);
    EXPECT_EQ(clients.size(), 1u);
    return clients.at(0).user.text;
  };
  EXPECT_EQ(user("{name: REDIS_URL, value: 'redis://h'}"), "default");
  EXPECT_EQ(user("{name: REDIS_URL, value: 'redis://:pw@h'}"), "default");
  EXPECT_EQ(user("{name: REDIS_HOST, value: h}"), "default");
  EXPECT_EQ(user("{name: REDIS_HOST, value: h}, {name: REDIS_USERNAME, value: u}"), "u");
  EXPECT_EQ(user("{name: REDIS_URL, value: 'redis://h'}, {name: REDIS_USER, value: u}"), "");
  EXPECT_EQ(user("{name: REDIS_URL, value: 'redis://$(U)@h'}"), "");
}

}  // namespace
}  // namespace fairlead::testing
