#include "deploy/kustomize/steps/structured_text.h"

#include "base/text.h"
#include "deploy/kustomize/trees/field_path.h"
#include "deploy/kustomize/trees/plain_tree.h"
#include "emit/json_text.h"
#include "emit/node_events.h"
#include "tree/document.h"
#include "tree/scalar.h"

namespace fairlead::kustomize {
namespace {

/// How many of the steps lead to a text that more steps lead into; 0 where they lead to none.
std::size_t steps_to_text(const Node& object, std::span<const std::string> steps) {
  for (std::size_t count = 1; count < steps.size(); ++count) {
    const auto found = found_at(object, steps.first(count));
    if (found && *found && (*found)->is_scalar()) return count;
  }
  return 0;
}

/// JSON as kustomize writes it again: in lines where it was in indented lines.
const Node* written_again(const Node& root, const Node& before, Edits& edits) {
  emit::Events events;
  if (!emit::add_tree(Ref(&root), emit::Numbers::exact, edits.sources(), events).empty())
    return nullptr;
  const bool in_lines = contains(before.text(), "\n") && contains(before.text(), "  ");
  TextBuilder made;
  const auto done =
      emit::write_json(events, in_lines ? emit::JsonForm::pretty : emit::JsonForm::compact, made);
  if (!done) return nullptr;
  const auto size = made.size();
  const Span at{edits.sources().add_made("JSON", std::move(made)), 0, size};
  return edits.arena().make<Node>(
      Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, edits.sources().text(at)));
}

}  // namespace

std::optional<Built<const Node*>> set_inside_text(const Node& object,
                                                  std::span<const std::string> steps,
                                                  const Node& value, Span by, Edits& edits) {
  const std::size_t outer = steps_to_text(object, steps);
  if (outer == 0) return std::nullopt;
  const Node& text = **found_at(object, steps.first(outer));
  const Tree tree =
      read_yaml(edits.arena(), edits.sources(), embed(edits.sources(), text, "structured text"));
  const Node* root = tree.documents.empty() ? nullptr : tree.documents.front().root;
  if (!tree.problems.empty() || !root) return std::nullopt;
  std::size_t count = 0;
  const auto put = [&](const Node* before) { return edits.over(value, before); };
  const auto made = change_at(*without_aliases(*root, edits), steps.subspan(outer), Create::nothing,
                              by, put, count, edits);
  if (!made || count == 0) return std::nullopt;
  const std::string_view start = trimmed(text.text());
  const bool is_json = start.starts_with('{') || start.starts_with('[');
  const Node* again = is_json ? written_again(**made, text, edits) : nullptr;
  if (!again)
    return tl::unexpected(Refusal{"not done yet: values inside of YAML inside of a text", by});
  count = 0;
  return change_at(
      object, steps.first(outer), Create::nothing, by,
      [&](const Node*) -> Built<const Node*> { return again; }, count, edits);
}

}  // namespace fairlead::kustomize
