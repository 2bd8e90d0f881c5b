// How the files that a configuration names are found below a root: compared with the kernel's own
// resolution there, and with glob(3).
#include <fcntl.h>
#include <glob.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cli/redis/server_files.h"
#include "support/file_tree.h"

namespace fairlead {
namespace {

namespace fs = std::filesystem;

class ServerRoot : public testing::FileTree {};

/// What the kernel reads of a path below a root; "-" where there is nothing.
std::string kernel_text(const std::string& root, const std::string& path) {
  const int top = ::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
  how.resolve = RESOLVE_IN_ROOT;
  const auto file = static_cast<int>(::syscall(SYS_openat2, top, path.c_str(), &how, sizeof how));
  const int why = errno;
  ::close(top);
  EXPECT_NE(why, ENOSYS) << "the kernel has no openat2 to compare with";
  if (file < 0) return "-";
  char block[100];
  const ssize_t size = ::read(file, block, sizeof block);
  ::close(file);
  return size < 0 ? "" : std::string(block, static_cast<std::size_t>(size));
}

TEST_F(ServerRoot, LinksStayBelowTheRoot) {
  write("outside.conf", "outside");
  write("image/inside.conf", "inside");
  write("image/etc/redis/redis.conf", "main");
  write("image/etc/redis/part.conf", "part");
  fs::create_directories(path("image/etc/empty"));
  link("image/out", "../outside.conf");
  link("image/absolute", path("outside.conf"));
  link("image/up", "../../../..");
  link("image/host", directory_);
  link("image/in", "/inside.conf");
  link("image/etc/redis/link", "../../inside.conf");
  link("image/etc/redis/far", "../../../../../../inside.conf");
  link("image/conf", "/etc/redis");
  link("image/self", "self");
  link("image/a", "b");
  link("image/b", "a");
  link("image/file-as-directory", "inside.conf/");
  link("image/dot", ".");
  std::string chained = "inside.conf";
  for (int i = 0; i < 45; ++i) {
    link(fmt::format("image/chain{}", i), chained);
    chained = fmt::format("chain{}", i);
  }
  const ServerFiles files("/etc/redis/redis.conf", path("image"));
  const auto access = files.access();
  for (const char* name : {"/out",
                           "/absolute",
                           "/up/outside.conf",
                           "/up/inside.conf",
                           "/host/outside.conf",
                           "/in",
                           "/etc/redis/link",
                           "/etc/redis/far",
                           "/conf/part.conf",
                           "/conf/../inside.conf",
                           "/conf/../redis/part.conf",
                           "/../../inside.conf",
                           "/self",
                           "/a",
                           "/dot/dot/dot/inside.conf",
                           "/inside.conf/..",
                           "/inside.conf/../inside.conf",
                           "/etc/empty/../../inside.conf",
                           "/chain38",
                           "/chain39",
                           "/chain40",
                           "/chain44",
                           "//etc///redis/./part.conf",
                           "/etc/passwd",
                           "/nothing"}) {
    const auto ours = access.read(name);
    EXPECT_EQ(ours ? ours->text : "-", kernel_text(path("image"), name)) << name;
  }
  EXPECT_EQ(access.read("part.conf")->text, "part");
  EXPECT_EQ(access.read("../../in")->text, "inside");
  EXPECT_EQ(access.read("../../../../../outside.conf").has_value(), false);
}

TEST_F(ServerRoot, FileIsTakenBelowTheRoot) {
  write("image/etc/redis.conf", "inside");
  write("etc/redis.conf", "outside");
  link("image/etc/link.conf", path("etc/redis.conf"));
  link("root", "image");
  const std::string root = path("image");
  const auto text = [](const std::string& file, const std::string& below) {
    const auto main = ServerFiles(file, below).main();
    return main ? main->text : "-";
  };
  EXPECT_EQ(text("etc/redis.conf", root), "inside");
  EXPECT_EQ(text("/etc/redis.conf", root), "inside");
  EXPECT_EQ(text(root + "/etc/redis.conf", root), "inside");
  EXPECT_EQ(text(root + "/etc/redis.conf", root + "/"), "inside");
  EXPECT_EQ(text(root + "/etc/redis.conf", path("etc/../image/.")), "inside");
  EXPECT_EQ(text(root + "/etc/redis.conf", path("root")), "inside");
  EXPECT_EQ(text(path("root/etc/redis.conf"), root), "inside");
  EXPECT_EQ(text(path("etc/redis.conf"), root), "-");
  EXPECT_EQ(text(root + "/../etc/redis.conf", root), "-");
  EXPECT_EQ(text(root + "/etc/link.conf", root), "-");
  EXPECT_EQ(text("etc/redis.conf", path("nothing")), "-");
  EXPECT_EQ(text("etc", root), "-");
}

TEST_F(ServerRoot, PatternsAsGlob) {
  for (const char* name : {"d/a.conf", "d/b.conf", "d/.hidden.conf", "d/ab/x.conf", "d/ac/x.conf",
                           "d/B.conf", "d/[x].conf", "d/a*.conf", "d/é.conf"}) {
    write(name, "");
  }
  link("d/gone.conf", "nowhere");
  link("d/linked", "ab");
  const ServerFiles files(write("main.conf", ""), "");
  const auto access = files.access();
  for (const char* name : {"d/*",
                           "d/*.conf",
                           "d/?.conf",
                           "d/[ab].conf",
                           "d/[!a].conf",
                           "d/a?/x.conf",
                           "*/*/x.conf",
                           "d/.*.conf",
                           "d/[x].conf",
                           "d/\\[x\\].conf",
                           "d/a\\*.conf",
                           "d/[",
                           "d/gone*",
                           "?/ab/x.conf",
                           "*/linked/x.conf",
                           "*/nothing",
                           "d//*.conf",
                           "./d/*.conf",
                           "d/../d/*.conf",
                           "d/.*/d/a.conf",
                           "d/[a-b]*",
                           "d/[[:alpha:]].conf",
                           "*",
                           "nothing/*",
                           "d/a.conf/*",
                           "*/../main.conf"}) {
    const std::string pattern = path(name);
    glob_t found{};
    std::vector<std::string> real;
    if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
      for (std::size_t i = 0; i < found.gl_pathc; ++i) {
        real.push_back(fs::path(found.gl_pathv[i]).lexically_normal());
      }
    }
    globfree(&found);
    std::vector<std::string> ours;
    const auto matches = access.match(pattern);
    for (const std::string& each : matches.value()) {
      ours.push_back(fs::path(each).lexically_normal());
    }
    EXPECT_EQ(ours, real) << name;
  }
  EXPECT_EQ(access.match("d/?.conf").value(),
            (std::vector<std::string>{"d/B.conf", "d/a.conf", "d/b.conf"}));
}

TEST_F(ServerRoot, PatternsStayBelowTheRoot) {
  write("outside/a.conf", "");
  write("image/etc/a.conf", "");
  link("image/etc/out", path("outside"));
  link("image/etc/up", "../../../outside");
  const ServerFiles files("etc/a.conf", path("image"));
  const auto access = files.access();
  EXPECT_EQ(access.match("/etc/*/*.conf").value(), std::vector<std::string>());
  EXPECT_EQ(access.match("../../../*/*.conf").value(),
            std::vector<std::string>{"../../../etc/a.conf"});
  EXPECT_EQ(access.match("*.conf").value(), std::vector<std::string>{"a.conf"});
}

}  // namespace
}  // namespace fairlead
