// Plants credentials in every place that can hold one, beside a defect that is reported right
// there, and looks for them in every output.
#include "base/files.h"
#include "base/text.h"
#include "report/report.h"
#include "support/chart_templates.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

/// All planted credentials begin so; nothing else does.
constexpr std::string_view plant = "pLaNt3d";

struct Planted {
  std::string_view name;
  FileMap files;
  std::string_view rule = {};  ///< is found in these files; "" where a place has no rule of its own
  std::string_view encoded = {};  ///< another spelling of the credential that must not show either
};

std::string deployment(std::string_view container) {
  std::string text =
      "apiVersion: apps/v1\n"
      "kind: Deployment\n"
      "metadata: {name: worker, namespace: jobs}\n"
      "spec:\n"
      "  selector: {matchLabels: {app: worker}}\n"
      "  template:\n"
      "    metadata: {labels: {app: worker}}\n"
      "    spec:\n"
      "      containers:\n"
      "        - name: worker\n"
      "          image: example/worker:1\n";
  for (const std::string_view line : split(container, '\n')) {
    text += "          " + std::string(line) + "\n";
  }
  return text;
}

std::string env(std::string_view name, std::string_view value) {
  return deployment("env:\n  - name: " + std::string(name) + "\n    value: " + std::string(value));
}

std::string holder(std::string_view kind, std::string_view data) {
  return "apiVersion: v1\nkind: " + std::string(kind) +
         "\nmetadata: {name: settings, namespace: jobs}\n" + std::string(data);
}

std::vector<Planted> in_workloads() {
  return {
      {"a variable",
       {{"a.yaml", env("REDIS_PASSWORD", "pLaNt3d-01")}},
       "secret/plaintext-credential"},
      {"a quoted variable with escapes",
       {{"a.yaml", env("DB_PASSWORD", R"("x\u0041\"pLaNt3d-02")")}},
       "secret/plaintext-credential"},
      {"a URL's password",
       {{"a.yaml", env("REDIS_URL", "redis://:pLaNt3d-03@localhost:6379/0")}},
       "endpoint/loopback-host"},
      {"a URL's user alone",
       {{"a.yaml", env("REDIS_URL", "redis://pLaNt3d-04@localhost:6379/0")}},
       "endpoint/loopback-host"},
      {"a URL with a slash in its password",
       {{"a.yaml", env("REDIS_URL", "redis://:pLaNt3d-05/x@localhost:6379/0")}},
       ""},
      {"a URL with a hash in its password",
       {{"a.yaml", env("REDIS_URL", "\"redis://:pLaNt3d-06#x@localhost:6379/0\"")}},
       ""},
      {"a URL with three slashes",
       {{"a.yaml", env("REDIS_URL", "redis:///app:pLaNt3d-05b@redis:6379")}},
       "endpoint/broken-url"},
      {"a URL with one slash",
       {{"a.yaml", env("REDIS_URL", "redis:/app:pLaNt3d-05c@redis:6379")}},
       "endpoint/broken-url"},
      {"a URL without slashes",
       {{"a.yaml", env("REDIS_URL", "redis:app:pLaNt3d-05d@redis:6379")}},
       "endpoint/broken-url"},
      {"a URL of a misspelt scheme",
       {{"a.yaml", env("REDIS_URL", "reids://app:pLaNt3d-05e@redis:6379")}},
       "endpoint/broken-url"},
      {"a URL that was encoded as a whole",
       {{"a.yaml", env("REDIS_URL", "redis://app%3ApLaNt3d-05f%40redis:6379")}},
       ""},
      {"a second host of a list",
       {{"a.yaml", env("REDIS_URL", "redis://localhost:6379,:pLaNt3d-07@localhost:6380")}},
       ""},
      {"arguments",
       {{"a.yaml", deployment("args: [--redis-url=redis://:pLaNt3d-08@localhost:6379,\n"
                              "       --requirepass, pLaNt3d-08, --password=pLaNt3d-08]\n"
                              "env: [{name: REDIS_HOST, value: localhost}]")}},
       "endpoint/loopback-host"},
      {"a comment",
       {{"a.yaml", deployment("env:\n  - name: REDIS_URL\n    value: redis://localhost:6379"
                              "  # its password is pLaNt3d-10")}},
       "endpoint/loopback-host"},
      {"a folded variable",
       {{"a.yaml", deployment("env:\n  - name: DATABASE_URL\n    value: >-\n"
                              "      postgresql://app:pLaNt3d-09@localhost/app")}},
       "endpoint/loopback-host"},
  };
}

std::vector<Planted> in_holders() {
  const std::string from_map = deployment("envFrom: [{configMapRef: {name: settings}}]");
  const std::string from_secret = deployment("envFrom: [{secretRef: {name: settings}}]");
  return {
      {"a ConfigMap",
       {{"a.yaml", from_map},
        {"b.yaml",
         holder("ConfigMap", "data:\n  REDIS_URL: redis://:pLaNt3d-11@localhost:6379/0\n")}},
       "endpoint/loopback-host"},
      {"a Secret's text",
       {{"a.yaml", from_secret},
        {"b.yaml", holder("Secret",
                          "stringData:\n"
                          "  other: pLaNt3d-12\n"
                          "  REDIS_URL: redis://:pLaNt3d-12@localhost:6379/0\n"
                          "  another: pLaNt3d-12\n")}},
       "endpoint/loopback-host"},
      {"a Secret's data",
       {{"a.yaml", from_secret},
        {"b.yaml", holder("Secret",
                          "data:\n"
                          "  REDIS_URL: "
                          "cmVkaXM6Ly86cExhTnQzZC0xM0Bsb2NhbGhvc3Q6NjM3OS8w\n")}},
       "endpoint/loopback-host",
       "cmVkaXM6Ly86cExhTnQzZC0xM0Bsb2NhbGhvc3Q6NjM3OS8w"},
      {"equal keys of a Secret",
       {{"b.yaml", holder("Secret", "stringData:\n  one: pLaNt3d-14\n  one: pLaNt3d-15\n")}},
       "syntax/duplicate-key"},
      {"a Secret that cannot be read",
       {{"b.yaml", holder("Secret", "stringData:\n  one: pLaNt3d-16\n  two: \"pLaNt3d-17\n")}},
       "syntax/yaml"},
      {"a generator's literals",
       {{"kustomization.yaml",
         "resources: [gone.yaml]\n"
         "secretGenerator:\n  - name: settings\n    literals: [REDIS_PASSWORD=pLaNt3d-18]\n"}},
       "kustomize/resource-missing"},
      {"values",
       {{"fairlead.yaml", "programs: [{workload: chart, reads: [DATABASE_URL]}]\n"},
        {"chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 0.1.0\n"},
        {"chart/templates/web.yaml", std::string(env_of_values)},
        {"chart/values.yaml",
         "auth:\n  password: pLaNt3d-19\nenv:\n  DATABASE_URL: \"\"\n"
         "  REDIS_URL: redis://:pLaNt3d-19@cache:6379\n"}},
       "endpoint/empty-url"},
      {".env",
       {{".env", "REDIS_PASSWORD=pLaNt3d-20\nREDIS_URL=redis://:pLaNt3d-20@localhost:6379\n"},
        {".env.example", "REDIS_PASSWORD=pLaNt3d-20\n"},
        {"a.yaml", env("REDIS_URL", "redis://localhost:6379")}},
       "endpoint/loopback-host"},
  };
}

std::vector<Planted> in_redis() {
  const std::string conf =
      "requirepass pLaNt3d-31\n"
      "masterauth pLaNt3d-32\n"
      "user app on >pLaNt3d-33 ~* +@nonsense\n"
      "user other on #pLaNt3d34 ~* +@all\n";
  std::string embedded;
  for (const std::string_view line : split(conf, '\n'))
    embedded += "    " + std::string(line) + "\n";
  const std::string failover =
      "apiVersion: databases.spotahome.com/v1\nkind: RedisFailover\n"
      "metadata: {name: redis, namespace: jobs}\nspec:\n";
  return {
      {"redis.conf", {{"redis.conf", conf}}, "redis/acl-syntax"},
      {"an ACL file",
       {{"users.acl", "user app on >pLaNt3d-35 ~* +@nonsense\nuser b on <pLaNt3d-36 +@all\n"}},
       "redis/acl-syntax"},
      {"a password without its sign",
       {{"users.acl", "user app on pLaNt3d-37 ~* +@all\n"}},
       "redis/acl-syntax"},
      {"redis.conf in a ConfigMap",
       {{"b.yaml", holder("ConfigMap", "data:\n  redis.conf: |\n" + embedded)}},
       "redis/acl-syntax"},
      {"redis.conf in a Secret",
       {{"b.yaml", holder("Secret", "stringData:\n  redis.conf: |\n" + embedded)}},
       "redis/acl-syntax"},
      {"sentinel.conf",
       {{"sentinel.conf",
         "sentinel monitor mymaster redis 6379 2\nsentinel auth-pass mymaster pLaNt3d-38\n"
         "requirepass pLaNt3d-38\nuser app on >pLaNt3d-38 +@nonsense\n"}},
       "redis/acl-syntax"},
      {"customConfig",
       {{"b.yaml", failover + "  redis:\n    customConfig:\n"
                              "      - requirepass pLaNt3d-39\n"
                              "      - masterauth pLaNt3d-39\n"
                              "      - user app on >pLaNt3d-39 ~* +@all\n"
                              "  sentinel:\n    customConfig:\n"
                              "      - auth-pass pLaNt3d-39\n"}},
       "redis/custom-config-not-applied"},
  };
}

/// What a blank should part from the word before it: messages tell that word.
std::vector<Planted> glued() {
  std::vector<Planted> all;
  for (const std::string_view word :
       {"tls-key-file-pass=pLaNt3d-90", "tls-client-key-file-pass=pLaNt3d-90",
        "requirepasss=pLaNt3d-90", "slavepass=pLaNt3d-90", "masterpass=pLaNt3d-90",
        "requirepasspLaNt3d-90", "requirepass'pLaNt3d-90'", "requirepass:pLaNt3d-90"}) {
    const std::string line(word);
    const auto args = [&](std::string_view list) {
      return FileMap{{"a.yaml", deployment("image: redis:7.0\n" + std::string(list))}};
    };
    all.push_back({word, args("args: [--port, \"1\", \"--" + line + "\"]"),
                   "redis/config-unknown-directive"});
    all.push_back({word, args("args: [\"--" + line + "\"]"), ""});
    all.push_back(
        {word, args("command: [sh, -c, \"redis-server --" + line + " --timeout 1\"]"), ""});
    const std::string conf = "maxmemory 1gb\nappendonly yes\nport 1\n" + line + "\n";
    all.push_back({word, {{"redis.conf", conf}}, ""});
    all.push_back({word, {{"sentinel.conf", "port 1\ndir /tmp\n" + line + "\n"}}, ""});
    std::string held;
    for (const std::string_view each : split(conf, '\n')) held += "    " + std::string(each) + "\n";
    all.push_back({word, {{"b.yaml", holder("ConfigMap", "data:\n  redis.conf: |\n" + held)}}, ""});
    all.push_back(
        {word, {{"b.yaml", holder("Secret", "stringData:\n  redis.conf: |\n" + held)}}, ""});
    all.push_back(
        {word,
         {{"b.yaml",
           "apiVersion: databases.spotahome.com/v1\nkind: RedisFailover\n"
           "metadata: {name: redis, namespace: jobs}\nspec:\n  redis:\n    customConfig:\n"
           "      - \"" +
               line + "\"\n  sentinel:\n    customConfig:\n      - \"" + line + "\"\n"}},
         "redis/custom-config-not-applied"});
    all.push_back({word,
                   {{"compose.yaml",
                     "services:\n  redis:\n    image: redis:7\n    command: redis-server "
                     "/etc/redis.conf\n    volumes: [./conf/redis.conf:/etc/redis.conf]\n"},
                    {"conf/redis.conf", conf}},
                   ""});
  }
  all.push_back({"a user and a word with two dashes",
                 {{"a.yaml", deployment("image: redis:7.0\nargs: [\"--user w --pLaNt3d-90\"]")}},
                 "redis/acl-syntax"});
  return all;
}

/// Arguments of which each is a scalar of its own, and scripts, on a line that is shown.
std::vector<Planted> of_word_lists() {
  std::vector<Planted> all;
  for (const std::string_view words : {"redis-server, --maxmemory, 1Gi, --requirepas, pLaNt3d-91",
                                       "--port, \"1\", requirepass, pLaNt3d-91",
                                       "-requirepass, pLaNt3d-91",
                                       "\u2014requirepass, pLaNt3d-91",
                                       "\u2013requirepass, pLaNt3d-91",
                                       "--authpass, pLaNt3d-91",
                                       "--masterpass, pLaNt3d-91",
                                       "--acl-user, \"w:pLaNt3d-91\"",
                                       "--user=w, on, \">pLaNt3d-91\"",
                                       "\"--user=w on >pLaNt3d-91\"",
                                       "--sentinel, auth-pass, m, pLaNt3d-91, x",
                                       "--sentinel, \"auth-pass m pLaNt3d-91 x\"",
                                       "\"--sentinel auth-pass m pLaNt3d-91 x\"",
                                       "redis-cli, -apLaNt3d-91, ping",
                                       "redis-cli, AUTH, pLaNt3d-91",
                                       "sh, -c, \"redis-cli -apLaNt3d-91 ping\"",
                                       "sh, -c, \"redis-cli AUTH pLaNt3d-91\"",
                                       "sh, -c, \"redis-cli auth w pLaNt3d-91\"",
                                       "sh, -c, \"curl -u a:pLaNt3d-91 x\"",
                                       "sh, -c, 'printf \"user w on >pLaNt3d-91\"'",
                                       "sh, -c, \"x # password is pLaNt3d-91\""}) {
    all.push_back({words,
                   {{"a.yaml", deployment("args: [" + std::string(words) + ", {a: 1, a: 1}]")}},
                   "syntax/duplicate-key"});
  }
  return all;
}

/// Lines of a configuration of which none announces a password to a server, but to who reads it.
std::vector<Planted> of_redis_lines() {
  std::vector<Planted> all;
  for (const std::string_view line :
       {"password pLaNt3d-92", "pass pLaNt3d-92", "passwd pLaNt3d-92", "auth pLaNt3d-92",
        "pw pLaNt3d-92", "token pLaNt3d-92", "redis_password pLaNt3d-92", "masterpass pLaNt3d-92",
        "authpass pLaNt3d-92", "userpass w:pLaNt3d-92", "user=w on >pLaNt3d-92",
        "timeout abc # authpass pLaNt3d-92", "maxmemory 1Gi # requirepas pLaNt3d-92",
        "maxmemory 1Gi # auth pLaNt3d-92", "# requirepas pLaNt3d-92", "# user w on >pLaNt3d-92",
        "password is pLaNt3d-92"}) {
    const std::string text(line);
    all.push_back({line, {{"redis.conf", "port abc\n" + text + "\nmaxmemory 1gb\n"}}, ""});
    all.push_back(
        {line,
         {{"b.yaml", holder("ConfigMap", "data:\n  redis.conf: |\n    maxmemory 1Gi\n    " + text +
                                             "\n    port 1\n")}},
         "redis/config-bad-value"});
    all.push_back({line,
                   {{"b.yaml", holder("ConfigMap", "data:\n  redis.conf: \"port abc\\n" + text +
                                                       "\\nmaxmemory 1gb\\n\"\n")}},
                   "redis/config-bad-value"});
  }
  for (const std::string_view line :
       {"sentinel requirepas pLaNt3d-93", "sentinel masterauth pLaNt3d-93",
        "sentinel auth pLaNt3d-93", "password pLaNt3d-93", "auth-pass mymaster pLaNt3d-93"}) {
    all.push_back({line,
                   {{"sentinel.conf", "sentinel monitor mymaster 10.0.0.1 6379 2\nport abc\n" +
                                          std::string(line) + "\n"}},
                   "redis/config-bad-value"});
  }
  return all;
}

/// What is a credential by a word that somebody misspelt, or by where else it is used.
/// A configuration that Redis 7.2 is given.
FileMap of_redis_7_2(std::string_view line) {
  return {{"redis.conf", "maxmemory 1gb\nappendonly yes\nport 6379\n" + std::string(line) + "\n"},
          {"compose.yaml",
           "services:\n  redis:\n    image: redis:7.2\n    command: redis-server /redis.conf\n"
           "    volumes: [\"./redis.conf:/redis.conf\"]\n"}};
}

/// Words that no server reads: a password may have got among them.
std::vector<Planted> unread() {
  const std::pair<std::string_view, std::string_view> lines[] = {
      {"requirepass\npLaNt3d-91", "redis/config-unknown-directive"},
      {"requirepass\npLaNt3d-91 pLaNt3d-91", "redis/config-unknown-directive"},
      {"passwrd pLaNt3d-91", "redis/config-unknown-directive"},
      {"my-own-key x pLaNt3d-91", "redis/config-unknown-directive"},
      {"require-passpLaNt3d-91", "redis/config-unknown-directive"},
      {"require-passpLaNt3d-91 x", "redis/config-unknown-directive"},
      {"masteruser w pLaNt3d-91", "redis/config-bad-value"},
      {"replicaof redis 6379 pLaNt3d-91", "redis/config-bad-value"},
      {"rename-command CONFIG x pLaNt3d-91", ""},
      {"user w:pLaNt3d-91 on +nosuch", "redis/acl-syntax"},
  };
  std::vector<Planted> all;
  for (const auto& [line, rule] : lines) {
    all.push_back({line, of_redis_7_2(line), rule});
  }
  for (const std::string_view statement :
       {"auth-passpLaNt3d-92 mymaster", "auth-passpLaNt3d-92", "nosuch mymaster pLaNt3d-92",
        "down-after-milliseconds mymaster 500 pLaNt3d-92"}) {
    all.push_back({statement,
                   {{"sentinel.conf", "sentinel monitor mymaster 10.0.0.1 6379 2\nsentinel " +
                                          std::string(statement) + "\n"}},
                   "redis/config-refuses-start"});
  }
  return all;
}

std::vector<Planted> by_context() {
  const auto sentinel = [](std::string_view statement) {
    return FileMap{{"sentinel.conf",
                    "sentinel monitor mymaster 10.0.0.1 6379 2\n"
                    "sentinel down-after-milliseconds mymaster 5000\n" +
                        std::string(statement) + "\n"}};
  };
  const auto conf = [](std::string_view line) {
    return FileMap{{"redis.conf", "maxmemory 1gb\nappendonly yes\n" + std::string(line) + "\n"}};
  };
  const std::string_view script = R"(command: [sh, -c, 'redis-server --requirepass "$P"'])";
  std::vector<Planted> all;
  for (const std::string_view name :
       {"auth-pas", "auth_pass", "auhtpass", "sentinel-pasword", "sentinelpass", "authpassword"}) {
    all.push_back({name, sentinel("sentinel " + std::string(name) + " mymaster pLaNt3d-81"),
                   "redis/config-refuses-start"});
  }
  for (const std::string_view name :
       {"requirepas", "require-pass", "masterauht", "master_auth", "requirepasss", "primaryaut"}) {
    all.push_back(
        {name, conf(std::string(name) + " pLaNt3d-82"), "redis/config-unknown-directive"});
  }
  for (Planted& planted : glued()) all.push_back(std::move(planted));
  for (Planted& planted : of_word_lists()) all.push_back(std::move(planted));
  for (Planted& planted : of_redis_lines()) all.push_back(std::move(planted));
  all.push_back({"a command's new name", conf("rename-command NOSUCH pLaNt3d-80"),
                 "redis/config-refuses-start"});
  all.push_back({"a command's new name for a Sentinel",
                 sentinel("sentinel rename-command mymaster CONFIG pLaNt3d-80\nsentinel nosuch x"),
                 "redis/config-refuses-start"});
  all.push_back({"a user as one argument",
                 {{"a.yaml", deployment("image: redis:7.0\ncommand: [redis-server, --user, "
                                        "\"u on >pLaNt3d-83 +@bogus\"]\n" +
                                        std::string("command: [a]"))}},
                 "syntax/duplicate-key"});
  all.push_back(
      {"a user and its option as one argument",
       {{"a.yaml", deployment("args: [\"--user u on >pLaNt3d-83 +@bogus\", {a: 1, a: 1}]")}},
       "syntax/duplicate-key"});
  all.push_back({"a variable that is a password on a command line",
                 {{"a.yaml", deployment(std::string(script) +
                                        "\nenv: [{name: P, name: P, value: pLaNt3d-84}]")}},
                 "syntax/duplicate-key"});
  all.push_back({"the same by the kubelet",
                 {{"a.yaml", deployment("args: [--requirepass, $(P)]\n"
                                        "env: [{name: P, name: P, value: pLaNt3d-85}]")}},
                 "syntax/duplicate-key"});
  all.push_back({"a password's variable in a compose file",
                 {{"compose.yaml",
                   "services:\n  redis:\n    image: redis:7\n"
                   "    command: redis-server --requirepass $$P\n"
                   "    environment: {P: pLaNt3d-86, REDIS_URL: \"redis://redi:6379\"}\n"}},
                 "compose/unknown-host"});
  all.push_back({"an AUTH that a program is declared to run",
                 {{"fairlead.yaml",
                   "programs:\n  - workload: worker\n    redis: {user: worker, commands: "
                   "[\"AUTH worker pLaNt3d-87\", \"HELLO 3 AUTH worker pLaNt3d-87\", \"CONFIG SET "
                   "requirepass pLaNt3d-87\"]}\n"},
                  {"users.acl", "user worker on nopass ~* +@read -auth -hello\n"},
                  {"a.yaml", deployment("ports: []")}},
                 "redis/acl-denies-command"});
  return all;
}

/// Values of variables and of other fields, each on a line with two equal keys, so that it is
/// shown.
std::vector<Planted> on_reported_lines() {
  std::vector<Planted> all;
  const std::pair<std::string_view, std::string_view> variables[] = {
      {"PGPASSWORD", "pLaNt3d-41"},
      {"REDIS_CREDS", "pLaNt3d-42"},
      {"VOYAGEAPIKEY", "pLaNt3d-43"},
      {"DATABASE_DSN", "\"host=localhost password=pLaNt3d-44\""},
      {"REDIS_CONNECTION", "\"localhost:6379,password=pLaNt3d-45,ssl=false\""},
      {"CONFIG", "'{\"password\": \"pLaNt3d-46\"}'"},
      {"REDIS_ADDR", "\"user:pLaNt3d-47@localhost:6379\""},
      {"REDIS_URL", "\"redis://:a pLaNt3d-48@localhost:6379\""},
      {"REDIS_URL", "\"redis://:$(X)pLaNt3d-49@localhost:6379\""},
      {"SENTRY_DSN", "\"https://pLaNt3d-50@sentry.example/1\""},
  };
  for (const auto& [name, value] : variables) {
    const std::string entry = "env: [{name: " + std::string(name) + ", name: " + std::string(name) +
                              ", value: " + std::string(value) + "}]";
    all.push_back({value, {{"a.yaml", deployment(entry)}}, "syntax/duplicate-key"});
  }
  const std::string_view arguments[] = {
      "\"redis-cli -a pLaNt3d-51 -u redis://localhost:6379 ping\"", "\"--requirepass pLaNt3d-52\"",
      "--user, app, on, \">pLaNt3d-53\""};
  for (const std::string_view each : arguments) {
    const std::string list = "args: [" + std::string(each) + ", {a: 1, a: 1}]";
    all.push_back({each, {{"a.yaml", deployment(list)}}, "syntax/duplicate-key"});
  }
  const std::string_view values[] = {
      "conn: \"Server=x;Password=pLaNt3d-54\"", "passwords: {bob: pLaNt3d-55}",
      "secrets: {env: {BOB: pLaNt3d-56}}", "stringData: {bob: pLaNt3d-57}"};
  for (const std::string_view each : values) {
    const FileMap chart = {{"c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n"},
                           {"c/values.yaml", "{" + std::string(each) + ", a: 1, a: 1}\n"}};
    all.push_back({each, chart, "syntax/duplicate-key"});
  }
  return all;
}

std::vector<Planted> in_other_shapes() {
  return {
      {"a Secret of a List",
       {{"a.yaml", "apiVersion: v1\nkind: List\nitems:\n" + std::string("  - apiVersion: v1\n") +
                       "    kind: Secret\n    metadata: {name: s, namespace: jobs}\n" +
                       "    stringData:\n      one: pLaNt3d-61\n      one: pLaNt3d-61\n"}},
       "syntax/duplicate-key"},
      {"a patch of a Secret",
       {{"kustomization.yaml",
         "resources: [gone.yaml]\npatches:\n"
         "  - {patch: \"kind: Secret\\nstringData: {one: pLaNt3d-62}\", patch: x}\n"}},
       "syntax/duplicate-key"},
      {"broken JSON",
       {{"a.json", R"({"apiVersion":"v1","kind":"Secret","stringData":{"a":"pLaNt3d-63","b":}})"}},
       "syntax/yaml"},
      {"a broken variable",
       {{"a.yaml", deployment("env:\n  - name: DB_PASSWORD\n    value: \"pLaNt3d-64\" x")}},
       "syntax/yaml"},
      {"a broken variable on two lines",
       {{"a.yaml", deployment("env:\n  - name: DB_PASSWORD\n    value:\n      \"pLaNt3d-65\" x")}},
       "syntax/yaml"},
      {"a password of a file server",
       {{"a.yaml", deployment("env: [{name: FILE_SERVER_PASSWORD, value: pLaNt3d-72}]")}},
       "secret/plaintext-credential"},
      {"broken arguments",
       {{"a.yaml", deployment("args: [--requirepass, pLaNt3d-66")}},
       "syntax/yaml"},
      {"an open quote in redis.conf", {{"redis.conf", "requirepass \"pLaNt3d-67\nport 1\n"}}, ""},
      {"an ACL selector", {{"users.acl", "user a on (>pLaNt3d-68 +@nonsense)\n"}}, ""},
      {"an ACL password behind a rule", {{"users.acl", "user a on +get>pLaNt3d-69\n"}}, ""},
      {"an ACL password behind a comma", {{"users.acl", "user a on +@all,>pLaNt3d-70\n"}}, ""},
      {"a comment in an ACL file", {{"users.acl", "# password pLaNt3d-71\nuser a on +@x\n"}}, ""},
  };
}

/// Credentials that YAML reads as something else, or not at all: the line that is shown is one.
std::vector<Planted> read_as_something_else() {
  std::vector<Planted> all;
  const auto everywhere = [&](std::string_view value, std::string_view rule) {
    const std::string text(value);
    const std::string chart = "apiVersion: v2\nname: c\nversion: 0.1.0\n";
    const auto values = [&](const std::string& each) {
      all.push_back({value, {{"c/Chart.yaml", chart}, {"c/values.yaml", each}}, rule});
    };
    values("redis:\n  password: " + text + "\n");
    values("port: 1\nREDIS_PASSWORD: " + text + "\n");
    values("x: {a: 1, a: 1}\nREDIS_PASSWORD: " + text + "\n");
    const std::string map = holder("ConfigMap", "") + "---\n";
    for (const std::string_view keys : {"stringData:\n  other: ", "data:\n  name: "}) {
      const std::string held = std::string(keys) + text + "\n";
      all.push_back({value, {{"a.yaml", holder("Secret", held)}}, rule});
      all.push_back({value, {{"a.yaml", map + holder("Secret", held) + "---\n" + map}}, rule});
      all.push_back({value, {{"a.yaml", held + holder("'Secret'", "")}}, rule});
    }
    all.push_back({value,
                   {{"a.yaml", deployment("env:\n  - name: REDIS_PASSWORD\n    value: " + text)}},
                   rule});
  };
  for (const std::string_view value :
       {"*pLaNt3d-94", "}pLaNt3d-94", "]pLaNt3d-94", "@pLaNt3d-94", "`pLaNt3d-94", ",xpLaNt3d-94",
        "%pLaNt3d-94", "'a' pLaNt3d-94", "\"a\" pLaNt3d-94", "- pLaNt3d-94", "a: pLaNt3d-94",
        "{pLaNt3d-94", "\"pLaNt3d-94", "\"\\q pLaNt3d-94\"", "!!int pLaNt3d-94", "!a!pLaNt3d-94"}) {
    everywhere(value, "syntax/yaml");
  }
  // Two lines, the second as deep as the first one's key: not in every shape the one that is shown.
  for (const std::string_view value : {"\n    }pLaNt3d-94", "\"a\npLaNt3d-94"}) {
    everywhere(value, "");
  }
  for (const std::string_view value :
       {"&pLaNt3d-94", "!pLaNt3d-94", "#pLaNt3d-94", "[pLaNt3d-94]", "{pLaNt3d-94}"}) {
    all.push_back({value,
                   {{"c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n"},
                    {"c/values.yaml", "x: {a: 1, a: 1}\npassword: " + std::string(value) + "\n"}},
                   "syntax/duplicate-key"});
    all.push_back(
        {value,
         {{"a.yaml", holder("Secret", "stringData:\n  a: 1\n  a: " + std::string(value) + "\n")}},
         "syntax/duplicate-key"});
  }
  return all;
}

/// Scripts whose line is shown, in each of the forms that hold one.
std::vector<Planted> in_scripts() {
  std::vector<Planted> all;
  for (const std::string_view script :
       {"sed -i 's|^# requirepass .*|requirepass pLaNt3d-95|' /r.conf",
        "sed -i 's/PASSWORD/pLaNt3d-95/' /r.conf", "printf 'requirepass %s' pLaNt3d-95 > /r",
        "redis-server --requirepass $(echo -n pLaNt3d-95)",
        "redis-server --requirepass `echo -n pLaNt3d-95`", "P=pLaNt3d-95; redis-cli -a $P ping",
        "P=${P:-pLaNt3d-95}; redis-server --requirepass $P",
        "Q=pLaNt3d-95; P=$Q; redis-server --requirepass $P",
        "curl -H 'Authorization: Bearer pLaNt3d-95' x", "mysql -ppLaNt3d-95 db",
        "aws configure set aws_secret_access_key pLaNt3d-95",
        "echo pLaNt3d-95 > /run/secrets/password", "echo ${REDIS_PASSWORD:-pLaNt3d-95}"}) {
    const bool starts = contains(script, "redis-server");
    const std::string text =
        std::string(script) + (starts ? " --maxmemory 1Xi" : "; redis-server --maxmemory 1Xi");
    const auto compose = [&](const std::string& command) {
      all.push_back({script,
                     {{"compose.yaml", "services:\n  redis:\n    image: redis:7.2\n    command: " +
                                           command + "\n"}},
                     contains(script, ": ") ? "" : "redis/config-bad-value"});
    };
    compose("sh -c \"" + text + "\"");
    compose("[sh, -c, \"" + text + "\"]");
    compose("\n      - sh\n      - -c\n      - |\n        " + text);
  }
  const std::string_view quoted = R"(sh -c "echo \"requirepass pLaNt3d-95\" | cat - /c > /d;)";
  all.push_back({quoted,
                 {{"compose.yaml", "services:\n  redis:\n    image: redis:7.2\n    command: " +
                                       std::string(quoted) + " redis-server --maxmemory 1Xi\"\n"}},
                 "redis/config-bad-value"});
  for (const std::string_view item :
       {"REDISPASS=pLaNt3d-96", "AUTHKEY=pLaNt3d-96", "SIGNINGKEY=pLaNt3d-96", "JWT=pLaNt3d-96",
        "HDR=Authorization: Bearer pLaNt3d-96", "REDIS_HOST=pLaNt3d-96@nosuch"}) {
    all.push_back({item,
                   {{"compose.yaml",
                     "services:\n  redis: {image: \"redis:7.2\", command: \"redis-server "
                     "--maxmemory 1Xi\", environment: [\"" +
                         std::string(item) + "\"]}\n"}},
                   "redis/config-bad-value"});
  }
  for (const std::string_view value :
       {"url: \"pLaNt3d-97@redis:26379\"", "redis: {host: pLaNt3d-97@redis}",
        "redispass: pLaNt3d-97", "args: [mysql, -ppLaNt3d-97]",
        "args: [aws, configure, set, x_secret_key, pLaNt3d-97]"}) {
    all.push_back({value,
                   {{"c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n"},
                    {"c/values.yaml", "{" + std::string(value) + ", a: 1, a: 1}\n"}},
                   "syntax/duplicate-key"});
  }
  return all;
}

/// Objects as `kubectl apply` keeps them in an annotation, on a line that is shown.
std::vector<Planted> in_annotations() {
  std::vector<Planted> all;
  for (const std::string_view part :
       {R"("args":["--requirepass","pLaNt3d-98","--port","1"])",
        R"("command":["redis-server","--requirepass pLaNt3d-98"])",
        R"("command":["sh","-c","echo \"requirepass pLaNt3d-98\" > /r"])",
        R"("env":[{"name":"REDISPASS","value":"pLaNt3d-98"}])",
        R"("env":[{"value":"pLaNt3d-98","name":"REDIS_PASSWORD"}])",
        R"("data":{"users.acl":"user a on >pLaNt3d-98 ~* +@all\n"})",
        R"("data":{"sentinel.conf":"sentinel auth-pass m pLaNt3d-98\n"})",
        R"("customConfig":["requirepass pLaNt3d-98","masterauth pLaNt3d-98"])",
        R"("command":["redis-cli","-a","pLaNt3d-98","ping"])",
        R"("command":["curl","-u","a:pLaNt3d-98"])", R"("data":{"a":"pLaNt3d-98"},"kind":"Secret")",
        R"("command":["curl","-H","Authorization: Bearer pLaNt3d-98"])",
        R"("url":"pLaNt3d-98@redis:6379")", R"("a":"{\"args\":[\"-a\",\"pLaNt3d-98\"]}")"}) {
    const std::string object = "{\"apiVersion\":\"v1\",\"spec\":{" + std::string(part) + "}}";
    std::string escaped;
    for (const char c : object) {
      if (c == '"' || c == '\\') escaped += '\\';
      escaped += c;
    }
    for (const std::string& text :
         {"'" + object + "'", "\"" + escaped + "\"", "|\n      " + object}) {
      all.push_back({part,
                     {{"a.yaml",
                       "apiVersion: v1\nkind: Pod\nmetadata:\n  name: w\n  annotations:\n"
                       "    kubectl.kubernetes.io/last-applied-configuration: " +
                           text + "\n    a: 1\n    a: 1\nspec: {}\n"}},
                     "syntax/duplicate-key"});
    }
  }
  return all;
}

/// Markdown as it reads, its code in back-quotes.
std::string read_markdown(std::string_view text) {
  std::string read;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    for (const std::string_view tag : {"<code>", "</code>", "<!-- -->"}) {
      if (!rest.starts_with(tag)) continue;
      if (tag[1] != '!') read += '`';
      i += tag.size();
      break;
    }
    if (i < text.size() && text[i] == '\\') ++i;
    if (i < text.size()) read += text[i];
  }
  return read;
}

/// XML as it reads.
std::string read_xml(std::string text) {
  for (const auto& [from, to] : {std::pair("&lt;", "<"),
                                 {"&gt;", ">"},
                                 {"&quot;", "\""},
                                 {"&#10;", "\n"},
                                 {"&#35;", "#"},
                                 {"&amp;", "&"}}) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + 1))
      text.replace(at, std::string_view(from).size(), to);
  }
  return text;
}

/// Files that once leaked: equal keys of which the first loses, a misspelt `user`, a tab in a list.
std::vector<Planted> that_once_leaked() {
  return {
      {"equal keys of a variable",
       {{"a.yaml",
         deployment(
             "env:\n  - name: DB_PASSWORD\n    value: pLaNt3d-99a\n    value: pLaNt3d-99b")}},
       "syntax/duplicate-key"},
      {"no user's line",
       {{"users.acl", "user a on >pLaNt3d-99 ~* +@all\nusers b on >pLaNt3d-99 ~* +@all\n"}},
       "redis/acl-refuses-start"},
      {"arguments that cannot be read",
       {{"a.yaml", deployment("args:\n  - redis-server\n\tx: y\n  - --requirepass\n  - "
                              "'pLaNt3d-99'\n  - --maxmemory\n  - 1XB")}},
       "syntax/yaml"},
      {"comments",
       {{"a.yaml",
         deployment(
             "# password: pLaNt3d-99\n# token pLaNt3d-99\n# admin / pLaNt3d-99\n"
             "env: [{name: REDIS_URL, value: \"redis://localhost:6379\"}] # pw pLaNt3d-99")}},
       "endpoint/loopback-host"},
  };
}

/// Every format, plain and in colours, with the list of what was not checked.
std::vector<std::pair<std::string, std::string>> outputs(RunResult& result) {
  std::vector<std::pair<std::string, std::string>> all;
  result.report.show_unknown = true;
  for (const bool color : {false, true}) {
    result.report.color = color;
    for (const Format& format : formats()) {
      fmt::memory_buffer out;
      format.write(result.report, out);
      const std::string text = fmt::to_string(out);
      all.emplace_back(format.name, format.name == "markdown"   ? read_markdown(text)
                                    : text.starts_with("<?xml") ? read_xml(text)
                                                                : text);
    }
  }
  return all;
}

void expect_hidden(const Planted& planted) {
  SCOPED_TRACE(planted.name);
  const MemoryFiles files(planted.files);
  Result<RunResult> result = run(files, {});
  ASSERT_TRUE(result) << result.error().message;
  const std::vector<Expectation> found = observed(*result);
  EXPECT_TRUE(planted.rule.empty() ||
              std::any_of(found.begin(), found.end(),
                          [&](const Expectation& finding) { return finding.rule == planted.rule; }))
      << "the plant is not tried: no finding of " << planted.rule << '\n'
      << difference({}, found);
  for (const auto& [format, text] : outputs(*result)) {
    const std::size_t shown = text.find(plant);
    EXPECT_EQ(shown, text.npos) << format << ": …"
                                << text.substr(shown < 120 ? 0 : shown - 120, 200);
    EXPECT_TRUE(planted.encoded.empty() || !contains(text, planted.encoded)) << format;
  }
}

TEST(Secrets, OfWorkloadsNeverShow) {
  for (const Planted& planted : in_workloads()) expect_hidden(planted);
}

TEST(Secrets, OfHoldersNeverShow) {
  for (const Planted& planted : in_holders()) {
    if (!planted.encoded.empty()) {
      const std::optional<std::string> decoded = base64_decoded(planted.encoded);
      EXPECT_TRUE(decoded && contains(*decoded, plant)) << planted.name;
    }
    expect_hidden(planted);
  }
}

TEST(Secrets, OnReportedLinesNeverShow) {
  for (const Planted& planted : on_reported_lines()) expect_hidden(planted);
}

TEST(Secrets, InOtherShapesNeverShow) {
  for (const Planted& planted : in_other_shapes()) expect_hidden(planted);
}

TEST(Secrets, ReadAsSomethingElseNeverShow) {
  for (const Planted& planted : read_as_something_else()) expect_hidden(planted);
}

TEST(Secrets, InScriptsNeverShow) {
  for (const Planted& planted : in_scripts()) expect_hidden(planted);
}

TEST(Secrets, InAnnotationsNeverShow) {
  for (const Planted& planted : in_annotations()) expect_hidden(planted);
}

TEST(Secrets, OfRedisNeverShow) {
  for (const Planted& planted : in_redis()) expect_hidden(planted);
}

TEST(Secrets, ByContextNeverShow) {
  for (const Planted& planted : by_context()) expect_hidden(planted);
}

TEST(Secrets, ThatOnceLeakedNeverShow) {
  for (const Planted& planted : that_once_leaked()) expect_hidden(planted);
}

TEST(Secrets, AmongUnreadWordsNeverShow) {
  for (const Planted& planted : unread()) expect_hidden(planted);
}

/// What is printed of a configuration that Redis 7.2 is given.
std::string printed_of(std::string_view line) {
  const MemoryFiles files(of_redis_7_2(line));
  Result<RunResult> result = run(files, {});
  if (!result) return result.error().message;
  EXPECT_FALSE(result->report.findings.empty()) << line;
  return outputs(*result).front().second;
}

// What is no credential is shown: a reader looks for it. Comments are not.
TEST(Secrets, WordsThatSayWhatIsWrongShow) {
  for (const std::string_view line :
       {"save 900 1 # …", "maxmemory-polcy allkeys-lru", "maxmemory 2 gb",
        "memory-usage-track-keys yes", "timeout 30 # …"}) {
    std::string written(line);
    if (const auto comment = written.find("…"); comment != written.npos)
      written.replace(comment, 4, "after 900 s");
    EXPECT_TRUE(contains(printed_of(written), line)) << printed_of(written);
  }
}

// A word alone is no directive with a value, and more likely to belong to the line above.
TEST(Secrets, WordsAloneNeverShow) {
  for (const std::string_view line :
       {"requirepass\nswordfish", "swordfish", "maxclients\nswordfish"}) {
    EXPECT_FALSE(contains(printed_of(line), "swordfish")) << line;
  }
}

// A Secret may hold any word: those of our own sentences show, and so do directives and quantities.
TEST(Secrets, OurOwnWordsShow) {
  const MemoryFiles files(
      {{"redis.conf", "maxmemory 256Mi\nnosuch yes\n"},
       {"s.yaml", holder("Secret",
                         "stringData: {a: \"does not take this value\", b: maxmemory, c: "
                         "256Mi, d: nosuch, e: error, f: redis/config-bad-value, g: "
                         "redis.conf, h: \"write digits and a unit, e.g.\"}\n")}});
  Result<RunResult> result = run(files, {});
  ASSERT_TRUE(result) << result.error().message;
  ASSERT_FALSE(result->report.findings.empty());
  for (const auto& [format, text] : outputs(*result)) EXPECT_FALSE(contains(text, "****")) << text;
}

// A part of a name is no credential: `rel-cache` holds no `cache`.
TEST(Secrets, NamesThatHoldACredentialShow) {
  const MemoryFiles files(
      {{"a.yaml", env("REDIS_URL", "redis://hunter22-cache:6379")},
       {"s.yaml", holder("Secret", "stringData: {x: hunter22, y: hunter22-cach}\n") +
                      "---\napiVersion: v1\nkind: Service\nmetadata: {name: redis, namespace: "
                      "jobs}\nspec: {selector: {a: b}, ports: [{port: 6379}]}\n"}});
  Result<RunResult> result = run(files, {});
  ASSERT_TRUE(result) << result.error().message;
  for (const auto& [format, text] : outputs(*result)) EXPECT_FALSE(contains(text, "****")) << text;
}

// `secretKey` beside `remoteRef` says what a key is called: were it masked, the key's name would be
// hidden wherever it stands.
TEST(Secrets, NamesOfKeysShow) {
  const MemoryFiles files({{"a.yaml",
                            "apiVersion: external-secrets.io/v1beta1\n"
                            "kind: ExternalSecret\n"
                            "metadata: {name: settings, namespace: jobs}\n"
                            "spec:\n"
                            "  data:\n"
                            "    - secretKey: DATABASE_URL\n"
                            "      remoteRef: {key: database}\n"
                            "---\n" +
                                env("DATABASE_URL", "\"\"")}});
  Result<RunResult> result = run(files, {});
  ASSERT_TRUE(result) << result.error().message;
  ASSERT_EQ(result->report.findings.size(), 1u);
  for (const auto& [format, text] : outputs(*result)) {
    EXPECT_TRUE(contains(text, "`DATABASE_URL` is empty")) << format;
  }
}

// A word of a comment is hidden where it stands; a message that says it for a reason of its own
// may.
TEST(Secrets, WordsOfCommentsShowElsewhere) {
  const MemoryFiles files(
      {{"a.yaml", "# Token localhost\n" + env("REDIS_URL", "redis://localhost:6379/0")}});
  Result<RunResult> result = run(files, {});
  ASSERT_TRUE(result) << result.error().message;
  for (const auto& [format, text] : outputs(*result)) {
    EXPECT_TRUE(contains(text, "`localhost` is the pod itself")) << format;
  }
}

}  // namespace
}  // namespace fairlead::testing
