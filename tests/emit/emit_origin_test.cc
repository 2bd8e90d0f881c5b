// Which written bytes the emitted ones come from.
#include <gtest/gtest.h>

#include "emit/node_events.h"
#include "emit/toml_text.h"
#include "emit/yaml_text.h"
#include "support/tree_text.h"

namespace fairlead::testing {
namespace {

using emit::Events;

/// A YAML text and what is written of it, with the way back.
class Emitted {
 public:
  using Write = emit::Written (*)(const Events&, Arena&, TextBuilder&);

  Emitted(std::string yaml, Write write, emit::Numbers numbers = emit::Numbers::helm)
      : from(std::move(yaml)) {
    Events events;
    EXPECT_EQ(emit::add_tree(from.root(), numbers, from.sources, events), "");
    TextBuilder out;
    EXPECT_TRUE(write(events, from.sources.arena(), out));
    made = from.sources.add_made("made", std::move(out));
  }

  std::string_view text() const { return from.sources.text(made); }
  /// The written bytes that a part of the text comes from, `|` between those of several places.
  std::string origin(std::string_view part) const {
    const std::size_t at = text().find(part);
    EXPECT_NE(at, text().npos) << part << " in " << text();
    const Span span{made, static_cast<std::uint32_t>(at),
                    static_cast<std::uint32_t>(at + part.size())};
    std::string all;
    for (const Way& way : from.sources.trace(span))
      all += (all.empty() ? "" : "|") + std::string(from.sources.text(way.written()));
    return all;
  }

  TreeText from;
  SourceId made{};
};

emit::Written yaml(const Events& events, Arena& arena, TextBuilder& out) {
  return write_yaml(events, emit::YamlForm::sigs, arena, out);
}
emit::Written pretty(const Events& events, Arena& arena, TextBuilder& out) {
  return write_yaml(events, emit::YamlForm::pretty, arena, out);
}
emit::Written json(const Events& events, Arena&, TextBuilder& out) {
  return write_json(events, emit::JsonForm::compact, out);
}
emit::Written toml(const Events& events, Arena&, TextBuilder& out) {
  return write_toml(events, out);
}

TEST(EmitOrigin, OfScalarsIsWhereTheyWereWritten) {
  constexpr std::string_view values = "host: 'cache.example'\nport: 0x18EB\non: yes\nnone: ~\n";
  for (const Emitted::Write write : {yaml, pretty, json, toml}) {
    const Emitted made(std::string(values), write);
    EXPECT_EQ(made.origin("cache.example"), "cache.example");
    EXPECT_EQ(made.origin("example"), "example") << "byte by byte";
    EXPECT_EQ(made.origin("6379"), "0x18EB");
    EXPECT_EQ(made.origin("host"), "host");
  }
  const Emitted made(std::string(values), yaml);
  EXPECT_EQ(made.text(), "host: cache.example\nnone: null\nport: 6379\n\"true\": true\n");
  EXPECT_EQ(made.origin("\"true\": "), "on") << "a key that is another in JSON";
  EXPECT_EQ(made.origin(" true"), "yes");
  EXPECT_EQ(made.origin("null"), "~");
}

TEST(EmitOrigin, OfEscapesIsTheCharacter) {
  const Emitted made("k: \"a\\tb\\x07c\"\n", yaml);
  EXPECT_EQ(made.text(), "k: \"a\\tb\\ac\"\n");
  EXPECT_EQ(made.origin("\\t"), "\\t");
  EXPECT_EQ(made.origin("\\a"), "\\x07");
  EXPECT_EQ(made.origin("\"a"), "a") << "the quote is nobody's";
  const Emitted html("k: <b>\n", json);
  EXPECT_EQ(html.text(), "{\"k\":\"\\u003cb\\u003e\"}");
  EXPECT_EQ(html.origin("\\u003e"), "<b>");
  EXPECT_EQ(html.origin("b\\"), "b|<b>");
}

TEST(EmitOrigin, OfLinesOfABlockIsTheirLine) {
  const Emitted made("conf: |\n    maxmemory 1gb\n    port 6379\n", yaml);
  EXPECT_EQ(made.text(), "conf: |\n  maxmemory 1gb\n  port 6379\n");
  EXPECT_EQ(made.origin("port 6379"), "port 6379");
  EXPECT_EQ(made.origin("  port"), "port") << "indentation is nobody's";
}

TEST(EmitOrigin, OfAFoldedLineIsTheText) {
  std::string words;
  for (int i = 0; i < 30; ++i) words += fmt::format("word{:02} ", i);
  const Emitted made("k: " + words + "end\n", yaml);
  ASSERT_NE(made.text().find("\n  word"), std::string_view::npos);
  for (const std::string_view word : {"word00", "word15", "word29", "end"})
    EXPECT_EQ(made.origin(word), word);
}

TEST(EmitOrigin, IsKeptThroughJson) {
  const Emitted made("k: \"before\\x85after\"\n", yaml);
  EXPECT_EQ(made.text(), "k: before after\n");
  EXPECT_EQ(made.origin("before"), "before");
  EXPECT_EQ(made.origin("after"), "after");
}

TEST(EmitOrigin, OfWhatIsMergedIsWhereItStands) {
  const Emitted made("a: &a {x: one, z: two}\nb:\n  <<: *a\n  z: three\n", yaml);
  EXPECT_EQ(made.text(), "a:\n  x: one\n  z: two\nb:\n  x: one\n  z: three\n");
  EXPECT_EQ(made.origin("three"), "three");
  const std::size_t second = made.text().rfind("one");
  const Trace trace = made.from.sources.trace(
      {made.made, static_cast<std::uint32_t>(second), static_cast<std::uint32_t>(second + 3)});
  ASSERT_EQ(trace.size(), 1u);
  EXPECT_EQ(trace[0].written().begin, 10u);
}

}  // namespace
}  // namespace fairlead::testing
