#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead {

/// What a text may become, each once; parts of them may be unknown (partial_text.h).
using Alternatives = std::vector<std::string>;

/// What `env.X`, `matrix.a.b`, `github.repository` … are.
using ContextLookup = std::function<Alternatives(std::string_view path)>;

/// More alternatives than this are one unknown text.
inline constexpr std::size_t most_alternatives = 16;

/// A text of a GitHub workflow with its expressions `${{ … }}` evaluated: what depends on a run (a
/// branch, an event) has several outcomes, or an unknown one.
Alternatives evaluated(std::string_view text, const ContextLookup& contexts);

}  // namespace fairlead
