// Who may include whom: reads every #include under src/.
#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "support/harness.h"

namespace fairlead::testing {
namespace {

using Names = std::set<std::string_view>;

/// The folders of src/ in their order: each may include itself and what stands before it.
constexpr std::string_view layers[] = {
    "base",   "source",     "tree",   "emit",   "address", "redis", "client", "shell",
    "config", "gotemplate", "code",   "deploy", "product", "facts", "wiring", "secret",
    "lint",   "rules",      "report", "net",    "run",     "cli",   "rulegen"};

/// Those that may include less than that.
const std::map<std::string_view, Names> narrower = {
    {"net", {"base"}},
    {"gotemplate", {"base", "source", "tree", "emit"}},
    {"rulegen",
     {"base", "source", "tree", "address", "redis", "client", "config", "lint", "report"}},
};
/// What a folder may not include although it stands before it.
const std::map<std::string_view, std::string_view> apart = {{"report", "rules"}};

/// Third-party headers, by how they begin, and the one folder or file of each; "" is everywhere.
const std::map<std::string_view, std::string_view> libraries = {
    {"fmt/", ""},
    {"tl/expected.hpp", ""},
    {"rapidjson/writer.h", ""},
    {"rapidjson/prettywriter.h", ""},
    {"rapidjson/stringbuffer.h", ""},
    {"rapidjson/", "tree/formats/json"},
    {"yaml.h", "tree/yaml/"},
    {"re2/", "base/regex"},
    {"sha2.h", "base/crypto/digest"},
    {"sha1.h", "base/crypto/digest"},
    {"sha256.h", "base/crypto/digest"},
    {"sha512.h", "base/crypto/digest"},
    {"valijson/", "lint/schema"},
    {"yaml-cpp/", "cli/"},
    {"CLI/", "cli/"},
    {"zlib.h", "deploy/helm/"},
    {"ares.h", "net/resolver"},
};

/// What the system has, which is no library of a third party.
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

std::string joined(const std::set<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string_view folder(std::string_view path) { return path.substr(0, path.find('/')); }

bool may_include(std::string_view from, std::string_view to) {
  if (from == to) return true;
  const auto narrow = narrower.find(from);
  if (narrow != narrower.end()) return narrow->second.contains(to);
  const auto forbidden = apart.find(from);
  if (forbidden != apart.end() && forbidden->second == to) return false;
  return std::ranges::find(layers, to) < std::ranges::find(layers, from);
}

TEST(Layers, FoldersIncludeOnlyWhatLiesBelow) {
  const std::vector<Include> all = includes();
  ASSERT_GT(all.size(), 100u) << "the reader of includes found too little";
  for (const Include& include : all) {
    if (!include.ours) continue;
    const std::string_view from = folder(include.from), to = folder(include.target);
    ASSERT_NE(std::ranges::find(layers, from), std::end(layers))
        << include.from << ": the folder has no layer";
    EXPECT_TRUE(may_include(from, to))
        << "src/" << include.from << " may not include \"" << include.target << '"';
  }
}

/// Folders and what each includes of others.
std::map<std::string, std::set<std::string>> folder_graph() {
  std::map<std::string, std::set<std::string>> graph;
  for (const Include& include : includes()) {
    if (!include.ours) continue;
    const std::string from(directory_of(include.from)), to(directory_of(include.target));
    if (from != to) graph[from].insert(to);
  }
  return graph;
}

TEST(Layers, FoldersFormNoCycle) {
  std::map<std::string, std::set<std::string>> graph = folder_graph();
  ASSERT_GT(graph.size(), 20u);
  // Takes away whatever includes nothing that is left, until nothing more goes.
  for (bool gone = true; gone;) {
    gone = false;
    for (auto at = graph.begin(); at != graph.end();) {
      std::erase_if(at->second, [&](const std::string& to) { return !graph.contains(to); });
      gone = gone || at->second.empty();
      at = at->second.empty() ? graph.erase(at) : std::next(at);
    }
  }
  for (const auto& [from, tos] : graph) {
    ADD_FAILURE() << "src/" << from << " is in a cycle of folders, or above one: it includes "
                  << joined(tos);
  }
}

TEST(Layers, NoFolderIsTooFull) {
  std::map<std::string, std::size_t> files;
  for (const auto& [path, text] : read_directory("src")) ++files[std::string(directory_of(path))];
  for (const auto& [directory, count] : files) {
    if (directory.starts_with("rules/")) continue;
    EXPECT_LE(count, 30u) << "src/" << directory;
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
