#include <fmt/format.h>

#include "code/build_lines.h"

namespace fairlead::testing {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// Each is unknown, or nothing, within a moment: without a bound none of them ends.
TEST(HostileBuilds, End) {
  std::string doubled = "A=xxxxxxxx\n", make = "A0 = \n",
              env = "jobs: {a: {env: {A: xxxxxxxx}, steps: [";
  for (int i = 0; i < 60; ++i) {
    doubled += "A=$A$A\n";
    make += fmt::format("A{} = {}\n", i + 1, repeated(fmt::format("$(A{})", i), 500));
    env += "{run: 'echo A=${A}${A} >> $GITHUB_ENV'},";
  }
  EXPECT_EQ(build_lines({{"a.sh", doubled + "docker push $A/b\n"}}, ""), "? any");
  EXPECT_EQ(build_lines({{"Makefile", make + "x:\n\tdocker push $(A60)/b\n"}}, ""), "? any");
  EXPECT_EQ(build_lines({{".github/workflows/a.yml", env + "{run: 'docker push $A/b'}]}}"}}, ""),
            "? any");
}

TEST(HostileBuilds, DeepOnesEnd) {
  EXPECT_EQ(build_lines({{"a.sh", "docker push " + repeated("${A:-", 500'000) + "x/y" +
                                      repeated("}", 500'000)}},
                        ""),
            "? any");
  const std::string tags =
      "jobs: {{a: {{steps: [{{uses: docker/build-push-action@v6, with: {{tags: '{}'}}}}]}}}}";
  for (const std::string_view sign : {"!", "(", "format(", "env.x && ", "{"}) {
    const std::string expression = "${{ " + repeated(sign, 20'000) + " }}";
    EXPECT_EQ(
        build_lines({{".github/workflows/a.yml", fmt::format(fmt::runtime(tags), expression)}}, ""),
        "? any")
        << sign;
  }
}

TEST(HostileBuilds, WorkflowsThatCallThemselvesEnd) {
  const std::string action = ".github/actions/a/action.yml";
  EXPECT_EQ(build_lines(
                {{action, "runs: {steps: [" + repeated("{uses: ./.github/actions/a},", 200) + "]}"},
                 {".github/workflows/a.yml", "jobs: {a: {steps: [{uses: ./.github/actions/a}]}}"}},
                ""),
            "? any");
  std::string jobs = "on: [push, workflow_call]\njobs:\n";
  for (int i = 0; i < 200; ++i)
    jobs += fmt::format("  a{}: {{uses: ./.github/workflows/a.yml}}\n", i);
  EXPECT_EQ(build_lines({{".github/workflows/a.yml", jobs}}, ""), "? any");
}

TEST(HostileBuilds, ManyOfOneEnd) {
  std::string loops;
  for (int i = 0; i < 200; ++i)
    loops += fmt::format("for x{} in {}; do\n", i, repeated("a b c d ", 16));
  EXPECT_NE(build_lines({{"a.sh", loops + repeated("docker push x/$x1$x2\n", 2'000)}}, ""), "");
  std::string axes;
  for (int i = 0; i < 12; ++i) axes += fmt::format("a{} = [{}]\n", i, repeated("\"x\",", 20));
  EXPECT_EQ(build_lines({{"docker-bake.hcl",
                          "target \"a\" {\nmatrix = {\n" + axes + "}\ntags = [\"acme/${a1}\"]\n}"}},
                        ""),
            "docker.io/acme/x [.]");
  EXPECT_EQ(build_lines({{"docker-bake.hcl", repeated("target \"a\" {", 100'000)}}, ""), "");
  EXPECT_EQ(build_lines({{"Tiltfile", repeated("docker_build(", 100'000)}}, ""), "? any");
}

TEST(HostileBuilds, AnyBytesAreRead) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>((i * 131 + i / 256) % 256);
  for (const std::string_view path :
       {"a.sh", "Makefile", "justfile", "docker-bake.hcl", "Tiltfile"})
    build_lines({{std::string(path), "docker build -t \n" + bytes + "\n\tdocker push " + bytes}},
                "");
}

}  // namespace
}  // namespace fairlead::testing
