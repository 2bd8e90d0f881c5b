#include "cli/render/disk_inputs.h"

#include "base/files.h"
#include "deploy/types/format.h"

namespace fairlead {

const File* DiskInputs::file(const std::string& path) {
  if (const File* known = files_.find(path)) return known;
  if (files_.unread().contains(path) || files_.disk().kind(path) != EntryKind::file) return nullptr;
  auto text = files_.read(path);
  if (!text) {
    files_.add_unread(path, text.error().message);
    return nullptr;
  }
  const FileFormat format = format_of(path).value_or(FileFormat::chart_file);
  File& file = files_.add(sources_, path, format, std::move(text));
  // A patch or a resource may have any name.
  file.tree = read_yaml(file.arena, sources_, file.source);
  return &file;
}

bool DiskInputs::is_directory(const std::string& path) {
  return files_.disk().kind(path) == EntryKind::directory;
}

}  // namespace fairlead
