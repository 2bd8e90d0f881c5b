#include "gitops/gitops_jobs.h"

#include <fmt/format.h>

#include "deploy/flux/substitution/envsubst.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gitops {
namespace {

/// A text in JSON; bytes that are no UTF-8 become U+FFFD, as in Go's.
std::string json(std::string_view text) {
  std::string made = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const gotemplate::Rune rune = gotemplate::rune_at(text, at);
    if (rune.value == '"' || rune.value == '\\')
      made += {'\\', static_cast<char>(rune.value)};
    else if (rune.value < ' ')
      made += fmt::format("\\u{:04x}", static_cast<unsigned>(rune.value));
    else
      gotemplate::append_rune(made, rune.value);
    at += rune.size;
  }
  return made + "\"";
}

std::string good(std::string_view output) {
  return fmt::format(R"({{"ok":true,"output":{}}})", json(output));
}
std::string bad(std::string_view error) {
  return fmt::format(R"({{"ok":false,"output":"","error":{}}})", json(error));
}

std::string envsubst(Ref job) {
  Arena arena;
  flux::Variables variables;
  variables.strict = job["strict"].boolean();
  const auto built = [&](std::string_view text) {
    TextBuilder made;
    made.synthetic(text);
    return made.done(arena);
  };
  for (const Entry& each : job["vars"].entries())
    variables.known.emplace(each.key->text(), built(each.value->text()));
  const flux::Filled made = flux::fill_in(built(job["text"].text()), variables, arena);
  return made.fault.empty() ? good(made.text.text()) : bad(made.fault);
}

}  // namespace

std::string answer(Ref job, SourceMap&) {
  if (job["op"].text() == "envsubst") return envsubst(job);
  return bad("no such op");
}

}  // namespace fairlead::gitops
