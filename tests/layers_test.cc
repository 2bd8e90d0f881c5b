// Who may include whom: reads every #include under src/.
#include <fmt/format.h>

#include "base/text.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using Names = std::set<std::string_view>;

/// The folders that each folder may include besides itself.
const std::map<std::string_view, Names> layers = {
    {"base", {}},
    {"source", {"base"}},
    {"tree", {"source", "base"}},
    {"config", {"redis", "tree", "source", "base"}},
    {"redis", {"base"}},
    {"resource", {"config", "tree", "source", "base"}},
    {"discover", {"resource", "config", "redis", "tree", "source", "base"}},
    {"gotemplate", {"tree", "source", "base"}},
    {"render", {"gotemplate", "resource", "config", "tree", "source", "base"}},
    {"model", {"redis", "resource", "config", "tree", "source", "base"}},
    {"net", {"base"}},
    {"lint", {"model", "redis", "resource", "config", "tree", "source", "base"}},
    {"rules", {"lint", "model", "redis", "resource", "config", "tree", "source", "base"}},
    {"report", {"lint", "source", "base"}},
    {"run",
     {"base", "source", "tree", "config", "redis", "resource", "discover", "gotemplate", "render",
      "model", "net", "lint", "report"}},
    {"cli",
     {"run", "report", "lint", "model", "redis", "resource", "config", "tree", "source", "base"}},
    {"rulegen", {"report", "lint", "config", "redis", "tree", "source", "base"}},
};

/// Third-party headers, by how they begin, and the one folder or file of each; "" is everywhere.
const std::map<std::string_view, std::string_view> libraries = {
    {"fmt/", ""},
    {"tl/expected.hpp", ""},
    {"rapidjson/writer.h", ""},
    {"rapidjson/prettywriter.h", ""},
    {"rapidjson/stringbuffer.h", ""},
    {"rapidjson/", "tree/json"},
    {"yaml.h", "tree/yaml"},
    {"re2/", "base/regex"},
    {"sha2.h", "base/digest"},
    {"sha256.h", "base/digest"},
    {"valijson/", "lint/schema"},
    {"yaml-cpp/", "cli/"},
    {"CLI/", "cli/"},
    {"zlib.h", "render/"},
    {"ares.h", "net/resolver"},
};

/// What the system has and DESIGN does not count as a library.
const Names posix = {"fnmatch.h",   "dirent.h",    "fcntl.h",  "sys/mman.h",    "sys/resource.h",
                     "arpa/inet.h", "sys/stat.h",  "spawn.h",  "sys/syscall.h", "linux/openat2.h",
                     "sys/wait.h",  "sys/types.h", "unistd.h", "sys/ioctl.h",   "poll.h"};

struct Include {
  std::string from;    ///< path below src/
  std::string target;  ///< between the quotes or brackets
  bool ours = false;
};

std::vector<Include> includes() {
  std::vector<Include> all;
  for (const auto& [path, text] : read_directory("src")) {
    if (!path.ends_with(".h") && !path.ends_with(".cc")) continue;
    for (const std::string_view line : split(text, '\n')) {
      std::string_view rest = trimmed(line);
      if (!rest.starts_with("#")) continue;
      rest = trimmed(rest.substr(1));
      if (!rest.starts_with("include")) continue;
      rest = trimmed(rest.substr(7));
      const std::size_t end = rest.find_first_of("\">", 1);
      if (end == rest.npos) continue;
      all.push_back({path, std::string(rest.substr(1, end - 1)), rest[0] == '"'});
    }
  }
  return all;
}

std::string_view folder(std::string_view path) { return path.substr(0, path.find('/')); }

TEST(Layers, FoldersIncludeOnlyWhatLiesBelow) {
  const std::vector<Include> all = includes();
  ASSERT_GT(all.size(), 100u) << "the reader of includes found too little";
  for (const Include& include : all) {
    if (!include.ours) continue;
    const std::string_view from = folder(include.from), to = folder(include.target);
    const auto layer = layers.find(from);
    if (layer == layers.end()) {
      ADD_FAILURE() << include.from << ": the folder has no layer";
    } else {
      EXPECT_TRUE(from == to || layer->second.contains(to))
          << "src/" << include.from << " may not include \"" << include.target << '"';
    }
  }
}

TEST(Layers, EachLibraryHasOnePlace) {
  for (const Include& include : includes()) {
    const bool standard = !contains(include.target, "/") && !contains(include.target, ".");
    if (include.ours || standard || posix.contains(include.target)) continue;
    // The longest beginning that fits speaks.
    std::optional<std::string_view> place;
    for (const auto& [begin, allowed] : libraries) {
      if (include.target.starts_with(begin)) place = allowed;
    }
    EXPECT_TRUE(place && include.from.starts_with(*place))
        << "src/" << include.from << " may not include <" << include.target << '>';
  }
}

}  // namespace
}  // namespace fairlead::testing
