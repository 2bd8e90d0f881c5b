#include "source/source_map.h"

#include <gmock/gmock.h>

#include <thread>

namespace fairlead {
namespace {

using ::testing::ElementsAre;

TEST(Positions, CountLinesThatEndAtLfAndCrlf) {
  SourceMap sources;
  const SourceId id = sources.add_written("a", "one\r\ntwo\rstill two\n\nfour");
  EXPECT_EQ(sources.line_count(id), 4u);
  EXPECT_EQ(sources.text(sources.line(id, 1)), "one");
  EXPECT_EQ(sources.text(sources.line(id, 2)), "two\rstill two") << "a lone CR ends no line";
  EXPECT_EQ(sources.text(sources.line(id, 3)), "");
  EXPECT_EQ(sources.text(sources.line(id, 4)), "four");
  EXPECT_EQ(sources.position(id, 0), (Position{1, 1}));
  EXPECT_EQ(sources.position(id, 4), (Position{1, 5})) << "a line break belongs to its line";
  EXPECT_EQ(sources.position(id, 5), (Position{2, 1}));
  EXPECT_EQ(sources.position(id, static_cast<std::uint32_t>(sources.text(id).size())),
            (Position{4, 5}));
}

TEST(Positions, CountBytes) {
  SourceMap sources;
  const SourceId id = sources.add_written("a", "\xC3\xBC: x\n");
  EXPECT_EQ(sources.position(id, 4), (Position{1, 5}));
}

TEST(Positions, OfAnEmptyText) {
  SourceMap sources;
  const SourceId id = sources.add_written("a", "");
  EXPECT_EQ(sources.line_count(id), 1u);
  EXPECT_EQ(sources.position(id, 0), (Position{1, 1}));
  EXPECT_TRUE(sources.line(id, 1).empty());
}

TEST(Positions, MayBeAskedByManyThreadsAtOnce) {
  SourceMap sources;
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "line\n";
  const SourceId id = sources.add_written("a", text);
  std::vector<std::uint32_t> lines(4);
  {
    std::vector<std::jthread> threads;
    for (std::uint32_t& line : lines)
      threads.emplace_back([&sources, &line, id] { line = sources.position(id, 99999).line; });
  }
  EXPECT_THAT(lines, ElementsAre(20000u, 20000u, 20000u, 20000u));
}

/// A written text, and made ones over it.
class Tracing : public ::testing::Test {
 protected:
  /// The words of every step of a made span, with the name of their text.
  std::vector<std::string> steps(Span span) const {
    std::vector<std::string> all;
    for (const Step& step : sources_.trace(span)) {
      all.push_back(sources_.name(step.at.source) + ":" + std::string(sources_.text(step.at)));
    }
    return all;
  }
  OriginId origin(Span at) { return sources_.add_origin({at, OriginKind::embedded}); }

  SourceMap sources_;
  SourceId a_ = sources_.add_written("a", "0123456789");
  SourceId b_ = sources_.add_written("b", "abcdefghij");
};

TEST_F(Tracing, AWrittenSpanIsItsOwnOrigin) {
  EXPECT_THAT(steps({a_, 2, 5}), ElementsAre("a:234"));
  EXPECT_TRUE(sources_.is_written(a_));
}

TEST_F(Tracing, VerbatimPiecesMapByteByByte) {
  const SourceId made = sources_.add_made("made", "2345--cdef",
                                          {{0, origin({a_, 2, 6}), Copy::verbatim},
                                           {4, {}, Copy::synthetic},
                                           {6, origin({b_, 2, 6}), Copy::verbatim}});
  EXPECT_FALSE(sources_.is_written(made));
  EXPECT_THAT(steps({made, 1, 3}), ElementsAre("a:34"));
  EXPECT_THAT(steps({made, 3, 8}), ElementsAre("a:5", "b:cd"));
  EXPECT_THAT(steps({made, 4, 6}), ElementsAre()) << "nobody wrote it";
  EXPECT_THAT(steps({made, 0, 4}), ElementsAre("a:2345"));
  EXPECT_THAT(steps({made, 10, 10}), ElementsAre("b:")) << "the end";
}

TEST_F(Tracing, AnEmptySpanAtABorderIsOfThePieceThatBegins) {
  const SourceId made = sources_.add_made(
      "made", "01ab",
      {{0, origin({a_, 0, 2}), Copy::verbatim}, {2, origin({b_, 0, 2}), Copy::verbatim}});
  const std::vector<Step> at_border = sources_.trace({made, 2, 2});
  ASSERT_EQ(at_border.size(), 1u);
  EXPECT_EQ(at_border[0].at, (Span{b_, 0, 0}));
}

TEST_F(Tracing, TransformedPiecesMapAsAWhole) {
  const SourceId made =
      sources_.add_made("made", "decoded", {{0, origin({a_, 1, 9}), Copy::transformed}});
  EXPECT_THAT(steps({made, 3, 4}), ElementsAre("a:12345678"));
}

TEST_F(Tracing, GoesThroughMadeTextsToWrittenOnes) {
  const SourceId inner = sources_.add_made(
      "inner", "123cde",
      {{0, origin({a_, 1, 4}), Copy::verbatim}, {3, origin({b_, 2, 5}), Copy::verbatim}});
  const SourceId outer = sources_.add_made(
      "outer", "> 23cd", {{0, {}, Copy::synthetic}, {2, origin({inner, 1, 5}), Copy::verbatim}});
  EXPECT_THAT(steps({outer, 2, 6}), ElementsAre("a:23", "b:cd"));
  EXPECT_THAT(steps({outer, 3, 5}), ElementsAre("a:3", "b:c"));
  EXPECT_EQ(sources_.written({outer, 4, 6}), (Span{b_, 2, 4}));
}

TEST_F(Tracing, NeighboursOfOneTextAreOnePlace) {
  // A literal block without its indentation: the pieces of its lines have gaps between them.
  const SourceId made = sources_.add_made(
      "made", "0145",
      {{0, origin({a_, 0, 2}), Copy::verbatim}, {2, origin({a_, 4, 6}), Copy::verbatim}});
  EXPECT_THAT(steps({made, 1, 3}), ElementsAre("a:1234"));
}

TEST_F(Tracing, ThroughManyPiecesTakesTimeOfThosePiecesOnly) {
  std::string text;
  std::vector<Piece> pieces;
  const OriginId from = origin({a_, 0, 1});
  for (std::uint32_t i = 0; i < 200000; ++i) {
    text += '0';
    pieces.push_back({i, from, Copy::verbatim});
  }
  const SourceId made = sources_.add_made("made", text, pieces);
  for (std::uint32_t i = 0; i < 100000; ++i) ASSERT_EQ(sources_.trace({made, i, i + 1}).size(), 1u);
}

TEST_F(Tracing, AMapOnTopSharesTheIdsBelow) {
  SourceMap top(&sources_);
  const SourceId made = top.add_made(
      "made", "345", {{0, top.add_origin({{a_, 3, 6}, OriginKind::embedded}), Copy::verbatim}});
  EXPECT_EQ(static_cast<std::size_t>(made), sources_.size());
  EXPECT_EQ(top.text(a_), "0123456789");
  EXPECT_EQ(top.name(made), "made");
  EXPECT_EQ(top.written({made, 1, 2}), (Span{a_, 4, 5}));
  EXPECT_EQ(top.position(made, 2), (Position{1, 3}));
}

}  // namespace
}  // namespace fairlead
