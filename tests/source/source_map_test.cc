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

/// Written texts, and made ones over them.
class Tracing : public ::testing::Test {
 protected:
  std::string named(Span at) const {
    return sources_.name(at.source) + ":" + std::string(sources_.text(at));
  }
  /// The written bytes of every way down, with the name of their text.
  std::vector<std::string> steps(Span span) const {
    std::vector<std::string> all;
    for (const Way& way : sources_.trace(span)) all.push_back(named(way.written()));
    return all;
  }
  std::vector<std::string> others(const Blame& blame) const {
    std::vector<std::string> all;
    for (const auto& [at, kind] : blame.others)
      all.push_back((kind == Related::Kind::replaced ? "replaced " : "also ") + named(at));
    return all;
  }
  std::vector<std::string> named(const std::vector<Span>& places) const {
    std::vector<std::string> all;
    for (const Span& at : places) all.push_back(named(at));
    return all;
  }
  OriginId origin(Span at, OriginKind kind = OriginKind::embedded) {
    return sources_.add_origin(at, kind);
  }
  /// Puts the bytes of `at` as they are.
  void copy(TextBuilder& text, Span at, OriginKind kind = OriginKind::embedded) {
    text.put(sources_.text(at), origin(at, kind), Copy::verbatim);
  }
  SourceId made(TextBuilder text, std::string name = "made") {
    return sources_.add_made(std::move(name), std::move(text));
  }

  SourceMap sources_;
  SourceId a_ = sources_.add_written("a", "0123456789");
  SourceId b_ = sources_.add_written("b", "abcdefghij");
};

TEST_F(Tracing, NoTextHasTheIdOfNone) {
  EXPECT_NE(a_, SourceId::none);
  EXPECT_FALSE(Span{}.is_place());
  EXPECT_TRUE((Span{a_, 0, 0}).is_place()) << "the begin of the first file is a place";
  EXPECT_TRUE(sources_.trace(Span{}).empty());
  EXPECT_FALSE(sources_.blame(Span{}).edit.is_place());
}

#ifndef NDEBUG
TEST_F(Tracing, AsksForTheTextOfNoPlaceOnlyByMistake) {
  EXPECT_DEATH(static_cast<void>(sources_.text(Span{})), "none");
}
#endif

TEST_F(Tracing, AWrittenSpanIsItsOwnOrigin) {
  EXPECT_THAT(steps({a_, 2, 5}), ElementsAre("a:234"));
  EXPECT_TRUE(sources_.is_written(a_));
  EXPECT_EQ(sources_.blame({a_, 2, 5}).edit, (Span{a_, 2, 5}));
}

TEST_F(Tracing, VerbatimBytesMapOneByOne) {
  TextBuilder text;
  copy(text, {a_, 2, 6});
  text.synthetic("--");
  copy(text, {b_, 2, 6});
  const SourceId id = made(std::move(text));
  EXPECT_EQ(sources_.text(id), "2345--cdef");
  EXPECT_FALSE(sources_.is_written(id));
  EXPECT_THAT(steps({id, 1, 3}), ElementsAre("a:34"));
  EXPECT_THAT(steps({id, 3, 8}), ElementsAre("a:5", "b:cd"));
  EXPECT_THAT(steps({id, 0, 4}), ElementsAre("a:2345"));
  EXPECT_THAT(steps({id, 10, 10}), ElementsAre("b:")) << "the end";
}

TEST_F(Tracing, SyntheticTextWasWrittenByNobody) {
  TextBuilder text;
  copy(text, {a_, 2, 4});
  text.synthetic("--");
  text.synthetic("!!", origin({b_, 1, 3}));
  const SourceId id = made(std::move(text));
  EXPECT_THAT(steps({id, 2, 6}), ElementsAre());
  EXPECT_EQ(named(sources_.blame({id, 2, 4}).edit), "a:23") << "nothing says why: what is before";
  EXPECT_EQ(named(sources_.blame({id, 4, 6}).edit), "b:bc") << "why it is there";
  EXPECT_EQ(named(sources_.blame({id, 1, 6}).edit), "a:3") << "what somebody wrote comes first";
}

TEST_F(Tracing, AnEmptySpanAtABorderIsOfTheRunThatBegins) {
  TextBuilder text;
  copy(text, {a_, 0, 2});
  copy(text, {b_, 0, 2});
  const Trace at_border = sources_.trace({made(std::move(text)), 2, 2});
  ASSERT_EQ(at_border.size(), 1u);
  EXPECT_EQ(at_border[0].written(), (Span{b_, 0, 0}));
}

TEST_F(Tracing, AWordWithoutBytesHasAPlaceOfItsOwn) {
  TextBuilder text;
  copy(text, {a_, 0, 2});
  text.put("", origin({b_, 3, 3}), Copy::verbatim);
  text.synthetic(" ");
  const Trace ways = sources_.trace({made(std::move(text)), 2, 2});
  ASSERT_EQ(ways.size(), 1u);
  EXPECT_EQ(ways[0].written(), (Span{b_, 3, 3}));
}

TEST_F(Tracing, TransformedBytesMapAsAWhole) {
  TextBuilder text;
  text.put("decoded", origin({a_, 1, 9}), Copy::transformed);
  EXPECT_THAT(steps({made(std::move(text)), 3, 4}), ElementsAre("a:12345678"));
}

TEST_F(Tracing, ARunMayBeginInsideOfItsOrigin) {
  TextBuilder text;
  const OriginId whole = origin({a_, 1, 9});
  text.put("34", whole, Copy::verbatim, 2);
  text.put("78", whole, Copy::verbatim, 6);
  const SourceId id = made(std::move(text));
  EXPECT_THAT(steps({id, 1, 3}), ElementsAre("a:4", "a:7"));
}

TEST_F(Tracing, GoesThroughMadeTextsToWrittenOnes) {
  TextBuilder text;
  copy(text, {a_, 1, 4});
  copy(text, {b_, 2, 5});
  const SourceId inner = made(std::move(text), "inner");
  TextBuilder around;
  around.synthetic("> ");
  copy(around, {inner, 1, 5}, OriginKind::joined);
  const SourceId outer = made(std::move(around), "outer");
  EXPECT_THAT(steps({outer, 2, 6}), ElementsAre("a:23", "b:cd"));
  EXPECT_THAT(steps({outer, 3, 5}), ElementsAre("a:3", "b:c"));
  const Trace ways = sources_.trace({outer, 4, 6});
  ASSERT_EQ(ways.size(), 1u);
  EXPECT_THAT(ways[0].steps, ElementsAre(Way::Step{{inner, 3, 5}, OriginKind::joined},
                                         Way::Step{{b_, 2, 4}, OriginKind::embedded}))
      << "every step of the chain, with its kind";
}

TEST_F(Tracing, TouchingPiecesAreOnePlace) {
  TextBuilder text;
  copy(text, {a_, 0, 2});
  text.put("!", origin({a_, 2, 4}), Copy::transformed);
  copy(text, {a_, 4, 6});
  EXPECT_THAT(steps({made(std::move(text)), 0, 5}), ElementsAre("a:012345"));
}

TEST_F(Tracing, SeparatedPiecesStayApart) {
  const SourceId values =
      sources_.add_written("values", "host: cache\npassword: secret\nport: 6379\n");
  TextBuilder text;
  copy(text, {values, 6, 11}, OriginKind::interpolated);
  text.synthetic(":");
  copy(text, {values, 35, 39}, OriginKind::interpolated);
  const SourceId address = made(std::move(text));
  EXPECT_EQ(sources_.text(address), "cache:6379");
  EXPECT_THAT(steps({address, 0, 10}), ElementsAre("values:cache", "values:6379"))
      << "never what lies between";
}

TEST_F(Tracing, LinesOfABlockScalarAreOnePlace) {
  const SourceId block = sources_.add_written("block", "|\n  one\n  two\n");
  TextBuilder text;
  const OriginId whole = origin({block, 0, 14});
  text.put("one\n", whole, Copy::verbatim, 4);
  text.put("two", whole, Copy::verbatim, 10);
  EXPECT_THAT(steps({made(std::move(text)), 1, 6}), ElementsAre("block:ne\n  tw"))
      << "nothing but indentation lies between";
}

TEST_F(Tracing, ThroughManyRunsTakesTimeOfThoseRunsOnly) {
  TextBuilder text;
  const OriginId from = origin({a_, 0, 1});
  for (std::uint32_t i = 0; i < 200000; ++i) text.put("0", from, Copy::verbatim);
  ASSERT_EQ(text.run_count(), 200000u) << "the same byte again and again is no longer text";
  const SourceId id = made(std::move(text));
  for (std::uint32_t i = 0; i < 100000; ++i) ASSERT_EQ(sources_.trace({id, i, i + 1}).size(), 1u);
}

TEST_F(Tracing, BlamesTheLeafThatTheWrongPartCameFrom) {
  const SourceId chart = sources_.add_written("template", "redis://{{ host }}:{{ port }}/0");
  const SourceId values = sources_.add_written("values", "host: cache\nport: 26379\n");
  TextBuilder text;
  copy(text, {chart, 0, 8});
  copy(text, {values, 6, 11}, OriginKind::interpolated);
  copy(text, {chart, 18, 19});
  copy(text, {values, 18, 23}, OriginKind::interpolated);
  copy(text, {chart, 29, 31});
  const SourceId url = made(std::move(text));
  ASSERT_EQ(sources_.text(url), "redis://cache:26379/0");
  EXPECT_EQ(named(sources_.blame({url, 8, 13}).edit), "values:cache") << "the host";
  const Blame port = sources_.blame({url, 14, 19});
  EXPECT_EQ(named(port.edit), "values:26379");
  EXPECT_TRUE(port.others.empty()) << "blaming everything is blaming nobody";
  const Blame both = sources_.blame({url, 8, 19});
  EXPECT_EQ(named(both.edit), "template::") << "the text that puts them together";
  EXPECT_THAT(others(both), ElementsAre("also values:cache", "also values:26379"));
}

TEST_F(Tracing, WhatDecidedAboutAValueOnItsWayIsACondition) {
  const SourceId values = sources_.add_written("values.yaml", "tls: true\nport: 6379\n");
  const FrameId tls = sources_.add_frame(
      {FrameId::none, OriginId::none, origin({values, 5, 9}, OriginKind::interpolated)});
  const OriginId port = origin({values, 16, 20}, OriginKind::interpolated);
  TextBuilder text;
  text.put("6379", sources_.united(port, sources_.decided(tls)), Copy::verbatim);
  const SourceId whole = made(std::move(text));
  const Blame blame = sources_.blame({whole, 0, 4});
  EXPECT_EQ(named(blame.edit), "values.yaml:6379");
  EXPECT_TRUE(blame.others.empty());
  EXPECT_THAT(named(blame.conditions), ElementsAre("values.yaml:true"));
  TextBuilder digest;
  digest.put("d1", origin({whole, 0, 4}), Copy::transformed);
  EXPECT_THAT(named(sources_.blame({made(std::move(digest)), 0, 2}).conditions),
              ElementsAre("values.yaml:true"));
}

TEST_F(Tracing, FramesThatAreJoinedBothDecide) {
  const FrameId first = sources_.add_frame({FrameId::none, OriginId::none, origin({a_, 0, 1})});
  const FrameId other = sources_.add_frame({FrameId::none, OriginId::none, origin({a_, 1, 2})});
  const FrameId inner = sources_.add_frame({first, OriginId::none, OriginId::none});
  EXPECT_EQ(sources_.joined(inner, first), inner) << "it lies in the other one";
  EXPECT_EQ(sources_.joined(FrameId::none, other), other);
  TextBuilder text;
  text.put("x", origin({a_, 2, 3}), Copy::verbatim, 0, sources_.joined(inner, other));
  EXPECT_THAT(named(sources_.blame({made(std::move(text)), 0, 1}).conditions),
              ElementsAre("a:0", "a:1"));
}

TEST_F(Tracing, AnothersPlaceGivesWayToOurs) {
  const SourceId theirs = sources_.add_written("charts/redis/values.yaml", "port: 6379\n");
  const SourceId ours = sources_.add_written("values.yaml", "redis: {}\n");
  sources_.ask_for_own([&](Span at) -> std::optional<OwnPlace> {
    if (at.source != theirs) return std::nullopt;
    return OwnPlace{{ours, 0, 5}, "redis.port"};
  });
  TextBuilder text;
  text.put("6379", origin({theirs, 6, 10}, OriginKind::interpolated), Copy::verbatim);
  const Blame blame = sources_.blame({made(std::move(text)), 0, 4});
  EXPECT_EQ(named(blame.edit), "values.yaml:redis");
  EXPECT_EQ(blame.key, "redis.port");
  EXPECT_THAT(others(blame), ElementsAre("also charts/redis/values.yaml:6379"));
  EXPECT_EQ(named(sources_.blame({theirs, 6, 10}).edit), "values.yaml:redis");
}

TEST_F(Tracing, BlameKnowsWhatLostAndWhatDecided) {
  const SourceId base = sources_.add_written("values.yaml", "port: 6379\n");
  const SourceId prod = sources_.add_written("values-prod.yaml", "port: 26379\nsentinel: true\n");
  const OriginId port = sources_.add_origin({prod, 6, 11}, OriginKind::interpolated,
                                            {{{base, 6, 10}, Related::Kind::replaced}});
  const OriginId sentinel = origin({prod, 22, 26}, OriginKind::interpolated);
  const FrameId outer = sources_.add_frame({FrameId::none, OriginId::none, origin({a_, 0, 1})});
  const FrameId inner = sources_.add_frame({outer, OriginId::none, sentinel});
  TextBuilder text;
  text.put("26379", port, Copy::verbatim, 0, inner);
  const Blame blame = sources_.blame({made(std::move(text)), 0, 5});
  EXPECT_EQ(named(blame.edit), "values-prod.yaml:26379");
  EXPECT_THAT(others(blame), ElementsAre("replaced values.yaml:6379"));
  EXPECT_THAT(named(blame.conditions), ElementsAre("values-prod.yaml:true", "a:0"));
}

TEST_F(Tracing, ATextMayBePutTogetherOfParts) {
  TextBuilder text;
  copy(text, {a_, 2, 6});
  text.put("D", origin({b_, 3, 4}), Copy::transformed);
  copy(text, {b_, 0, 2});
  Arena arena;
  const BuiltText part = text.done(arena);
  EXPECT_EQ(part.text(), "2345Dab");
  EXPECT_TRUE(text.empty());
  TextBuilder whole;
  whole.append(part, 3, 6);
  whole.append(part, 0, 1);
  const SourceId id = made(std::move(whole));
  EXPECT_EQ(sources_.text(id), "5Da2");
  EXPECT_THAT(steps({id, 0, 4}), ElementsAre("a:5", "b:d", "b:a", "a:2"));
}

TEST_F(Tracing, AMapOnTopSharesTheIdsBelow) {
  SourceMap top(&sources_);
  TextBuilder text;
  text.put("345", top.add_origin({a_, 3, 6}, OriginKind::embedded), Copy::verbatim);
  const SourceId id = top.add_made("made", std::move(text));
  EXPECT_NE(id, sources_.add_written("c", "added later")) << "the map below may grow";
  EXPECT_EQ(top.text(a_), "0123456789");
  EXPECT_EQ(top.name(id), "made");
  EXPECT_EQ(top.blame({id, 1, 2}).edit, (Span{a_, 4, 5}));
  EXPECT_EQ(top.position(id, 2), (Position{1, 3}));
}

TEST_F(Tracing, OriginsAreOfTheMapThatTheirTextIsIn) {
  TextBuilder text;
  copy(text, {b_, 4, 6});
  const SourceId below = made(std::move(text), "below");
  SourceMap top(&sources_);
  TextBuilder around;
  around.put("f", top.add_origin({below, 1, 2}, OriginKind::joined), Copy::verbatim);
  const SourceId id = top.add_made("made", std::move(around));
  EXPECT_EQ(top.blame({id, 0, 1}).edit, (Span{b_, 5, 6}));
}

// Templates print a text again and again; each byte of it hangs on what all was made of.
TEST_F(Tracing, WhatManyTextsInEachOtherSayOfBytesIsGatheredOnce) {
  Span whole{a_, 0, 4};
  for (int depth = 0; depth < 40; ++depth) {
    TextBuilder text;
    for (std::uint32_t i = 0; i < 4; ++i) text.put("x", origin(whole), Copy::verbatim, i);
    whole = {made(std::move(text)), 0, 4};
  }
  EXPECT_EQ(named(sources_.blame(whole).edit), "a:0123") << "and it ends";
}

}  // namespace
}  // namespace fairlead
