#include "facts/client/clients.h"

#include <gtest/gtest.h>

#include "facts/client/writer.h"
#include "facts/connect/endpoints.h"
#include "support/manifests.h"

namespace fairlead::testing {
namespace {

/// What is found of manifests, with every library that fairlead knows.
struct Detected {
  explicit Detected(const std::string& text) : made(text) {
    for (const redis::ClientLibrary& library : redis::client_libraries())
      config.clients.push_back(&library);
    clients = clients_of(
        {config, workloads, settings.containers, found.endpoints, found.connections, {}, {}},
        made.arena, made.sources);
  }

  Manifests made;
  std::vector<Workload> workloads = workloads_of(made.resources);
  SettingsTable settings = settings_of(workloads, {});
  EndpointTable found = endpoints_of(settings.containers, {}, {}, made.sources);
  Config config;
  std::vector<ClientAt> clients;
};

TEST(Clients, ACommandLineSaysTheLibraryAndItsQueues) {
  const Detected made(R"(
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: n}
spec:
  containers:
    - name: c
      command: [celery, -A, app, worker, -Q, "mails,files"]
      env: [{name: CELERY_BROKER_URL, value: "redis://wk@cache:6379/1"}]
)");
  ASSERT_EQ(made.clients.size(), 1u);
  const ClientAt& client = made.clients[0];
  EXPECT_EQ(client.library->id, "celery");
  EXPECT_EQ(client.evidence, ClientEvidence::command);
  EXPECT_EQ(client.role, redis::ClientRole::worker);
  ASSERT_EQ(client.queues.size(), 2u);
  EXPECT_EQ(client.queues[1].text, "files");
  ASSERT_EQ(client.endpoints.size(), 1u);
  EXPECT_EQ(client.endpoints[0]->host, "cache");
  EXPECT_EQ(client.user.text, "wk");
  EXPECT_EQ(
      writes_because(made.found.endpoints[0], made.found.endpoints, made.clients, made.config),
      "Celery writes there");
}

TEST(Clients, WhoNamesNoUserLogsInAsDefault) {
  const auto user = [](const std::string& env) {
    const Detected made(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, "
        "command: [sidekiq], env: [" +
        env + "]}]}\n");
    EXPECT_EQ(made.clients.size(), 1u);
    return made.clients.at(0).user.text;
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
