#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "base/crypto/digest.h"
#include "base/files.h"
#include "base/glob.h"
#include "base/regex.h"
#include "base/text.h"

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

TEST(TextFunctions, FoldAsciiOnly) {
  EXPECT_EQ(lower("ABCXYZ[@\xC3\x84"), "abcxyz[@\xC3\x84");
  EXPECT_EQ(upper("abcxyz{`\xC3\xA4"), "ABCXYZ{`\xC3\xA4");
  EXPECT_TRUE(equal_ignoring_case("BrPop", "bRpOP"));
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
}

TEST(TextFunctions, SplitJoinTrim) {
  EXPECT_THAT(split("", ','), ElementsAre(""));
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  const std::vector<std::string> parts = {"a", "", "b"};
  EXPECT_EQ(joined(parts, "::"), "a::::b");
  EXPECT_EQ(trimmed(" \t\r\n x y \v\f"), "x y");
  EXPECT_EQ(trimmed(" \n"), "");
}

/// The distance as its definition has it, over all ways.
std::size_t slow_distance(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  std::size_t least =
      std::min({slow_distance(a.substr(1), b) + 1, slow_distance(a, b.substr(1)) + 1,
                slow_distance(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0 : 1)});
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0])
    least = std::min(least, slow_distance(a.substr(2), b.substr(2)) + 1);
  return least;
}

TEST(EditDistance, IsTheLeastOfAllWays) {
  const std::string_view words[] = {"", "a", "ab", "ba", "abc", "cab", "abcd", "badc", "bacd"};
  for (const std::string_view a : words) {
    for (const std::string_view b : words) EXPECT_EQ(edit_distance(a, b), slow_distance(a, b));
  }
}

TEST(EditDistance, IsCutOffWhereNobodyAsksForMore) {
  std::mt19937 random(1);
  const auto word = [&](std::size_t length) {
    std::string text;
    while (text.size() < length) text += "abcd"[random() % 4];
    return text;
  };
  for (int i = 0; i < 3000; ++i) {
    const std::string a = word(random() % 7), b = word(random() % 7);
    const std::size_t distance = slow_distance(a, b);
    for (std::size_t most = 0; most < 8; ++most) {
      EXPECT_EQ(edit_distance(a, b, most), std::min(distance, most + 1)) << a << " " << b << most;
    }
  }
  const std::string longest(205, 'r');
  EXPECT_EQ(edit_distance(longest, "", 5), 6u);
  EXPECT_EQ(edit_distance("", longest, 205), 205u);
  EXPECT_EQ(edit_distance(longest, longest.substr(3) + "x", 5), 3u);
}

/// The first of the candidates that are nearest, with nothing left out.
TEST(Nearest, FindsWhatALongSearchFinds) {
  std::mt19937 random(2);
  std::vector<std::string> names;
  for (int i = 0; i < 60; ++i) {
    std::string& name = names.emplace_back();
    for (std::size_t n = 1 + random() % 7; n > 0; --n) name += "abcde-"[random() % 6];
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  for (int i = 0; i < 60; ++i) {
    std::string text = names[random() % 60] + "ab"[random() % 2];
    text.erase(0, random() % 3);
    std::string_view best;
    std::size_t least = std::max<std::size_t>(1, text.size() / 3) + 1;
    for (const std::string_view name : candidates) {
      const std::size_t distance = slow_distance(text, name);
      if (distance < least) std::tie(least, best) = std::tuple(distance, name);
    }
    EXPECT_EQ(nearest(text, candidates), best) << text;
  }
}

TEST(Nearest, TakesWhatMayBeMeant) {
  const std::string_view names[] = {"redis", "rediss", "cache", "cash"};
  EXPECT_EQ(nearest("rdeis", names), "redis");
  EXPECT_EQ(nearest("cach", names), "cache") << "ties go to the earlier one";
  EXPECT_EQ(nearest("postgres", names), "");
  EXPECT_EQ(nearest("x", names), "");
  EXPECT_EQ(nearest(std::string(100000, 'r'), names), "");
}

TEST(Utf8, KnowsWhatIsWellFormed) {
  for (const std::string_view good :
       {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(valid_utf8_prefix(good), good.size());
    EXPECT_EQ(sanitized_utf8(good), good);
  }
  // Overlong, surrogates, beyond U+10FFFF, lone continuation, cut short: Unicode 15, table 3-7.
  for (const std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_EQ(valid_utf8_prefix("ab" + std::string(bad)), 2u);
    EXPECT_EQ(valid_utf8_prefix(sanitized_utf8(bad)), sanitized_utf8(bad).size());
  }
}

TEST(Utf8, ReplacesWhatIsNoCharacterAsPythonDoes) {
  // bytes.decode("utf-8", "replace") of Python 3.11.
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"a\xFFz", "a?z"},
      {"\xC0\x80", "??"},
      {"\xC2", "?"},
      {"\xE0\x9F\xBF", "???"},
      {"\xED\xA0\x80", "???"},
      {"\xE2\x82", "?"},
      {"\xE2\x82z", "?z"},
      {"\xF0\x90", "?"},
      {"\xF0\x90\x80", "?"},
      {"\xF0\x8F\xBF\xBF", "????"},
      {"\xF4\x90\x80\x80", "????"},
      {"\xF5\x80\x80\x80", "????"},
      {"\xF1\x80\x80\xE2\x82\xC2", "???"},
  };
  for (const auto& [bytes, expected] : cases) {
    std::string marked;
    for (const char c : expected) marked += c == '?' ? "\xEF\xBF\xBD" : std::string(1, c);
    EXPECT_EQ(sanitized_utf8(bytes), marked);
  }
}

TEST(Utf8, CountsCodePointsAndUnits) {
  constexpr std::string_view text = "a\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80";
  EXPECT_EQ(code_points(text), 4u);
  EXPECT_EQ(utf16_length(text), 5u);
}

TEST(Base64, DecodesTheVectorsOfRfc4648) {
  const std::pair<std::string_view, std::string_view> vectors[] = {{"", ""},
                                                                   {"Zg==", "f"},
                                                                   {"Zm8=", "fo"},
                                                                   {"Zm9v", "foo"},
                                                                   {"Zm9vYg==", "foob"},
                                                                   {"Zm9vYmE=", "fooba"},
                                                                   {"Zm9vYmFy", "foobar"}};
  for (const auto& [encoded, bytes] : vectors) EXPECT_EQ(base64_decoded(encoded), bytes);
  EXPECT_EQ(base64_decoded("Zm9v\n  YmFy\n"), "foobar");
  EXPECT_EQ(base64_decoded("/+8="), "\xFF\xEF");
  for (const std::string_view bad : {"Zg", "Zg=", "Z", "Zm9v=", "Zm=v", "Zm9-", "===="}) {
    EXPECT_EQ(base64_decoded(bad), std::nullopt) << bad;
  }
}

// FIPS 180-2, appendix B.
TEST(Digest, IsSha256) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(RegexGroups, AreViewsOfTheText) {
  const std::string text = "x key=value;";
  const Regex pattern(R"((\w+)=(\w+)(!)?)");
  EXPECT_TRUE(pattern.found_in(text));
  EXPECT_THAT(pattern.groups(text), ElementsAre("key=value", "key", "value", ""));
  EXPECT_EQ(pattern.groups(text)[1].data(), text.data() + 2);
  EXPECT_THAT(pattern.groups("nothing"), IsEmpty());
  EXPECT_FALSE(pattern.found_in(""));
}

TEST(Glob, MatchesAsGitignoreSays) {
  const std::tuple<std::string_view, std::string_view, bool> cases[] = {
      {"a.yaml", "a.yaml", true},
      {"*.yaml", "a.yaml", true},
      {"*.yaml", "b/a.yaml", false},
      {"**/*.yaml", "a.yaml", true},
      {"**/*.yaml", "b/c/a.yaml", true},
      {"a/**", "a/b/c", true},
      {"a/**", "b/a/c", false},
      {"a/**/d", "a/d", true},
      {"a/**/d", "a/b/c/d", true},
      {"a/**/d", "a/b/c/e", false},
      {"a/*/d", "a/b/c/d", false},
      {"?.yaml", "ab.yaml", false},
      {"a?b", "a/b", false},
      {"[a-c]x", "bx", true},
      {"[!a-c]x", "bx", false},
      {"[!a]b", "/b", false},
      {"[", "[", true},
      {"a*b*c", "aXbXbXc", true},
      {"a*b*c", "aXbXb", false},
      {"**", "a/b", true},
      {"", "", true},
      {"*", "", true},
      {"**/x/*.y", "a/x/b/x/c.y", true}};
  for (const auto& [pattern, path, expected] : cases)
    EXPECT_EQ(path_matches(pattern, path), expected) << pattern << " on " << path;
}

TEST(Glob, DoesNotExplode) {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "*a";
  EXPECT_FALSE(path_matches(pattern + "b", std::string(5000, 'a')));
}

TEST(Paths, StayBelowTheRoot) {
  EXPECT_EQ(normalized_path("./a//b/../c/."), "a/c");
  EXPECT_EQ(normalized_path("a/.."), "");
  EXPECT_EQ(normalized_path("a/../../b"), std::nullopt);
  EXPECT_EQ(joined_path("a/b", "../c.yaml"), "a/c.yaml");
  EXPECT_EQ(joined_path("a", "../../c"), std::nullopt);
  EXPECT_EQ(joined_path("a", "/etc/passwd"), std::nullopt);
  EXPECT_EQ(directory_of("a/b/c"), "a/b");
  EXPECT_EQ(directory_of("c"), "");
  EXPECT_EQ(base_name("a/b/c"), "c");
}

class OnDisk : public ::testing::Test {
 protected:
  OnDisk() {
    std::string name = (fs::temp_directory_path() / "fairlead-base-XXXXXX").string();
    top_ = mkdtemp(name.data());
    fs::create_directories(top_ / "root/dir");
    write("outside", "not ours");
    write("root/b", "12345678");
    write("root/dir/a", "inner");
    fs::create_symlink(top_ / "outside", top_ / "root/file-link");
    fs::create_directory_symlink(top_ / "root/dir", top_ / "root/dir-link");
    fs::create_directory_symlink(top_, top_ / "root/up");
  }
  ~OnDisk() override { fs::remove_all(top_); }
  void write(const std::string& path, std::string_view text) const {
    std::ofstream(top_ / path, std::ios::binary) << text;
  }
  DiskFiles files() const { return DiskFiles((top_ / "root").string()); }

  fs::path top_;
};

TEST_F(OnDisk, ReadsAtMostOneByteMoreThanTheLimit) {
  EXPECT_EQ(files().read("b", 100).value_or("?"), "12345678");
  EXPECT_EQ(files().read("b", 8).value_or("?"), "12345678");
  EXPECT_EQ(files().read("b", 4).value_or("?"), "12345");
  EXPECT_EQ(files().read("dir/a", 100).value_or("?"), "inner");
}

TEST_F(OnDisk, SaysWhereLinksLeadInside) {
  fs::create_symlink("dir/a", top_ / "root/inner");
  fs::create_directory_symlink("../dir", top_ / "root/dir/self");
  fs::create_symlink("gone", top_ / "root/dangling");
  fs::create_symlink("loop", top_ / "root/loop");
  fs::create_symlink("../outside", top_ / "root/out");
  const auto leads = [&](std::string_view path) { return followed(files(), path).value_or("-"); };
  EXPECT_EQ(leads("b"), "b");
  EXPECT_EQ(leads("inner"), "dir/a");
  EXPECT_EQ(leads("dir/self/self/a"), "dir/a");
  EXPECT_EQ(leads("dangling"), "gone");
  for (const std::string_view path : {"loop", "out", "file-link", "dir-link", "up/outside"})
    EXPECT_EQ(leads(path), "-") << path;
}

TEST_F(OnDisk, FollowsNoLink) {
  for (const std::string path : {"file-link", "dir-link/a", "up/outside", "dir-link"}) {
    const Result<std::string> read = files().read(path, 100);
    ASSERT_FALSE(read) << path;
    EXPECT_EQ(read.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(read.error().message, ::testing::HasSubstr(path));
  }
  EXPECT_FALSE(files().list("dir-link"));
  EXPECT_FALSE(files().list("up"));
  EXPECT_EQ(files().kind("file-link"), EntryKind::symlink);
  EXPECT_EQ(files().kind("dir-link"), EntryKind::symlink);
  EXPECT_EQ(files().kind("dir-link/a"), std::nullopt);
}

TEST_F(OnDisk, TheRootItselfMayBeALink) {
  EXPECT_EQ(DiskFiles((top_ / "root/dir-link").string()).read("a", 100).value_or("?"), "inner");
}

TEST_F(OnDisk, ReadsNothingButFilesAndDoesNotWait) {
  ASSERT_EQ(mkfifo((top_ / "root/pipe").c_str(), 0600), 0);
  const int socket_fd = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = (top_ / "root/socket").string();
  ASSERT_LT(path.size(), sizeof address.sun_path);
  std::copy(path.begin(), path.end(), address.sun_path);
  ASSERT_EQ(bind(socket_fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  for (const std::string name : {"pipe", "socket", "dir", "gone", "b/c", ""})
    EXPECT_FALSE(files().read(name, 100)) << name;
  EXPECT_EQ(files().kind("pipe"), EntryKind::other);
  close(socket_fd);
}

TEST_F(OnDisk, ListsInByteOrder) {
  write("root/B", "");
  const auto entries = files().list("");
  ASSERT_TRUE(entries);
  std::vector<std::string> names;
  for (const DirectoryEntry& entry : *entries) names.push_back(entry.name);
  EXPECT_THAT(names, ElementsAre("B", "b", "dir", "dir-link", "file-link", "up"));
  EXPECT_EQ((*entries)[2].kind, EntryKind::directory);
  EXPECT_EQ((*entries)[3].kind, EntryKind::symlink);
  EXPECT_FALSE(files().list("b"));
  EXPECT_FALSE(files().list("gone"));
}

TEST(InMemory, BehavesAsTheDisk) {
  const MemoryFiles files({{"a/b", "12345"}, {"a/c/d", ""}, {"a-x", ""}, {"e", ""}});
  EXPECT_EQ(files.read("a/b", 3).value_or("?"), "1234");
  EXPECT_FALSE(files.read("a", 3));
  const auto names = [&](const std::string& path) {
    std::vector<std::string> all;
    if (const auto entries = files.list(path)) {
      for (const DirectoryEntry& entry : *entries) all.push_back(entry.name);
    }
    return all;
  };
  EXPECT_THAT(names(""), ElementsAre("a", "a-x", "e"));
  EXPECT_THAT(names("a"), ElementsAre("b", "c"));
  EXPECT_FALSE(files.list("gone"));
  EXPECT_FALSE(files.list("e"));
  EXPECT_EQ(files.kind("a/c"), EntryKind::directory);
  EXPECT_EQ(files.kind("a-"), std::nullopt);
}

}  // namespace
}  // namespace fairlead
