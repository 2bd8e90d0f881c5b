// TOML that templates read. What it says of wrong texts is compared with Helm in
// tests/helm/template_cases.jsonl.
#include "gotemplate/toml/toml_reader.h"

#include <gtest/gtest.h>

namespace fairlead::gotemplate {
namespace {

class Toml {
 public:
  explicit Toml(std::string text, const Limits& limits = {}) : heap_(sources_, limits) {
    const SourceId source = sources_.add_written("values.yaml", std::move(text));
    const std::string_view bytes = sources_.text(source);
    TextBuilder made;
    const Span all{source, 0, static_cast<std::uint32_t>(bytes.size())};
    made.put(bytes, sources_.add_origin(all, OriginKind::written), Copy::verbatim);
    root_ = read_toml(heap_, heap_.string(made).rope(), error_);
  }

  const Value* find(std::string_view key) const { return root_.map().find(key); }
  const std::string& error() const { return error_; }
  Heap& heap() { return heap_; }

  /// Where a string was written.
  std::string written(const Value& value) {
    TextBuilder made;
    made.append(value.rope());
    const SourceId source = sources_.add_made("made", std::move(made));
    const Span place =
        sources_.blame({source, 0, static_cast<std::uint32_t>(value.text().size())}).edit;
    return std::string(sources_.text(place));
  }

 private:
  SourceMap sources_;
  Heap heap_;
  std::string error_;
  Value root_;
};

TEST(TomlReader, StringsKnowWhereTheyWereWritten) {
  Toml toml("host = \"redis-master\"\nraw = 'a\\b'\nlong = \"\"\"\nx\\\n  y\"\"\"\n");
  EXPECT_EQ(toml.error(), "");
  EXPECT_EQ(toml.written(*toml.find("host")), "redis-master");
  EXPECT_EQ(toml.written(*toml.find("raw")), "a\\b");
  EXPECT_EQ(toml.find("long")->text(), "xy");
}

TEST(TomlReader, ItsListsOfTablesAreNoPlainLists) {
  Toml toml("[[a]]\nx = 1\n[[a]]\n[b]\nc = [{x = 1}]\n");
  EXPECT_EQ(type_name(*toml.find("a")), "[]map[string]interface {}");
  EXPECT_EQ(toml.find("a")->list().size(), 2u);
  EXPECT_EQ(type_name(*toml.find("b")->map().find("c")), "[]interface {}");
}

TEST(TomlReader, DeepAndLargeTextsAreRefused) {
  std::string path = "a";
  for (int i = 0; i < 100'000; ++i) path += ".a";
  Toml dotted(path + " = 1");
  EXPECT_EQ(dotted.heap().budget().refused(), "it is nested too deeply");
  Toml headed("[" + path + "]\n");
  EXPECT_EQ(headed.heap().budget().refused(), "it is nested too deeply");
  Toml braces([] {
    std::string text = "a = ";
    for (int i = 0; i < 100'000; ++i) text += "{a = ";
    return text;
  }());
  EXPECT_EQ(braces.heap().budget().refused(), "it is nested too deeply");
  Toml brackets("a = " + std::string(1'000'000, '['));
  EXPECT_EQ(brackets.heap().budget().refused(), "it is nested too deeply");
  Limits limits;
  limits.bytes = 1u << 20;
  Toml many("a = [" + std::string(1'000'000, ' ') + "]\nb = '" + std::string(1'000'000, 'x') + "'",
            limits);
  EXPECT_EQ(many.heap().budget().refused(), "it makes too much text");
}

}  // namespace
}  // namespace fairlead::gotemplate
