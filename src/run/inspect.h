#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "deploy/types/file_set.h"
#include "facts/facts.h"
#include "redis/config/server_config.h"

namespace fairlead {

/// One file, or a few, as they are read.
struct Inspection {
  std::unique_ptr<MemoryFiles> files;
  SourceMap written;
  std::unique_ptr<FileSet> set;
  std::vector<std::unique_ptr<File>> made_files;  ///< put together of several
  Unit unit;
  Config config;
  std::unique_ptr<SourceMap> sources;  ///< the texts inside it on top of `written`
  Arena arena;                         ///< nodes that rendering made
  std::unique_ptr<Facts> facts;
};

/// The id that StartCheck::files[file] has among the sources of its inspection.
inline SourceId source_of(std::size_t file) { return SourceId(file + 1); }

/// What a file of Redis configuration is, from its name, else from its text: lines of users make an
/// ACL file, `sentinel …` lines a sentinel.conf, lines of directives a redis.conf; all else is
/// YAML.
FileFormat guess_format(std::string_view name, std::string_view text);

/// A text that is one of several to read.
struct InspectedText {
  std::string name;
  std::string text;
  FileFormat format{};
};

/// Reads texts that belong together, for servers of `version` ("7.0") unless that is "". Of texts
/// of one name the first counts.
std::unique_ptr<Inspection> inspect(std::vector<InspectedText> texts, const std::string& version);

/// Reads a configuration with all that it includes, each line in its place, and its ACL file; or an
/// ACL file alone, by `format`.
std::unique_ptr<Inspection> inspect(const redis::StartCheck& start, FileFormat format,
                                    const std::string& version);

/// Reads `text` under `name`, for servers of `version` ("7.0") unless that is "". Nothing of it is
/// looked for elsewhere.
std::unique_ptr<Inspection> inspect(const std::string& name, std::string text, FileFormat format,
                                    const std::string& version = "");

}  // namespace fairlead
