#include "deploy/helm/schema/check.h"

#include <fmt/format.h>

#include "deploy/helm/schema/fault_words.h"
#include "deploy/helm/schema/validator.h"
#include "tree/document.h"
#include "tree/formats/json_words.h"

namespace fairlead::helm {
namespace {

/// What one chart may take: real schemas need some thousand steps.
constexpr gotemplate::Limits limits = {.steps = 2'000'000, .bytes = 32u << 20};

/// Why Helm's library, which reads a stream, takes a text for no JSON value; "" where it does not.
std::string stream_refusal(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == text.npos) return "EOF";
  std::string words = json_refusal(text);
  if (words == "unexpected end of JSON input") return "unexpected EOF";
  // It does not say what it was.
  const bool is_rest = words.ends_with("after top-level value");
  return is_rest ? "invalid character after top-level value" : words;
}

/// The schema's tree; Helm reads it as Go's encoding/json does.
Outcome<Ref> schema_tree(Span schema, SourceMap& sources, Arena& arena) {
  const std::string_view text = sources.text(schema);
  const Tree tree = read_json(arena, sources, schema.source);
  const bool is_one = tree.documents.size() == 1 && tree.documents[0].root;
  if (is_one && tree.problems.empty()) return Ref(tree.documents[0].root);
  if (std::string words = stream_refusal(text); !words.empty()) {
    const Span at = tree.problems.empty() ? schema : tree.problems[0].at;
    return refused(Stage::schema, std::move(words), at);
  }
  if (is_one) {
    bool only_repeated = true;
    for (const Problem& problem : tree.problems)
      only_repeated = only_repeated && problem.kind == ProblemKind::duplicate_key;
    if (only_repeated) return Ref(tree.documents[0].root);
  }
  const Problem first = tree.problems.empty() ? Problem{} : tree.problems[0];
  return refused(Stage::declined, "values.schema.json is not read: " + first.message, first.at);
}

class Checker {
 public:
  Checker(ChartLoader& loader, SourceMap& sources, Arena& arena, DraftSchemas& drafts)
      : loader_(loader), sources_(sources), arena_(arena), drafts_(drafts) {}

  void check(const LiveChart& chart, Ref values) {
    if (!chart.chart->schema.name.empty()) check_own(chart, values);
    for (const LiveChart* sub : chart.dependencies) {
      const Ref own = values[sub->name()];
      if (!own.present()) continue;
      if (own->is_mapping())
        check(*sub, own);
      else
        refuse(
            *sub, {},
            {Stage::schema,
             fmt::format("invalid type for values: expected object (map), got {}\n", go_type(own)),
             own.span()});
    }
  }
  SchemaVerdict verdict() { return std::move(verdict_); }

 private:
  void check_own(const LiveChart& chart, Ref values) {
    ChartFile file = chart.chart->schema;
    const auto text = loader_.text(file);
    if (!text) return decline(chart, text.error());
    auto faults = schema_faults(values, *text, sources_, arena_, drafts_);
    if (!faults && faults.error().stage == Stage::declined) return decline(chart, faults.error());
    if (!faults) return refuse(chart, {}, faults.error());
    if (faults->empty()) return;
    Failure failure{Stage::schema, words_of(*faults) + "\n", first_place(*faults)};
    if (!failure.at.is_place()) failure.at = (*faults)[0].schema;
    refuse(chart, std::move(*faults), std::move(failure));
  }

  void decline(const LiveChart& chart, Failure failure) {
    failure.stage = Stage::declined;
    failure.message = fmt::format("{}: {}", chart.name(), failure.message);
    verdict_.unchecked.push_back(std::move(failure));
  }

  void refuse(const LiveChart& chart, std::vector<SchemaFault> faults, Failure failure) {
    verdict_.refusals.push_back({&chart, std::move(faults), std::move(failure)});
  }

  /// What Go calls the value's type.
  static std::string_view go_type(Ref value) {
    switch (type_of(value)) {
      case json_boolean:
        return "bool";
      case json_number:
      case json_integer:
        return "float64";
      case json_string:
        return "string";
      case json_array:
        return "[]interface {}";
      case json_object:
      case json_null:
        return "map[string]interface {}";
    }
    __builtin_unreachable();
  }

  ChartLoader& loader_;
  SourceMap& sources_;
  Arena& arena_;
  DraftSchemas& drafts_;
  SchemaVerdict verdict_;
};

}  // namespace

Outcome<std::vector<SchemaFault>> schema_faults(Ref values, Span schema, SourceMap& sources,
                                                Arena& arena, DraftSchemas& drafts) {
  const auto root = schema_tree(schema, sources, arena);
  if (!root) return tl::unexpected(root.error());
  gotemplate::Budget budget(limits);
  Schemas schemas;
  const auto compiled = compiled_schema(*root, schemas, drafts, budget);
  if (!compiled) return tl::unexpected(compiled.error());
  auto faults = faults_of(values, **compiled, budget);
  if (!budget.refused().empty()) return tl::unexpected(too_much(budget));
  return faults;
}

std::optional<Failure> SchemaVerdict::failure() const {
  auto why = refusal();
  if (!why && !unchecked.empty()) why = unchecked[0];
  return why;
}

std::optional<Failure> SchemaVerdict::refusal() const {
  if (refusals.empty()) return std::nullopt;
  Failure all{Stage::schema,
              "values don't meet the specifications of the schema(s) in the following chart(s):\n",
              refusals[0].failure.at};
  for (const Refusal& refusal : refusals)
    all.message += fmt::format("{}:\n{}", refusal.chart->name(), refusal.failure.message);
  return all;
}

SchemaVerdict schema_verdict(const ChartRelease& release, ChartLoader& loader, SourceMap& sources,
                             Arena& arena, DraftSchemas& drafts) {
  Checker checker(loader, sources, arena, drafts);
  checker.check(*release.root, Ref(release.values));
  return checker.verdict();
}

}  // namespace fairlead::helm
