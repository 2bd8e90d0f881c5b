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

}  // namespace
}  // namespace fairlead::testing
