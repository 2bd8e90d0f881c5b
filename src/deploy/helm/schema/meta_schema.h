#pragma once
#include <string>
#include <string_view>

namespace fairlead::helm {

/// A draft of JSON Schema: 4, 6, 7, 2019 or 2020.
using Draft = int;
constexpr Draft latest_draft = 2020;

/// The draft that a `$schema` names, with the fragment "#" or without; 0 for another text.
Draft draft_of(std::string_view url);
/// The place that errors name: "http://json-schema.org/draft-07/schema#".
std::string_view draft_url(Draft draft);

/// The schema of the draft's schemas, as JSON: what keywords there are, and what their values must
/// be. It refuses what the published one refuses, and in the same structure, so that the errors are
/// the same; all that only describes is left out.
std::string meta_schema(Draft draft);

/// Where a schema holds schemas: under a keyword.
enum class Holds : unsigned char { nothing, one, list, one_or_list, map };
/// What the draft's keyword holds.
Holds held_by(std::string_view keyword, Draft draft);

}  // namespace fairlead::helm
