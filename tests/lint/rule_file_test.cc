#include "lint/rule_file.h"

#include <gtest/gtest.h>

#include "lint/rule_page.h"

namespace fairlead {
namespace {

constexpr std::string_view complete = R"(id: endpoint/port
title: A port nobody offers
severity: error
confidence: high
since: 0.1.0
tags: [redis, ports]
why: |
  Because.
how-to-fix: Change it.
references: ["https://example.org/a"]
aliases: [endpoint/old]
examples:
  - title: A wrong port
    bad:
      deploy.yaml: |
        port: 1
        #     ^ expect: endpoint/port "one"
        # expect 1..5: other/rule "two"
        # expect 1..5: endpoint/port
      users.acl: "user a\n"
      expect.yaml: |
        - {path: users.acl, line: 1, columns: 6..7, rule: endpoint/port, message: three}
    good:
      deploy.yaml: "port: 2\n"
)";

std::string replaced(std::string_view from, std::string_view to) {
  std::string text(complete);
  const std::size_t at = text.find(from);
  EXPECT_NE(at, text.npos);
  return text.replace(at, from.size(), to);
}

std::string error_of(std::string text) {
  const Result<RuleFile> rule = read_rule_file("endpoint/port.yaml", std::move(text));
  return rule ? "" : rule.error().message;
}

TEST(RuleFile, ReadsEverything) {
  const Result<RuleFile> rule = read_rule_file("endpoint/port.yaml", std::string(complete));
  ASSERT_TRUE(rule) << rule.error().message;
  EXPECT_EQ(rule->id, "endpoint/port");
  EXPECT_EQ(rule->title, "A port nobody offers");
  EXPECT_EQ(rule->severity, Severity::error);
  EXPECT_EQ(rule->confidence, Confidence::high);
  EXPECT_EQ(rule->since, "0.1.0");
  EXPECT_EQ(rule->tags, (std::vector<std::string>{"redis", "ports"}));
  EXPECT_EQ(rule->why, "Because.");
  EXPECT_EQ(rule->how_to_fix, "Change it.");
  EXPECT_EQ(rule->aliases, std::vector<std::string>{"endpoint/old"});
  ASSERT_EQ(rule->examples.size(), 1u);
  EXPECT_EQ(rule->examples[0].bad.size(), 3u);
  EXPECT_EQ(rule->examples[0].good.at("deploy.yaml"), "port: 2\n");
}

TEST(RuleFile, MistakesNameTheirLine) {
  EXPECT_EQ(error_of(replaced("tags:", "tag:")), "endpoint/port.yaml:6: unknown key `tag`");
  EXPECT_EQ(error_of(replaced("    good:", "    fine:")),
            "endpoint/port.yaml:23: unknown key `fine`");
  EXPECT_EQ(error_of(replaced("severity: error", "severity: fatal")),
            "endpoint/port.yaml:3: `severity` has no value `fatal`");
  EXPECT_EQ(error_of(replaced("since: 0.1.0\n", "")), "endpoint/port.yaml:1: `since` is missing");
  EXPECT_EQ(error_of(replaced("since: 0.1.0", "since: 0.1")),
            "endpoint/port.yaml:5: `since` must be a text");
  EXPECT_EQ(error_of(replaced("id: endpoint/port", "id: endpoint/other")),
            "endpoint/port.yaml:1: the id `endpoint/other` is not that of the path");
  EXPECT_NE(error_of(replaced("title: A", "title: [A")), "");
  EXPECT_NE(error_of(""), "");
  EXPECT_NE(error_of("- a\n"), "");
}

TEST(RulePage, ShowsMarksAsWords) {
  const Result<RuleFile> rule = read_rule_file("endpoint/port.yaml", std::string(complete));
  ASSERT_TRUE(rule) << rule.error().message;
  const Result<std::string> page = rule_page(*rule);
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(*page, R"(# endpoint/port

**A port nobody offers.**

Severity `error`, confidence `high`, since 0.1.0; tags: redis, ports; formerly endpoint/old.

## Why

Because.

## How to fix

Change it.

## Where it is meant so

Say why at the place, behind the line or alone above it: `# fairlead: ignore[endpoint/port] REASON`. For whole directories use `overrides` in fairlead.yaml, for all of it `severities: {endpoint/port: off}`; `note` keeps it in view and lets the run pass.

## Examples

### A wrong port

Found:

`deploy.yaml`

```yaml
port: 1
#     ^ one
# ^ other/rule: two
# ^ here
```

`users.acl`

```text
user a
```

Line 1, column 6: three

Fine:

`deploy.yaml`

```yaml
port: 2
```

## References

- https://example.org/a

---

Made from `rules/endpoint/port.yaml`, whose examples are run as tests.
)");
}

}  // namespace
}  // namespace fairlead
