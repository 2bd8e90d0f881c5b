#include "deploy/helm/chart/documents.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "tree/scalar.h"
#include "tree/yaml/yaml_refusal.h"

namespace fairlead::helm {
namespace {

constexpr std::string_view separator = "---";
constexpr int deepest = 200;

/// Where Helm cuts a text, and what stands behind a `---` that must not.
struct Cuts {
  std::vector<std::size_t> ends;
  std::string_view wrong;
  std::size_t wrong_at = 0;
};

/// Line by line: one that begins with `---` ends what came before, if anything did.
Cuts cuts_of(std::string_view text) {
  Cuts cuts;
  bool filled = false;
  for (std::size_t at = byte_order_mark(text); at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.starts_with(separator)) {
      const std::string_view rest = trimmed(line.substr(separator.size()));
      if (!rest.empty() && rest[0] != '#') {
        cuts.wrong = rest;
        cuts.wrong_at = at;
        return cuts;
      }
      if (filled) cuts.ends.push_back(at);
      filled = !filled;
    } else {
      filled = true;
    }
    at = end + 1;
  }
  cuts.ends.push_back(text.size());
  return cuts;
}

bool is_error(const Problem& problem) {
  switch (problem.kind) {
    case ProblemKind::yaml_syntax:
    case ProblemKind::yaml_encoding:
    case ProblemKind::utf_16:
    case ProblemKind::yaml_limit:
    case ProblemKind::yaml_alias:
    case ProblemKind::template_in_plain:
    case ProblemKind::not_yaml:
      return true;
    case ProblemKind::duplicate_key:
    case ProblemKind::repeated_key:
    case ProblemKind::resource_missing:
    case ProblemKind::resource_outside:
    case ProblemKind::resource_cycle:
    case ProblemKind::kustomize_refuses:
    case ProblemKind::kustomize_idle_patch:
    case ProblemKind::compose_refuses:
    case ProblemKind::redis_quotes:
      return false;
  }
  __builtin_unreachable();
}

/// A number that JSON has no word for, which Helm refuses.
const Node* unwritable(const Node* node, int depth) {
  node = node ? node->resolved() : nullptr;
  if (!node || depth > deepest) return nullptr;
  if (node->kind() == Kind::floating)
    return contains(json_value(*node), ".n") || contains(json_value(*node), ".i") ? node : nullptr;
  for (const Node* item : node->items())
    if (const Node* found = unwritable(item, depth + 1)) return found;
  for (const Entry& entry : node->entries())
    if (const Node* found = unwritable(entry.value, depth + 1)) return found;
  return nullptr;
}

/// The first documents of the pieces that `ends` ends.
std::vector<const Document*> chosen(const Tree& tree, const std::vector<std::size_t>& ends) {
  std::vector<const Document*> all;
  std::size_t piece = 0, last = static_cast<std::size_t>(-1);
  for (const Document& document : tree.documents) {
    const std::size_t place = document.root ? document.root->span().begin : document.span.begin;
    while (piece + 1 < ends.size() && place >= ends[piece]) ++piece;
    if (piece != last) all.push_back(&document);
    last = piece;
  }
  return all;
}

/// What Helm 4 puts before the words of a document of values.
std::string_view before_words(Reading reading) {
  return reading == Reading::each ? "cannot unmarshal yaml document: " : "";
}

/// Why a text is refused for a problem, in Go's words, which count lines from the begin of its
/// piece.
std::string refusal(const Problem& problem, std::string_view text,
                    const std::vector<std::size_t>& ends) {
  std::size_t begin = 0, end = text.size();
  for (const std::size_t at : ends) {
    end = at;
    if (problem.at.begin < at) break;
    begin = at;
  }
  if (begin == end) begin = 0;
  std::string_view piece = text.substr(begin, end - begin);
  if (!ends.empty() && piece.starts_with(separator))
    piece.remove_prefix(std::min(piece.find('\n'), piece.size() - 1) + 1);
  std::string words = judge_yaml(piece).refusal;
  if (words.empty()) words = fmt::format("yaml: {}", problem.message);
  return "error converting YAML to JSON: " + words;
}

/// A number that JSON has no word for, as Go prints it.
std::string_view infinite(const Node& number) {
  const std::string json = json_value(number);
  return contains(json, ".n") ? "NaN" : json.starts_with('-') ? "-Inf" : "+Inf";
}

}  // namespace

Outcome<std::vector<const Node*>> documents_of(const Tree& tree, std::string_view text,
                                               Reading reading, Stage stage) {
  Cuts cuts;
  if (reading == Reading::each) cuts = cuts_of(text);
  const std::vector<const Document*> documents = chosen(tree, cuts.ends);
  const std::string_view before = before_words(reading);
  for (const Problem& problem : tree.problems) {
    const bool reached = std::ranges::any_of(
        documents, [&](const Document* document) { return document->span.contains(problem.at); });
    if (!is_error(problem) || (!reached && !documents.empty())) continue;
    // Helm reads UTF-16, and files of any size.
    const bool ours =
        problem.kind == ProblemKind::yaml_limit || problem.kind == ProblemKind::utf_16;
    if (ours) return refused(Stage::declined, problem.message, problem.at);
    return refused(stage, fmt::format("{}{}", before, refusal(problem, text, cuts.ends)),
                   problem.at);
  }
  if (!cuts.wrong.empty())
    return refused(stage,
                   fmt::format("error reading yaml document: invalid Yaml document separator: {}",
                               cuts.wrong));
  std::vector<const Node*> roots;
  for (const Document* document : documents) {
    const Node* root = document->root ? document->root->resolved() : nullptr;
    if (const Node* odd = unwritable(root, 0)) {
      return refused(stage,
                     fmt::format("{}error converting YAML to JSON: json: unsupported value: {}",
                                 before, infinite(*odd)),
                     odd->span());
    }
    roots.push_back(root && root->is_null() ? nullptr : root);
  }
  return roots;
}

Outcome<std::vector<const Node*>> values_of(const Tree& tree, std::string_view text,
                                            Reading reading, Stage stage) {
  auto roots = documents_of(tree, text, reading, stage);
  if (!roots) return roots;
  std::vector<const Node*> mappings;
  for (const Node* root : *roots) {
    if (!root) continue;
    if (!root->is_mapping()) {
      return refused(stage,
                     fmt::format("{}error unmarshaling JSON: while decoding JSON: json: cannot "
                                 "unmarshal {} into Go value of type map[string]interface {{}}",
                                 before_words(reading), json_type(*root)),
                     root->span());
    }
    mappings.push_back(root);
  }
  return mappings;
}

}  // namespace fairlead::helm
