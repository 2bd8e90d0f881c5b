#include "deploy/helm/schema/compile.h"

#include <fmt/format.h>

#include <cassert>

#include "base/text.h"
#include "deploy/helm/chart/go_text.h"
#include "deploy/helm/schema/compiler.h"
#include "deploy/helm/schema/fault_words.h"
#include "deploy/helm/schema/validator.h"
#include "gotemplate/strconv/quote.h"
#include "tree/document.h"

namespace fairlead::helm {
namespace {

/// One pattern costs so many steps: it may become an automaton of thousands of states.
constexpr std::uint64_t steps_of_pattern = 500;

}  // namespace

Outcome<const Schema*> Compiler::compile() {
  if (auto failure = file_.read()) return tl::unexpected(*failure);
  if (meta_) {
    const auto written = file_.at("");
    if (auto failure = refused_by_meta(*written, "")) return tl::unexpected(*failure);
  }
  const Schema* root = at("");
  while (!waiting_.empty() && !failure_) {
    const Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    fill(next);
  }
  if (failure_) return tl::unexpected(*failure_);
  return root;
}

std::optional<Failure> Compiler::refused_by_meta(Ref written, const std::string& pointer) {
  const std::vector<SchemaFault> faults = faults_of(written, *meta_, budget_);
  if (!budget_.refused().empty()) return too_much(budget_);
  if (faults.empty()) return std::nullopt;
  return Failure{
      Stage::schema,
      fmt::format("{} is not valid against metaschema: jsonschema validation failed with {}\n{}",
                  gotemplate::quoted(file_.location(pointer)), quoted_in_words(meta_->location),
                  words_of(faults)),
      first_place(faults)};
}

const Schema* Compiler::at(const std::string& pointer, Ref written, Ref reference) {
  const auto [known, is_new] = by_pointer_.emplace(pointer, nullptr);
  if (!is_new) return known->second;
  Schema* schema = known->second = &schemas_.emplace_back();
  schema->location = file_.location(pointer);
  waiting_.push_back({schema, pointer, written, reference});
  return schema;
}

const Schema* Compiler::referred(std::string_view keyword) {
  const Ref value = member(keyword);
  if (!value || !value->is_string()) return nullptr;
  auto place = file_.resolved(file_.resource(pointer_), value.text());
  if (!place) {
    place.error().at = value.span();
    fail(place.error());
    return nullptr;
  }
  switch (place->where) {
    case SchemaPlace::Where::here:
      return at(place->pointer, {}, value);
    case SchemaPlace::Where::anything: {
      Schema& any = schemas_.emplace_back();
      any.always = true;
      any.resource = &any;
      return &any;
    }
    case SchemaPlace::Where::drafts:
      decline(fmt::format("the schema refers to `{}`", value.text()), value);
      return nullptr;
  }
  __builtin_unreachable();
}

bool Compiler::check(const std::string& pointer, Ref written) {
  const auto is_new = file_.add(pointer);
  if (!is_new) fail(is_new.error());
  if (!is_new || !*is_new || !meta_) return !failure_;
  if (auto failure = refused_by_meta(written, pointer)) fail(*failure);
  return !failure_;
}

std::optional<Regex> Compiler::regex(const std::string& pattern, std::string_view keyword) {
  std::string error;
  auto made = budget_.step(steps_of_pattern + pattern.size()) ? Regex::compiled(pattern, error)
                                                              : std::nullopt;
  if (made) return made;
  const Ref place = member(keyword);
  if (error.empty() || contains(error, "too large")) {
    decline("a pattern of the schema is too large", place);
  } else {
    const std::string where = file_.location(pointer_ + pointer_step(keyword));
    fail({Stage::schema,
          fmt::format("invalid regex {} at {}: {}", gotemplate::quoted(pattern),
                      gotemplate::quoted(where), error),
          place.span()});
  }
  return made;
}

void Compiler::fill(const Waiting& next) {
  const auto& [waiting, pointer, known, reference] = next;
  Schema& schema = *waiting;
  const Outcome<Ref> written = known ? known : file_.at(pointer);
  if (!written) {
    const Span at = reference ? reference.span() : written.error().at;
    return fail({written.error().stage, written.error().message, at});
  }
  if (!budget_.step(10) || !budget_.make(sizeof(Schema))) return fail(too_much(budget_));
  if (!check(pointer, *written)) return;
  const SchemaResource& resource = file_.resource(pointer);
  schema.written = *written;
  schema.draft = resource.draft;
  pointer_ = pointer;
  schema.resource = at(resource.pointer);
  if (schema.draft >= 2020 && schema.resource == &schema)
    for (const std::string& anchor : resource.dynamic_anchors)
      schema.dynamic_anchors[anchor] = at(resource.anchors.find(anchor)->second);
  if (type_of(*written) == json_boolean) schema.always = written->boolean();
  if (type_of(*written) != json_object) return;
  members_.clear();
  for (const Entry& entry : written->entries())
    members_.emplace_back(entry.key->text(), Ref(entry));
  if (members_.empty())
    schema.always = true;
  else
    fill_object(schema);
}

const Schema* DraftSchemas::of(Draft draft) {
  const auto [found, is_new] = drafts_.try_emplace(draft);
  One& one = found->second;
  if (!is_new) return one.root;
  const std::string_view url = draft_url(draft);
  const SourceId source = one.sources.add_written(std::string(url), meta_schema(draft));
  const Tree tree = read_json(one.arena, one.sources, source);
  SchemaFile file(Ref(tree.documents[0].root), std::string(split_url(url).first), draft);
  gotemplate::Budget budget({});
  const auto root = Compiler(file, nullptr, true, one.schemas, budget).compile();
  assert(root);
  // Nobody can look at its places.
  for (Schema& schema : one.schemas) schema.written = {};
  return one.root = root ? *root : nullptr;
}

Failure too_much(const gotemplate::Budget& budget) {
  return {
      Stage::declined, fmt::format("values.schema.json is not checked: {}", budget.refused()), {}};
}

Outcome<const Schema*> compiled_schema(Ref root, Schemas& schemas, DraftSchemas& drafts,
                                       gotemplate::Budget& budget) {
  const auto draft = draft_named_by(root);
  if (!draft) return tl::unexpected(draft.error());
  SchemaFile file(root, std::string(schema_url), latest_draft);
  return Compiler(file, drafts.of(*draft), false, schemas, budget).compile();
}

}  // namespace fairlead::helm
