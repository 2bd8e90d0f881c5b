// Packed charts. The words are those of Helm 4.2.4, but for links and bombs, which it takes.
#include "deploy/helm/chart/archive.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "helm/packed.h"

namespace fairlead::testing {
namespace {

using helm::unpacked;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> names(const std::string& packed) {
  const auto files = unpacked(packed);
  if (!files) return {std::string(name_of(files.error().stage)), files.error().message};
  std::vector<std::string> all;
  for (const auto& file : *files) all.push_back(fmt::format("{}={}", file.name, file.text));
  return all;
}
std::vector<std::string> names(const std::vector<TarEntry>& entries) {
  return names(gzipped(tar_of(entries)));
}

TEST(HelmArchive, HoldsFilesBelowOneDirectory) {
  EXPECT_THAT(names({{"app/Chart.yaml",
                      "\xef\xbb\xbf"
                      "a"},
                     {"app/templates/", "", '5'},
                     {"./templates/x", "b"},
                     {"app/./a/../c.txt", ""},
                     {"app\\charts\\y", "d"}}),
              ElementsAre("Chart.yaml=a", "templates/x=b", "c.txt=", "charts/y=d"));
}

TEST(HelmArchive, KnowsLongNames) {
  const std::string name = "app/" + std::string(150, 'n');
  EXPECT_THAT(names({{"././@LongLink", name + '\0', 'L'}, {"short", "1"}, {"app/b", "2"}}),
              ElementsAre(name.substr(4) + "=1", "b=2"));
  const std::string record = "164 path=" + name + "\n";
  EXPECT_THAT(names({{"PaxHeader", record, 'x'}, {"short", "1"}, {"app/b", "2"}}),
              ElementsAre(name.substr(4) + "=1", "b=2"));
}

TEST(HelmArchive, HasSeveralMembers) {
  const std::string tar = tar_of({{"app/a", "1"}});
  EXPECT_THAT(names(gzipped(tar.substr(0, 700)) + gzipped(tar.substr(700))), ElementsAre("a=1"));
}

TEST(HelmArchive, RefusesWhatLeadsOut) {
  const std::pair<std::string, std::string> wrong[] = {
      {"app/../../x", "chart illegally references parent directory"},
      {"app//etc/x", "chart illegally contains absolute paths"},
      {"x", "chart illegally contains content outside the base directory: \"x\""},
      {"app/c:/x", "chart contains illegally named files"},
      {"Chart.yaml/x", "chart yaml not in base directory"},
  };
  for (const auto& [name, words] : wrong)
    EXPECT_THAT(names({{"app/Chart.yaml", ""}, {name, "x"}}), ElementsAre("load", words)) << name;
}

TEST(HelmArchive, RefusesLinks) {
  for (const char type : {'1', '2', '3', '6'})
    EXPECT_THAT(names({{"app/x", "", type}}),
                ElementsAre("declined", "a packed chart may not hold links or devices: \"app/x\""));
}

TEST(HelmArchive, RefusesWhatIsNoArchive) {
  EXPECT_THAT(names(std::string("apiVersion: v2\n")), ElementsAre("load", "gzip: invalid header"));
  EXPECT_THAT(names(std::string()), ElementsAre("load", "EOF"));
  EXPECT_THAT(names(std::string("\x1f")), ElementsAre("load", "unexpected EOF"));
  const std::string good = gzipped(tar_of({{"app/a", "1"}}));
  EXPECT_THAT(names(good.substr(0, good.size() / 2)), ElementsAre("load", "unexpected EOF"));
  EXPECT_THAT(names(gzipped("no tar, but long enough for a header: " + std::string(600, 'x'))),
              ElementsAre("load", "archive/tar: invalid tar header"));
  EXPECT_THAT(names(std::vector<TarEntry>{}), ElementsAre("load", "no files in chart archive"));
}

TEST(HelmArchive, IsReadUpToItsEnd) {
  const std::string tar = tar_of({{"app/a", "1"}}), good = gzipped(tar);
  for (const std::string& odd : {good + "garbage", good.substr(0, good.size() - 8),
                                 gzipped(tar.substr(0, 1024)), gzipped(tar + "more")})
    EXPECT_THAT(names(odd), ElementsAre("a=1"));
  EXPECT_THAT(names(gzipped(tar.substr(0, 1024) + "more")), ElementsAre("load", "unexpected EOF"));
  EXPECT_THAT(names(gzipped(tar.substr(0, 512))), ElementsAre("load", "unexpected EOF"));
}

TEST(HelmArchive, IsBounded) {
  const auto refused = [](const std::string& packed, const helm::ArchiveLimits& limits) {
    const auto files = unpacked(packed, limits);
    return files ? "" : fmt::format("{}: {}", name_of(files.error().stage), files.error().message);
  };
  const std::string good = gzipped(tar_of({{"app/x", "123456"}, {"app/y", ""}}));
  EXPECT_EQ(refused(good, {}), "");
  EXPECT_EQ(refused(good, {.file = 5}),
            "load: decompressed chart file \"app/x\" is larger than the maximum file size 5");
  EXPECT_EQ(refused(good, {.entries = 1}), "declined: a packed chart has more than 1 entries");
  EXPECT_THAT(refused(good, {.total = 1024}), HasSubstr("unpacks to more than 1024"));
  const std::string bomb = gzipped(tar_of({{"app/x", std::string(2 << 20, ' ')}}));
  EXPECT_THAT(refused(bomb, {}), HasSubstr("unpacks to more than 1048576"));
  EXPECT_EQ(refused(bomb, {.ratio = 2000}), "");
}

}  // namespace
}  // namespace fairlead::testing
