#pragma once
#include <cstdint>
#include <string>
#include <tl/expected.hpp>

#include "emit/events.h"

namespace fairlead::emit {

/// Done, or why Go refuses, in Go's words. Nothing is written then.
using Written = tl::expected<void, std::string>;

/// How JSON is written.
enum class JsonForm : std::uint8_t {
  compact,  ///< toJson: in one line, <, > and & as escapes
  pretty,   ///< toPrettyJson: the same, indented by two blanks
  raw,      ///< toRawJson: in one line, without those escapes
};

/// Writes a value as Go's encoding/json does.
Written write_json(const Events& events, JsonForm form, TextBuilder& out);

/// What JSON cannot hold of a value (.inf and .nan), in Go's words; "" where there is nothing.
/// Where YAML is read, `error converting YAML to JSON: ` stands before it.
std::string json_refusal(const Events& events);

}  // namespace fairlead::emit
