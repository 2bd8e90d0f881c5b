#include <fmt/format.h>

#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "deploy/compose/variables/template.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "tree/written_text.h"
#include "wiring/names/misspelt.h"

namespace fairlead {
namespace {

/// A variable of a compose file that has no default, where it is used first.
struct Use {
  Span name_at;
  VariableUse use{};
};

/// What the compose files of a project use: `named` all variables, `bare` those without a default.
struct Uses {
  std::map<std::string_view, Use> bare;
  std::set<std::string_view> named;

  void add(const SourceMap& sources, const WrittenText& text, std::size_t begin, std::size_t end) {
    const std::string_view inside = text.value.substr(begin, end - begin);
    for (const TemplatePart& part : template_parts(inside)) {
      if (part.kind != TemplatePart::Kind::variable) continue;
      named.insert(part.name);
      const auto at = static_cast<std::size_t>(part.name.data() - text.value.data());
      if (part.use == VariableUse::plain || part.use == VariableUse::required)
        bare.try_emplace(part.name, Use{text.span(sources, at, at + part.name.size()), part.use});
      else
        add(sources, text, begin + part.word_begin, begin + part.word_end);
    }
  }

  /// Of all values; keys stay as they are.
  void add(const SourceMap& sources, Ref value) {
    if (!value.present()) return;
    if (value->is_scalar() && contains(value.text(), "$"))
      add(sources, text_of(value), 0, value.text().size());
    for (const Node* item : value.items()) add(sources, Ref(item));
    for (const Entry& entry : value.entries()) add(sources, Ref(entry.value));
  }
};

/// The variables of `.env` and of the samples of one beside the project.
std::map<std::string_view, const Node*> given_names(const Facts& facts) {
  std::map<std::string_view, const Node*> names;
  for (const File* file : facts.files) {
    const bool beside = directory_of(file->path) == directory_of(facts.unit->root);
    if (file->format != FileFormat::env_file || !beside) continue;
    if (!base_name(file->path).starts_with(".env")) continue;
    for (const Entry& entry : first_root(*file).entries())
      names.try_emplace(entry.key->text(), entry.key);
  }
  return names;
}

/// The one that was meant: a slip of the hand away, and used by nothing.
const Node* meant_by(std::string_view name, const Uses& uses,
                     const std::map<std::string_view, const Node*>& given) {
  for (const auto& [other, key] : given)
    if (!uses.named.contains(other) && misspelt_variable(name, other)) return key;
  return nullptr;
}

void report(RuleRun& run, std::string_view name, const Use& use, const Node& meant) {
  const std::string_view other = meant.text();
  Finding& finding = run.report(
      use.name_at,
      fmt::format("nothing here sets `{}`, so compose {}", name,
                  use.use == VariableUse::required ? "refuses the project" : "puts nothing here"));
  finding.caption = use.use == VariableUse::required ? "is not set" : "becomes empty";
  add_label(finding, meant.span(), fmt::format("`{}` is given here, and nothing uses it", other));
  finding.help = fmt::format("use `{}`", other);
  finding.fixes.push_back({finding.help, {{use.name_at, std::string(other)}}});
}

}  // namespace

void rule_compose_variable_unset(RuleRun& run) {
  const Unit& unit = *run.facts().unit;
  if (unit.kind != UnitKind::compose) return;
  Uses uses, beside;
  for (const File* file : unit.files) uses.add(run.sources(), first_root(*file));
  for (const File* file : unit.beside) beside.add(run.sources(), first_root(*file));
  uses.named.merge(beside.named);
  const auto given = given_names(run.facts());
  for (const auto& [name, use] : uses.bare) {
    if (given.contains(name)) {
      run.answered();
    } else if (const Node* meant = meant_by(name, uses, given)) {
      run.answered();
      report(run, name, use, *meant);
    } else if (!given.empty()) {
      run.unknown(use.name_at, fmt::format("variable `{}`", name), "the shell may set it");
    }
  }
}

}  // namespace fairlead
