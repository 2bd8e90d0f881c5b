// Variables of compose files. tests/data/compose_interpolation.json is what compose-go 2.16.2 made
// of random texts with one `.env`; what has no result there is refused.
#include "deploy/compose/interpolation.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/text.h"
#include "deploy/compose/variables/template.h"
#include "deploy/types/file_set.h"
#include "support/harness.h"
#include "support/tree_text.h"

namespace fairlead::testing {
namespace {

using ::testing::ElementsAre;

/// A tree whose variables a `.env` gives.
class Interpolated {
 public:
  Interpolated(std::string yaml, std::string env) : files_(disk_) {
    File& file = files_.add(sources_, "compose.yaml", FileFormat::yaml, std::move(yaml));
    File& variables = files_.add(sources_, ".env", FileFormat::env_file, std::move(env));
    parse(file, sources_);
    parse(variables, sources_);
    written_ = first_root(file);
    interpolation_.emplace(&variables, sources_, arena_);
    root_ = Ref(interpolation_->tree(written_.node()));
  }

  Ref root() const { return root_; }
  Ref written() const { return written_; }
  bool is_cut() const { return interpolation_->is_cut(); }
  /// What a person would edit to change the bytes [from, to) of a scalar.
  std::string blamed(Ref scalar, std::size_t from, std::size_t to) const {
    const Span at = sources_.blame(decoded_span(sources_, *scalar, from, to)).edit;
    return fmt::format("{}:{}", sources_.name(at.source), sources_.text(at));
  }
  /// The written places that a scalar's bytes [from, to) came from, "file:text".
  std::vector<std::string> trace(Ref scalar, std::size_t from, std::size_t to) const {
    std::vector<std::string> places;
    for (const Way& way : sources_.trace(decoded_span(sources_, *scalar, from, to))) {
      const Span at = way.written();
      places.push_back(fmt::format("{}:{}", sources_.name(at.source), sources_.text(at)));
    }
    return places;
  }

 private:
  const MemoryFiles disk_{FileMap{}};
  FileSet files_;
  SourceMap sources_;
  Arena arena_;
  std::optional<Interpolation> interpolation_;
  Ref written_, root_;
};

/// A text in double quotes, for YAML.
std::string quoted(std::string_view text) {
  std::string all = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') all += '\\';
    all += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return all + "\"";
}

TEST(Interpolation, DoesAsComposeDoes) {
  TreeText recorded(read_directory("tests/data").at("compose_interpolation.json"), read_json);
  const std::string env(recorded.root()["env"].text());
  const auto cases = recorded.root()["cases"].items();
  ASSERT_GE(cases.size(), 600u);
  for (const Node* item : cases) {
    const Ref each(item);
    const Interpolated made("a: " + quoted(each["text"].text()) + "\n", env);
    const std::string_view text = made.root()["a"].text();
    if (each["makes"])
      EXPECT_EQ(text, each["makes"].text()) << each["text"].text();
    else  // refused: something is left as it is written
      EXPECT_TRUE(contains(text, "$")) << each["text"].text();
  }
}

TEST(Interpolation, WhatTheShellMaySetStaysAsItIsWritten) {
  for (const std::string_view text :
       {"${U}", "$U", "${U:?set it}", "${U?set it}", "${U:+r}", "${U+r}", "x ${U} y"}) {
    EXPECT_EQ(Interpolated(fmt::format("a: '{}'\n", text), "A=1\n").root()["a"].text(), text);
  }
  const auto made = [](std::string_view text) {
    return std::string(
        Interpolated(fmt::format("a: '{}'\n", text), "A=1\nB=${U}\nC\n").root()["a"].text());
  };
  EXPECT_EQ(made("${A}${U}"), "1${U}");
  EXPECT_EQ(made("${V:-${U}}"), "${U}");
  EXPECT_EQ(made("${V:-x${A}}"), "x1");
  EXPECT_EQ(made("${B}"), "${U}");
  EXPECT_EQ(made("${C:-d}"), "d");  // a name alone takes the shell's value
}

TEST(Interpolation, EveryByteLeadsToWhereItIsWritten) {
  const Interpolated made("url: \"redis://${HOST}:${PORT:-6379}/\\x30$$\"\n", "A=1\nHOST=cache\n");
  const Ref url = made.root()["url"];
  ASSERT_EQ(url.text(), "redis://cache:6379/0$");
  EXPECT_THAT(made.trace(url, 8, 13), ElementsAre(".env:cache"));
  EXPECT_THAT(made.trace(url, 9, 11), ElementsAre(".env:ac"));
  EXPECT_THAT(made.trace(url, 14, 18), ElementsAre("compose.yaml:6379"));
  EXPECT_THAT(made.trace(url, 0, 5), ElementsAre("compose.yaml:redis"));
  EXPECT_THAT(made.trace(url, 19, 20), ElementsAre("compose.yaml:\\x30"));
  EXPECT_THAT(made.trace(url, 20, 21), ElementsAre("compose.yaml:$$"));
}

TEST(Interpolation, WhatIsEditedIsTheValueThatWasPutIn) {
  const Interpolated made("url: redis://${HOST}:${PORT:-6379}/0\n", "HOST=cache\n");
  const Ref url = made.root()["url"];
  EXPECT_EQ(made.blamed(url, 8, 13), ".env:cache");
  EXPECT_EQ(made.blamed(url, 14, 18), "compose.yaml:6379");
}

TEST(Interpolation, ALineOfEnvMayBeMadeOfOthers) {
  const Interpolated made("a: ${URL}\n", "HOST=cache\nURL=redis://${HOST}:1\n");
  const Ref a = made.root()["a"];
  ASSERT_EQ(a.text(), "redis://cache:1");
  EXPECT_THAT(made.trace(a, 8, 13), ElementsAre(".env:cache"));
  EXPECT_THAT(made.trace(a, 14, 15), ElementsAre(".env:1"));
}

TEST(Interpolation, WhatHasNoVariablesStaysTheSameNode) {
  const Interpolated made("a: {b: 1}\nc: [$A, 2]\nd: &x {e: $A}\nf: *x\n<<: *x\n", "A=1\n");
  EXPECT_EQ(made.root()["a"]["b"].node(), made.written()["a"]["b"].node());
  EXPECT_EQ(made.root()["c"][1].text().data(), made.written()["c"][1].text().data());
  EXPECT_EQ(made.root()["c"][0].text(), "1");
  // An anchor's value is made once; a merge key's entries too.
  EXPECT_EQ(made.root()["d"]["e"].node(), made.root()["f"]["e"].node());
  EXPECT_EQ(made.root()["e"].text(), "1");
}

TEST(Interpolation, GrowsNoFurtherThanItsLimit) {
  std::string env = "X0=0123456789\n";
  for (int i = 1; i < 40; ++i) env += fmt::format("X{}=${{X{}}}${{X{}}}\n", i, i - 1, i - 1);
  const Interpolated made("a: ${X39}\nb: ${X1}\n", env);
  EXPECT_TRUE(made.is_cut());
  EXPECT_EQ(made.root()["a"].text(), "${X39}");
}

TEST(Interpolation, ReadsATextInLinearTime) {
  // A quadratic reader would take minutes.
  for (const std::string_view piece : {"${A:-{", "${A:-}", "${A:-${", "$A", "$$", "${", "$A}"}) {
    std::string text;
    for (int i = 0; i < 300'000; ++i) text += piece;
    EXPECT_FALSE(template_parts(text).empty());
  }
}

}  // namespace
}  // namespace fairlead::testing
