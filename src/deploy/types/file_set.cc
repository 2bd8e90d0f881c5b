#include "deploy/types/file_set.h"

#include <fmt/format.h>

#include <cstring>

#include "base/text.h"
#include "base/utf16.h"

namespace fairlead {
namespace {

/// Whether `helm template` printed the text: above each object it says which template made it.
bool is_of_helm(std::string_view text) {
  constexpr std::string_view says = "---\n# Source: ";
  return memmem(text.data(), text.size(), says.data(), says.size()) != nullptr;
}

}  // namespace

const File* FileSet::find(std::string_view path) const {
  const auto place = by_path_.find(path);
  return place == by_path_.end() ? nullptr : place->second.get();
}

void FileSet::forget(std::string_view path) {
  if (const auto unread = unread_.find(path); unread != unread_.end()) unread_.erase(unread);
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
  if (!text) add_unread(path, text.error().message);
  if (text && is_yaml_or_json(format)) text = as_utf8(std::move(*text));
  // A file over the limit keeps its first lines, so that the finding has a place to show.
  if (too_long) text->resize(std::min<std::size_t>(text->size(), 4096));
  file->source = sources.add_written(path, text ? std::move(*text) : std::string());
  if (too_long) {
    file->tree.problems.push_back(
        {ProblemKind::yaml_limit,
         {file->source, 0, 1},
         fmt::format("the file is larger than {} MiB, so nothing of it is checked", limit >> 20),
         {}});
  }
  if (base_name(path).starts_with("skaffold")) skaffold_named_.push_back(file.get());
  return *by_path_.insert_or_assign(path, std::move(file)).first->second;
}

void parse(File& file, const SourceMap& sources) {
  if (!file.tree.problems.empty()) return;  // it could not be read
  switch (file.format) {
    case FileFormat::yaml:
      file.tree = read_yaml(file.arena, sources, file.source);
      file.is_release = file.is_release || is_of_helm(sources.text(file.source));
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
    case FileFormat::chart_file:
      return;
  }
  __builtin_unreachable();
}

}  // namespace fairlead
