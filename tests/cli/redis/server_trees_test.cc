// Configurations of several files, made by chance: whether a real redis-server starts with them,
// and whether we say so.
#include <cstdlib>
#include <random>

#include "cli/redis/server_files.h"
#include "support/file_tree.h"
#include "support/process.h"

namespace fairlead {
namespace {

class Trees : public testing::FileTree {
 protected:
  std::string one_of(std::initializer_list<const char*> words) {
    return words.begin()[std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(random_)];
  }
  bool chance(int percent) { return std::uniform_int_distribution(0, 99)(random_) < percent; }

  std::string user() {
    std::string line = "user " + one_of({"u", "v", "w", "default"}) + " on";
    for (int i = 0; i < 3; ++i) {
      line += " " + one_of({"+get", "-@all", "~k", "nopass", "(+set ~x)", "%R~k", "&*", "+ttl"});
    }
    return line + (chance(5) ? " +nothing" : "");
  }

  std::string line() {
    switch (std::uniform_int_distribution(0, 7)(random_)) {
      case 0:
        return user();
      case 1:
        return "include " + (chance(30) ? directory_ + "/" : "") +
               one_of({"a.conf", "b.conf", "sub/c.conf", "sub/d.conf", "./a.conf", "missing.conf"});
      case 2:
        return "include " + one_of({"*.conf", "sub/*.conf", "s*/d.conf", "[ab].conf", "none/*"});
      case 3:
        return "rename-command " + one_of({"get", "set", "fetch"}) + " " +
               one_of({"fetch", "\"\"", "grab", "set"});
      case 4:
        return chance(60) ? "timeout 5" : "aclfile users.acl";
      case 5:
        return chance(70) ? "# none" : "dir " + directory_ + one_of({"", "/sub", "/sub/.."});
      case 6:
        return chance(90) ? "timeout 5" : "timeout x";
      default:
        return "";
    }
  }

  std::string lines(int most, bool includes) {
    std::string text;
    for (int i = std::uniform_int_distribution(0, most)(random_); i > 0; --i) {
      const std::string next = line();
      if (includes || !next.starts_with("include")) text += next + "\n";
    }
    if (chance(20) && !text.empty()) text.pop_back();
    return text;
  }

  std::mt19937 random_;
};

TEST_F(Trees, StartAsTheRealServerDoes) {
  const char* asked = std::getenv("FAIRLEAD_SEED");
  random_.seed(asked ? static_cast<unsigned>(std::strtoul(asked, nullptr, 10)) : 20261121);
  int starts = 0, unknown = 0;
  constexpr int trees = 120;
  for (int i = 0; i < trees; ++i) {
    for (const char* name : {"a.conf", "b.conf", "sub/c.conf", "sub/d.conf"}) {
      write(name, lines(2, chance(15)));
    }
    write("users.acl", chance(50) ? user() + "\n" : "");
    const std::string text = fmt::format("port 0\nunixsocket {0}/socket\ndir {0}\n", directory_);
    write("server.conf", text + lines(4, true));
    const ServerFiles files(directory_ + "/server.conf", "");
    const auto main = files.main();
    ASSERT_TRUE(main);
    const auto ours = redis::check_start(*main, redis::Version::redis_7_0, redis::ServerMode::data,
                                         files.access());
    if (ours.unknown()) {
      ++unknown;
      continue;
    }
    const auto real =
        testing::really_start(directory_, {"redis-server", directory_ + "/server.conf"});
    starts += real.starts;
    EXPECT_EQ(ours.starts(), real.starts) << "tree " << i << '\n' << main->text << '\n' << real.log;
  }
  EXPECT_GE(starts, trees / 4);
  EXPECT_LE(starts, trees * 9 / 10);
  EXPECT_LE(unknown, trees / 10);
}

}  // namespace
}  // namespace fairlead
