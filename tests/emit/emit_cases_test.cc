// What Helm 4.2 and kustomize 5.8 made of values, as scripts/emit-diff --record wrote it down.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "emit/emit_jobs.h"
#include "emit/json_text.h"
#include "emit/node_events.h"
#include "support/tree_text.h"

namespace fairlead::testing {
namespace {

std::string file_text(std::string_view path) {
  std::ifstream file(fmt::format("{}/{}", FAIRLEAD_ROOT, path));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string quoted(std::string_view text) {
  TextBuilder copy, out;
  copy.synthetic(text);
  Arena arena;
  const BuiltText whole = copy.done(arena);
  emit::Events events;
  events.string(whole);
  EXPECT_TRUE(emit::write_json(events, emit::JsonForm::raw, out));
  return std::string(out.text());
}

/// What a job of one op answers for one value.
std::string output(std::string_view yaml, std::string_view op) {
  const std::string job =
      fmt::format(R"({{"id":1,"yaml":{},"ops":[{}]}})", quoted(yaml), quoted(op));
  const TreeText answer(emit::answer(job), read_json);
  const Ref root = answer.root();
  if (!root["output"]) return fmt::format("refused: {}", root["error"].text());
  const std::string_view text = root["output"].text();
  return std::string(op == "kustomize" ? text : text.substr(0, text.find('\x1e')));
}

TEST(EmitCases, AreWrittenAsTheEnginesWriteThem) {
  const TreeText cases(file_text("tests/data/emit_cases.json"), read_json);
  ASSERT_TRUE(cases.root());
  std::size_t count = 0;
  for (const Node* each : cases.root().items()) {
    const Ref written(each);
    const std::string yaml(written["yaml"].text());
    for (const Entry& entry : each->entries()) {
      if (entry.key->text() == "yaml") continue;
      ++count;
      EXPECT_EQ(output(yaml, entry.key->text()), entry.value->text())
          << entry.key->text() << " of " << yaml;
    }
  }
  EXPECT_GE(count, 300u);
}

}  // namespace
}  // namespace fairlead::testing
