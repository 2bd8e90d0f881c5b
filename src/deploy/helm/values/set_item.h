#pragma once
#include <functional>
#include <optional>
#include <string>

#include "deploy/helm/chart/outcome.h"
#include "deploy/helm/values/table.h"

namespace fairlead::helm {

/// The options that give single values.
enum class SetKind : std::uint8_t { set, set_string, set_json, set_file, set_literal };

/// The text of a file that `--set-file` names; nothing where it cannot be read.
using ReadSetFile = std::function<std::optional<Span>(const std::string& path)>;

/// Puts what one option says (`a.b[0]=x,c={1,2}`) into `values`. `item` is its text, a place of the
/// tables' sources; values know their bytes in it. The failure's words are those of Helm's strvals.
std::optional<Failure> apply_set(SetKind kind, Span item, Table& values, Tables& tables,
                                 Version version, const ReadSetFile& read_file = nullptr);

}  // namespace fairlead::helm
