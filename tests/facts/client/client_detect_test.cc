// Which library a workload uses, and which Redis it means: seen through redis/eviction-on-queue,
// which speaks where both are certain.
#include <fmt/format.h>

#include "support/harness.h"

namespace fairlead::testing {
namespace {

/// A compose project with a Redis that evicts and a service of these lines.
FileMap project(std::string_view service, FileMap more = {}) {
  std::string text =
      "services:\n"
      "  redis:\n"
      "    image: redis:7.2\n"
      "    command: redis-server --maxmemory 1gb --maxmemory-policy allkeys-lru\n"
      "  app:\n"
      "    image: example.org/app:1.0\n";
  text += service;
  more["docker-compose.yml"] = text;
  return more;
}

/// The title of the library that is found on the evicting Redis, or "".
std::string library_on_redis(const FileMap& files) {
  const MemoryFiles memory(files);
  const auto result = run(memory, {});
  EXPECT_TRUE(result);
  for (const Finding& finding : result->report.findings) {
    if (finding.rule->id != "redis/eviction-on-queue") continue;
    const std::string_view begin = "`allkeys-lru` on the Redis of ";
    EXPECT_TRUE(finding.message.starts_with(begin)) << finding.message;
    return finding.message.substr(begin.size(), finding.message.find(':') - begin.size());
  }
  return {};
}

constexpr std::string_view url = "    environment: {REDIS_URL: 'redis://redis:6379'}\n";

std::string command(std::string_view words) {
  return fmt::format("    command: {}\n{}", words, url);
}

TEST(ClientDetection, ByCommandLine) {
  EXPECT_EQ(library_on_redis(project(command("sidekiq -q mails"))), "Sidekiq");
  EXPECT_EQ(library_on_redis(project(command("bundle exec sidekiq"))), "Sidekiq");
  EXPECT_EQ(library_on_redis(project(command("[sh, -c, 'cd /app && exec bundle exec sidekiq']"))),
            "Sidekiq");
  EXPECT_EQ(library_on_redis(project(command("/usr/local/bin/rq worker high"))), "RQ");
  EXPECT_EQ(library_on_redis(project(command("[python, -m, arq, app.Settings]"))), "arq");
  EXPECT_EQ(library_on_redis(project(command("rq info"))), "");
  EXPECT_EQ(library_on_redis(project(command("./wait-for sidekiq"))), "");
  EXPECT_EQ(library_on_redis(project(command("[sh, -c, 'echo sidekiq']"))), "");
  EXPECT_EQ(library_on_redis(project(command("uvicorn app:app"))), "");
}

TEST(ClientDetection, CelerysBrokerIsWhatIsCalledSo) {
  const std::string_view start = "    command: celery -A app worker -Q mails\n";
  const std::string title = "Celery with Redis as broker and result backend";
  const auto with = [&](std::string_view environment) {
    return library_on_redis(
        project(fmt::format("{}    environment: {{{}}}\n", start, environment)));
  };
  EXPECT_EQ(with("CELERY_BROKER_URL: 'redis://redis:6379/0'"), title);
  EXPECT_EQ(with("CELERY_BROKER_URL: 'amqp://mq:5672', CACHE_URL: 'redis://redis:6379'"), "");
  EXPECT_EQ(with("REDIS_URL: 'redis://redis:6379/0'"), "");
}

TEST(ClientDetection, ByAVariableOfItsOwn) {
  EXPECT_EQ(library_on_redis(project(
                "    environment: {RQ_REDIS_URL: 'redis://redis:6379', X: 'redis://b:1'}\n")),
            "RQ");
}

TEST(ClientDetection, OfTwoServersNobodyKnowsWhichItIs) {
  EXPECT_EQ(library_on_redis(project("    command: sidekiq\n"
                                     "    environment: {REDIS_URL: 'redis://redis:6379', "
                                     "CACHE_URL: 'redis://cache:6379'}\n")),
            "");
}

TEST(ClientDetection, ByWhatTheImageIsBuiltFrom) {
  const std::string built = fmt::format("    build: ./app\n{}", url);
  const auto with = [&](const std::string& name, const std::string& text) {
    return library_on_redis(project(built, {{"app/" + name, text}}));
  };
  EXPECT_EQ(with("package.json", R"({"dependencies": {"bullmq": "^5.0.0"}})"), "BullMQ");
  EXPECT_EQ(with("package.json", R"({"devDependencies": {"bullmq": "^5.0.0"}})"), "");
  const std::string_view lock =
      R"({{"packages": {{"": {{"{}": {{"bullmq": "^5.0.0"}}}}, "node_modules/bullmq": {{}}}}}})";
  EXPECT_EQ(with("package-lock.json", fmt::format(fmt::runtime(lock), "dependencies")), "BullMQ");
  EXPECT_EQ(with("package-lock.json", fmt::format(fmt::runtime(lock), "devDependencies")), "");
  EXPECT_EQ(with("package-lock.json", R"({"packages": {"node_modules/bullmq": {}}})"), "");
  EXPECT_EQ(with("Pipfile", "[packages]\nrq = \"*\"\n"), "RQ");
  EXPECT_EQ(with("Pipfile", "[dev-packages]\nrq = \"*\"\n"), "");
  EXPECT_EQ(with("requirements.txt", "flask\nRQ[cli]>=1.0  # queue\n"), "RQ");
  EXPECT_EQ(with("requirements.txt", "flask\n# rq\nrq-dashboard\n"), "");
  EXPECT_EQ(with("pyproject.toml",
                 "[project]\ndependencies = [\n  \"uvicorn[standard]\",\n"
                 "  'arq>=0.25',\n]\n"),
            "arq");
  EXPECT_EQ(with("pyproject.toml", "[project.optional-dependencies]\nx = ['arq']\n"), "");
  EXPECT_EQ(with("pyproject.toml", "[tool.poetry.dependencies]\npython = '^3'\nrq = '^1'\n"), "RQ");
  EXPECT_EQ(with("Gemfile", "gem 'rails'\ngem \"sidekiq\", '~> 7'\n"), "Sidekiq");
  EXPECT_EQ(with("Gemfile", "group :test do\n  gem 'sidekiq'\nend\n"), "");
  EXPECT_EQ(with("go.mod", "module m\nrequire (\n\tgithub.com/hibiken/asynq v0.26.0\n)\n"),
            "Asynq");
  EXPECT_EQ(with("go.mod", "require github.com/hibiken/asynq v0.26.0 // indirect\n"), "");
  EXPECT_EQ(with("Cargo.toml", "[dependencies]\napalis-redis = \"0.7\"\n"), "apalis with Redis");
  EXPECT_EQ(with("Cargo.toml", "[dev-dependencies]\napalis-redis = \"0.7\"\n"), "");
  EXPECT_EQ(with("composer.json", R"({"require": {"laravel/horizon": "^5"}})"), "Laravel Horizon");
  // What may lie on another broker is no matter of this Redis.
  EXPECT_EQ(with("requirements.txt", "celery\n"), "");
}

// Seen with RQ 2.12.0 and Bull 4.16.5: jobs are done without INFO. Sidekiq 8 ends at boot.
TEST(ClientDetection, WhatALibraryGoesOnWithoutIsAWarning) {
  const auto severities = [](std::string_view command) {
    const FileMap files = {
        {"compose.yaml", fmt::format("services:\n"
                                     "  redis:\n"
                                     "    image: redis:7.2\n"
                                     "    command: redis-server --aclfile /users.acl\n"
                                     "    volumes: ['./users.acl:/users.acl']\n"
                                     "  worker:\n"
                                     "    image: example.org/worker\n"
                                     "    command: {}\n"
                                     "    environment: {{REDIS_URL: 'redis://wk@redis:6379/0'}}\n",
                                     command)},
        {"users.acl", "user default off\nuser wk on nopass ~* &* +@all -info\n"}};
    const auto result = run(MemoryFiles(files), {});
    EXPECT_TRUE(result);
    std::vector<Severity> found;
    for (const Finding& finding : result->report.findings) {
      if (finding.rule->id == "redis/acl-dangerous-removed-but-needed")
        found.push_back(finding.severity);
    }
    return found;
  };
  EXPECT_EQ(severities("rq worker"), std::vector{Severity::warning});
  EXPECT_EQ(severities("bundle exec sidekiq"), std::vector{Severity::error});
}

// BullMQ refuses `:` in a queue's name since 5.12.12.
TEST(ClientDetection, AnOldLibraryTakesAnyName) {
  const auto reported = [](std::string_view range, std::string_view pinned) {
    FileMap files = project(fmt::format("    build: ./app\n{}", url));
    files["app/package.json"] = fmt::format(R"({{"dependencies": {{"bullmq": "{}"}}}})", range);
    if (!pinned.empty()) {
      files["app/package-lock.json"] = fmt::format(
          R"({{"packages": {{"": {{"dependencies": {{"bullmq": "{}"}}}}, "node_modules/bullmq": {{"version": "{}"}}}}}})",
          range, pinned);
    }
    files["fairlead.yaml"] = "programs: [{workload: app, uses: [bullmq], queues: ['a:b']}]\n";
    const auto result = run(MemoryFiles(files), {});
    EXPECT_TRUE(result);
    return std::ranges::any_of(result->report.findings, [](const Finding& finding) {
      return finding.rule->id == "queue/name-refused";
    });
  };
  for (const std::string_view old : {"^4.12.0", "~5.11.3", "5.12.11", "4", "^4"})
    EXPECT_FALSE(reported(old, "")) << old;
  for (const std::string_view other : {"^5.1.0", "~5.12.1", "5.12.12", "5", "*", "latest", ">=4",
                                       "4 || 5", "4.x", "^5.0.0-beta", "", "workspace:*"})
    EXPECT_TRUE(reported(other, "")) << other;
  EXPECT_FALSE(reported("^5.1.0", "5.4.0"));
  EXPECT_TRUE(reported("^5.1.0", "5.13.0"));
}

TEST(ClientDetection, ADockerfileElsewhereBuildsAPartOnly) {
  const FileMap files =
      project(fmt::format("    build: {{context: ., dockerfile: api/Dockerfile}}\n{}", url),
              {{"package.json", R"({"dependencies": {"bullmq": "^5.0.0"}})"}});
  EXPECT_EQ(library_on_redis(files), "");
}

TEST(ClientDetection, ByWhatSkaffoldBuilds) {
  const auto with = [](std::string_view image, const std::string& dockerfile) {
    const std::string pods =
        "  template:\n    metadata: {labels: {app: a}}\n    spec:\n      containers:\n";
    FileMap files;
    files["k8s/redis.yaml"] =
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: redis, namespace: n}\nspec:\n"
        "  selector: {matchLabels: {app: a}}\n" +
        pods +
        "        - {name: r, image: 'redis:7.2', args: [--maxmemory, 1gb, --maxmemory-policy, "
        "allkeys-lru]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: redis, namespace: n}\n"
        "spec: {selector: {app: a}, ports: [{port: 6379}]}\n";
    files["k8s/app.yaml"] = fmt::format(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: app, namespace: n, labels: {{app: b}}}}\n"
        "spec:\n  containers:\n    - name: app\n      image: {}\n"
        "      env: [{{name: REDIS_URL, value: 'redis://redis:6379'}}]\n",
        image);
    files["skaffold.yaml"] =
        "apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n"
        "    - {image: example.org:5000/app, context: app" +
        dockerfile + "}\n";
    files["app/package.json"] = R"({"dependencies": {"bullmq": "^5.0.0"}})";
    return library_on_redis(files);
  };
  EXPECT_EQ(with("example.org:5000/app:1.0", ""), "BullMQ");
  EXPECT_EQ(with("example.org:5000/app", ", docker: {dockerfile: Dockerfile}"), "BullMQ");
  EXPECT_EQ(with("example.org:5000/app", ", docker: {dockerfile: ../a/Dockerfile}"), "");
  EXPECT_EQ(with("example.org:5000/other:1.0", ""), "");
}

TEST(ClientDetection, WhatHasNoEndStaysUnderVolatile) {
  const auto findings = [](std::string_view library) {
    FileMap files = project(fmt::format("    command: serve\n{}", url));
    std::string& text = files["docker-compose.yml"];
    text.replace(text.find("allkeys-lru"), 11, "volatile-lru");
    files["fairlead.yaml"] =
        fmt::format("programs: [{{workload: app, uses: [{}], queues: [mails]}}]\n", library);
    const auto result = run(MemoryFiles(files), {});
    EXPECT_TRUE(result);
    std::vector<Severity> severities;
    for (const Finding& finding : result->report.findings) {
      if (finding.rule->id == "redis/eviction-on-queue") severities.push_back(finding.severity);
    }
    return severities;
  };
  EXPECT_EQ(findings("bullmq"), std::vector{Severity::note});
  EXPECT_EQ(findings("stream-worker"), std::vector<Severity>{});
}

TEST(ClientDetection, ACacheWithoutALimitEvictsNothing) {
  FileMap files = project(command("sidekiq"));
  std::string& text = files["docker-compose.yml"];
  text.replace(text.find("--maxmemory 1gb "), 16, "");
  EXPECT_EQ(library_on_redis(files), "");
}

}  // namespace
}  // namespace fairlead::testing
