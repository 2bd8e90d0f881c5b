#pragma once
#include <string_view>

#include "base/arena.h"
#include "tree/assembler.h"
#include "tree/document.h"
#include "tree/problem_list.h"
#include "tree/yaml_text.h"

namespace fairlead {

/// Whose types scalars have.
enum class Reading : std::uint8_t { kubernetes, kyaml };

/// What the documents of one text are read into.
struct YamlReading {
  Arena& arena;
  std::string_view text;
  SourceId source;
  Tree& tree;
  ProblemList& problems;
  Assembler& assembler;
  Reading reading = Reading::kubernetes;
  std::size_t rereading = 32u << 20;  ///< bytes that may be read a second time
};

/// Reads one chunk of a text, which must be well-formed UTF-8, through libyaml: adds its documents
/// and what is wrong with them. Stops where a limit is reached.
void read_yaml_chunk(YamlReading& reading, const YamlChunk& chunk, bool is_ascii);

}  // namespace fairlead
