// Every run ends with an error within its limits.
#include <gtest/gtest.h>

#include "gotemplate/exec/builtins.h"
#include "gotemplate/exec/executor.h"
#include "tree/document.h"

namespace fairlead::gotemplate {
namespace {

/// The error of a template; "" where there is none.
std::string error_of(std::string_view text, const Limits& limits = {}) {
  SourceMap sources;
  const SourceId source = sources.add_written("t", std::string(text));
  const Functions functions = builtin_functions();
  Templates templates(functions);
  if (const auto error = templates.parse("t", source, sources.text(source))) return error->text;
  Heap heap(sources, limits);
  Executor executor(templates, heap);
  TextBuilder out;
  const auto error = executor.execute("t", Value(), out);
  EXPECT_LE(out.size(), limits.bytes);
  if (error && error->is_limit) return "limit: " + error->message;
  return error ? error->text : "";
}

std::string repeated(std::string_view text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

TEST(GotemplateLimits, EndlessRanges) {
  Limits limits;
  limits.steps = 100'000;
  EXPECT_EQ(error_of("{{ range 1000000000000 }}{{ end }}", limits),
            "limit: it takes too many steps");
  EXPECT_EQ(error_of("{{ range 99999 }}{{ range 99999 }}x{{ end }}{{ end }}", limits),
            "limit: it takes too many steps");
}

TEST(GotemplateLimits, Output) {
  Limits limits;
  limits.bytes = 1 << 20;
  EXPECT_EQ(error_of("{{ range 1000000 }}0123456789abcdef{{ end }}", limits),
            "limit: it makes too much text");
  EXPECT_EQ(error_of("{{ printf \"%999999d%999999d\" 1 1 }}", limits),
            "limit: it makes too much text");
  EXPECT_EQ(
      error_of("{{ $x := \"0123456789\" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}", limits),
      "limit: it makes too much text");
}

TEST(GotemplateLimits, TemplatesThatCallThemselves) {
  EXPECT_EQ(error_of("{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}"),
            "template: t:1:28: executing \"a\" at <{{template \"a\"}}>: "
            "exceeded maximum template depth (1000)");
  Limits limits;
  limits.depth = 1'000'000;
  EXPECT_EQ(error_of("{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}", limits),
            "limit: it is nested too deeply");
}

TEST(GotemplateLimits, Nesting) {
  const int deep = 100'000;
  EXPECT_EQ(error_of("{{ " + repeated("(", deep) + "1" + repeated(")", deep) + " }}"),
            "template: t:1: max expression depth exceeded");
  EXPECT_EQ(error_of(repeated("{{ if 1 }}", deep) + repeated("{{ end }}", deep)),
            "template: t:1: max nesting depth exceeded");
  EXPECT_EQ(error_of("{{ if 1 }}" + repeated("{{ else if 1 }}", deep) + "{{ end }}"),
            "template: t:1: max nesting depth exceeded");
}

TEST(GotemplateLimits, MapsThatHoldThemselves) {
  SourceMap sources;
  Heap heap(sources);
  Map* map = heap.map();
  map->set(heap.key("self"), Value::map(map));
  const Functions functions = builtin_functions();
  Templates templates(functions);
  const SourceId source = sources.add_written("t", "{{ . }}");
  ASSERT_FALSE(templates.parse("t", source, sources.text(source)));
  Executor executor(templates, heap);
  TextBuilder out;
  const auto error = executor.execute("t", Value::map(map), out);
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->is_limit);
}

TEST(GotemplateLimits, UnknownFunctionsAreErrorsOnceTheyAreCalled) {
  EXPECT_EQ(error_of("{{ if false }}{{ nope 1 }}{{ end }}"), "");
  EXPECT_EQ(error_of("a\n{{ if true }}{{ nope 1 }}{{ end }}"),
            "template: t:2:16: executing \"t\" at <nope>: function \"nope\" not defined");
}

}  // namespace
}  // namespace fairlead::gotemplate
