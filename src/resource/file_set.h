#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "resource/resource.h"

namespace fairlead {

/// The files of a run by path. Filled by one thread, then read by all.
class FileSet {
 public:
  explicit FileSet(const Files& files) : files_(files) {}

  const File* find(std::string_view path) const;
  /// Adds a file whose bytes are in `sources` from now on; its tree is empty until parse(). A file
  /// that cannot be read gets a problem instead of bytes.
  File& add(SourceMap& sources, const std::string& path, FileFormat format);
  const std::map<std::string, std::unique_ptr<File>, std::less<>>& all() const { return by_path_; }
  const Files& disk() const { return files_; }

 private:
  const Files& files_;
  std::map<std::string, std::unique_ptr<File>, std::less<>> by_path_;
};

/// Reads a file's text into its tree. Safe for different files at the same time.
void parse(File& file, const SourceMap& sources);

}  // namespace fairlead
