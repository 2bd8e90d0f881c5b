#include "facts/compose/compose_workloads.h"

#include <gtest/gtest.h>

#include "deploy/compose/compose.h"
#include "facts/compose/compose_services.h"
#include "support/manifests.h"

namespace fairlead::testing {
namespace {

/// A compose file's services as the renderer makes resources of them.
class Project {
 public:
  explicit Project(const std::string& services) : made("{}") {
    const File& file = made.add("d/compose.yaml", FileFormat::yaml, "services:\n" + services);
    made.resources.clear();
    for (const Entry& entry : first_root(file)["services"].entries()) {
      Resource resource;
      resource.root = Ref(entry);
      resource.file = &file;
      resource.api_version = compose_version;
      resource.name = entry.key->text();
      made.resources.push_back(std::move(resource));
    }
    files.push_back(&made.add("d/app.env", FileFormat::env_file, "A=file\nB=file\n"));
  }

  ComposeWorkloads workloads() {
    return compose_workloads_of(made.resources, made.arena, made.sources);
  }

  Manifests made;
  std::vector<const File*> files;
};

TEST(ComposeWorkloads, TakeAServicesWords) {
  Project project(
      "  r: {image: 'redis:7.2', command: 'redis-server --port 7000', network_mode: host}\n");
  const auto found = project.workloads();
  ASSERT_EQ(found.workloads.size(), 1u);
  const Container& container = found.workloads[0].containers.at(0);
  EXPECT_EQ(container.image, "redis:7.2");
  ASSERT_EQ(container.args.size(), 3u);
  EXPECT_EQ(container.args[2].text(), "7000");
  EXPECT_EQ(project.made.written(container.args[2].span()), "7000");
  EXPECT_TRUE(found.workloads[0].host_network);
  EXPECT_TRUE(found.gaps.empty());
}

TEST(ComposeWorkloads, EnvironmentWinsOverEnvFile) {
  Project project("  a: {image: a, env_file: app.env, environment: [A=own, C]}\n");
  const auto found = project.workloads();
  const SettingsTable table = compose_settings_of(found.workloads, project.files, false);
  const auto& settings = table.containers.at(0).settings;
  ASSERT_EQ(settings.size(), 4u);
  EXPECT_EQ(settings[0].value.value, "file");
  EXPECT_EQ(settings[2].name, "A");
  EXPECT_EQ(settings[2].value.value, "own");
  EXPECT_FALSE(settings[3].value) << "from the shell that starts it";
  EXPECT_FALSE(table.containers[0].open);
  EXPECT_TRUE(compose_settings_of(found.workloads, project.files, true).containers[0].open);
}

TEST(ComposeWorkloads, AnEnvFileThatIsNotInViewLeavesThemOpen) {
  Project project("  a: {image: a, env_file: [app.env, other.env]}\n");
  const auto found = project.workloads();
  EXPECT_TRUE(compose_settings_of(found.workloads, project.files, false).containers[0].open);
}

TEST(ComposeServices, AreKnownByEveryName) {
  Project project(
      "  r: {image: 'redis:7.2', hostname: cache, networks: {default: {aliases: [db]}}}\n"
      "  s: {image: 'redis:7.2', command: redis-sentinel --port 5000}\n");
  const auto found = project.workloads();
  const ServiceTable table = compose_services_of(project.made.resources, found.workloads, false);
  std::vector<std::string> names;
  for (const Service& service : table.services) names.push_back(service.name);
  EXPECT_EQ(names, (std::vector<std::string>{"cache", "r", "db", "s"}));
  EXPECT_EQ(table.services[0].ports.at(0).number, 6379);
  EXPECT_EQ(table.services[0].ports[0].role, Role::data);
  EXPECT_EQ(table.services[3].ports.at(0).role, Role::sentinel);
  ASSERT_EQ(table.redis_servers.size(), 2u);
  EXPECT_TRUE(table.redis_servers[1].sentinel);
}

}  // namespace
}  // namespace fairlead::testing
