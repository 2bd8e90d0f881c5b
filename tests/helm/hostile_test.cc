// Charts and values that are made to take long end soon, as what is not read.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "cli/render/helm_job.h"

namespace fairlead::testing {
namespace {

using ::testing::HasSubstr;

std::string json_string(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) made += c == '\n' ? "\\n" : c == '"' ? "\\\"" : std::string(1, c);
  return made + '"';
}

std::string answer(const std::map<std::string, std::string>& files, const std::string& more = "") {
  std::string all;
  for (const auto& [name, text] : files)
    all += fmt::format("{}\"{}\":{}", all.empty() ? "" : ",", name, json_string(text));
  return answer_helm_job(fmt::format("{{\"id\":1,\"files\":{{{}}}{}}}", all, more), MemoryFiles({}),
                         "", helm::Version::v4);
}

std::string chart(std::string_view name) {
  return fmt::format("apiVersion: v2\nname: {}\nversion: 1.0.0\n", name);
}

TEST(HelmHostile, AliasesOfAliases) {
  std::map<std::string, std::string> files;
  std::string at;
  for (const char* name : {"t", "a", "b", "c", "d"}) {
    const char below = name[0] == 't' ? 'a' : static_cast<char>(name[0] + 1);
    std::string text = chart(name) + "dependencies:\n";
    for (int i = 0; i < 30; ++i)
      text += fmt::format("- {{name: {}, version: '*', alias: x{}}}\n", below, i);
    files[at + "Chart.yaml"] = text;
    files[at + "values.yaml"] = "k: 1\n";
    at += fmt::format("charts/{}/", below);
  }
  files[at + "Chart.yaml"] = chart("e");
  EXPECT_THAT(answer(files), HasSubstr("\"stage\":\"declined\""));
}

TEST(HelmHostile, ImportsThatHoldEachOther) {
  EXPECT_THAT(answer({{"Chart.yaml",
                       chart("t") + "dependencies:\n- name: s\n  version: '*'\n  import-values:\n"
                                    "  - {child: a, parent: b}\n  - {child: a, parent: b.c}\n"
                                    "  - {child: a, parent: b.d}\n"},
                      {"charts/s/Chart.yaml", chart("s")},
                      {"charts/s/values.yaml", "a: {k: 1}\n"}}),
              HasSubstr("\"stage\":\"declined\""));
}

TEST(HelmHostile, ListsOfNothing) {
  std::string item = "a0[65536]=1";
  for (int i = 1; i < 40; ++i) item += fmt::format(",a{}[65536]=1", i);
  EXPECT_THAT(answer({{"Chart.yaml", chart("t")}}, fmt::format(",\"set\":[\"{}\"]", item)),
              HasSubstr("lists of too many items"));
  std::string deep = "a";
  for (int i = 0; i < 10'000; ++i) deep += "[0]";
  EXPECT_THAT(answer({{"Chart.yaml", chart("t")}}, fmt::format(",\"set\":[\"{}=1\"]", deep)),
              HasSubstr("too many lists in each other"));
}

TEST(HelmHostile, ManyNulls) {
  std::string own, given;
  for (int i = 0; i < 50'000; ++i) {
    own += fmt::format("k{}: {{x: 1}}\n", i);
    given += fmt::format("k{}: null\n", i);
  }
  const std::string values = answer({{"Chart.yaml", chart("t")}, {"values.yaml", own}},
                                    fmt::format(",\"userYaml\":{}", json_string(given)));
  EXPECT_THAT(values, HasSubstr("\"values\":{}"));
}

TEST(HelmHostile, LinesThatAreNoJob) {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  for (const std::string& line :
       {std::string("{"), std::string("x"), std::string(" "), std::string("{\"id\":1"),
        std::string("{\"id\":1} x"), std::string("{\"id\":1}{\"id\":2}"), std::string("\xff"),
        std::string("[1]"), std::string("null"),
        "{\"id\":1,\"template\":\"x\",\"valuesData\":" + deep + "}"}) {
    const std::string said = answer_helm_job(line, MemoryFiles({}), "", helm::Version::v4);
    EXPECT_THAT(said, HasSubstr("\"ok\":false,\"stage\":\"job\",\"error\":\""))
        << line.substr(0, 40);
  }
}

/// The whole of a chart is bound, too: what it prints is kept, and read.
TEST(HelmHostile, TemplatesThatMakeMuch) {
  const auto declined = [](std::string_view text) {
    return answer({{"Chart.yaml", chart("t")}, {"templates/a.yaml", std::string(text)}});
  };
  const auto too_much = HasSubstr("\"stage\":\"declined\"");
  EXPECT_THAT(declined("{{ indent 1000000000 \"x\" | len }}"), too_much);
  EXPECT_THAT(declined("{{ $x := repeat 1000000 \"{{ 1 }}\" }}{{ tpl $x . }}"), too_much);
  for (const char* function : {"toYaml", "toJson", "toToml", "toYamlPretty", "deepCopy"}) {
    EXPECT_THAT(declined(fmt::format("{{{{ $x := dict \"a\" 1 }}}}{{{{ range until 60 }}}}"
                                     "{{{{ $x = dict \"a\" $x \"b\" $x }}}}{{{{ end }}}}"
                                     "a: {{{{ {} $x | len }}}}",
                                     function)),
                too_much)
        << function;
  }
  EXPECT_THAT(declined("{{ range until 30000 }}---\na: 1\n{{ end }}"),
              HasSubstr("it prints too much to be read"));
}

}  // namespace
}  // namespace fairlead::testing
