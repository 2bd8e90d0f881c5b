#include <gtest/gtest.h>

#include <random>

#include "support/tree_text.h"
#include "tree/scalar_parts.h"

namespace fairlead::testing {
namespace {

/// What is written for the part of a value that is `decoded`.
std::string_view written_for(const TreeText& text, const Ref& value, std::string_view decoded) {
  const std::size_t at = value.text().find(decoded);
  EXPECT_NE(at, std::string_view::npos) << decoded;
  return text.written(decoded_span(text.sources, *value, at, at + decoded.size()));
}

TEST(DecodedSpan, IsExactInEveryStyle) {
  const TreeText text(
      "plain: redis://host:6379/0\n"
      "single: 'it''s a host'\n"
      "double: \"tab\\there \\u00e9t\\xe9 end\"\n"
      "folded: >-\n"
      "  one\n"
      "  two\n"
      "\n"
      "  three\n"
      "literal: |2-\n"
      "    indented\n"
      "  port 6379\n"
      "multi: a\n"
      "  b\n"
      "quoted: \"x \\\n"
      "  y\n"
      "\n"
      "  z\"\n");
  ASSERT_EQ(text.problems(), "");
  const Ref root = text.root();
  EXPECT_EQ(written_for(text, root["plain"], "6379"), "6379");
  EXPECT_EQ(written_for(text, root["single"], "host"), "host");
  EXPECT_EQ(written_for(text, root["single"], "'"), "''");
  EXPECT_EQ(written_for(text, root["single"], "'s"), "''s");
  EXPECT_EQ(written_for(text, root["double"], "\t"), "\\t");
  EXPECT_EQ(written_for(text, root["double"], "été"), "\\u00e9t\\xe9");
  EXPECT_EQ(written_for(text, root["double"], "end"), "end");
  EXPECT_EQ(written_for(text, root["folded"], "two"), "two");
  EXPECT_EQ(written_for(text, root["folded"], " "), "\n");
  EXPECT_EQ(written_for(text, root["folded"], "one two"), "one\n  two");
  EXPECT_EQ(written_for(text, root["folded"], "three"), "three");
  EXPECT_EQ(written_for(text, root["literal"], "  indented"), "  indented");
  EXPECT_EQ(written_for(text, root["literal"], "6379"), "6379");
  EXPECT_EQ(written_for(text, root["multi"], "b"), "b");
  EXPECT_EQ(written_for(text, root["quoted"], "y"), "y");
  EXPECT_EQ(written_for(text, root["quoted"], "\n"), "\n");
  EXPECT_EQ(written_for(text, root["quoted"], "z"), "z");
}

TEST(DecodedSpan, OfNothingIsAPlaceInside) {
  const TreeText text("a: \"\"\nb: 'xy'\nc:\n");
  const auto at = [&](std::string_view key, std::size_t place) {
    const Span span = decoded_span(text.sources, *text.root()[key], place, place);
    EXPECT_TRUE(span.empty());
    return span.begin;
  };
  EXPECT_EQ(at("a", 0), 4u);
  EXPECT_EQ(at("b", 0), 10u);
  EXPECT_EQ(at("b", 1), 11u);
  EXPECT_EQ(at("b", 2), 12u);
  EXPECT_EQ(at("b", 9), 12u);
  EXPECT_EQ(at("c", 0), 16u);
}

TEST(DecodedSpan, OfOtherFormats) {
  const TreeText json(R"({"a": "x\u00e9\ud83d\ude00 \/y"})", read_json);
  EXPECT_EQ(json.root()["a"].text(), "xé😀 /y");
  EXPECT_EQ(written_for(json, json.root()["a"], "😀"), "\\ud83d\\ude00");
  EXPECT_EQ(written_for(json, json.root()["a"], "y"), "y");
  const TreeText conf("user default on \">p\\x41\\q\" 'it\\'s' a\"b c\"\n", read_redis_conf);
  const Ref line = conf.root()[0];
  EXPECT_EQ(line[3].text(), ">pAq");
  EXPECT_EQ(written_for(conf, line[3], "A"), "\\x41");
  EXPECT_EQ(written_for(conf, line[3], "q"), "\\q");
  EXPECT_EQ(written_for(conf, line[4], "'"), "\\'");
  EXPECT_EQ(line[5].text(), "ab c");
  EXPECT_EQ(written_for(conf, line[5], "c"), "c");
  const TreeText env("A=\"x\\n\\qy\"\n", read_env_file);
  EXPECT_EQ(env.root()["A"].text(), "x\n\\qy");
  EXPECT_EQ(written_for(env, env.root()["A"], "y"), "y");
}

TEST(DecodedSpan, OfTextThatIsEncodedIsTheWhole) {
  const TreeText text("a: !!binary aGVsbG8=\n");
  EXPECT_EQ(text.root()["a"].text(), "hello");
  EXPECT_EQ(written_for(text, text.root()["a"], "ell"), "aGVsbG8=");
}

TEST(Embed, TracesEachPartToWhereItIsWritten) {
  TreeText text("data:\n  redis.conf: |\n    port 6379\n    user x on\n  other: \"a\\tport\"\n");
  const SourceId conf = embed(text.sources, *text.root()["data"]["redis.conf"], "redis.conf");
  EXPECT_EQ(text.sources.text(conf), "port 6379\nuser x on\n");
  const auto place = [&](SourceId made, std::string_view part) {
    const auto at = static_cast<std::uint32_t>(text.sources.text(made).find(part));
    return text.sources.blame({made, at, at + static_cast<std::uint32_t>(part.size())}).edit;
  };
  EXPECT_EQ(text.written(place(conf, "6379")), "6379");
  EXPECT_EQ(text.sources.position(place(conf, "user x").source, place(conf, "user x").begin),
            (Position{4, 5}));
  const SourceId other = embed(text.sources, *text.root()["data"]["other"], "other");
  EXPECT_EQ(text.written(place(other, "port")), "port");
  EXPECT_EQ(text.written(place(other, "\t")), "\\t");
  const SourceId whole =
      embed_decoded(text.sources, *text.root()["data"]["other"], "whole", "decoded");
  EXPECT_EQ(text.written(place(whole, "cod")), "\"a\\tport\"");
}

class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  std::string document() {
    static constexpr std::string_view heads[] = {"",   "",   "'",  "\"",  "|", ">",
                                                 "|-", ">+", "|2", ">1-", "|+"};
    std::string text = pick({"", "k: ", "- k: ", "- - ", "k:\n  l: ", "[x, ", "# c\nk: "});
    const std::string_view head = heads[random_() % std::size(heads)];
    text += head;
    const bool block = !head.empty() && (head[0] == '|' || head[0] == '>');
    if (block) text += pick({"\n", " # c\n", "\r\n"});
    if (block) text += pick({"  ", "   ", "    "});
    for (auto i = random_() % 14; i > 0; --i) text += piece(head.empty() ? 'p' : head[0]);
    if (head == "'" || head == "\"") text += head;
    if (text.starts_with('[')) text += "]";
    return text + pick({"", "\n", "\n\n", "\n  \n", "\nk2: v\n", "\n# c\n"});
  }

 private:
  std::string pick(std::initializer_list<std::string_view> choices) {
    return std::string(choices.begin()[random_() % choices.size()]);
  }
  std::string piece(char style) {
    if (style == '"' && random_() % 3 == 0) {
      return pick({"\\n", "\\\"", "\\x41", "\\u00e9", "\\U0001f600", "\\\n", "\\\n   ", "\\0",
                   "\\L", "\\\\"});
    }
    if (style == '\'' && random_() % 5 == 0) return "''";
    return pick({"word", "a b", "\n    ", "\n   ", "\n  ", "\n\n    ", "  ", "\t", "é",
                 "\u2028    ", "\u0085    ", "\r\n    ", "😀", "#", ":", "-", "x: y", "\n     ",
                 "\n      \n    "});
  }

  std::mt19937 random_;
};

void each_scalar(const Node& node, const std::function<void(const Node&)>& visit) {
  if (node.is_scalar()) visit(node);
  for (const Node* item : node.items()) each_scalar(*item, visit);
  for (const Entry& entry : node.entries()) {
    each_scalar(*entry.key, visit);
    each_scalar(*entry.value, visit);
  }
}

/// Every decoded byte maps to written ones, in order, without overlap; where the part is verbatim,
/// to itself.
void expect_exact(const TreeText& text, const Node& scalar, const std::string& document) {
  const ScalarReading reading = scalar_parts(text.sources, scalar);
  ASSERT_EQ(reading.decoded, scalar.text()) << document;
  const std::string_view source = text.sources.text(scalar.span().source);
  std::uint32_t written = scalar.span().begin;
  for (std::size_t i = 0; i < reading.parts.size(); ++i) {
    const ScalarPart& part = reading.parts[i];
    const std::size_t end =
        i + 1 < reading.parts.size() ? reading.parts[i + 1].at : reading.decoded.size();
    ASSERT_GE(part.begin, written) << document;
    ASSERT_GT(part.end, part.begin) << document;
    ASSERT_GT(end, part.at) << document;
    written = part.end;
    if (!part.verbatim) continue;
    EXPECT_EQ(source.substr(part.begin, part.end - part.begin),
              scalar.text().substr(part.at, end - part.at))
        << document;
  }
  for (std::size_t i = 0; i < scalar.text().size(); ++i) {
    const Span span = decoded_span(text.sources, scalar, i, i + 1);
    ASSERT_FALSE(span.empty()) << document;
    if (span.size() == 1) continue;
    const std::string_view bytes = text.written(span);
    EXPECT_TRUE(bytes[0] == '\\' || bytes == "''" || bytes == "\r\n" || bytes == "\u0085")
        << document;
  }
}

TEST(DecodedSpan, HoldsForRandomScalars) {
  std::size_t checked = 0;
  for (std::uint32_t seed = 0; seed < 20000; ++seed) {
    const std::string document = Writer(seed).document();
    const TreeText text(document);
    for (const Document& read : text.tree.documents) {
      if (!read.root) continue;
      each_scalar(*read.root, [&](const Node& scalar) {
        if (scalar.text().empty()) return;
        expect_exact(text, scalar, document);
        ++checked;
      });
    }
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(checked, 10000u);
}

}  // namespace
}  // namespace fairlead::testing
