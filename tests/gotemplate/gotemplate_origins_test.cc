// What is rendered knows where it was written, and what decided that it stands there.
#include <gtest/gtest.h>

#include "gotemplate/exec/builtins.h"
#include "gotemplate/exec/executor.h"
#include "tree/document.h"

namespace fairlead::gotemplate {
namespace {

/// A template rendered on values, with the way back from each of its words.
class Rendered {
 public:
  Rendered(std::string_view values, std::string_view text) : functions_(builtin_functions()) {
    const SourceId source = sources_.add_written("values.yaml", std::string(values));
    const Tree tree = read_yaml(arena_, sources_, source);
    const SourceId written = sources_.add_written("t.yaml", std::string(text));
    Templates templates(functions_);
    EXPECT_FALSE(templates.parse("t.yaml", written, sources_.text(written)));
    Heap heap(sources_);
    Executor executor(templates, heap, MissingKey::zero);
    TextBuilder out;
    const auto error = executor.execute("t.yaml", heap.thaw(Ref(tree.documents[0].root)), out);
    EXPECT_FALSE(error) << error->text;
    made_ = sources_.add_made("made", std::move(out));
  }

  std::string_view text() const { return sources_.text(made_); }
  Span find(std::string_view word) const {
    const std::size_t at = text().find(word);
    EXPECT_NE(at, std::string_view::npos) << word << " is not in " << text();
    return Span{made_, 0, 0}.part(at, at + word.size());
  }
  /// The place to edit for a word: "values.yaml:3: 6379".
  std::string edit(std::string_view word) const { return shown(sources_.blame(find(word)).edit); }
  std::vector<std::string> conditions(std::string_view word) const {
    return all_shown(sources_.blame(find(word)).conditions);
  }
  std::vector<std::string> others(std::string_view word) const {
    std::vector<std::string> all;
    for (const Related& other : sources_.blame(find(word)).others) all.push_back(shown(other.at));
    return all;
  }
  std::vector<LeftOut> left_out() const {
    return sources_.left_out({made_, 0, static_cast<std::uint32_t>(text().size())});
  }
  std::vector<std::string> all_shown(const std::vector<Span>& places) const {
    std::vector<std::string> all;
    for (const Span& place : places) all.push_back(shown(place));
    return all;
  }

 private:
  std::string shown(Span place) const {
    if (!place.is_place()) return "";
    return sources_.name(place.source) + ":" +
           std::to_string(sources_.position(place.source, place.begin).line) + ": " +
           std::string(sources_.text(place));
  }

  SourceMap sources_;
  Arena arena_;
  Functions functions_;
  SourceId made_{};
};

using Words = std::vector<std::string>;

constexpr std::string_view values =
    "redis:\n"
    "  host: redis-master\n"
    "  port: 6379\n"
    "  quoted: \"a\\tb\"\n"
    "  block: |\n"
    "    first line\n"
    "    second line\n"
    "  tls: false\n"
    "names: [alpha, beta]\n"
    "on: yes\n";

TEST(GotemplateOrigins, LeavesOfValues) {
  const Rendered made(values, "url: redis://{{ .redis.host }}:{{ .redis.port }}/0\n");
  EXPECT_EQ(made.text(), "url: redis://redis-master:6379/0\n");
  EXPECT_EQ(made.edit("redis-master"), "values.yaml:2: redis-master");
  EXPECT_EQ(made.edit("6379"), "values.yaml:3: 6379");
  EXPECT_EQ(made.edit("master"), "values.yaml:2: master");
  EXPECT_EQ(made.edit("redis://"), "t.yaml:1: redis://");
}

TEST(GotemplateOrigins, PiecesOfPrintf) {
  const Rendered made(values,
                      "{{ printf \"%s-%q:%d\" .redis.host .redis.quoted 42 | printf \"<%s>\" }}");
  EXPECT_EQ(made.text(), "<redis-master-\"a\\tb\":42>");
  EXPECT_EQ(made.edit("redis-master"), "values.yaml:2: redis-master");
  EXPECT_EQ(made.edit("\\t"), "values.yaml:4: a\\tb");
  EXPECT_EQ(made.edit("b\""), "values.yaml:4: b");
  EXPECT_EQ(made.edit("-\""), "t.yaml:1: -");
}

TEST(GotemplateOrigins, BlockScalars) {
  const Rendered made(values, "{{ .redis.block }}");
  EXPECT_EQ(made.edit("second"), "values.yaml:7: second");
  EXPECT_EQ(made.edit("first"), "values.yaml:6: first");
}

TEST(GotemplateOrigins, SlicesAndPrintedLists) {
  const Rendered made(values, "{{ slice .redis.host 0 5 }} {{ .names }} {{ print 1 .redis.port }}");
  EXPECT_EQ(made.text(), "redis [alpha beta] 1 6379");
  EXPECT_EQ(made.edit("redis"), "values.yaml:2: redis");
  EXPECT_EQ(made.edit("beta"), "values.yaml:9: beta");
  EXPECT_EQ(made.edit("6379"), "values.yaml:3: 6379");
}

TEST(GotemplateOrigins, KeysOfMaps) {
  const Rendered made("a: {key: v}\n", "{{ range $k, $v := .a }}{{ $k }}={{ $v }}{{ end }}");
  EXPECT_EQ(made.edit("key"), "values.yaml:1: key");
  EXPECT_EQ(made.edit("v"), "values.yaml:1: v");
}

TEST(GotemplateOrigins, WhatDecided) {
  const Rendered made(values,
                      "{{ if eq .redis.port 6379.0 }}{{ range .names }}[{{ . }}]{{ end }}{{ end }}"
                      "{{ if .redis.tls }}rediss{{ else }}plain{{ end }}");
  EXPECT_EQ(made.text(), "[alpha][beta]plain");
  EXPECT_EQ(made.edit("beta"), "values.yaml:9: beta");
  EXPECT_EQ(made.conditions("beta"), (Words{"values.yaml:9: names", "values.yaml:3: 6379"}));
  EXPECT_EQ(made.conditions("plain"), (Words{"values.yaml:8: false"}));
  ASSERT_EQ(made.left_out().size(), 1u);
  EXPECT_EQ(made.all_shown({made.left_out()[0].block}), (Words{"t.yaml:1: rediss"}));
  EXPECT_EQ(made.all_shown(made.left_out()[0].conditions), (Words{"values.yaml:8: false"}));
}

TEST(GotemplateOrigins, AbsentFieldsHangOnTheirMap) {
  const Rendered made(values, "{{ with .redis.resources }}x{{ end }}y");
  ASSERT_EQ(made.left_out().size(), 1u);
  EXPECT_EQ(made.all_shown(made.left_out()[0].conditions), (Words{"values.yaml:1: redis"}));
}

TEST(GotemplateOrigins, AlternativesThatWerePassedOver) {
  const Rendered made("a: \"\"\nb: second\n", "{{ or .a .b }} {{ and .b .a }}|");
  EXPECT_EQ(made.edit("second"), "values.yaml:2: second");
  EXPECT_EQ(made.others("second"), (Words{"values.yaml:1: \"\""}));
}

TEST(GotemplateOrigins, TextsThatAreWrittenUnderOtherConditions) {
  const Rendered made(
      values,
      "{{ define \"n\" }}{{ if .redis.port }}{{ .redis.host }}{{ end }}{{ end }}"
      "{{ range .names }}{{ if eq . \"beta\" }}{{ template \"n\" $ }}{{ end }}{{ end }}");
  EXPECT_EQ(made.edit("redis-master"), "values.yaml:2: redis-master");
  EXPECT_EQ(made.conditions("redis-master"),
            (Words{"values.yaml:3: 6379", "values.yaml:9: beta", "values.yaml:9: names"}));
}

TEST(GotemplateOrigins, VariablesKnowWhatDecidedAboutThem) {
  const Rendered made(
      values,
      "{{ $scheme := \"redis\" }}{{ if .redis.tls }}{{ $scheme = \"rediss\" }}{{ end }}"
      "{{ $host := \"none\" }}{{ if .redis.port }}{{ $host = .redis.host }}{{ end }}"
      "{{ $scheme }}: {{ $host }}");
  EXPECT_EQ(made.text(), "redis: redis-master");
  EXPECT_EQ(made.conditions("redis:"), (Words{"values.yaml:8: false"})) << "it was left as it is";
  EXPECT_EQ(made.edit("redis-master"), "values.yaml:2: redis-master");
  EXPECT_EQ(made.conditions("redis-master"), (Words{"values.yaml:3: 6379"}));
}

TEST(GotemplateOrigins, RoundsKnowWhatTheirCountWasMadeOf) {
  const Rendered made("names: [a, b]\n", "{{ range $i, $n := slice .names 1 }}{{ $n }}{{ end }}");
  EXPECT_EQ(made.conditions("b"), (Words{"values.yaml:1: names"}));
}

}  // namespace
}  // namespace fairlead::gotemplate
