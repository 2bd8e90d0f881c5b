#include <gtest/gtest.h>
#include <yaml.h>

#include <random>

#include "support/tree_text.h"
#include "tree/comments.h"

namespace fairlead::testing {
namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

std::size_t count(const TreeText& text, ProblemKind kind) {
  std::size_t found = 0;
  for (const Problem& problem : text.tree.problems) found += problem.kind == kind;
  return found;
}

/// All nodes that one meets when aliases are followed; fails beyond a number that the limits allow.
std::size_t walk(const Node* node, std::size_t depth) {
  if (!node || (node = node->resolved()) == nullptr) return 1;
  EXPECT_LE(depth, ReadLimits().depth);
  std::size_t met = 1;
  for (const Node* item : node->items()) met += walk(item, depth + 1);
  for (const Entry& entry : node->entries())
    met += walk(entry.key, depth + 1) + walk(entry.value, depth + 1);
  return met;
}

TEST(Hostile, NestingEndsInAProblem) {
  const std::size_t deep = 100'000;
  const std::string texts[] = {repeated("[", deep),
                               repeated("{a: ", deep),
                               repeated("- ", deep),
                               repeated("? ", deep),
                               repeated("[{a: ", deep / 2),
                               repeated("{? ", deep),
                               "a: " + repeated("[", deep) + repeated("]", deep)};
  for (const std::string& written : texts) {
    const TreeText text(written);
    EXPECT_EQ(count(text, ProblemKind::yaml_limit), 1u) << written.substr(0, 20) << text.problems();
    EXPECT_FALSE(text.root());
  }
  std::string blocks;
  for (std::size_t i = 0; i < 2000; ++i) blocks += std::string(i, ' ') + "a:\n";
  EXPECT_EQ(count(TreeText(blocks), ProblemKind::yaml_limit), 1u);
  for (const std::string_view part : {"[", "{\"a\": "}) {
    const TreeText json(repeated(part, deep), read_json);
    EXPECT_EQ(count(json, ProblemKind::yaml_limit), 1u);
  }
}

TEST(Hostile, NestingUpToTheLimitIsRead) {
  const ReadLimits limits;
  const TreeText fits(repeated("[", limits.depth) + repeated("]", limits.depth));
  EXPECT_EQ(fits.problems(), "");
  const TreeText more(repeated("[", limits.depth + 1) + repeated("]", limits.depth + 1) +
                      "\n---\na: 1\n");
  EXPECT_EQ(count(more, ProblemKind::yaml_limit), 1u);
  EXPECT_EQ(more.root(1)["a"].text(), "1");
}

TEST(Hostile, BillionLaughs) {
  std::string written = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    written += fmt::format(
        "a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n", i, i - 1);
  }
  const TreeText text(written + "last: y\n");
  EXPECT_EQ(count(text, ProblemKind::yaml_limit), 1u);
  EXPECT_EQ(text.root()["last"].text(), "y");
  EXPECT_LT(walk(text.root().node(), 0), ReadLimits().alias_expansions + 1000);
}

TEST(Hostile, MergesOfMerges) {
  std::string written = "a0: &a0 {k: 1}\n";
  for (int i = 1; i < 5000; ++i) written += fmt::format("a{0}: &a{0} {{<<: *a{1}}}\n", i, i - 1);
  const TreeText text(written);
  EXPECT_EQ(count(text, ProblemKind::yaml_limit), 1u);
  EXPECT_FALSE(text.root()["a4999"]["missing"]);
  EXPECT_EQ(text.root()["a20"]["k"].text(), "1");
  walk(text.root().node(), 0);
}

TEST(Hostile, AliasCycles) {
  for (const std::string written :
       {"&a [*a]", "&a {*a : *a}", "x: &a {b: &b {c: *a, d: *b}}", "&a {<<: *a}"}) {
    const TreeText text(written);
    EXPECT_GE(count(text, ProblemKind::yaml_alias), 1u) << written;
    EXPECT_LT(walk(text.root().node(), 0), 10u);
    EXPECT_FALSE(text.root()["missing"]);
    EXPECT_LE(text.root().entries().size(), 2u);
  }
}

TEST(Hostile, ALargeFileIsNotRead) {
  const std::string large(100'000'000, 'a');
  for (const TreeReader read :
       {read_yaml, read_json, read_redis_conf, read_acl_file, read_env_file}) {
    const TreeText text(large, read);
    ASSERT_EQ(text.tree.problems.size(), 1u);
    EXPECT_EQ(text.tree.problems[0].kind, ProblemKind::yaml_limit);
    ASSERT_EQ(text.tree.documents.size(), 1u);
    EXPECT_FALSE(text.root());
  }
}

TEST(Hostile, ManyNodesEndInAProblem) {
  const ReadLimits limits;
  const TreeText items("[" + repeated("a,", limits.nodes + 10) + "]\n---\nb: 1\n");
  EXPECT_EQ(count(items, ProblemKind::yaml_limit), 1u);
  EXPECT_FALSE(items.root());
  const TreeText documents(repeated("---\n", 200'000));
  EXPECT_EQ(documents.problems(), "");
  EXPECT_EQ(documents.tree.documents.size(), 200'000u);
  const TreeText lines(repeated("a b\n", limits.nodes), read_redis_conf);
  EXPECT_EQ(count(lines, ProblemKind::yaml_limit), 1u);
  const TreeText tokens(
      repeated(" ", limits.nodes + 10) + "x\nuser" + repeated(" ", limits.nodes + 10) + "x",
      read_acl_file);
  EXPECT_EQ(count(tokens, ProblemKind::yaml_limit), 1u);
  const TreeText names(repeated("A\n", limits.nodes), read_env_file);
  EXPECT_GE(count(names, ProblemKind::yaml_limit), 1u);
}

/// Each of these once took, or could take, time that grows faster than the text.
TEST(Hostile, NothingIsQuadratic) {
  const std::size_t many = 200'000;
  std::string distinct;
  for (std::size_t i = 0; i < many; ++i) distinct += fmt::format("k{}: \n", i);
  std::string anchors;
  for (std::size_t i = 0; i < many; ++i) anchors += fmt::format("- &a{} x\n", i);
  const std::string texts[] = {
      distinct,
      anchors,
      repeated("a: 1\n", many),
      "a: \"" + repeated(" # {{", many),
      repeated("# c\n", many) + "---\n" + repeated("# c\n", many) + "---\n",
      repeated("? a\n", many),
      "a: [" + repeated("{{,", many),
      repeated("\n", many) + "a: |\n" + repeated("\n", many),
      "a: >\n" + repeated("  x\n\n", many),
      "'" + repeated("''", many) + "'",
      "{" + repeated("é: , ", many) + "}",
      repeated("%TAG ! tag:x,2000:\n", many) + "---\n",
      repeated("{{ x }}\n", many),
      repeated("\xe2\x80\xa8", many),
      repeated("a", many) + ": " + repeated("\t", many),
      repeated("- 'x\n", many),
      "a: " + repeated("b: ", many),
      repeated("- |\n", many),
      repeated("--- |\n", many),
      "[" + repeated("&a x,", many) + "]",
      repeated("! ", many),
      "<<: [" + repeated("{},", many) + "]",
  };
  for (const std::string& written : texts) {
    const TreeText text(written);
    for (const Document& document : text.tree.documents) {
      if (text.tree.documents.size() < 10) comments(text.sources, document);
    }
  }
}

TEST(Hostile, ProblemsStayInsideTheText) {
  std::mt19937 random(7);
  const std::string seed =
      "# c\n---\napiVersion: v1\nkind: 'Secret'\nmetadata: &m {name: x, labels: {a: \"b\\n\"}}\n"
      "data:\n  key: |2-\n    text\n   more\n  other: >\n    folded\n    text\n- *m\n<<: *m\n"
      "list:\n- a: 1\n  b: [1, 2, é]\n- ? c\n  : d\n---\n{{ .x }}\n...\n";
  const std::string_view parts[] = {":", "\n",    " ", "'",    "\"", "[",  "]",  "{",     "}", "\t",
                                    "-", "---\n", "#", "&a ",  "*a", "!",  "|",  ">",     "%", "@",
                                    "`", "\\",    "é", "\xff", ",",  "? ", "\r", "\u2028"};
  for (int i = 0; i < 20000; ++i) {
    std::string written = seed;
    for (auto change = 1 + random() % 3; change > 0; --change) {
      const std::size_t at = random() % written.size();
      const std::string_view part = parts[random() % std::size(parts)];
      if (random() % 2) {
        written.insert(at, part);
      } else {
        written.erase(at, 1 + random() % 4);
      }
    }
    const TreeText text(written);
    for (const Problem& problem : text.tree.problems) {
      ASSERT_LE(problem.at.begin, problem.at.end) << written;
      ASSERT_LE(problem.at.end, written.size()) << written;
      ASSERT_FALSE(problem.message.empty());
      for (const Span& span : problem.related) ASSERT_LE(span.end, written.size()) << written;
    }
    for (const Document& document : text.tree.documents) walk(document.root, 0);
  }
}

/// Whether libyaml itself takes the text, document by document of its stream.
bool libyaml_accepts(std::string_view text) {
  yaml_parser_t parser;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()),
                               text.size());
  bool good = true;
  for (bool more = true; more && good;) {
    yaml_event_t event;
    good = yaml_parser_parse(&parser, &event) == 1;
    if (!good) break;
    more = event.type != YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return good;
}

/// What libyaml refuses has a problem here; what it takes has none of syntax but those that it does
/// not look for (keys that are collections, tags and merges that do not fit).
TEST(Hostile, AgreesWithLibyamlOnMutatedManifests) {
  std::mt19937 random(11);
  const std::string seed =
      "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n  labels: {app: api}\nspec:\n"
      "  template:\n    spec:\n      containers:\n      - name: api\n        image: \"x:1\"\n"
      "        args: ['-c', \"a\"]\n        env:\n        - name: A\n          value: |\n          "
      "  b\n";
  std::size_t refused = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string written = seed;
    const std::size_t at = random() % written.size();
    switch (random() % 4) {
      case 0:
        written.erase(at, 1 + random() % 3);
        break;
      case 1:
        written.insert(at, 1, static_cast<char>(random() % 128));
        break;
      case 2:
        written[at] = ":-'\"[]{}\n\t #&*!|>%@`,?"[random() % 22];
        break;
      default:
        written.insert(at, 1 + random() % 2, ' ');
    }
    const TreeText text(written);
    const bool accepted = libyaml_accepts(written);
    refused += !accepted;
    bool has_problem = false;
    for (const Problem& problem : text.tree.problems) {
      has_problem |= problem.kind != ProblemKind::duplicate_key;
    }
    ASSERT_TRUE(accepted || has_problem) << written;
    if (accepted && has_problem) {
      ASSERT_TRUE(text.root() || text.tree.documents.size() > 1) << text.problems() << written;
    }
  }
  EXPECT_GT(refused, 3000u);
}

}  // namespace
}  // namespace fairlead::testing
