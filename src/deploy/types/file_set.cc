#include "deploy/types/file_set.h"

#include <fmt/format.h>

#include "base/text.h"

namespace fairlead {

const File* FileSet::find(std::string_view path) const {
  const auto place = by_path_.find(path);
  return place == by_path_.end() ? nullptr : place->second.get();
}

void FileSet::forget(std::string_view path) {
  const auto place = by_path_.find(path);
  if (place == by_path_.end()) return;
  std::erase(skaffold_named_, place->second.get());
  forgotten_.push_back(std::move(place->second));
  by_path_.erase(place);
}

Result<std::string> FileSet::read(const std::string& path) const {
  return files_.read(path, ReadLimits{}.bytes);
}

File& FileSet::add(SourceMap& sources, const std::string& path, FileFormat format,
                   Result<std::string> text) {
  auto file = std::make_unique<File>();
  file->path = path;
  file->format = format;
  const std::size_t limit = ReadLimits{}.bytes;
  const bool too_long = text && text->size() > limit;
  const std::string reason = text ? std::string() : text.error().message;
  // A file over the limit keeps its first lines, so that the finding has a place to show.
  if (too_long) text->resize(std::min<std::size_t>(text->size(), 4096));
  file->source = sources.add_written(path, text ? std::move(*text) : std::string());
  if (too_long) {
    file->tree.problems.push_back(
        {ProblemKind::yaml_limit,
         {file->source, 0, 1},
         fmt::format("the file is larger than {} MiB, so nothing of it is checked", limit >> 20),
         {}});
  } else if (!reason.empty()) {
    file->tree.problems.push_back({ProblemKind::not_yaml, {file->source, 0, 0}, reason, {}});
  }
  if (base_name(path).starts_with("skaffold")) skaffold_named_.push_back(file.get());
  return *by_path_.insert_or_assign(path, std::move(file)).first->second;
}

void parse(File& file, const SourceMap& sources) {
  if (!file.tree.problems.empty()) return;  // it could not be read
  switch (file.format) {
    case FileFormat::yaml:
      file.tree = read_yaml(file.arena, sources, file.source);
      return;
    case FileFormat::json:
      // Only manifests concern us: other JSON (with comments, say) has its own tools. The quotes
      // are not asked for: where they are missing or single ones, that is what is wrong.
      if (const std::string_view text = sources.text(file.source);
          contains(text, "apiVersion") && contains(text, "kind")) {
        file.tree = read_json(file.arena, sources, file.source);
      }
      return;
    case FileFormat::redis_conf:
    case FileFormat::sentinel_conf:
      file.tree = read_redis_conf(file.arena, sources, file.source);
      return;
    case FileFormat::acl_file:
      file.tree = read_acl_file(file.arena, sources, file.source);
      return;
    case FileFormat::env_file:
      file.tree = read_env_file(file.arena, sources, file.source);
      return;
    case FileFormat::dependencies:
      return;
  }
  __builtin_unreachable();
}

}  // namespace fairlead
