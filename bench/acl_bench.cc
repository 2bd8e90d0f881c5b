// What the ACL costs: reading a user's rules, and deciding about every command of one library.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "client/client_needs.h"
#include "redis/acl/acl.h"

namespace fairlead::redis {
namespace {

constexpr Version version = Version::redis_7_2;

ClientUse use_of(std::string_view id) {
  const auto libraries = client_libraries();
  ClientUse use;
  use.library = &*std::ranges::find(libraries, id, &ClientLibrary::id);
  use.queues = {"emails"};
  return use;
}

/// The least rules that the library works with.
std::vector<std::string> needed_rules(const ClientUse& use) {
  std::vector<std::string> rules = {"on", "nopass", "resetchannels", "-@all"};
  for (const AclNeed& need : acl_needs(std::span(&use, 1), version)) rules.push_back(need.token);
  return rules;
}

AclReading read(const std::vector<std::string>& rules, std::optional<Version> of = version) {
  const std::vector<std::string_view> words(rules.begin(), rules.end());
  return read_acl_rules(words, of);
}

void read_rules(benchmark::State& state) {
  const auto rules = needed_rules(use_of("bullmq"));
  for (auto _ : state) benchmark::DoNotOptimize(read(rules));
  state.counters["rules"] = static_cast<double>(rules.size());
}
BENCHMARK(read_rules);

/// Every command of the library with its keys and channels.
void decide_about(benchmark::State& state, std::string_view id,
                  const std::vector<std::string>& rules, std::optional<Version> of = version) {
  const ClientUse use = use_of(id);
  const AclReading user = read(rules, of);
  std::size_t lacks = 0, commands = 0;
  for (const ClientCommands& group : use.library->commands) commands += group.names.size();
  for (auto _ : state) {
    const auto found = client_lacks(user, use);
    lacks = found.size();
    benchmark::DoNotOptimize(found);
  }
  state.counters["commands"] = static_cast<double>(commands);
  state.counters["lacks"] = static_cast<double>(lacks);
}

void bullmq_all_allowed(benchmark::State& state) {
  decide_about(state, "bullmq", needed_rules(use_of("bullmq")));
}
BENCHMARK(bullmq_all_allowed);

void bullmq_by_categories(benchmark::State& state) {
  decide_about(state, "bullmq", {"on", "nopass", "~bull:*", "&bull:*", "+@all", "-@dangerous"});
}
BENCHMARK(bullmq_by_categories);

void bullmq_all_denied(benchmark::State& state) {
  decide_about(state, "bullmq", {"on", "nopass", "~mail:*", "-@all"});
}
BENCHMARK(bullmq_all_denied);

void celery_all_allowed(benchmark::State& state) {
  decide_about(state, "celery", needed_rules(use_of("celery")));
}
BENCHMARK(celery_all_allowed);

/// Where the version is unknown, eight servers are asked.
void bullmq_every_version(benchmark::State& state) {
  decide_about(state, "bullmq", needed_rules(use_of("bullmq")), std::nullopt);
}
BENCHMARK(bullmq_every_version);

/// Whole command lines, as `acl check --batch` is asked.
void decide_command_lines(benchmark::State& state) {
  const auto user = read({"on", "nopass", "~jobs:*", "%R~seen:*", "+@all", "-@dangerous"}).users[0];
  const std::vector<std::vector<std::string_view>> lines = {
      {"brpop", "jobs:1", "jobs:2", "0"},
      {"lpush", "jobs:1", "x"},
      {"get", "seen:1"},
      {"set", "seen:1", "x"},
      {"eval", "return 1", "2", "jobs:1", "other"},
      {"client", "setname", "worker"},
      {"xreadgroup", "GROUP", "g", "c", "STREAMS", "jobs:s", ">"},
      {"publish", "news", "x"},
      {"flushall"},
      {"sort", "jobs:1", "STORE", "jobs:2"}};
  for (auto _ : state) {
    for (const auto& line : lines) benchmark::DoNotOptimize(evaluate(user, line));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * lines.size()));
}
BENCHMARK(decide_command_lines);

}  // namespace
}  // namespace fairlead::redis
