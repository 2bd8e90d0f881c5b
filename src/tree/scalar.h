#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead {

/// The kind of a plain scalar without a tag, as sigs.k8s.io/yaml v1.6 reads it (go-yaml v2:
/// YAML 1.1 with `yes`, `on`, 0b, 0o, 0777, 1_000, sexagesimals as strings …).
Kind plain_scalar_kind(std::string_view text);
/// The kind of a plain scalar with an explicit tag such as `!!str` (as libyaml gives it:
/// `tag:yaml.org,2002:str`). A tag of one's own (`!Ref`, `!`) makes a string, an ill-fitting one
/// (`!!int x`, which go-yaml refuses) changes nothing.
Kind tagged_scalar_kind(std::string_view tag, std::string_view text, Style style);

/// The kind of a scalar as kyaml reads it (go-yaml 3): `true` and `false` alone are booleans, and
/// the tag `!` changes nothing.
Kind kyaml_scalar_kind(std::string_view tag, std::string_view text, Style style);

/// The type that a tag such as `!!int` asks for, where a scalar of this kind is none: go-yaml
/// refuses it; "" where all is well.
std::string_view unfit_type(std::string_view tag, Kind kind);

/// A scalar's value as it is once converted to JSON (what Helm and the API server see): true for
/// `yes`, 511 for `0777`, the decoded text in quotes for a string. Numbers are float64, as Helm has
/// them, in the spelling of Go's encoding/json; `.inf`, `-.inf` and `.nan`, which no JSON can hold,
/// stay as they are.
std::string json_value(const Node& scalar);
/// What a scalar is called as a key once the mapping is JSON: `true` for `yes`, `8` for `010`, the
/// text of a string (sigs.k8s.io/yaml; it refuses null, which is "null" here).
std::string json_key(const Node& scalar);

/// The written bytes of the decoded bytes [from, to) of a scalar: exact inside plain, quoted,
/// folded and literal scalars. A decoded byte that an escape or a fold made maps to the whole
/// escape or line break.
Span decoded_span(const SourceMap& sources, const Node& scalar, std::size_t from, std::size_t to);

/// Decoded bytes from `at` up to the next part, and what they were written as.
struct ScalarPart {
  std::uint32_t at = 0;
  std::uint32_t begin = 0;  ///< written bytes, in the scalar's source
  std::uint32_t end = 0;
  bool verbatim = true;  ///< byte for byte; else all of the part was made of all that is written
};

/// The same for many parts of one scalar, in any order: it is read once, when the first is asked
/// for, and each costs a search among its escapes and folds.
class DecodedSpans {
 public:
  /// Both must outlive it.
  DecodedSpans(const SourceMap& sources, const Node& scalar) : sources_(sources), scalar_(scalar) {}
  DecodedSpans(const DecodedSpans&) = delete;
  DecodedSpans& operator=(const DecodedSpans&) = delete;

  Span at(std::size_t from, std::size_t to);

 private:
  const SourceMap& sources_;
  const Node& scalar_;
  std::vector<ScalarPart> parts_;
  bool read_ = false;
};

/// The bytes of a scalar's decoded text, one to one: as they are written, else a text `name` that
/// is made of them.
Span decoded_bytes(SourceMap& sources, const Node& scalar, std::string_view name);

/// Makes a text of its own of a scalar's decoded text, which traces back to the scalar: for a
/// redis.conf or YAML inside a ConfigMap.
SourceId embed(SourceMap& sources, const Node& scalar, std::string name);
/// The same for text that was decoded from the scalar as a whole (base64): it traces to what the
/// scalar was made of, where that is known, else to the whole scalar.
SourceId embed_decoded(SourceMap& sources, const Node& scalar, std::string name, std::string text);

/// What Go's encoding/json calls it: "array", "object", "string", "number", "bool", "null".
std::string_view json_type(const Node& node);

}  // namespace fairlead
