#include "deploy/argo/set/filling.h"

#include <fmt/format.h>

#include "base/text.h"
#include "tree/scalar.h"

namespace fairlead::argo {
namespace {

constexpr int deepest = 100;

/// Whether a line has a name between braces.
bool is_template(std::string_view text) {
  for (const std::string_view line : split(text, '\n')) {
    const std::size_t open = line.find("{{");
    if (open != line.npos && line.find("}}", open + 2) != line.npos) return true;
  }
  return false;
}

}  // namespace

const Node* Filling::tree(Ref place, int depth) {
  if (!place)
    return run_.arena.make<Node>(Node::scalar(Kind::null, Style::plain, Syntax::yaml, Span{}, ""));
  if (depth > deepest) return run_.fail("a tree that is too deep"), nullptr;
  const Node& node = *place;
  if (node.is_string()) return string(node);
  if (node.is_scalar()) return &node;
  std::vector<Node> children;
  bool changed = false;
  const auto put = [&](const Node* made, const Node* written) {
    changed = changed || made != written;
    if (made) children.push_back(*made);
    return made != nullptr;
  };
  for (const Node* item : node.items()) {
    const Ref each(item);
    if (!put(tree(each, depth + 1), each.node())) return nullptr;
  }
  for (const Entry& entry : place.entries()) {
    const Node* key = entry.key->resolved();
    const Ref value(entry.value);
    if (!key || !put(key->is_string() ? string(*key) : key, key)) return nullptr;
    if (!put(tree(value, depth + 1), value.node())) return nullptr;
  }
  if (!changed) return &node;
  const std::span<const Node> kept = run_.arena.copy(std::span<const Node>(children));
  return run_.arena.make<Node>(node.is_sequence() ? Node::sequence(node.style(), node.span(), kept)
                                                  : Node::mapping(node.style(), node.span(), kept));
}

const Node* Filling::string(const Node& node) {
  if (!contains(node.text(), "{{")) return &node;
  TextBuilder out;
  if (!fill(node, out)) return nullptr;
  if (out.text() == node.text()) return &node;
  if (out.run_count() == 0)
    out.put("", run_.sources.add_origin(node.span(), OriginKind::interpolated), Copy::transformed);
  const std::uint32_t size = out.size();
  const Span at{run_.sources.add_made("template", std::move(out)), 0, size};
  return run_.arena.make<Node>(
      Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, run_.sources.text(at)));
}

bool Filling::fill(const Node& node, TextBuilder& out) {
  return run_.go_template ? execute(node, out) : put_names(node, out);
}

bool Filling::execute(const Node& node, TextBuilder& out) {
  gotemplate::Templates templates(run_.functions, gotemplate::UnknownFunctions::when_parsed, "");
  const SourceId source = embed(run_.sources, node, "template");
  if (const auto error = templates.parse("", source, run_.sources.text(source)))
    return run_.fail(fmt::format("failed to parse template {}: {}", node.text(), error->text));
  gotemplate::Executor executor(templates, run_.heap, run_.missing);
  if (const auto error = executor.execute("", gotemplate::Value::map(parameters_), out))
    return run_.fail(fmt::format("failed to execute go template {}: {}", node.text(), error->text));
  return true;
}

bool Filling::put_names(const Node& node, TextBuilder& out) {
  const std::string_view text = node.text();
  const Span at = decoded_bytes(run_.sources, node, "template");
  const OriginId written = run_.sources.add_origin(at, OriginKind::embedded);
  const auto copy = [&](std::size_t from, std::size_t to) {
    if (from < to)
      out.put(text.substr(from, to - from), written, Copy::verbatim,
              static_cast<std::uint32_t>(from));
  };
  if (!is_template(text)) return copy(0, text.size()), true;
  std::size_t from = 0;
  for (std::size_t open = text.find("{{"); open != text.npos; open = text.find("{{", from)) {
    const std::size_t close = text.find("}}", open + 2);
    if (close == text.npos) return run_.fail("invalid template: a tag is not closed");
    copy(from, open);
    const std::string_view name = trimmed(text.substr(open + 2, close - open - 2));
    const gotemplate::Value* value = name.empty() ? nullptr : parameters_->find(name);
    if (value && value->is_string())
      run_.heap.append(out, value->rope());
    else
      copy(open, close + 2);
    from = close + 2;
  }
  copy(from, text.size());
  return true;
}

}  // namespace fairlead::argo
