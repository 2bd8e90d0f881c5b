#pragma once
#include <optional>
#include <string>

#include "deploy/types/resource.h"
#include "redis/version.h"

namespace fairlead {

/// A text of Redis configuration.
struct ConfigText {
  SourceId source{};
  FileFormat format = FileFormat::redis_conf;
  const Resource* resource = nullptr;          ///< what holds it; null for a file
  std::string name;                            ///< a path, or the key that holds it
  std::optional<redis::Version> version = {};  ///< of its server; nothing: what is in view
  std::optional<SourceId> includer = {};       ///< the text that includes it
  bool command_line = false;                   ///< made of a server's options
  bool of_product = false;  ///< of a chart's or operator's server: no image in view tells of it,
                            ///< and its users are not what these lines say alone
  const Release* release = nullptr;  ///< whose masters run with these lines
};

/// What a gap is called that is left where there are more lines or users than are read.
inline constexpr const char* unread_lines = "the lines from here on";

}  // namespace fairlead
