#include "deploy/helm/chart/load.h"

#include <fmt/format.h>

#include "base/text.h"
#include "deploy/helm/chart/assemble.h"
#include "deploy/helm/chart/go_text.h"
#include "deploy/helm/chart/ignore.h"
#include "deploy/types/file_set.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::helm {
namespace {

/// Whether a chart may be another one without a file; what lies elsewhere is for `.Files` alone.
bool matters(std::string_view name) {
  return name.starts_with("templates") || name.starts_with("charts") || name.find('/') == name.npos;
}

/// What Helm says of a file that is no archive; "" for one that may be.
std::string not_packed(std::string_view path, std::string_view bytes) {
  if (bytes.starts_with("\x1f\x8b\x08")) return "";
  if (path.ends_with(".yaml") || path.ends_with(".yml"))
    return fmt::format("file '{}' seems to be a YAML file, but expected a gzipped archive", path);
  constexpr std::size_t looked_at = 512;
  const bool is_text =
      bytes.size() >= looked_at && bytes.substr(0, looked_at).find('\0') == bytes.npos;
  return fmt::format("file '{}' does not appear to be a gzipped archive; got '{}'", path,
                     is_text ? "text/plain; charset=utf-8" : "application/octet-stream");
}

/// Lists a chart's directory in the order of Helm, without what is ignored.
class Lister {
 public:
  /// `shown` is what failures call the directory.
  Lister(const Files& files, std::string directory, std::string shown, IgnoreRules rules,
         const LoadOptions& options)
      : files_(files),
        root_(std::move(directory)),
        shown_(std::move(shown)),
        rules_(std::move(rules)),
        limits_(options.limits),
        links_followed_(options.links_followed) {}

  Outcome<std::vector<ChartFile>> list() {
    if (auto failure = list("", root_, 0)) return tl::unexpected(*failure);
    return std::move(all_);
  }

 private:
  static std::string inside(const std::string& directory, const std::string& name) {
    return directory.empty() ? name : directory + "/" + name;
  }

  /// What lies at `path`, which is called `below` in the chart.
  std::optional<Failure> list(const std::string& below, const std::string& path, int depth) {
    const auto entries = files_.list(path);
    if (!entries) return Failure{Stage::load, entries.error().message, {}};
    if (depth > limits_.depth)
      return Failure{
          Stage::declined, fmt::format("{}: too many directories in each other", shown_), {}};
    for (const DirectoryEntry& entry : *entries)
      if (auto failure =
              add(inside(below, entry.name), inside(path, entry.name), entry.kind, depth))
        return failure;
    return std::nullopt;
  }

  std::optional<Failure> add(const std::string& name, const std::string& path, EntryKind kind,
                             int depth) {
    if (kind == EntryKind::symlink && links_followed_)
      return Failure{Stage::load,
                     fmt::format("error evaluating symlink /{}: no such file or directory", path),
                     {}};
    if (rules_.ignores(name, kind == EntryKind::directory)) return std::nullopt;
    switch (kind) {
      case EntryKind::directory:
        return list(name, path, depth + 1);
      case EntryKind::file:
        all_.push_back({name, path, {}});
        if (all_.size() <= limits_.files) return std::nullopt;
        return Failure{Stage::declined,
                       fmt::format("{}: a chart of more than {} files", shown_, limits_.files),
                       {}};
      case EntryKind::symlink:
        return add_link(name, path, depth);
      case EntryKind::other:
        return Failure{
            Stage::load,
            fmt::format("cannot load irregular file {}{}{} as it has file mode type bits set",
                        shown_, shown_.empty() ? "" : "/", name),
            {}};
    }
    __builtin_unreachable();
  }

  /// Helm follows a link wherever it leads; here it must stay in the repository.
  std::optional<Failure> add_link(const std::string& name, const std::string& path, int depth) {
    const auto target = followed(files_, path);
    const auto kind = target ? files_.kind(*target) : std::nullopt;
    if (kind) return add(name, *target, *kind, depth + 1);
    if (!matters(name)) return std::nullopt;
    return Failure{
        Stage::declined,
        fmt::format("{}: a symbolic link that leads out of the repository, or nowhere", path),
        {}};
  }

  const Files& files_;
  const std::string root_, shown_;
  const IgnoreRules rules_;
  const LoadLimits& limits_;
  const bool links_followed_;
  std::vector<ChartFile> all_;
};

}  // namespace

/// The text of a file that nobody else has.
SourceId ChartLoader::add(const std::string& path, std::string bytes) {
  if (!options_.stand_in) return sources_.add_written(path, std::move(bytes));
  TextBuilder copy;
  copy.put(bytes, sources_.add_origin(options_.stand_in(path), OriginKind::embedded),
           Copy::transformed);
  return sources_.add_made(path, std::move(copy));
}

std::string ChartLoader::shown(const std::string& path) const {
  return options_.links_followed && !path.starts_with('/') ? "/" + path : path;
}

Outcome<Span> ChartLoader::text(ChartFile& file) {
  if (file.text.is_place()) return file.text;
  const File* known = options_.known ? options_.known->find(file.path) : nullptr;
  if (known && !known->tree.problems.empty() &&
      known->tree.problems.front().kind == ProblemKind::yaml_limit)
    return refused(Stage::declined, known->tree.problems.front().message,
                   known->tree.problems.front().at);
  SourceId source = known ? known->source : SourceId::none;
  if (source == SourceId::none) {
    auto bytes = files_.read(file.path, options_.limits.archive.file);
    if (!bytes) return refused(Stage::load, bytes.error().message);
    if (bytes->size() > options_.limits.archive.file)
      return refused(
          Stage::load,
          fmt::format("chart file {} is larger than the maximum file size {}",
                      gotemplate::quoted(base_name(file.path)), options_.limits.archive.file));
    byte_count_ += bytes->size();
    work_ += bytes->size();
    if (byte_count_ > options_.limits.bytes)
      return refused(Stage::declined, fmt::format("{}: a chart of more than {} bytes",
                                                  shown(file.path), options_.limits.bytes));
    source = add(file.path, std::move(*bytes));
  }
  const std::string_view all = sources_.text(source);
  file.text = {source, static_cast<std::uint32_t>(byte_order_mark(all)),
               static_cast<std::uint32_t>(all.size())};
  return file.text;
}

Outcome<Tree> ChartLoader::tree(ChartFile& file) {
  const auto place = text(file);
  if (!place) return tl::unexpected(place.error());
  const File* known = options_.known ? options_.known->find(file.path) : nullptr;
  if (known && known->source == place->source && !known->tree.documents.empty()) return known->tree;
  return read_yaml(arena_, sources_, place->source);
}

Outcome<std::vector<ChartFile>> ChartLoader::files_below(const std::string& directory) {
  ChartFile ignore_file{
      ".helmignore", directory.empty() ? ".helmignore" : directory + "/.helmignore", {}};
  std::string_view rules_text;
  if (files_.kind(ignore_file.path) == EntryKind::file) {
    const auto place = text(ignore_file);
    if (!place) return tl::unexpected(place.error());
    rules_text = sources_.text(*place);
  }
  auto rules = IgnoreRules::read(rules_text);
  if (!rules) return tl::unexpected(rules.error());
  return Lister(files_, directory, shown(directory), std::move(*rules), options_).list();
}

/// An archive may lie in an archive: then its bytes are a text already.
Outcome<std::vector<ChartFile>> ChartLoader::files_packed(ChartFile archive) {
  const LoadLimits& limits = options_.limits;
  std::string bytes;
  if (archive.text.is_place()) {
    bytes = sources_.text(archive.text);
  } else {
    auto read = files_.read(archive.path, limits.archive.total);
    if (!read) return refused(Stage::load, read.error().message);
    bytes = std::move(*read);
    if (std::string words = not_packed(shown(archive.path), bytes); !words.empty())
      return refused(Stage::load, std::move(words));
  }
  if (bytes.size() > limits.archive.total)
    return refused(Stage::declined, fmt::format("{}: an archive of more than {} bytes",
                                                shown(archive.path), limits.archive.total));
  auto unpacked_files = unpacked(bytes, limits.archive);
  if (!unpacked_files) {
    // What was unpacked before it was too much is not told.
    work_ += std::min(limits.archive.total, bytes.size() * limits.archive.ratio);
    return tl::unexpected(unpacked_files.error());
  }
  std::vector<ChartFile> files;
  for (ArchivedFile& file : *unpacked_files) {
    byte_count_ += file.text.size();
    work_ += file.text.size();
    if (byte_count_ > limits.bytes)
      return refused(Stage::declined, fmt::format("{}: a chart of more than {} bytes",
                                                  shown(archive.path), limits.bytes));
    const std::string path = fmt::format("{}!{}", archive.path, file.name);
    const auto size = static_cast<std::uint32_t>(file.text.size());
    files.push_back({file.name, path, {add(path, std::move(file.text)), 0, size}});
  }
  return files;
}

Outcome<Chart> ChartLoader::loaded(const std::string& path, int depth) {
  const auto kind = files_.kind(path);
  if (!kind)
    return refused(Stage::load, fmt::format("stat {}: no such file or directory", shown(path)));
  const bool packed = kind == EntryKind::file;
  auto files = packed ? files_packed({"", path, {}}) : files_below(path);
  if (!files) return tl::unexpected(files.error());
  return ChartAssembler(*this).chart(std::move(*files), {path, packed, depth});
}

Outcome<Chart> ChartLoader::load(const std::string& path) {
  file_count_ = byte_count_ = 0;
  return loaded(path, 0);
}

Outcome<Chart> ChartLoader::load(std::vector<ChartFile> files, const std::string& path) {
  file_count_ = byte_count_ = 0;
  return ChartAssembler(*this).chart(std::move(files), {path, false, 0});
}

}  // namespace fairlead::helm
