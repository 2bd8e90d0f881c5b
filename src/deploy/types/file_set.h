#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// The files of a run by path. Filled by one thread, then read by all.
class FileSet {
 public:
  explicit FileSet(const Files& files) : files_(files) {}

  const File* find(std::string_view path) const;
  /// Adds a file whose bytes are in `sources` from now on; its tree is empty until parse(). A file
  /// that cannot be read has no bytes, and is among unread().
  File& add(SourceMap& sources, const std::string& path, FileFormat format) {
    return add(sources, path, format, read(path));
  }
  /// The same with what read() gave.
  File& add(SourceMap& sources, const std::string& path, FileFormat format,
            Result<std::string> text);
  /// The bytes of a file for add(). Safe on several threads.
  Result<std::string> read(const std::string& path) const;
  /// What should be read and cannot be, files and directories, with the reason.
  const std::map<std::string, std::string, std::less<>>& unread() const { return unread_; }
  void add_unread(const std::string& path, std::string reason) {
    unread_.insert_or_assign(path, std::move(reason));
  }
  /// Takes a file out, so that it may be read anew. It lives on as long as the set: what was made
  /// of it may still be in use.
  void forget(std::string_view path);
  const std::map<std::string, std::unique_ptr<File>, std::less<>>& all() const { return by_path_; }
  /// The files whose name may be one of Skaffold's, in no order: a few of thousands.
  std::span<const File* const> skaffold_named() const { return skaffold_named_; }
  const Files& disk() const { return files_; }

 private:
  const Files& files_;
  std::map<std::string, std::unique_ptr<File>, std::less<>> by_path_;
  std::vector<const File*> skaffold_named_;
  std::vector<std::unique_ptr<File>> forgotten_;
  std::map<std::string, std::string, std::less<>> unread_;
};

/// Reads a file's text into its tree. Safe for different files at the same time.
void parse(File& file, const SourceMap& sources);

}  // namespace fairlead
