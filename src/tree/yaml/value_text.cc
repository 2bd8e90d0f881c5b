#include "tree/yaml/value_text.h"

#include <fmt/core.h>

#include <algorithm>

#include "tree/document.h"
#include "tree/formats/json.h"
#include "tree/formats/json_words.h"
#include "tree/scalar.h"
#include "tree/yaml/yaml_refusal.h"

namespace fairlead {
namespace {

/// Whether a document with this problem has no value at all.
bool refuses(ProblemKind kind) {
  return kind != ProblemKind::duplicate_key && kind != ProblemKind::repeated_key;
}

const Problem* refusal(const Tree& tree, const Document& document) {
  const auto found = std::ranges::find_if(tree.problems, [&](const Problem& problem) {
    return refuses(problem.kind) && problem.at.begin >= document.span.begin &&
           problem.at.begin <= document.span.end;
  });
  return found == tree.problems.end() ? nullptr : &*found;
}

/// The value if it is of the wanted kind.
ValueText fitting(const Node* root, Wanted wanted, std::string_view context) {
  if (root) root = root->resolved();
  if (!root || root->is_null()) return {};
  const bool fits = wanted == Wanted::mapping ? root->is_mapping() : root->is_sequence();
  if (fits) return {root, {}};
  return {
      nullptr,
      fmt::format("{}json: cannot unmarshal {} into Go value of type {}", context, json_type(*root),
                  wanted == Wanted::mapping ? "map[string]interface {}" : "[]interface {}")};
}

ValueText refused(std::string_view doing, std::string_view why) {
  return {nullptr, fmt::format("{}{}", doing, why)};
}

}  // namespace

ValueText read_yaml_value(Arena& arena, const SourceMap& sources, SourceId source, Wanted wanted) {
  return yaml_value_of(read_yaml(arena, sources, source), arena, sources, source, wanted);
}

ValueText yaml_value_of(Tree tree, Arena& arena, const SourceMap& sources, SourceId source,
                        Wanted wanted) {
  const Problem* why = refusal(tree, tree.documents.front());
  if (why && why->kind != ProblemKind::yaml_limit) {
    YamlVerdict verdict = judge_yaml(sources.text(source));
    if (!verdict.refusal.empty())
      return refused("error converting YAML to JSON: ", verdict.refusal);
    tree = read_yaml_begin(arena, sources, source, verdict.end);
    why = refusal(tree, tree.documents.front());
  }
  if (why && why->kind != ProblemKind::yaml_limit)
    return refused("error converting YAML to JSON: ", why->message);
  if (why) return {nullptr, why->message, true};
  return fitting(tree.documents.front().root, wanted,
                 "error unmarshaling JSON: while decoding JSON: ");
}

ValueText read_json_value(Arena& arena, const SourceMap& sources, SourceId source, Wanted wanted) {
  if (std::string why = json_refusal(sources.text(source)); !why.empty())
    return {nullptr, std::move(why)};
  const Tree tree = read_json_of_go(arena, sources, source);
  if (const Problem* why = refusal(tree, tree.documents.front()))
    return {nullptr, why->message, true};
  return fitting(tree.documents.front().root, wanted, "");
}

}  // namespace fairlead
