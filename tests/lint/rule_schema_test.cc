// Holds every rule file against schemas/rule.schema.json, and every client library's against
// schemas/client.schema.json, with the keywords that the schema uses.
#include <fmt/format.h>

#include "base/regex.h"
#include "support/harness.h"
#include "tree/document.h"

namespace fairlead::testing {
namespace {

std::string_view type_of(const Node& node) {
  if (node.is_mapping()) return "object";
  if (node.is_sequence()) return "array";
  if (node.kind() == Kind::boolean) return "boolean";
  return node.is_string() ? "string" : "other";
}

std::size_t number(Ref keyword) { return std::stoul(std::string(keyword.text())); }

/// A schema and all that does not fit it. A keyword that it does not know fails, so nothing is
/// unchecked.
class Validator {
 public:
  explicit Validator(const Node& root) : root_(root) {}

  void check(Ref schema, Ref value, const std::string& path) {
    for (const Entry& entry : schema.entries()) {
      const std::string_view keyword = entry.key->text();
      if (!keyword_holds(keyword, schema, Ref(entry.value), value, path)) {
        wrong_ += fmt::format("{}: {}\n", path, keyword);
      }
    }
  }
  const std::string& wrong() const { return wrong_; }

 private:
  bool keyword_holds(std::string_view keyword, Ref schema, Ref operand, Ref value,
                     const std::string& path) {
    const std::size_t size = value->is_mapping() ? value->entries().size() : value.items().size();
    if (keyword == "description" || keyword == "title" || keyword == "$schema") return true;
    if (keyword == "$defs" || keyword == "additionalProperties") return true;
    if (keyword == "type") return operand.text() == type_of(*value);
    if (keyword == "minLength") return value.text().size() >= number(operand);
    if (keyword == "maxLength") return value.text().size() <= number(operand);
    if (keyword == "minItems" || keyword == "minProperties") return size >= number(operand);
    if (keyword == "maxItems") return size <= number(operand);
    if (keyword == "pattern") return Regex(operand.text()).found_in(value.text());
    if (keyword == "enum") return one_of(operand, value.text());
    if (keyword == "uniqueItems") return unique(value);
    if (keyword == "required") return has_all(operand, value);
    if (keyword == "anyOf") return any(operand, value);
    if (keyword == "$ref") return follow(operand.text(), value, path);
    if (keyword == "items") return each_item(operand, value, path);
    if (keyword == "properties") return each_property(schema, value, path);
    return false;
  }

  static bool one_of(Ref texts, std::string_view text) {
    return std::ranges::any_of(texts.items(),
                               [&](const Node* item) { return item->text() == text; });
  }
  static bool unique(Ref list) {
    std::set<std::string_view> seen;
    return std::ranges::all_of(list.items(),
                               [&](const Node* item) { return seen.insert(item->text()).second; });
  }
  static bool has_all(Ref names, Ref value) {
    return std::ranges::all_of(names.items(),
                               [&](const Node* name) { return bool(value[name->text()]); });
  }
  bool any(Ref schemas, Ref value) const {
    return std::ranges::any_of(schemas.items(), [&](const Node* schema) {
      Validator inner(root_);
      inner.check(schema, value, "");
      return inner.wrong().empty();
    });
  }
  bool follow(std::string_view reference, Ref value, const std::string& path) {
    const Ref target = Ref(&root_)["$defs"][reference.substr(sizeof("#/$defs/") - 1)];
    if (!target) return false;
    check(target, value, path);
    if (Ref rest = target["additionalProperties"]; rest && rest->is_mapping()) {
      for (const Entry& entry : value.entries()) {
        check(rest, Ref(entry.value), path + "/" + std::string(entry.key->text()));
      }
    }
    return true;
  }
  bool each_item(Ref schema, Ref value, const std::string& path) {
    for (const Node* item : value.items()) check(schema, Ref(item), path + "/-");
    return true;
  }
  bool each_property(Ref schema, Ref value, const std::string& path) {
    for (const Entry& entry : value.entries()) {
      const std::string_view name = entry.key->text();
      const Ref property = schema["properties"][name];
      if (!property && !schema["additionalProperties"].boolean(true)) {
        wrong_ += fmt::format("{}: unknown key {}\n", path, name);
      } else if (property) {
        check(property, Ref(entry.value), path + "/" + std::string(name));
      }
    }
    return true;
  }

  const Node& root_;
  std::string wrong_;
};

class RuleSchema : public ::testing::Test {
 protected:
  void SetUp() override { use("rule.schema.json"); }

  void use(const std::string& name) {
    const auto files = read_directory("schemas");
    const SourceId source = sources_.add_written(name, files.at(name));
    schema_ = read_json(arena_, sources_, source);
    ASSERT_EQ(schema_.documents.size(), 1u);
    ASSERT_NE(schema_.documents[0].root, nullptr);
  }

  std::string mistakes(const std::string& path, const std::string& text) {
    const Tree tree = read_yaml(arena_, sources_, sources_.add_written(path, text));
    EXPECT_TRUE(tree.problems.empty()) << path;
    Validator validator(*schema_.documents[0].root);
    validator.check(Ref(schema_.documents[0].root), Ref(tree.documents.at(0).root), "");
    return validator.wrong();
  }

  SourceMap sources_;
  Arena arena_;
  Tree schema_;
};

TEST_F(RuleSchema, DescribesEveryRuleFile) {
  std::size_t count = 0;
  for (const auto& [path, text] : read_directory("rules")) {
    if (!path.ends_with(".yaml") || path.starts_with("clients/")) continue;
    EXPECT_EQ(mistakes(path, text), "") << path;
    ++count;
  }
  EXPECT_GT(count, 0u);
}

TEST_F(RuleSchema, DescribesEveryClient) {
  use("client.schema.json");
  std::size_t count = 0;
  for (const auto& [path, text] : read_directory("rules/clients")) {
    if (!path.ends_with(".yaml")) continue;
    EXPECT_EQ(mistakes(path, text), "") << path;
    ++count;
  }
  EXPECT_GE(count, 21u);
}

TEST_F(RuleSchema, RefusesWhatNoRuleFileIs) {
  const std::string good =
      "id: a/b\ntitle: T\nseverity: error\nconfidence: low\nsince: 0.1.0\nwhy: w\nhow-to-fix: h\n"
      "examples: [{title: t, bad: {a.yaml: x}}]\n";
  EXPECT_EQ(mistakes("good.yaml", good), "");
  EXPECT_EQ(mistakes("key.yaml", good + "extra: 1\n"), ": unknown key extra\n");
  EXPECT_EQ(mistakes("stop.yaml", "title: T.\n" + good.substr(good.find("severity")) + "id: a/b\n"),
            "/title: pattern\n");
  EXPECT_EQ(mistakes("less.yaml", good.substr(8)), ": required\n");
  EXPECT_EQ(mistakes("tags.yaml", good + "tags: [a, a]\n"), "/tags: uniqueItems\n");
  std::string no_text = good;
  no_text.replace(no_text.find("a.yaml: x"), 9, "a.yaml: 1");
  EXPECT_EQ(mistakes("file.yaml", no_text), "/examples/-/bad/a.yaml: type\n");
}

}  // namespace
}  // namespace fairlead::testing
