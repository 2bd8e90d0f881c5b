// Starts real servers with arguments of a container's command line: what is reported does not
// start, and what does not start is reported.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "support/harness.h"
#include "support/process.h"

namespace fairlead::testing {
namespace {

using Arguments = std::vector<std::string>;

/// What a start would report of a pod whose container runs redis-server 7.0 so.
std::vector<Expectation> found(const Arguments& arguments) {
  std::string list;
  for (const std::string& each : arguments) {
    list += ", '";
    for (const char c : each) list += c == '\'' ? std::string("''") : std::string(1, c);
    list += "'";
  }
  const MemoryFiles files({{"a.yaml",
                            "apiVersion: v1\nkind: Pod\nmetadata: {name: redis}\nspec:\n"
                            "  containers:\n    - name: redis\n      image: redis:7.0.15\n"
                            "      command: [redis-server" +
                                list + "]\n"}});
  const Result<RunResult> result = run(files, {});
  EXPECT_TRUE(result);
  std::vector<Expectation> all = result ? observed(*result) : std::vector<Expectation>();
  std::erase_if(all, [](const Expectation& each) {
    return !each.rule.starts_with("redis/config-") && !each.rule.starts_with("redis/acl-syntax") &&
           !each.rule.starts_with("redis/acl-refuses");
  });
  return all;
}

class ServerArguments : public ::testing::Test {
 protected:
  ServerArguments() : directory_(new_directory()) {}
  ~ServerArguments() override {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }

  /// No port of the machine is needed.
  Arguments prepared(const Arguments& arguments) const {
    Arguments all = {"--port", "0", "--unixsocket", directory_ + "/socket", "--dir", directory_};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return all;
  }

  bool starts(const Arguments& arguments) const {
    Arguments all = {"redis-server"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return really_start(directory_, all).starts;
  }

  std::string directory_;
};

TEST_F(ServerArguments, AgreeWithTheRealOne) {
  const Arguments cases[] = {
      {"--maxmemory", "256mb"},
      {"--maxmemory 256mb"},
      {"--maxmemory 256mb", "--appendonly no"},
      {"--maxmemory=256mb"},
      {"--maxmemory=256mb", "--appendonly", "no"},
      {"--maxmemory", "256Mi"},
      {"--maxmemory", "256 mb"},
      {"--requirepass"},
      {"--requirepass", "--appendonly", "no"},
      {"--requirepass", "--appendonly"},
      {"--requirepass", "--appendonly", "--loglevel", "notice"},
      {"--requirepass", ""},
      {"--requirepass", "a b"},
      {"--save"},
      {"--save", ""},
      {"--save", "--appendonly", "no"},
      {"--save", "60", "1", "--save"},
      {"--save", "60 1"},
      {"--save", "60"},
      {"--appendonly"},
      {"--appendonly", "yes", "no"},
      {"--appendonly", "true"},
      {"--loglevel", "notice", "-p"},
      {"--LogLevel", "NOTICE"},
      {"--nosuch", "1"},
      {"--nosuch"},
      {"--user", "a on nopass ~* +@all"},
      {"--user", "a", "on", "nopass", "~*", "+@all"},
      {"--user", "a", "on", ">x", "~*", "+@nosuch"},
      {"--user", "a", "on", "--user", "a", "off"},
      {"--user", "a", "on", "+nosuch"},
      {"--rename-command", "FLUSHALL", ""},
      {"--rename-command", "NOSUCH", "x"},
      {"--client-output-buffer-limit", "normal", "0", "0", "0"},
      {"--client-output-buffer-limit", "normal 0 0 0"},
      {"--client-output-buffer-limit", "normal", "0"},
      {"--cluster-enabled", "yes", "--replicaof", "a", "1"},
      {"--bind", "127.0.0.1", "::1"},
      {"--tls-port", "7"},
  };
  for (const Arguments& each : cases) {
    const Arguments arguments = prepared(each);
    const bool ours = found(arguments).empty();
    EXPECT_EQ(ours, starts(arguments)) << fmt::format("{}", fmt::join(each, " | "));
  }
}

TEST_F(ServerArguments, BeforeTheFirstOption) {
  for (const Arguments& each :
       {Arguments{"-p", "0"}, Arguments{"-c", "/x.conf"}, Arguments{"-p"}, Arguments{"-port=0"}}) {
    EXPECT_FALSE(starts(each));
    EXPECT_EQ(found(each).size(), 1u) << each.front();
  }
}

TEST_F(ServerArguments, DrawnAtRandom) {
  const std::vector<Arguments> chunks = {
      {"--maxmemory", "100mb"},
      {"--maxmemory 1gb"},
      {"--maxmemory-policy", "noeviction"},
      {"--appendonly", "no"},
      {"--appendonly yes"},
      {"--save"},
      {"--save", ""},
      {"--save", "60", "1"},
      {"--loglevel", "notice"},
      {"--requirepass", "a"},
      {"--requirepass"},
      {"--databases", "4"},
      {"--timeout", "60"},
      {"--user", "a", "on", "nopass", "+@all"},
      {"--user", "b on +@nosuch"},
      {"--maxmemory=1gb"},
      {"--appendonly"},
      {"--nosuch", "1"},
      {"-p"},
      {"x y"},
      {"1"},
      {"--"},
  };
  std::random_device device;
  const unsigned seed = device();
  std::mt19937 random(seed);
  std::size_t refused = 0, reported = 0;
  for (int i = 0; i < 300; ++i) {
    Arguments drawn;
    for (std::size_t left = 1 + random() % 4; left > 0; --left) {
      const std::size_t likely = random() % 3 == 0 ? chunks.size() : 14;
      const Arguments& chunk = chunks[random() % likely];
      drawn.insert(drawn.end(), chunk.begin(), chunk.end());
    }
    const Arguments arguments = prepared(drawn);
    const bool ours = found(arguments).empty(), real = starts(arguments);
    // Versions differ on what comes behind a lone `--`, so that nothing is said of it.
    const bool known = std::ranges::find(drawn, "--") == drawn.end();
    refused += !real && known;
    reported += !ours && !real && known;
    EXPECT_TRUE(ours || !real) << "seed " << seed << ": "
                               << fmt::format("{}", fmt::join(drawn, " | "));
    EXPECT_TRUE(!ours || real || !known)
        << "seed " << seed << ": " << fmt::format("{}", fmt::join(drawn, " | "));
  }
  fmt::print("{} of 300 refused, {} of these reported; seed {}\n", refused, reported, seed);
  EXPECT_GT(refused, 30u);
}

}  // namespace
}  // namespace fairlead::testing
