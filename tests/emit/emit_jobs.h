#pragma once
#include <string>
#include <string_view>

namespace fairlead::emit {

/// Answers one line of JSON with another. `{"id":1,"yaml":"v: [1]","ops":["toYaml"]}` reads the
/// text as Helm reads values and writes each item of its list `v` (with `whole`, the list) by each
/// op; an op of two parts
/// (`fromYaml|toJson`) reads each item, a string, first. The op `kustomize` reads the text as a
/// resource and writes it as kustomize does. `{"id":1,"output":"…"}` holds all in turn, each with
/// `separator` behind it.
std::string answer(std::string_view line);

}  // namespace fairlead::emit
