// What makes much of little is refused before it is made.
#include <gtest/gtest.h>

#include "gotemplate/exec/executor.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

constexpr std::uint64_t most_steps = 100'000, most_bytes = 1u << 20;

struct Ran {
  std::string error;  ///< "" where there is none
  bool is_limit = false;
  std::uint64_t steps = 0, bytes = 0;
  std::size_t size = 0;  ///< of the output
};

Ran ran(std::string_view text) {
  SourceMap sources;
  const SourceId source = sources.add_written("t", std::string(text));
  const Functions functions = sprig_functions();
  Templates templates(functions);
  if (const auto error = templates.parse("t", source, sources.text(source)))
    return {error->message, error->is_limit};
  Heap heap(sources, {.steps = most_steps, .bytes = most_bytes});
  Executor executor(templates, heap);
  TextBuilder out;
  const auto error = executor.execute("t", Value(), out);
  const Budget& budget = heap.budget();
  return {error ? error->message : "", error && error->is_limit, budget.steps_taken(),
          budget.bytes_made(), out.size()};
}

/// All of them are built of texts that are far smaller than what is allowed.
constexpr const char* of_little[] = {
    "{{ repeat 9000000000000000000 \"x\" }}",
    "{{ repeat 1000000 \"0123456789\" }}",
    "{{ replace \"\" (repeat 10000 \"y\") (repeat 10000 \"x\") }}",
    "{{ join (repeat 10000 \"y\") (until 1000) }}",
    "{{ wrapWith 1 (repeat 10000 \"y\") (repeat 1000 \"x \") }}",
    "{{ indent 1000000000 \"x\" }}",
    "{{ indent 9000000000000000000 \"x\" }}",
    "{{ nindent 100000 (repeat 1000 \"x\\n\") }}",
    "{{ regexReplaceAll \"a\" (repeat 1000 \"a\") (repeat 10000 \"b\") }}",
    "{{ regexReplaceAll \"(a+)\" (repeat 1000 \"a\") (repeat 2000 \"$1\") }}",
    "{{ regexReplaceAllLiteral \"a\" (repeat 1000 \"a\") (repeat 10000 \"b\") }}",
    "{{ $x := repeat 10000 \"x\" }}{{ cat $x (list $x $x $x $x $x $x $x $x) (list $x $x $x $x $x "
    "$x "
    "$x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x "
    "$x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x "
    "$x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x $x)}}",
    "{{ $x := \"aaaaaaaaaa\" }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}",
    "{{ $x := dict \"a\" 1 }}{{ range until 60 }}{{ $x = dict \"a\" $x \"b\" $x }}{{ end }}"
    "{{ toJson $x }}",
    "{{ $x := dict \"a\" 1 }}{{ range until 60 }}{{ $x = dict \"a\" $x \"b\" $x }}{{ end }}"
    "{{ deepCopy $x | len }}",
    "{{ printf \"%999999d%999999d\" 1 1 }}",
    "{{ quote (repeat 40000 \"\\x01\") }}",
    "{{ splitList \"\" (repeat 50000 \"a\") }}",
    "{{ repeat 50000 \"x\" | b64enc | b64enc | b64enc | b64enc | b64enc | b64enc }}",
    "{{ range until 3000 }}{{ $x := dict \"p\" (repeat 10000 \"x\") }}{{ end }}",
};

TEST(GotemplateBounds, MuchOfLittle) {
  for (const char* text : of_little) {
    const Ran run = ran(text);
    EXPECT_TRUE(run.is_limit) << text << ": " << run.error;
    EXPECT_TRUE(run.error == "it makes too much text" || run.error == "it takes too many steps")
        << text << ": " << run.error;
    // One piece may be beyond, never the whole.
    EXPECT_LT(run.bytes, 2 * most_bytes) << text;
    EXPECT_LT(run.size, most_bytes) << text;
  }
}

TEST(GotemplateBounds, ReadingTakesSteps) {
  const std::uint64_t once = ran("{{ $x := repeat 10000 \"x\" }}{{ adler32sum $x }}").steps;
  const std::uint64_t twice =
      ran("{{ $x := repeat 10000 \"x\" }}{{ adler32sum $x }}{{ adler32sum $x }}").steps;
  EXPECT_GE(twice - once, 10'000 / bytes_of_a_step);
}

TEST(GotemplateBounds, ExpressionsTakeStepsByTheirSizeAndTheText) {
  EXPECT_EQ(ran("{{ regexMatch (repeat 1000 \"(a?)\") (repeat 1000 \"a\") }}").error,
            "it takes too many steps");
  EXPECT_EQ(ran("{{ regexMatch \"\\\\p{L}{1000}\" \"a\" }}").error,
            "a regular expression is too large");
  EXPECT_EQ(ran("{{ regexFindAll \"a|b*c\" (repeat 4000 \"b\") -1 }}").error, "");
  const Ran usual =
      ran("{{ regexReplaceAll \"[^a-z0-9-]+\" (repeat 20 \"some-Name_of/9 \") \"-\" }}");
  EXPECT_EQ(usual.error, "");
  EXPECT_LT(usual.steps, 10'000u);
}

TEST(GotemplateBounds, ActionsOfOneText) {
  std::string text;
  for (int i = 0; i < 400'000; ++i) text += "{{1}}";
  const Ran run = ran(text);
  EXPECT_TRUE(run.is_limit);
  EXPECT_EQ(run.error, "it has too many actions");
}

}  // namespace
}  // namespace fairlead::gotemplate
