#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/source_map.h"
#include "tree/node.h"
#include "tree/scalar.h"

namespace fairlead {

/// A scalar as it is read: its parts in order, and the text that they make together.
struct ScalarReading {
  std::vector<ScalarPart> parts;
  std::string decoded;

  void copy(std::string_view source, std::size_t begin, std::size_t end);
  void make(std::string_view text, std::size_t begin, std::size_t end);
};

/// The parts of a scalar, as its language and style have them; without parts where they do not
/// yield its text.
ScalarReading scalar_parts(const SourceMap& sources, const Node& scalar);

/// A scalar's decoded text, which knows of each byte where it was written.
TextBuilder traced_scalar(SourceMap& sources, const Node& scalar);

/// The readings, each of the written bytes [begin, end) of a source.
ScalarReading read_flow_scalar(std::string_view source, std::size_t begin, std::size_t end,
                               char quote);
ScalarReading read_block_scalar(std::string_view source, std::size_t begin, bool folded,
                                std::string_view text);
ScalarReading read_redis_token(std::string_view source, std::size_t begin, std::size_t end);

/// Which escapes a quoted text knows; what is none of them stays as it is.
enum class Escapes : std::uint8_t {
  json,          ///< RFC 8259
  redis_double,  ///< sdssplitargs: \xHH, \n \r \t \b \a, any other character itself
  redis_single,  ///< sdssplitargs: \' only
  env_double,    ///< \n \r \t \" \\ \$
};
void add_escaped(ScalarReading& reading, std::string_view source, std::size_t begin,
                 std::size_t end, Escapes escapes);

/// The number that `count` hexadecimal digits at `at` spell; nothing where they are not all there.
std::optional<std::uint32_t> hex_code(std::string_view source, std::size_t at, std::size_t count);

}  // namespace fairlead
