// Generated configurations: whether we and the redis-server of this machine say that they start.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "base/text.h"
#include "redis/config/directives.h"
#include "redis/config/server_config.h"
#include "support/process.h"

namespace fairlead::redis {
namespace {

constexpr std::size_t mixed_cases = 150;  // of each kind of file; FAIRLEAD_MIXED asks for more

std::size_t number_asked(const char* variable, std::size_t otherwise) {
  const char* given = std::getenv(variable);
  return given ? static_cast<std::size_t>(std::atoll(given)) : otherwise;
}

struct Case {
  ServerMode mode = ServerMode::data;
  std::string text;
  std::string acl_file;  ///< with an `aclfile` line in front, where it is not empty
};

/// Lines whose fate the machine decides, or how its server was built.
const std::set<std::string> not_in_the_file = {
    "activedefrag yes",  // needs a jemalloc that Debian's server has not
    "databases 2147483647", "daemonize yes",
    "loglevel WARNING",     "loglevel NOTHING",  // hide what tells that it is ready
};

/// Directives whose fate the machine decides, or how its server was built, or that this test sets.
constexpr std::string_view of_the_machine =
    " dir logfile unixsocket pidfile include loadmodule aclfile user sentinel rename-command bind "
    "locale-collate unixsocketgroup rdma-port client-default-resp req-res-logfile ";

std::vector<std::string> numbers_around(const DirectiveValue& value) {
  std::vector<std::string> numbers = {
      std::to_string(value.min), std::to_string(value.max), "007", "1x", "-", "5m"};
  numbers.push_back(std::to_string(value.min - 1));
  if (value.max < 18446744073709551615u) numbers.push_back(std::to_string(value.max + 1));
  return numbers;
}

std::vector<std::string> values_to_try(const DirectiveValue& value) {
  switch (value.type) {
    case ValueType::boolean:
      return {"yes", "NO", "true", "1"};
    case ValueType::integer:
      return numbers_around(value);
    case ValueType::memory:
    case ValueType::memory_or_percent:
      return {"256Mi", "1.5gb", "100MB", "2k", "50%", "150%", "0", std::to_string(value.max)};
    case ValueType::octal:
      return {"777", "0", "1000", "8", "-1"};
    case ValueType::enumeration: {
      std::vector<std::string> words = {"nonsense"};
      for (const std::string_view word : split(value.words, ' ')) words.emplace_back(upper(word));
      return words;
    }
    case ValueType::text:
      return {"some-text", "a/b", "\"\"", "'x y'", "{title}", "a:b"};
    case ValueType::special:
    case ValueType::ignored:
      return {"x", "\"\"", "1 2", "1 2 3", "normal 1mb 2mb 3", "0"};
  }
  __builtin_unreachable();
}

/// Each directive alone: without a value, with two, and with values in and out of its bounds.
std::vector<Case> single_lines(Version version) {
  std::vector<Case> cases;
  for (const Directive& directive : all_directives()) {
    if (contains(of_the_machine, fmt::format(" {} ", directive.name))) continue;
    const DirectiveValue* value = value_of(directive, version);
    if (!value) {
      cases.push_back({{}, fmt::format("{} 1", directive.name), {}});
      continue;
    }
    for (const std::string& each : values_to_try(*value)) {
      cases.push_back({{}, fmt::format("{} {}", directive.name, each), {}});
    }
    cases.push_back({{}, std::string(directive.name), {}});
    cases.push_back({{}, fmt::format("{} 1 2 # no comment", directive.name), {}});
  }
  std::erase_if(cases, [](const Case& each) { return not_in_the_file.contains(each.text); });
  return cases;
}

/// Lines that stop a server each in its own way, and lines beside them that do not.
const std::vector<std::string> data_lines = {"maxmemory 100mb",
                                             "appendonly yes",
                                             "save 900 1 300 10",
                                             "save \"\"",
                                             "save 900",
                                             "requirepass s",
                                             "user a on >x ~* +@all",
                                             "user a on >y",
                                             "user b on +@nosuch",
                                             "user b on foo",
                                             "user \"c d\" on >x",
                                             "user d on ~* ~x",
                                             "user e on (+get ~k)",
                                             "user e on (+get",
                                             "user default off",
                                             "user f on resetchannels &x",
                                             "acl-pubsub-default allchannels",
                                             "user g on &x",
                                             "user",
                                             "rename-command FLUSHALL \"\"",
                                             "rename-command FLUSHALL X",
                                             "rename-command NOSUCH X",
                                             "rename-command GET SET",
                                             "rename-command CONFIG",
                                             "replicaof 127.0.0.1 1",
                                             "replicaof no one",
                                             "replicaof h x",
                                             "cluster-enabled yes",
                                             "maxmemory \"1mb",
                                             "'timeout' 5",
                                             "MAXMEMORY 5MB",
                                             "sentinel monitor m 127.0.0.1 1 1",
                                             "sentinel",
                                             "nosuch yes",
                                             "port: 1",
                                             "a.b c",
                                             "# comment",
                                             "client-output-buffer-limit pubsub 1mb 1mb 60",
                                             "client-output-buffer-limit \"normal 0 0 0\"",
                                             "oom-score-adj-values 1 2 3",
                                             "oom-score-adj-values \"0 0 3000\"",
                                             "notify-keyspace-events KEA",
                                             "notify-keyspace-events kq",
                                             "shutdown-on-sigterm save now",
                                             "shutdown-on-sigint \"save nosave\"",
                                             "latency-tracking-info-percentiles 50 101",
                                             "tls-replication yes",
                                             "tls-port 1",
                                             "slaveof h 7",
                                             "include nosuch.conf",
                                             "include nosuch/*.conf",
                                             "unixsocketperm 700",
                                             "proc-title-template {port}",
                                             "proc-title-template {x}",
                                             "proc-title-template \"{{\"",
                                             "bind \"\"",
                                             "list-max-ziplist-entries 5",
                                             "lua-replicate-commands yes",
                                             "lua-replicate-commands",
                                             "lua-time-limit 5",
                                             "gopher-enabled no",
                                             "masteruser x",
                                             "primaryauth x",
                                             "io-threads 200",
                                             "cluster-announce-hostname a_b",
                                             "  \t"};

const std::vector<std::string> sentinel_lines = {"sentinel monitor m 127.0.0.1 6379 2",
                                                 "sentinel monitor m 127.0.0.1 6379 2",
                                                 "sentinel monitor n redis-master 6379 2",
                                                 "sentinel monitor o 127.1 6379 1",
                                                 "sentinel monitor p ::1 6379 0",
                                                 "sentinel monitor p 127.0.0.1 70000 1",
                                                 "sentinel monitor p 127.0.0.1 6379",
                                                 "sentinel resolve-hostnames yes",
                                                 "SENTINEL Resolve-Hostnames YES",
                                                 "sentinel resolve-hostnames on",
                                                 "sentinel announce-hostnames no",
                                                 "sentinel down-after-milliseconds m 5000",
                                                 "sentinel down-after-milliseconds m 0",
                                                 "sentinel down-after-milliseconds x 5000",
                                                 "sentinel failover-timeout m 1x",
                                                 "sentinel failover-timeout m x",
                                                 "sentinel parallel-syncs m 1",
                                                 "sentinel auth-pass m secret",
                                                 "sentinel auth_pass m secret",
                                                 "sentinel auth-user m u",
                                                 "sentinel myid abc",
                                                 "sentinel deny-scripts-reconfig yes",
                                                 "sentinel known-replica m 127.0.0.1 1",
                                                 "sentinel known-replica m 127.0.0.1 1",
                                                 "sentinel known-sentinel m 127.0.0.1 2 id",
                                                 "sentinel rename-command m CONFIG X",
                                                 "sentinel rename-command m config Y",
                                                 "sentinel master-reboot-down-after-period m -1",
                                                 "sentinel announce-port 1",
                                                 "sentinel nosuch 1",
                                                 "sentinel quorum m 2",
                                                 "requirepass x",
                                                 "user a on >x +sentinel",
                                                 "user b on >x +brpop",
                                                 "user c on >x +@list",
                                                 "maxmemory 1mb",
                                                 "nosuch yes",
                                                 "a.b c",
                                                 "rename-command SENTINEL X",
                                                 "rename-command GET X",
                                                 "protected-mode yes",
                                                 "sentinel",
                                                 "cluster-enabled yes",
                                                 "save 1"};

const std::vector<std::string> acl_lines = {"user a on >x ~* +@all",
                                            "user b on  nopass ~x &y -@all +get",
                                            "user a off",
                                            "user  c on",
                                            "user \"d\" on",
                                            "USER e on",
                                            "# comment",
                                            "",
                                            "  user f on  ",
                                            "user",
                                            "user g\ton",
                                            "user h on\t>x",
                                            "user i on >x # y",
                                            "user j on +@generic",
                                            "user k on (+get ~x) (+set ~y)",
                                            "user l on (+get",
                                            "user m on #123",
                                            "user default on >x",
                                            "user n on ~* ~y",
                                            "user o on allchannels &z",
                                            "user p on +config|get -config|nosuch",
                                            "user q on %R~a %W~b",
                                            "user r on %Q~a",
                                            "user s on <x",
                                            "user t on\r",
                                            "nouser x",
                                            "user u +sentinel"};

std::vector<Case> one_by_one() {
  std::vector<Case> cases;
  for (const std::string& line : data_lines) cases.push_back({{}, line, {}});
  for (const std::string& line : sentinel_lines) {
    cases.push_back({ServerMode::sentinel, line, {}});
    cases.push_back({ServerMode::sentinel,
                     line + "\nsentinel monitor m 127.0.0.1 6379 2\nsentinel resolve-hostnames no",
                     {}});
  }
  for (const std::string& line : acl_lines) cases.push_back({{}, "", line + "\n"});
  cases.push_back({{}, "user a on", "user b on\n"});
  cases.push_back({{}, "requirepass x\nuser default on >y", {}});
  cases.push_back({{}, "cluster-enabled yes\nport 60000", {}});
  cases.push_back({{}, "cluster-enabled yes\nreplicaof 127.0.0.1 1\nreplicaof no one", {}});
  cases.push_back({{}, "cluster-enabled yes\nbind \"\"", {}});
  cases.push_back({{}, "port 16379\nbind \"\"\nunixsocket \"\"", {}});
  cases.push_back({{}, "unixsocket \"\"", {}});
  for (const char* addresses :
       {"127.0.0.1 # local", "127.0.0.1,::1", "127.0.0.1;", "-#", "127.0.0.1 -a,b", "127.0.0.1/8",
        "[127.0.0.1]", "\"127.0.0.1 #\"", "\"127.0.0.1 -::1\"", "127.0.0.1 -::1", "127.0.0.1"}) {
    cases.push_back({{}, fmt::format("port 16379\nbind {}", addresses), {}});
    cases.push_back({{}, fmt::format("port 0\nbind {}", addresses), {}});
    cases.push_back({ServerMode::sentinel, fmt::format("port 16379\nbind {}", addresses), {}});
  }
  for (const char* text :
       {"databases 1\v", "save 900\v1", "appendonly yes\v", "timeout 5\n\vloglevel notice",
        "loglevel notice \v", "databases 1\f", "save \"'\"", "save \"900 1 '\"",
        "client-output-buffer-limit \"normal 0 0 0 '\"", "latency-tracking-info-percentiles \"'\"",
        "include \"\"", "loadmodule \"\"", "cluster-enabled yes\ncluster-config-file \"\"",
        "cluster-enabled yes\nreplicaof \"no one\"", "user \"u\\x00x\" on"}) {
    cases.push_back({{}, text, {}});
  }
  cases.push_back({{}, "aclfile nosuch.acl", {}});
  return cases;
}

std::vector<Case> mixed(std::mt19937& random) {
  std::vector<Case> cases;
  const auto some = [&](const std::vector<std::string>& lines) {
    std::string text;
    for (std::size_t left = 1 + random() % 4; left > 0; --left) {
      text += lines[random() % lines.size()] + "\n";
    }
    return text;
  };
  const std::size_t wanted = number_asked("FAIRLEAD_MIXED", mixed_cases);
  for (std::size_t i = 0; i < wanted; ++i) {
    cases.push_back({{}, some(data_lines), {}});
    cases.push_back({ServerMode::sentinel, some(sentinel_lines), {}});
    cases.push_back({{}, "", some(acl_lines)});
  }
  return cases;
}

/// Both answers to one case, in a directory of its own.
class Comparison {
 public:
  explicit Comparison(Version version) : version_(version), directory_(testing::new_directory()) {}
  ~Comparison() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  Comparison(const Comparison&) = delete;
  Comparison& operator=(const Comparison&) = delete;

  void run(const Case& given) {
    // Nothing of the last case may be loaded.
    for (const auto& left : std::filesystem::directory_iterator(directory_)) {
      std::filesystem::remove_all(left.path());
    }
    const std::string path = directory_ + "/server.conf";
    std::string text = fmt::format("port 0\nunixsocket {0}/socket\ndir {0}\n", directory_);
    if (!given.acl_file.empty()) text += fmt::format("aclfile {}/users.acl\n", directory_);
    text += given.text;
    std::ofstream(directory_ + "/users.acl") << given.acl_file;
    std::ofstream(path) << text;
    std::vector<std::string> arguments = {"redis-server", path};
    if (given.mode == ServerMode::sentinel) arguments.emplace_back("--sentinel");
    const auto real = testing::really_start(directory_, arguments);
    const StartCheck ours = check_start({path, text}, version_, given.mode, access());
    starts_ += real.starts;
    ++compared_;
    EXPECT_EQ(ours.starts(), real.starts)
        << given.text << given.acl_file << "\n"
        << (ours.starts() ? real.log : ours.errors.front().message);
  }

  std::size_t compared() const { return compared_; }
  std::size_t starts() const { return starts_; }

 private:
  ServerFileAccess access() const {
    ServerFileAccess access;
    access.read = [this](std::string_view path) -> tl::expected<ServerFile, FileFault> {
      const std::string full = (std::filesystem::path(directory_) / path).string();
      if (!std::filesystem::exists(full)) return tl::unexpected(FileFault{});
      return ServerFile{full, testing::text_of_file(full)};
    };
    access.match = [](std::string_view) { return std::vector<std::string>(); };
    return access;
  }

  Version version_;
  std::string directory_;
  std::size_t compared_ = 0, starts_ = 0;
};

TEST(RedisStartServer, AgreesWithTheRealOne) {
  const auto version = version_of_image(testing::redis_server_image());
  ASSERT_TRUE(version) << "redis-server is missing (scripts/setup installs it), or has no tables";
  // The same cases every time: others are for whoever changes what is compared.
  const auto seed = static_cast<unsigned>(number_asked("FAIRLEAD_SEED", 20261121));
  fmt::print("FAIRLEAD_SEED={}\n", seed);
  std::mt19937 random(seed);
  std::vector<Case> cases = single_lines(*version);
  for (Case& each : one_by_one()) cases.push_back(std::move(each));
  for (Case& each : mixed(random)) cases.push_back(std::move(each));
  Comparison comparison(*version);
  for (const Case& each : cases) comparison.run(each);
  fmt::print("{} configurations, of which {} start\n", comparison.compared(), comparison.starts());
  EXPECT_GE(comparison.compared(), 400u);
  EXPECT_GE(comparison.starts(), comparison.compared() / 5);
  EXPECT_LE(comparison.starts(), comparison.compared() * 3 / 4);
}

}  // namespace
}  // namespace fairlead::redis
