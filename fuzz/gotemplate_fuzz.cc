#include <cstdint>
#include <cstdlib>
#include <string>

#include "gotemplate/exec/builtins.h"
#include "gotemplate/exec/executor.h"
#include "tree/document.h"

namespace {

using namespace fairlead;
using namespace fairlead::gotemplate;

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr std::string_view values =
    "s: \"a\\tb\"\nn: 5\nf: 1.5\nt: true\nnil:\nl: [a, 1, {k: v}]\nm: {a: {b: c}, z: []}\n"
    "text: |\n  one\n  two\n";

Limits small() {
  Limits limits;
  limits.steps = 20'000;
  limits.bytes = 1u << 20;
  limits.depth = 50;
  return limits;
}

/// Executes the template `f` and looks where each piece of what it made came from.
void execute(const Templates& templates, SourceMap& sources, Ref data) {
  Heap heap(sources, small());
  Executor executor(templates, heap, MissingKey::zero);
  TextBuilder out;
  const auto error = executor.execute("f", heap.thaw(data), out);
  require(out.size() <= small().bytes);
  require(!error || !error->text.empty());
  const SourceId made = sources.add_made("made", std::move(out));
  const auto size = static_cast<std::uint32_t>(sources.text(made).size());
  const std::uint32_t step = 1 + size / 16;
  for (std::uint32_t at = 0; at < size; at += step) {
    const Blame blame = sources.blame({made, at, std::min(size, at + step)});
    if (!blame.edit.is_place()) continue;
    require(sources.is_written(blame.edit.source));
    require(blame.edit.end <= sources.text(blame.edit.source).size());
  }
  for (const LeftOut& block : sources.left_out({made, 0, size})) require(block.at <= size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SourceMap sources;
  Arena arena;
  const SourceId source =
      sources.add_written("f", std::string(reinterpret_cast<const char*>(data), size));
  const SourceId given = sources.add_written("values.yaml", std::string(values));
  const Functions functions = builtin_functions();
  Templates templates(functions);
  if (const auto error = templates.parse("f", source, sources.text(source))) {
    require(!error->message.empty() && error->at.end <= size);
    return 0;
  }
  // What is printed of it is a template again.
  const std::string text = printed(*templates.find("f")->root);
  Templates again(functions);
  again.parse("f", SourceId::none, text);
  execute(templates, sources, Ref(read_yaml(arena, sources, given).documents[0].root));
  return 0;
}
